"""What an answer says beside its passages, the short answer first, compared with what was expected there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.evaluation.expected import COLLECTION, Expected, ExpectedAspect, ExpectedListing, Saying
from bot.evaluation.sources import names_document
from bot.language.words import terms
from bot.records import Act, Answer, Aspect, CarriedWord, Concern, Listed, Listing, Period, Said


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
            *_listing(expected, answer),
            _guide(expected, answer),
            *_which(expected, answer),
            _period(expected, answer),
            _act(expected, answer),
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


def _listing(expected: Expected, answer: Answer) -> Iterator[Difference]:
    wanted, came = expected.listing, answer.listing
    if wanted is None:
        return
    listed = _named(came.documents) if came else "nothing"
    if wanted is False:
        if came and came.documents:
            yield Difference("nothing listed", f"listed: {listed}")
    elif came is None:
        named = f" of {_wanted_documents(wanted)}" if wanted.documents else ""
        yield Difference(f"a listing{named}", f"no listing, level {answer.level}")
    else:
        yield from _listed_otherwise(wanted, came, listed)


def _listed_otherwise(wanted: ExpectedListing, came: Listing, listed: str) -> Iterator[Difference]:
    missing = _missing(wanted.documents, came.documents)
    others = [one for one in came.documents if not any(names_document(name, one.document) for name in wanted.documents)]
    if missing or (wanted.exactly and others):
        details = [f"Not listed: {', '.join(missing)}."] if missing else []
        details += [f"Listed beside them: {_named(others)}."] if wanted.exactly and others else []
        yield Difference(f"listed: {_wanted_documents(wanted)}", f"listed: {listed}", tuple(details))
    if not {term for word in came.words for term in terms(word)}.issuperset(terms(" ".join(wanted.words))):
        yield Difference(f"listed by: {', '.join(wanted.words)}", f"listed by: {', '.join(came.words) or 'no words'}")
    if wanted.count not in (None, came.total):
        yield Difference(f"documents that hold it: {wanted.count}", f"documents that hold it: {came.total}")
    if wanted.complete not in (None, came.complete):
        yield Difference(_completeness(complete=not came.complete), _completeness(complete=came.complete))
    if wanted.first and _missing([wanted.first], came.documents[:1]):
        yield Difference(f"listed first: {wanted.first}", f"listed first: {_named(came.documents[:1])}")
    if wanted.order not in (None, came.order):
        yield Difference(f"in the order {wanted.order}", f"in the order {came.order}" if came.order else "in no order")
    if _missing(wanted.perhaps, came.perhaps):
        yield Difference(f"perhaps also: {', '.join(wanted.perhaps)}", f"perhaps also: {_named(came.perhaps)}")


def _wanted_documents(wanted: ExpectedListing) -> str:
    return ", ".join(wanted.documents) + (" and no others" if wanted.exactly else "")


def _missing(names: Iterable[str], listed: Iterable[Listed]) -> list[str]:
    documents = [one.document for one in listed]
    return [name for name in names if not any(names_document(name, document) for document in documents)]


def _named(listed: Iterable[Listed]) -> str:
    return ", ".join(one.document for one in listed) or "nothing"


def _completeness(*, complete: bool) -> str:
    return f"a listing that says that it is {'' if complete else 'not '}complete"


def _guide(expected: Expected, answer: Answer) -> Difference | None:
    wanted = expected.guide
    came = answer.guide.document if answer.guide else COLLECTION if answer.collection else None
    is_met = wanted is None or (came is None if wanted is False else came is not None and _is_guide(wanted, came))
    return None if is_met else Difference(_guide_of(wanted or None, is_any=wanted == ""), _guide_of(came))


def _is_guide(wanted: str, came: str) -> bool:
    return wanted in ("", came) or (COLLECTION not in (wanted, came) and names_document(wanted, came))


def _guide_of(document: str | None, *, is_any: bool = False) -> str:
    if is_any:
        return "a guide"
    return f"the guide of {'all documents' if document == COLLECTION else document}" if document else "no guide"


def _which(expected: Expected, answer: Answer) -> Iterator[Difference]:
    wanted, came = expected.which, answer.which
    if wanted is None:
        return
    names = ", ".join(choice.name for choice in came.choices) if came else ""
    got = f"a choice of {came.count}: {names}" if came else f"no choice, level {answer.level}"
    if wanted is False:
        if came:
            yield Difference("no choice", got)
        return
    offered = [choice.name.casefold() for choice in came.choices] if came else []
    has_names = all(any(name.casefold() in one for one in offered) for name in wanted.names)
    if came is None or not has_names or wanted.count not in (None, came.count):
        count = f" of {wanted.count}" if wanted.count else ""
        among = f", with {', '.join(wanted.names)}" if wanted.names else ""
        yield Difference(f"a choice{count}{among}", got)


def _period(expected: Expected, answer: Answer) -> Difference | None:
    wanted, came = expected.period, answer.period
    days = (wanted.start, wanted.end) if wanted else None
    if wanted is None or days == ((came.start, came.end) if came else None):
        return None
    return Difference(_period_words(wanted or None), _period_words(came))


def _period_words(period: Period | None) -> str:
    return f"taken from {period.words} ({period.start} to {period.end})" if period else "taken from no period"


def _act(expected: Expected, answer: Answer) -> Difference | None:
    if expected.act in (None, answer.act):
        return None
    return Difference(_act_words(expected.act or Act.NONE), _act_words(answer.act))


def _act_words(act: Act) -> str:
    return f"the act {act.value!r}" if act else "no act on the last answer"
