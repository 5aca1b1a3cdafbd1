"""The one number that candidates are sorted by: a weighted sum of their evidence.

Every weight is at least 0, so more evidence never ranks a passage lower. Fitted by
`python -m benchmarks.fit_ranking DATA` on the even questions of covid_faq, covidqa and squad_dev_articles, by the
likelihood of the answering passages among the candidates of their question (ListNet; Cao et al. 2007).
"""

import math

from bot.search.evidence import Evidence

WEIGHTS = {
    "passage": 5.69,
    "best": 9.32,
    "heading": 3.07,
    "place": 3.19,
    "lexical": 0.69,
    "matched": 2.9,
    "matched_heading": 0.68,
    "matched_sentence": 0.8,
    "phrase": 3.1,
    "nearness": 1.4,
    "missing": 0.61,
    "answer_type": 0.83,
    "brevity": 0.64,
}


def score(evidence: Evidence) -> float:
    """The weighted sum; only its order, and its differences within one query, mean something."""
    return math.fsum(weight * getattr(evidence, name) for name, weight in WEIGHTS.items())
