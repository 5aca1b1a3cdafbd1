"""How well the confidence of the top passage tells answerable from unanswerable questions.

    python -m benchmarks.abstention DATA [--fit]

DATA holds squad_dev_articles/ (BEIR layout) and clinc_oos/. Every second article is indexed. Answerable are the
questions of those articles whose paragraph came first; near-topic those of the articles left out; off-topic the
out-of-scope questions of clinc_oos. All figures are of the odd questions; `--fit` fits the coefficients of
`bot.search.confidence` on the even ones and prints them.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.table import print_table
from bot import Library, SplitSettings, load_encoder
from bot.dialogue.abstention import FOUND_FROM, RELATED_FROM
from bot.encoders import Encoder
from bot.ingest.splitter import split
from bot.library import Snapshot
from bot.records import Block, BlockKind, Document
from bot.search.fusion import dense_score
from bot.search.query import parse_query
from bot.search.ranking import search

QUESTIONS_OF_A_KIND = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's evidence, and whether its top passage answers it; `kind` is answerable, near or off."""

    kind: str
    is_answered: bool
    dense: float
    matched: float
    lexical: float
    probability: float


def read_jsonl(path: Path) -> list[dict[str, str]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document_of(row: dict[str, str]) -> Document:
    """A paragraph as a document of one block."""
    text = row["text"].strip()
    digest = sha256(text.encode()).hexdigest()
    return Document(
        id=f"squad/{row['_id']}",
        title=row["title"],
        location=row["_id"],
        format="text",
        text=text,
        text_sha256=digest,
        source_sha256=digest,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
    )


def index_articles(index: Path, rows: Sequence[dict[str, str]], encoder: Encoder) -> None:
    """Index `rows` of a BEIR corpus."""
    with Library.write(index) as writer:
        for row in rows:
            document = document_of(row)
            writer.put(document, split(document, SplitSettings()), "benchmark")
        for batch in writer.pending_inputs(encoder.fingerprint):
            vectors = encoder.encode([pending.text for pending in batch])
            writer.store_vectors(encoder.fingerprint, [pending.input_hash for pending in batch], vectors)
        writer.publish(encoder)


def evenly(questions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """At most `QUESTIONS_OF_A_KIND` of them, spread over all."""
    step = max(1, len(questions) // QUESTIONS_OF_A_KIND)
    return list(questions[::step][:QUESTIONS_OF_A_KIND])


def ask(snapshot: Snapshot, encoder: Encoder, kind: str, questions: Sequence[tuple[str, str]]) -> list[Asked]:
    """The evidence for each (question, id of the answering document or "")."""
    asked = []
    for question, relevant in evenly(questions):
        hits = search(snapshot, encoder, parse_query(question), 1).hits
        if not hits:
            continue
        scores = hits[0].scores
        asked.append(
            Asked(
                kind,
                hits[0].passage.document == relevant,
                dense_score(scores.passage, scores.sentence),
                scores.matched,
                scores.lexical,
                hits[0].probability,
            )
        )
    return asked


def ask_all(data: Path) -> list[Asked]:
    """Index every second article and ask all three kinds of questions."""
    squad = data / "squad_dev_articles"
    rows = read_jsonl(squad / "corpus.jsonl")
    articles = sorted({row["title"] for row in rows})
    indexed = set(articles[::2])
    article = {row["_id"]: row["title"] for row in rows}
    texts = {row["_id"]: row["text"] for row in read_jsonl(squad / "queries.jsonl")}
    judged = [line.split("\t") for line in (squad / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    answerable = [(texts[q], f"squad/{d}") for q, d, _ in judged if article[d] in indexed]
    near = [(texts[q], "") for q, d, _ in judged if article[d] not in indexed]
    clinc = json.loads((data / "clinc_oos" / "clinc_test_val.json").read_text(encoding="utf-8"))
    off = [(text, "") for text, _ in clinc["oos_test"]]
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as folder:
        index_articles(Path(folder), [row for row in rows if row["title"] in indexed], encoder)
        with Library.open(Path(folder)) as library, library.snapshot() as snapshot:
            return [
                asked
                for kind, questions in (("answerable", answerable), ("near", near), ("off", off))
                for asked in ask(snapshot, encoder, kind, questions)
            ]


def fit(asked: Sequence[Asked]) -> None:
    """Print the coefficients of a logistic regression on `asked`."""
    evidence = np.array([(a.dense, a.matched) for a in asked])
    model = LogisticRegression(C=100, class_weight="balanced").fit(evidence, [a.is_answered for a in asked])
    print(f"intercept {model.intercept_[0]:.2f}, dense {model.coef_[0][0]:.2f}, matched {model.coef_[0][1]:.2f}")


def report(asked: Sequence[Asked]) -> None:
    """Print AUROC by kind, beside dense alone and BM25 alone, and the share of each kind at each level."""
    rows = []
    for kind in ("near", "off"):
        mixed = [a for a in asked if a.is_answered or a.kind == kind]
        truth = [a.is_answered for a in mixed]
        values = ([a.probability for a in mixed], [a.dense for a in mixed], [a.lexical for a in mixed])
        rows.append([kind, str(len(mixed)), *(f"{roc_auc_score(truth, value):.3f}" for value in values)])
    print_table(["unanswerable", "questions", "AUROC probability", "dense alone", "BM25 alone"], rows)
    levels = []
    for kind in ("answerable", "near", "off"):
        likely = np.array([a.probability for a in asked if a.kind == kind])
        found, related = (likely >= FOUND_FROM).mean(), (likely >= RELATED_FROM).mean()
        levels.append([kind, str(len(likely)), f"{found:.2f}", f"{related - found:.2f}", f"{1 - related:.2f}"])
    print_table(["kind", "questions", "found", "related", "not found"], levels)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    asked = ask_all(arguments.data)
    if arguments.fit:
        fit(asked[::2])
    report(asked[1::2])


if __name__ == "__main__":
    main()
