"""Fits what tells kinds of intents apart (`bot.conversation.intents`) on the examples of bot/language/examples.

    python -m benchmarks.fit_intents [--write]

Prints how many of the examples are told right by weights fitted on the others (two thirds at a time), by the encoder
alone, by words alone and by both; `--write` puts the weights of the words of all in place of those that the package
holds. It takes some minutes, which is why no build does it; --write alone half a minute.

A logistic regression over all kinds: every kind has a weight for every piece of a form and for every place of a word or
of the letters in it.
"""

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from benchmarks.command import parser
from benchmarks.table import print_table
from bot import load_encoder
from bot.conversation.intents import FITTED, MARGIN, SOCIAL, made_from
from bot.encoders import FloatArray
from bot.encoders.bulk import bulk_encoder
from bot.encoders.examples import Fitted, text_row
from bot.language.forms import QUESTION, Example, filled, pieces, spoken

LOOSENESS = 10.0  # the inverse of the penalty of weights
MOST_STEPS = 300
FEWEST = 3  # examples that have a piece; rarer ones tell nothing of others
FOLDS = 3
MARGINS = (MARGIN, MARGIN + 1.0)
VECTOR_SHARE = 2.0  # how much a vector counts beside the words of a text
PREFIXED_EVERY = 4  # examples of one kind that are also said after a greeting or the like, without a point between
KINDS = tuple(dict.fromkeys(one.kind for of_one in spoken().values() for one in of_one.examples))


def said() -> list[Example]:
    """All examples, then some of them again after a greeting, thanks and the like."""
    found = list[Example]()
    for of_one in spoken().values():
        social = [one for one in of_one.examples if one.kind in SOCIAL]
        others = [one for one in of_one.examples if one.kind not in SOCIAL and turn(one) % PREFIXED_EVERY == 0]
        before = (social[turn(one) % len(social)].text for one in others)
        after = (replace(one, text=f"{first} {one.text}") for first, one in zip(before, others, strict=True))
        found += [*of_one.examples, *after]
    return found


def turn(example: Example) -> int:
    """A number that is always the same for the example, whatever others there are."""
    return zlib.crc32(example.text.encode())


def known_pieces(examples: Sequence[Example]) -> list[str]:
    """Every word of the examples, and every pair, that several of them hold, in their order."""
    counts = dict[str, int]()
    for one in examples:
        for piece in pieces(one.text):
            counts[piece] = counts.get(piece, 0) + 1
    return [piece for piece, count in counts.items() if count >= FEWEST]


def fit(rows: sparse.csr_matrix, kinds: Sequence[str]) -> FloatArray:
    """Weights, shape (d, kinds), that give each kind the greatest log odds on rows, shape (n, d), of its own."""
    regression = LogisticRegression(C=LOOSENESS, max_iter=MOST_STEPS, fit_intercept=False).fit(rows, kinds)
    weights = dict(zip(regression.classes_, regression.coef_, strict=True))
    return np.stack([weights[kind] for kind in KINDS], axis=1).astype(np.float32)


def told_right(rows: sparse.csr_matrix, kinds: Sequence[str]) -> list[str]:
    """For each of `MARGINS`, the shares of wishes told right, and of questions taken for something else."""
    of_kind, fold = np.array(kinds), np.arange(len(kinds)) * 7 % FOLDS
    scores = np.empty((len(kinds), len(KINDS)), dtype=np.float32)
    for i in range(FOLDS):
        scores[fold == i] = rows[fold == i] @ fit(rows[fold != i], list(of_kind[fold != i]))
    is_question = of_kind == QUESTION
    shares = []
    for margin in MARGINS:
        told = np.array(KINDS)[(scores + margin * np.array([kind == QUESTION for kind in KINDS])).argmax(axis=1)]
        shares += [(told == of_kind)[~is_question].mean(), (told != QUESTION)[is_question].mean()]
    return [f"{share:.3f}" for share in shares]


def main() -> None:
    """Run the fit."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    examples, kinds = said(), [one.kind for one in said()]
    texts = [filled(one, turn(one)) for one in examples]
    known = known_pieces(examples)
    places = {piece: i for i, piece in enumerate(known)}
    rows = (text_row(text, pieces(one.text), places) for text, one in zip(texts, examples, strict=True))
    words = sparse.vstack([sparse.csr_matrix(row) for row in rows]).tocsr()
    if options.parse_args().write:
        Fitted(KINDS, tuple(known), fit(words, kinds), made_from()).write(FITTED)
        return
    vectors = sparse.csr_matrix(VECTOR_SHARE * bulk_encoder(load_encoder(), len(texts))(texts))
    over = [name for margin in MARGINS for name in (f"right, margin {margin}", "questions taken")]
    ways = {"by the encoder": vectors, "by words": words, "by both": sparse.hstack([words, vectors]).tocsr()}
    print_table([f"{len(examples)} examples", *over], [[name, *told_right(rows, kinds)] for name, rows in ways.items()])


if __name__ == "__main__":
    main()
