"""What an answer says beside its passages, the short answer first, compared with what was expected there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evaluation.expected import Expected, ExpectedAspect, Saying
from bot.evaluation.sources import names_document
from bot.language.words import terms
from bot.records import Answer, Aspect, CarriedWord, Concern, Said


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was expected and what came instead, both in words; `details` are lines about what came."""

    expected: str
    got: str
    details: tuple[str, ...] = ()


def differences(expected: Expected, answer: Answer) -> tuple[Difference, ...]:
    """Where `answer` is not as expected; its passages and its level are not looked at."""
    return tuple(
        difference
        for difference in (
            _remark(expected, answer),
            _short_answer(expected, answer),
            _care(expected, answer),
            _carried(expected, answer),
            _offers(expected, answer),
            *_aspects(expected, answer),
        )
        if difference is not None
    )


def is_said(saying: Saying, said: Said) -> bool:
    """Whether a source says the words that were expected of it.

    The words may be more or fewer than the words of the value, but must take in some of these: in "two sessions, three
    weeks apart", the value "two sessions" is not said by "three weeks".
    """
    if not names_document(saying.source, said.document):
        return False
    words = r"\s+".join(map(re.escape, saying.words.split()))
    start = said.words.start - said.sentence.start
    end = said.words.end - said.sentence.start
    return any(match.start() < end and start < match.end() for match in re.finditer(words, said.sentence.text))


def _remark(expected: Expected, answer: Answer) -> Difference | None:
    if expected.remark is None or (answer.remark and re.search(expected.remark, answer.remark)):
        return None
    wanted = f"a reply to small talk{_matching(expected.remark)}"
    return Difference(wanted, f'"{answer.remark}"' if answer.remark else f"a search, level {answer.level}")


def _short_answer(expected: Expected, answer: Answer) -> Difference | None:
    if expected.answer is None:
        return None
    wanted = f'a short answer with "{expected.answer}"'
    if not answer.short_answer:
        return Difference(wanted, f"no short answer, level {answer.level}")
    came = [" ".join(quotation.text.split()) for quotation in answer.short_answer]
    if expected.answer in came[0]:
        return None
    others = tuple(f'then "{words}"' for words in came[1:])
    return Difference(wanted, f'the short answer "{came[0]}" from {answer.short_answer[0].citation.document}', others)


def _care(expected: Expected, answer: Answer) -> Difference | None:
    came = answer.care.kind if answer.care else Concern.NONE
    if expected.care is None or expected.care is came:
        return None
    called_for = [f'"{span.of(answer.question)}"' for span in answer.care.words] if answer.care else []
    because = f", called for by {', '.join(called_for) or 'the questions before'}" if answer.care else ""
    return Difference(_care_note(expected.care), _care_note(came) + because)


def _care_note(concern: Concern) -> str:
    return "no care note" if concern is Concern.NONE else f"the care note {concern.value!r}"


def _carried(expected: Expected, answer: Answer) -> Difference | None:
    if expected.carried is None:
        return None
    came = ", ".join(map(_carried_word, answer.carried)) or "nothing"
    if not expected.carried:
        return Difference("nothing carried over", f"carried over: {came}") if answer.carried else None
    held = {word.term for word in answer.carried}
    missing = [word for word in expected.carried if not held.issuperset(terms(word))]
    if not missing:
        return None
    own = [word for word in missing if set(terms(answer.question)).issuperset(terms(word))]
    details = (f"In the question itself, and so not carried: {', '.join(own)}.",) if own else ()
    return Difference(f"carried over: {', '.join(expected.carried)}", f"carried over: {came}", details)


def _carried_word(word: CarriedWord) -> str:
    return f"{word.text} (pinned)" if word.turn is None else f"{word.text} (of question {word.turn + 1})"


def _offers(expected: Expected, answer: Answer) -> Difference | None:
    pattern = expected.did_you_mean
    if pattern is None or any(re.search(pattern, offered) for offered in answer.did_you_mean):
        return None
    offered = ", ".join(f'"{question}"' for question in answer.did_you_mean)
    return Difference(f"another question offered{_matching(pattern)}", f"offered: {offered or 'none'}")


def _matching(pattern: str) -> str:
    return f", with a match of /{pattern}/" if pattern else ""


def _aspects(expected: Expected, answer: Answer) -> Iterator[Difference | None]:
    if expected.sources_say is None:
        return
    got = "side by side:" if answer.sources_say else "nothing side by side"
    came = tuple(line for aspect in answer.sources_say for line in _aspect_lines(aspect))
    if not expected.sources_say and answer.sources_say:
        yield Difference("nothing side by side", got, came)
    for wanted in expected.sources_say:
        if not any(_is_expected(wanted, aspect) for aspect in answer.sources_say):
            yield Difference(_wanted_aspect(wanted), got, came)


def _is_expected(wanted: ExpectedAspect, aspect: Aspect) -> bool:
    return (
        wanted.name.casefold() in aspect.name.casefold()
        and (wanted.verdict is None or wanted.verdict is aspect.verdict)
        and all(any(is_said(saying, said) for said in aspect.said) for saying in wanted.sayings)
    )


def _wanted_aspect(wanted: ExpectedAspect) -> str:
    compared = wanted.name or "some aspect"
    verdict = f": {wanted.verdict.value}" if wanted.verdict else ""
    return f"side by side: {compared}{verdict}{''.join(map(_wanted_saying, wanted.sayings))}"


def _wanted_saying(saying: Saying) -> str:
    return f'; {saying.source}: "{saying.words}"'


def _aspect_lines(aspect: Aspect) -> Iterator[str]:
    yield f"{aspect.name}: {aspect.verdict.value}"
    for said in aspect.said:
        yield f'  {said.document}: "{" ".join(said.words.text.split())}"'
