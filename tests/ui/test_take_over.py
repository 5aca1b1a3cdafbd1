"""A web page that a reader visits gets nothing out of Footnote, and does nothing in it, in the same browser."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ui.browsing import chromium_path
from tests.ui.test_no_network import CUT_OFF, can_be_cut_off

pytestmark = [pytest.mark.real, pytest.mark.browser]


@pytest.mark.parametrize("account", [[], ["ada:it's a s:cret"]], ids=["without an account", "logged in"])
def test_a_visited_page_reads_nothing_plants_nothing_and_has_nothing_fetched(
    shipped_index: Path, account: list[str]
) -> None:
    chromium = chromium_path()
    if chromium is None:
        pytest.skip("no Chromium: install it (apt install chromium) or set FOOTNOTE_CHROMIUM to its path")
    if not can_be_cut_off():
        pytest.skip("no network namespace can be made here, and only inside of one is there a foreign address")
    command = [sys.executable, "-m", "tests.ui.taken_over", str(shipped_index), chromium, *account]
    done = subprocess.run([*CUT_OFF, *command], cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert got["fetched"] == [], "Footnote fetched an address that a web page gave it"
    assert got["sent_out"] == [], "a script ran under the address of the page"
    assert got["read"] == {"done": ""}, "the visited page read something"
    assert got["planted"] == []
    assert got["answered"]
    assert len(got["shown"]) == 4
    for address, text in got["shown"].items():
        assert text.startswith(("Nothing is served at this address", "This page is not served under the name")), address
