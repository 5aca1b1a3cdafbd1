"""A folder's notes and examples of care, so few that one can tell on paper what is learnt from them."""

from pathlib import Path

from bot.encoders import Encoder
from bot.ingest.care_file import care_examples
from bot.ingest.learning import guide_from
from bot.records import CareGuide

# With `tests.fakes.WordEncoder`: a needle concerns somebody, pain is a red flag, and both skin and pain are a crisis.
CARE_TOML = """
[notes]
personal = "Ask somebody."
red_flag = "Call somebody."
crisis = "Talk to somebody."
[notes.de]
red_flag = "Rufen Sie jemanden an."
[questions]
none = ["cost", "price", "sun", "session", "laser"]
personal = ["needle", "needle needle", "needle laser"]
red_flag = ["pain", "pain pain", "pain laser"]
crisis = ["skin", "skin skin", "skin laser"]
[passages]
warning = ["needle", "pain"]
other = ["cost", "price"]
"""


def write_care(folder: Path, text: str = CARE_TOML) -> None:
    """Have the answers over a folder take care."""
    (folder / "footnote.toml").write_text('[care]\nexamples = "care.toml"\n', encoding="utf-8")
    (folder / "care.toml").write_text(text, encoding="utf-8")


def guide(encoder: Encoder) -> CareGuide:
    """What is learnt from `CARE_TOML`."""
    return guide_from(care_examples(CARE_TOML.encode(), "care.toml"), encoder)
