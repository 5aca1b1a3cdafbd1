"""The one number that candidates are sorted by: a weighted sum of their evidence.

Every weight is at least 0, so more evidence never ranks a passage lower. Fitted by
`python -m benchmarks.fit_ranking DATA` on the even questions of covid_faq, covidqa and squad_dev_articles, by the
likelihood of the answering passages among the candidates of their question (ListNet; Cao et al. 2007).
"""

import math

from bot.search.evidence import Evidence

WEIGHTS = {
    "passage": 7.17,
    "best": 9.03,
    "heading": 3.69,
    "lexical": 0.74,
    "matched": 2.68,
    "matched_heading": 1.63,
    "matched_sentence": 0.78,
    "phrase": 3.12,
    "nearness": 1.46,
    "missing": 0.6,
    "answer_type": 0.81,
    "brevity": 0.62,
}


def score(evidence: Evidence) -> float:
    """The weighted sum; only its order, and its differences within one query, mean something."""
    return math.fsum(weight * getattr(evidence, name) for name, weight in WEIGHTS.items())
