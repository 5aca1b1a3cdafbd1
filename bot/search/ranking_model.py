"""The one number that candidates are sorted by: a weighted sum of their evidence.

Every weight is at least 0, so more evidence never ranks a passage lower. Fitted by
`python -m benchmarks.fit_ranking DATA` on the even questions of covid_faq, covidqa, squad_dev_articles and medquad, by
the likelihood of the answering passages among the candidates of their question (ListNet; Cao et al. 2007).
"""

import math
from operator import attrgetter, mul

from bot.search.evidence import Evidence

WEIGHTS = {
    "passage": 6.48,
    "best": 9.15,
    "heading": 1.43,
    "place": 4.38,
    "lexical": 0.48,
    "matched": 3.38,
    "matched_heading": 0.74,
    "matched_sentence": 0.73,
    "phrase": 2.62,
    "nearness": 0.88,
    "missing": 0.6,
    "answer_type": 1.68,
    "brevity": 0.57,
}
_VALUES = attrgetter(*WEIGHTS)


def score(evidence: Evidence) -> float:
    """The weighted sum; only its order, and its differences within one query, mean something."""
    return math.fsum(map(mul, WEIGHTS.values(), _VALUES(evidence)))
