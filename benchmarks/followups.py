"""How well follow-up questions are understood: the passages they find, the turns that lean, the changes of topic.

    python -m benchmarks.followups DATA [--cache DIR]

DATA holds `mtrag_human_subset`, a judged collection with `conversations.jsonl`, and `cast_rewrites/rewrites.jsonl`.
Their `raw` question is compared with the one before it and it, with what `bot.conversation.followup` makes of it, and
with the human `rewrite`, which says what is to be understood. Rules and numbers were developed on the conversations
with an even number (in mtrag by their order, in CAsT by their topic); the odd ones are for reporting, but some of their
questions, and all the first questions of mtrag, were read on the way, so they are no untouched test.

A question of CAsT stands alone when people left it as it was. A change of topic is every conversation begun after every
other of its set: its first question must carry nothing, and its second nothing from before the first. A share of the
gap has no interval of its own, as the gap may be 0; the gains that it is made of have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.command import kept_or_temporary, parser_over_sets
from benchmarks.sets import indexed
from benchmarks.table import print_table
from bot import load_encoder
from bot.answer.composition import quote
from bot.answer.placing import placed
from bot.chatbot import PASSAGES_SHOWN
from bot.conversation.followup import follow_up
from bot.encoders import Encoder
from bot.evaluation.beir import Collection, read_collection
from bot.evaluation.json_lines import read_rows
from bot.evaluation.metrics import Flags, Floats, ndcg
from bot.evaluation.resampling import Rows, bootstrap
from bot.language.leaning import stands_alone
from bot.library import Snapshot
from bot.records import Answer, Level, Turn
from bot.search.query import Query, parse_query
from bot.search.ranking import rank, search

MTRAG, CAST = "mtrag_human_subset", "cast_rewrites"
TURN = "<::>"  # between the id of a conversation of mtrag and the number of the turn
DEPTH = 100  # passages ranked; several may be of one document
CUT = 10  # of nDCG
RAW, PREVIOUS, REWRITE = "raw", "previous question + raw", "human rewrite"
OURS, WORDS = "footnote", "footnote, words alone"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a conversation, in what was typed, and in what people made of it without the conversation."""

    id: str
    conversation: str
    raw: str
    rewrite: str
    history: tuple[str, ...]


def read_mtrag(path: Path) -> list[Asked]:
    """The judged turns of mtrag and the others, in their order."""
    found = []
    for row, _ in read_rows(path):
        history = tuple(turn.text_of("text") for turn in row.rows_of("history") if turn.text_of("role") == "user")
        name = row.text_of("_id")
        found.append(Asked(name, name.split(TURN)[0], row.text_of("raw"), str(row.fields["rewrite"] or ""), history))
    return found


def read_cast(path: Path) -> list[Asked]:
    """The turns of CAsT, in their order, each with those before it."""
    found: list[Asked] = []
    for row, _ in read_rows(path):
        name = row.text_of("_id")
        conversation = name.rsplit("_", 1)[0]
        history = tuple(turn.raw for turn in found if turn.conversation == conversation)
        found.append(Asked(name, conversation, row.text_of("raw"), row.text_of("rewrite"), history))
    return found


