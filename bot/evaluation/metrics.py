"""How good a ranking is, and how much a confidence is worth: each figure with its formula and source.

Rankings are sequences of distinct document ids, best first; whoever ranks breaks the ties. `relevance` grades the
judged documents; a grade of 0 or less, like no judgement at all, counts as not relevant. A question without a relevant
document scores 0 everywhere, as in trec_eval.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]

CALIBRATION_BINS = 10


def ndcg(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """Normalised discounted cumulative gain of the first `k`, in [0, 1].

    DCG = Σ g_i / log2(i + 1) over the ranks i = 1 … k, where g_i is the grade itself (not 2^g - 1); divided by the DCG
    of the judged documents sorted by falling grade (Järvelin and Kekäläinen 2002, with trec_eval's `ndcg_cut`
    discount).
    """
    best = _discounted(np.array(sorted((grade for grade in relevance.values() if grade > 0), reverse=True)[:k]))
    return _discounted(_grades(ranked, relevance, k)) / best if best else 0.0


def reciprocal_rank(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """1 / rank of the first relevant document among the first `k`, 0 when there is none.

    Its mean over questions is MRR@k (Voorhees 1999, the TREC-8 question answering track).
    """
    found = np.flatnonzero(_grades(ranked, relevance, k) > 0)
    return float(1 / (found[0] + 1)) if found.size else 0.0


def recall(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> float:
    """The share of the relevant documents that are among the first `k` (Manning et al. 2008, section 8.3)."""
    total = sum(grade > 0 for grade in relevance.values())
    return float((_grades(ranked, relevance, k) > 0).sum() / total) if total else 0.0


def auroc(confidence: Floats, is_right: Flags) -> float:
    """The area under the ROC curve: P(a right one's confidence > a wrong one's) + ½ P(they are equal).

    By the ranks of the right ones, ties sharing their mean rank: (Σ ranks - m (m + 1) / 2) / (m n) for m right and n
    wrong ones (Hanley and McNeil 1982). NaN when there are only right or only wrong ones.
    """
    right, wrong = int(is_right.sum()), int((~is_right).sum())
    if not right or not wrong:
        return float("nan")
    _, group, sizes = np.unique(confidence, return_inverse=True, return_counts=True)
    mean_ranks = np.cumsum(sizes) - (sizes - 1) / 2
    return float((mean_ranks[group][is_right].sum() - right * (right + 1) / 2) / (right * wrong))


def coverage_at_precision(confidence: Floats, is_right: Flags, precision: float) -> float:
    """The largest share of the questions that can be answered while at least `precision` of the answers are right.

    Answered are those of confidence at or above some threshold; equal confidences are answered together. 0 when no
    threshold is good enough (the risk-coverage curve of El-Yaniv and Wiener 2010, read at risk 1 - precision). NaN for
    no questions.
    """
    if not confidence.size:
        return float("nan")
    order = np.argsort(-confidence, kind="stable")
    sorted_confidence = confidence[order]
    is_threshold = np.append(sorted_confidence[:-1] != sorted_confidence[1:], True)
    answered = np.arange(1, confidence.size + 1)
    right = np.cumsum(is_right[order])
    # right / answered >= precision, with room for the rounding of 0.95 * 20
    is_good = is_threshold & (right >= precision * answered - 1e-9)
    return float(answered[is_good].max(initial=0) / confidence.size)


def expected_calibration_error(probability: Floats, is_right: Flags, bins: int = CALIBRATION_BINS) -> float:
    """How far stated probabilities are from the share that is right, in [0, 1]; lower is better.

    Σ over equally wide bins of (size of the bin / n) · |share right - mean probability| (Naeini et al. 2015; Guo et
    al. 2017, eq. 3). Bins are half open, the last one closed. NaN for no questions.
    """
    if not probability.size:
        return float("nan")
    group = np.minimum((probability * bins).astype(np.int64), bins - 1)
    gaps = np.bincount(group, weights=is_right - probability, minlength=bins)
    return float(np.abs(gaps).sum() / probability.size)


def _grades(ranked: Sequence[str], relevance: Mapping[str, int], k: int) -> npt.NDArray[np.int64]:
    return np.array([max(0, relevance.get(document, 0)) for document in ranked[:k]], dtype=np.int64)


def _discounted(grades: npt.NDArray[np.int64]) -> float:
    return float((grades / np.log2(np.arange(2, grades.size + 2))).sum())
