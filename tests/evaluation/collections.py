"""A judged collection so small that every figure can be worked on paper, with `tests.fakes.WordEncoder`.

"laser pain" has the cosine 3 / √12 = .866 with "pain" and 0 with the others; "session price" .866 with "cost", .289
with "sun", 0 with "pain". BM25 finds the same order: "cost" holds both words of it, "sun" one. A "helicopter" is
nowhere.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

PAIN = "Laser pain. Needle pain."
COST = "Session cost. Session price."
SUN = "Skin sun. Skin session."
CORPUS = (
    {"_id": "pain", "title": "", "text": PAIN},
    {"_id": "cost", "title": "", "text": COST},
    {"_id": "sun", "title": "", "text": SUN},
)
SWAPPED_CORPUS = ({"_id": "pain", "title": "", "text": COST}, {"_id": "cost", "title": "", "text": PAIN}, CORPUS[2])
QUERIES = (
    {"_id": "q1", "text": "laser pain"},
    {"_id": "q2", "text": "session price"},
    {"_id": "q3", "text": "helicopter"},
    {"_id": "q4", "text": "nobody judged this one"},
)
QRELS = (("q1", "pain", 1), ("q2", "sun", 1), ("q3", "pain", 0))
ANSWERS = (
    {"_id": "q1", "spans": [{"doc_id": "pain", "start": 0, "text": "Laser pain"}]},
    {"_id": "q2", "spans": [{"doc_id": "sun", "start": SUN.index("Skin session"), "text": "Skin session"}]},
)


def write_collection(
    folder: Path,
    *,
    corpus: Sequence[Mapping[str, object]] = CORPUS,
    queries: Sequence[Mapping[str, object]] = QUERIES,
    qrels: Sequence[tuple[str, str, int]] = QRELS,
    answers: Sequence[Mapping[str, object]] | None = ANSWERS,
) -> Path:
    """Write a collection in BEIR's layout to `folder`."""
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    write_lines(folder / "corpus.jsonl", corpus)
    write_lines(folder / "queries.jsonl", queries)
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in qrels)]
    (folder / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if answers is not None:
        write_lines(folder / "answers.jsonl", answers)
    return folder


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
