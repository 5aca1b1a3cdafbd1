"""Without any network the whole of Footnote is there: command, model, page, answer, source."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot import ChatBot
from tests.conftest import ROOT
from tests.ui.browsing import chromium_path, squeezed

pytestmark = [pytest.mark.real, pytest.mark.browser]

QUESTION = "How many sessions will I need?"
CUT_OFF = ["unshare", "--user", "--map-root-user", "--net"]


def can_be_cut_off() -> bool:
    """Whether a process may be given a namespace without a network here; not in every container, and on Linux alone."""
    return shutil.which("unshare") is not None and subprocess.run([*CUT_OFF, "true"], check=False).returncode == 0


def test_a_machine_without_a_network_shows_the_whole_page_and_nothing_is_missed(
    shipped_index: Path, shipped_bot: ChatBot
) -> None:
    chromium = chromium_path()
    if chromium is None:
        pytest.skip("no Chromium: install it (apt install chromium) or set FOOTNOTE_CHROMIUM to its path")
    is_cut_off = can_be_cut_off()
    command = [sys.executable, "-m", "tests.ui.cut_off", str(shipped_index), chromium, QUESTION]
    done = subprocess.run(
        [*(CUT_OFF if is_cut_off else []), *command],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    answer = shipped_bot.reply(QUESTION)
    if is_cut_off:
        assert seen["is_cut_off"]
    assert seen["level"] == "Found in your documents"
    assert squeezed(seen["cited"]) == squeezed(answer.passages[0].text)
    assert seen["style"] == "solid"  # our style sheet has come
    assert (seen["failed"], seen["complaints"]) == ([], [])
    outward = [url for url in seen["requested"] if not url.startswith(("data:", "blob:"))]
    assert {urlsplit(url).hostname for url in outward} == {"127.0.0.1"}
