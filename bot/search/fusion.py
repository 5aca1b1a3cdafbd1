"""Two kinds of scores, one order: which candidates are looked at closely (`bot.search.evidence`)."""

from collections.abc import Mapping

# Leads from the design's measurements on COVID-QA and SciFact: the best sentence says more than the passage around
# it, and dense and lexical scores weigh about the same.
PASSAGE_SHARE = 0.3
DENSE_SHARE = 0.5


def dense_score(passage: float, sentence: float) -> float:
    """The cosine of a passage and of its best sentence as one number."""
    return PASSAGE_SHARE * passage + (1 - PASSAGE_SHARE) * sentence


def min_max(scores: Mapping[int, float]) -> dict[int, float]:
    """`scores` scaled to [0, 1]; all 1 when they are equal (Lee 1997, combination of multiple evidence)."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}


def fuse(dense: Mapping[int, float], lexical: Mapping[int, float]) -> dict[int, float]:
    """The weighted mean of both, min-max normalised over the candidates of `dense`, in [0, 1].

    Every candidate needs a dense score; one without a lexical score has 0 there, the least BM25 can give.
    """
    scaled_dense = min_max(dense)
    top = max(lexical.values(), default=0.0)
    scaled_lexical = {key: lexical.get(key, 0.0) / top if top else 0.0 for key in dense}
    return {key: DENSE_SHARE * scaled_dense[key] + (1 - DENSE_SHARE) * scaled_lexical[key] for key in dense}
