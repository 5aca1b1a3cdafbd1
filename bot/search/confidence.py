"""How likely a passage answers the query: provisional, a later change calibrates it to the corpus at hand.

A logistic function of two things that are comparable between queries, as the fused score is not: the dense score, and
the share of the query's rare words that the passage holds.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

# `python -m benchmarks.abstention DATA --fit`: fitted on the even questions of each kind (SQuAD articles half of which
# were left out of the index, and the out-of-scope questions of CLINC), measured there on the odd ones.
INTERCEPT = -8.22
DENSE_WEIGHT = 11.95
MATCHED_WEIGHT = 5.01


def inverse_document_frequency(frequency: int, passages: int) -> float:
    """BM25's weight of a term in `frequency` of `passages` passages, > 0 (Robertson and Zaragoza 2009, eq. 3.3)."""
    return math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5))


def matched_share(terms: Sequence[str], held: Iterable[str], weights: Mapping[str, float]) -> float:
    """The weight of the `terms` among `held`, of the weight of all; 0 when the query has no content word."""
    total = sum(weights[term] for term in terms)
    present = set(held)
    return sum(weights[term] for term in terms if term in present) / total if total else 0.0


def probability(dense: float, matched: float) -> float:
    """The probability, in (0, 1), that a passage with this evidence answers the query."""
    return 1 / (1 + math.exp(-(INTERCEPT + DENSE_WEIGHT * dense + MATCHED_WEIGHT * matched)))