class Answering:
    """Answers the questions of conversations, as far as their passages go; each once."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self._answered = cache(partial(_answered, snapshot, encoder))

    def turns(self, questions: tuple[str, ...]) -> list[Turn]:
        """The conversation with its answers."""
        return list(self._answered(questions))


def _answered(snapshot: Snapshot, encoder: Encoder, questions: tuple[str, ...]) -> tuple[Turn, ...]:
    history: list[Turn] = []
    for question in questions:
        query = follow_up(snapshot, question, history).query
        hits = search(snapshot, encoder, query, PASSAGES_SHOWN).hits
        passages = quote(placed(hits), [hit.sentence for hit in hits], snapshot.document)
        history.append(Turn(question, Answer(question, Level.FOUND, (), passages)))
    return tuple(history)


def queries_of(snapshot: Snapshot, answering: Answering, asked: Asked) -> dict[str, Query]:
    """The query of each way to understand the question."""
    ours = follow_up(snapshot, asked.raw, answering.turns(asked.history)).query
    return {
        RAW: parse_query(asked.raw),
        PREVIOUS: parse_query(" ".join([*asked.history[-1:], asked.raw])),
        OURS: ours,
        WORDS: replace(ours, shown=()),
        REWRITE: parse_query(asked.rewrite),
    }


def measure(
    snapshot: Snapshot, encoder: Encoder, asked: Sequence[Asked], judged: Mapping[str, Mapping[str, int]]
) -> dict[str, Floats]:
    """The nDCG of every way, in the order of the questions."""
    found: dict[str, list[float]] = {name: [] for name in (RAW, PREVIOUS, OURS, WORDS, REWRITE)}
    answering = Answering(snapshot, encoder)
    for question in asked:
        for name, query in queries_of(snapshot, answering, question).items():
            hits = rank(snapshot, encoder, query, DEPTH)
            documents = list(dict.fromkeys(hit.passage.document for hit in hits))
            found[name].append(ndcg(documents, judged[question.id], CUT))
    return {name: np.array(values) for name, values in found.items()}


def report_ranking(figures: Mapping[str, Floats], parts: Mapping[str, Flags]) -> None:
    """The nDCG on each part of the questions, and how much of the gap between raw and rewrite was closed."""
    header = [f"nDCG@{CUT}", *(f"{name} ({int(part.sum())})" for name, part in parts.items())]
    rows = [[name, *(f"{values[part].mean():.4f}" for part in parts.values())] for name, values in figures.items()]
    print_table(header, rows)
    for name, part in parts.items():
        raw, ours, rewrite = (figures[way][part] for way in (RAW, OURS, REWRITE))

        def gains(sample: Rows, raw: Floats = raw, ours: Floats = ours, rewrite: Floats = rewrite) -> dict[str, float]:
            return {
                "ours": float((ours - raw)[sample].mean()),
                "rewrite": float((rewrite - raw)[sample].mean()),
                "ours to rewrite": float((ours - rewrite)[sample].mean()),
            }

        every, ends = gains(np.arange(len(raw))), bootstrap(len(raw), gains)
        share = f"recovered {every['ours'] / every['rewrite']:.0%} of the gap" if every["rewrite"] > 0 else "no gap"
        told = ", ".join(f"{gain} {every[gain]:+.4f} [{low:+.4f}, {high:+.4f}]" for gain, (low, high) in ends.items())
        print(f"{name}: {share}; gains, with 95 % intervals: {told}")


def report_standing(asked: Sequence[Asked]) -> None:
    """Precision and recall of both sides on the questions of CAsT that have a history."""
    rows = []
    for name, parity in (("even topics (developed on)", 0), ("odd topics", 1)):
        part = [turn for turn in asked if turn.history and int(turn.conversation.split("_")[1]) % 2 == parity]
        is_alone = np.array([" ".join(turn.raw.split()) == " ".join(turn.rewrite.split()) for turn in part])
        said = np.array([stands_alone(turn.raw, turn.history) for turn in part])
        shares = (
            (said & is_alone).sum() / said.sum(),
            (said & is_alone).sum() / is_alone.sum(),
            (~said & ~is_alone).sum() / (~said).sum(),
            (~said & ~is_alone).sum() / (~is_alone).sum(),
        )
        rows.append([name, str(len(part)), *(f"{share:.3f}" for share in shares)])
    print_table(["CAsT", "questions", "alone: precision", "recall", "leaning: precision", "recall"], rows)


def report_switches(snapshot: Snapshot, encoder: Encoder, asked: Sequence[Asked], name: str) -> None:
    """How often a question after a change of topic carries words, the corpus's own, from before the change."""
    conversations: dict[str, tuple[str, ...]] = {}
    for turn in asked:
        conversations[turn.conversation] = (*conversations.get(turn.conversation, ()), turn.raw)
    answering = Answering(snapshot, encoder)
    for number, which in enumerate(("first", "second")):
        wrong = [
            _carries_from_before(snapshot, answering, before, begun[: number + 1])
            for other, before in conversations.items()
            for conversation, begun in conversations.items()
            if conversation != other and len(begun) > number
        ]
        print(f"{name}: {sum(wrong)} of {len(wrong)} {which} questions after a change of topic carry words from before")


def _carries_from_before(
    snapshot: Snapshot, answering: Answering, before: tuple[str, ...], begun: tuple[str, ...]
) -> bool:
    """Whether the last question of `begun`, another conversation, carries words of `before`, or the first leans."""
    *first, question = begun
    history = [*answering.turns(before), *answering.turns(tuple(first))]
    found = follow_up(snapshot, question, history)
    from_before = any(word.turn is not None and word.turn < len(before) for word in found.carried)
    return from_before or (not first and found.leaning is not None)


def report_time(snapshot: Snapshot, encoder: Encoder, asked: Sequence[Asked]) -> None:
    """What a follow-up costs beyond the search, which encodes once as for any question."""
    times = []
    answering = Answering(snapshot, encoder)
    for turn in asked:
        history = answering.turns(turn.history)
        began = perf_counter()
        follow_up(snapshot, turn.raw, history)
        times.append(1_000 * (perf_counter() - began))
    print(f"added per answer: median {np.median(times):.2f} ms, 99th percentile {np.percentile(times, 99):.2f} ms")


def _parts(asked: Sequence[Asked], order: Sequence[str]) -> dict[str, Flags]:
    odd = np.array([order.index(turn.conversation) % 2 == 1 for turn in asked])
    leaning = np.array([not stands_alone(turn.raw, turn.history) for turn in asked])
    return {
        "all": np.ones(len(asked), dtype=np.bool_),
        "odd": odd,
        "leaning": leaning,
        "leaning, odd": leaning & odd,
        "leaning, even": leaning & ~odd,
        "alone": ~leaning,
    }


def _report_mtrag(index: Path, collection: Collection, asked: Sequence[Asked], cast: Sequence[Asked]) -> None:
    encoder = load_encoder()
    judged = {question.id: question.relevance for question in collection.questions}
    kept = [turn for turn in asked if turn.id in judged]
    with indexed(collection, index, encoder) as snapshot:
        order = list(dict.fromkeys(turn.conversation for turn in asked))
        report_ranking(measure(snapshot, encoder, kept, judged), _parts(kept, order))
        report_switches(snapshot, encoder, asked, MTRAG)
        report_switches(snapshot, encoder, cast, CAST)
        report_time(snapshot, encoder, kept)


def main() -> None:
    """Run the benchmark."""
    arguments = parser_over_sets(__doc__).parse_args()
    mtrag = read_mtrag(arguments.data / MTRAG / "conversations.jsonl")
    cast = read_cast(arguments.data / CAST / "rewrites.jsonl")
    report_standing(cast)
    with kept_or_temporary(arguments.cache) as folder:
        _report_mtrag(folder / MTRAG, read_collection(arguments.data / MTRAG), mtrag, cast)


if __name__ == "__main__":
    main()
