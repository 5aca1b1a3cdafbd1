"""How likely a passage answers the query: provisional, a later change calibrates it to the corpus at hand.

A logistic function of the evidence that is comparable between queries, as the score that candidates are sorted by is
not: cosines, and shares of the query's words.
"""

import math

from bot.search.evidence import Evidence

# Fitted by `python -m benchmarks.abstention DATA --fit` on the even questions of covid_faq, covidqa and SQuAD, half of
# whose documents were left out of the index, and on the out-of-scope questions of CLINC; measured on the odd ones.
INTERCEPT = -6.51
WEIGHTS = {"best": 7.84, "matched": 2.47, "matched_sentence": 0.89, "phrase": 1.58, "answer_type": 0.21}


def probability(evidence: Evidence) -> float:
    """The probability, in (0, 1), that a passage with this evidence answers the query."""
    logit = INTERCEPT + sum(weight * getattr(evidence, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-logit))
