"""The care router: which questions deserve a word of care before the quotations, and that word.

It says where to turn, never what is the matter. Whether it is asked at all is a setting of the corpus.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.dialogue.personal import read_concern
from bot.records import CareNote, Concern, Turn

# All that the reader is told, in one place.
PERSONAL_NOTE = (
    "Whether something is safe for you, or for somebody you know, no document can say: ask the clinician who treats "
    "you. Quotations that warn come first."
)
RED_FLAG_NOTE = (
    "What you describe should be seen by a person, not looked up. Trouble breathing, chest pain, fainting, sudden "
    "trouble seeing, speaking or moving the face, a swelling face or throat: call your emergency number now. Fever, "
    "pus, spreading redness, growing pain or blisters: call the clinician who treated you, or a doctor, today."
)
CRISIS_NOTE = (
    "If you think of harming yourself, please talk to somebody now: call your emergency number or a crisis line, or "
    "go to somebody you trust. You need not be alone with it."
)


def care_for(question: str, knows_word: Callable[[str], bool]) -> CareNote | None:
    """The note that `question` deserves; None for one that is about nobody's safety.

    `knows_word` says whether a word is spelt right: what it does not know may be a misspelt illness or medicine.
    """
    reading = read_concern(question, knows_word)
    if reading.concern is Concern.NONE:
        return None
    note = RED_FLAG_NOTE if reading.concern is Concern.RED_FLAG else PERSONAL_NOTE
    return CareNote(reading.concern, reading.words, CRISIS_NOTE if reading.is_crisis else note)


def care_after(
    before: Turn, question: str, knows_word: Callable[[str], bool], *, repeated: str = ""
) -> CareNote | None:
    """The note that `question` deserves when it leans on the turn `before`.

    A note stays for as long as questions lean on what called for it, and a red flag is not taken back by a milder word
    after it. "For me?" is also read together with the question that is `repeated`, "" when none is.
    """
    own, kept = care_for(question, knows_word), before.answer.care
    words = own.words if own else ()
    if kept and (own is None or kept.kind is Concern.RED_FLAG):
        return replace(kept, words=words)
    if own or not repeated:
        return own
    together = care_for(f"{repeated.rstrip('?!. ')} {question}", knows_word)
    return replace(together, words=()) if together else None
