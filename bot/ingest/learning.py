"""What a build learns from the examples of a folder, so that nobody who asks waits for it."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable

from bot.encoders import Encoder, FloatArray
from bot.encoders.bulk import bulk_encoder
from bot.encoders.examples import fit, fit_with_words
from bot.records import CareExamples, CareGuide, Concern

RECIPE = "care 3"  # changes whenever the same examples give other weights


def guide_from(examples: CareExamples, encoder: Encoder, known: Iterable[CareGuide] = ()) -> CareGuide:
    """What is learnt from the examples; that of `known` which was made from the same ones, if there is one."""
    digest = _digest(examples, encoder)
    return next((guide for guide in known if guide.made_from == digest), None) or _learn(examples, encoder, digest)


def _digest(examples: CareExamples, encoder: Encoder) -> str:
    return hashlib.sha256(f"{RECIPE} {encoder.fingerprint} {examples!r}".encode()).hexdigest()


def _learn(examples: CareExamples, encoder: Encoder, digest: str) -> CareGuide:
    """What tells questions that are at least so grave, for each note, and sentences that warn."""
    questions = [question for of_kind in examples.questions for question in of_kind]
    kinds = [kind for kind, of_kind in enumerate(examples.questions) for _ in of_kind]
    sentences = [*examples.warnings, *examples.others]
    # Never rounded to bfloat16, so that every processor learns the same.
    encode = bulk_encoder(encoder, len(questions) + len(sentences), may_round=False)
    vectors = encode([*questions, *sentences])
    of_questions = vectors[: len(questions)]
    grave = [[kind >= least for kind in kinds] for least in range(1, len(examples.questions))]
    urgent = [wanted for note, wanted in zip(examples.notes, grave, strict=True) if note.kind is Concern.RED_FLAG]
    is_warning = [i < len(examples.warnings) for i in range(len(sentences))]
    return CareGuide(
        notes=examples.notes,
        encoder=encoder.fingerprint,
        by_meaning=tuple(_kept(fit_with_words(of_questions, questions, wanted)) for wanted in grave),
        by_words=tuple(_kept(fit_with_words(of_questions[:, :0], questions, wanted)) for wanted in urgent),
        warning=_kept(fit(vectors[len(questions) :], is_warning)),
        made_from=digest,
    )


def _kept(weights: FloatArray) -> str:
    return b64encode(weights.astype("<f2").tobytes()).decode("ascii")
