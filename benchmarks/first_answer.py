"""A fresh clone to the first answer in a browser, and the second start beside it.

    python -m benchmarks.first_answer [--browser PATH]

Clones the last commit into a temporary folder, runs `make run` there with an empty package cache, opens the page in
Chromium, asks a question, and waits for the first quotation. Then starts again in the same folder.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.command import parser
from benchmarks.table import print_table

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "How many sessions will I need?"
LIMIT_MS = 30_000


def wait_for_address(process: subprocess.Popen[str]) -> str:
    """The address that the page prints."""
    assert process.stdout is not None  # noqa: S101  (asked for below)
    for line in process.stdout:
        sys.stderr.write(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            threading.Thread(target=process.stdout.read, daemon=True).start()  # so that its pipe never fills
            return found.group()
    raise SystemExit(f"make run ended with {process.wait()} before the page was served")


def first_quotation(address: str, browser: str) -> str:
    """Ask in the browser; the first quotation's words."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.goto(address)
        page.get_by_placeholder("Ask a question").fill(QUESTION)
        page.keyboard.press("Enter")
        words = page.locator("blockquote").first.inner_text(timeout=LIMIT_MS)
        chromium.close()
    return words


def seconds_to_answer(folder: Path, browser: str, environment: dict[str, str]) -> float:
    """`make run` in `folder` until the first quotation is on the page; the server is ended."""
    began = time.perf_counter()
    with subprocess.Popen(
        ["make", "run"],  # noqa: S607
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            first_quotation(wait_for_address(process), browser)
            return time.perf_counter() - began
        finally:
            os.killpg(process.pid, signal.SIGINT)


def megabytes_downloaded(log: Path) -> float:
    """The sizes that pip's log gives for the files it downloaded; files it had on this machine do not count."""
    sizes = re.findall(r"Downloading \S+ \(([\d.]+) ([kMG]B)\)", log.read_text(encoding="utf-8"))
    return sum(float(size) * {"kB": 1e-3, "MB": 1, "GB": 1e3}[unit] for size, unit in sizes)


def mebibytes(folder: Path) -> float:
    """The size of all files below `folder`."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def main() -> None:
    """Run the benchmark."""
    options = parser(__doc__)
    options.add_argument("--browser", default=shutil.which("chromium") or "")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone, log = Path(folder, "footnote"), Path(folder, "pip.log")
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S607
        environment = {**os.environ, "PIP_CACHE_DIR": str(Path(folder, "cache")), "PIP_LOG": str(log)}
        fresh = seconds_to_answer(clone, arguments.browser, environment)
        downloaded, installed = megabytes_downloaded(log), mebibytes(clone / ".venv")
        second = seconds_to_answer(clone, arguments.browser, environment)
    rows = [
        ["fresh clone", f"{fresh / 60:.1f} min", f"{downloaded:.0f} MB", f"{installed:.0f} MiB"],
        ["second start", f"{second:.1f} s", "0 MB", f"{installed:.0f} MiB"],
    ]
    print_table(["start", "to the first quotation", "downloaded", "environment on disk"], rows)


if __name__ == "__main__":
    main()
