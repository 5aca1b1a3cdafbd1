import pytest

from bot.config import ReadingLimits
from bot.ingest.parsing import refusals
from bot.ui.remedies import for_uploaders


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("the file holds no text; add some or take it out of the folder.", "the file holds no text; add some."),
        ("12 pages, the limit is 9; split it or raise --max-pages.", "12 pages, the limit is 9; split it."),
        (refusals.too_large(ReadingLimits(file_mib=9)), "is larger than 9 MiB; upload it in smaller parts."),
        (refusals.crashed("exit 3"), "crashed its reader (exit 3); convert it to another format."),
        (refusals.nonsense("no"), "was read into something that is no document (no); report it."),
        ("is a program; take it out of the folder.", "is a program."),
        ("a gzip archive; unpack it and add the folder.", "a gzip archive; unpack it and upload the files."),
        ("an image; describe it beside it, or save its words.", "an image; describe it beside it, or save its words."),
        ("its front matter says `index = false`.", "its front matter says `index = false`."),
        ("", ""),
    ],
)
def test_a_reason_says_what_an_uploader_can_do_and_nothing_that_only_the_owner_can(reason: str, told: str) -> None:
    assert for_uploaders(reason) == told


def test_no_limit_of_a_reader_is_told_with_its_option() -> None:
    limits = ReadingLimits()
    told = [refusals.too_slow, refusals.too_much_memory, refusals.too_large, refusals.too_much_to_send]
    for reason in (*(refusal(limits) for refusal in told), refusals.ended(-9, 700, limits)):
        assert "--" in reason or "the folder" in reason
        assert "--" not in for_uploaders(reason)
        assert "the folder" not in for_uploaders(reason)
