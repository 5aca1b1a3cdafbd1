"""Starts the page over the shipped corpus: builds its index when that is out of date, then serves it.

`python app.py --port 8000` takes the options of `footnote serve`.
"""

import sys
from pathlib import Path

from bot.cli.main import main

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    raise SystemExit(main(["serve", "--index", str(ROOT / "index"), "--build", str(ROOT / "corpus"), *sys.argv[1:]]))
