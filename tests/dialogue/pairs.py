"""The labelled pairs of tests/data, and how to ask over them."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.sources_say import sources_say
from bot.records import UNKNOWN, Citation, Quotation, QuotedSentence, SourceClass, Why
from bot.records.sources_say import Verdict

DATA = Path(__file__).resolve().parent.parent / "data"
PAIRS = DATA / "sources_say_pairs.toml"
TUNING_PAIRS = DATA / "sources_say_tuning_pairs.toml"
BLIND_PAIRS = DATA / "sources_say_blind_pairs.toml"  # written without knowing the rules, then used to develop them
HELD_OUT_PAIRS = DATA / "sources_say_held_out_pairs.toml"  # by the same author, held out at first, then used as well
PLAIN_PAIRS = DATA / "sources_say_plain_pairs.toml"  # short sentences in many fields, used to find faults
UNSEEN_PAIRS = DATA / "sources_say_unseen_pairs.toml"  # by an author who had not seen the code; measured once


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, the question they answer, and the verdict a reader would give."""

    question: str
    one: str
    other: str
    kind: str
    verdict: Verdict


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs, in the order of the file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["pairs"]
    return [Pair(r["question"], r["a"], r["b"], r["kind"], Verdict(r["label"].replace("_", " "))) for r in rows]


def development() -> list[Pair]:
    """All pairs that the rules were made with."""
    paths = (PAIRS, TUNING_PAIRS, BLIND_PAIRS, HELD_OUT_PAIRS, PLAIN_PAIRS)
    return [pair for path in paths for pair in read_pairs(path)]


def quotation(
    rank: int, text: str, *, document: str = "", title: str = "", headings: tuple[str, ...] = (), start: int = 0
) -> Quotation:
    """`text` as a quotation that begins at `start` of its document; by default a document of its own."""
    citation = Citation(
        document=document or f"{rank}.md",
        title=title,
        location="",
        publisher=UNKNOWN,
        source_class=SourceClass.UNKNOWN,
        date=UNKNOWN,
        page=None,
        headings=headings,
        start=start,
        end=start + len(text),
        text_sha256="",
        source_sha256="",
        prefix="",
        exact=text,
        suffix="",
    )
    sentence = QuotedSentence(text, start, start + len(text))
    return Quotation(rank, 1.0, text, sentence, citation, (), Why(0, 0, 0, 0, 0, ()))


def verdict_given(pair: Pair) -> Verdict:
    """The verdict of the first aspect that both documents speak to; not comparable without one."""
    for aspect in sources_say(pair.question, [quotation(1, pair.one), quotation(2, pair.other)]):
        if len({said.document for said in aspect.said}) == 2:
            return aspect.verdict
    return Verdict.NOT_COMPARABLE


def precision_and_recall(
    pairs: Sequence[Pair], judge: Callable[[Pair], Verdict], verdict: Verdict
) -> tuple[float, float]:
    """Precision and recall of `verdict`; a precision of 1 where it is never given."""
    given = [pair for pair in pairs if judge(pair) is verdict]
    right = sum(1 for pair in given if pair.verdict is verdict)
    wanted = sum(1 for pair in pairs if pair.verdict is verdict)
    return right / len(given) if given else 1.0, right / wanted
