"""How likely a passage answers the query: provisional, a later change calibrates it to the corpus at hand.

A logistic function of two things that are comparable between queries, as the fused score is not: the dense score, and
the share of the query's rare words that the passage holds.
"""

import math

from bot.search.evidence import Evidence

# `python -m benchmarks.abstention DATA --fit`: fitted on the even questions of each kind (SQuAD articles half of which
# were left out of the index, and the out-of-scope questions of CLINC), measured there on the odd ones.
INTERCEPT = -8.22
WEIGHTS = {"best": 7.0, "matched": 4.0, "matched_sentence": 1.0, "phrase": 1.5, "answer_type": 0.3}
    "best": 11.1,
    "heading": 0.0,
    "matched": 8.0,
    "matched_sentence": 1.8,
    "phrase": 1.5,
    "answer_type": 0.0,
    "lexical": 0.0,
}


def probability(evidence: Evidence) -> float:
    """The probability, in (0, 1), that a passage with this evidence answers the query."""
    logit = INTERCEPT + sum(weight * getattr(evidence, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-logit))
