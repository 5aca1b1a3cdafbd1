from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from bot.exports.proof import ExportProof, prove
from bot.exports.records import Export, exported
from bot.records import Answer, Citation, Document, Quotation, ShortQuotation
from bot.text.relocation import Standing
from tests.ui.documents import sha256
from tests.ui.samples import FakeLibrary, sample_chatbot

if TYPE_CHECKING:
    from bot.library import Library

DAY = "2026-03-01T12:00:00+00:00"
BOT = sample_chatbot()
LASER = "corpus/laser.md"
EXPORT = exported([BOT.reply("noted"), BOT.reply("noted")], DAY)


def proof(export: Export, change: Callable[[Document], Document] = lambda document: document) -> ExportProof:
    held = {name: change(document) for name, document in BOT.library.by_id.items()}
    return prove(export, cast("Library", FakeLibrary(held)))


def rewritten(old: str, new: str) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        text = document.text.replace(old, new)
        return replace(document, text=text, text_sha256=sha256(text))

    return change


def forged(change: Callable[[Quotation], Quotation]) -> Export:
    answer = BOT.reply("swelling")
    return exported([replace(answer, passages=(change(answer.passages[0]),), short_answer=())], DAY)


def forged_short(change: Callable[[ShortQuotation], ShortQuotation]) -> Export:
    answer = BOT.reply("several")
    first, *others = answer.short_answer
    return exported([replace(answer, short_answer=(change(first), *others))], DAY)


def cited(change: Callable[[Citation], Citation]) -> Export:
    return forged(lambda quotation: replace(quotation, citation=change(quotation.citation)))


def test_what_was_exported_holds_and_each_place_is_looked_at_once() -> None:
    proved = proof(EXPORT)
    assert proved.holds
    assert proved.answers == 2
    places = [(one.document, one.start, one.end) for one in proved.quotations]
    assert len(set(places)) == len(places) == 7
    assert {one.standing for one in proved.quotations} == {Standing.VALID}


def test_a_text_that_changed_elsewhere_still_proves_what_it_says() -> None:
    assert proof(forged(lambda one: one), rewritten("avoid saunas", "avoid hot saunas")).holds


@pytest.mark.parametrize(
    ("old", "new", "standing", "reason"),
    [
        (
            "Laser skin tightening",
            "Light skin tightening of all kinds",
            Standing.MOVED,
            "the words stand at characters",
        ),
        ("two to three days", "a fortnight", Standing.CHANGED, "these are not the words"),
        ("After a non-ablative", "Nothing. " * 90, Standing.CHANGED, "these are not the words"),
    ],
)
def test_what_became_of_the_words_is_said(old: str, new: str, standing: Standing, reason: str) -> None:
    proved = proof(forged(lambda one: replace(one, also_in=())), rewritten(old, new))
    assert [one.standing for one in proved.quotations] == [standing]
    assert not proved.holds
    assert reason in proved.problems[0]


def test_words_and_documents_that_are_gone_are_named() -> None:
    empty = proof(EXPORT, lambda document: replace(document, text="Nothing here.", text_sha256="0", blocks=()))
    assert {one.standing for one in empty.quotations} == {Standing.GONE}
    without = prove(EXPORT, cast("Library", FakeLibrary({})))
    assert without.problems[0].startswith(f"{LASER} [")
    assert without.problems[0].endswith("the index holds no such document.")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("title", lambda citation: replace(citation, title="A regulator's notice")),
        ("publisher", lambda citation: replace(citation, publisher="FDA")),
        ("date", lambda citation: replace(citation, date="2026")),
        ("page", lambda citation: replace(citation, page=9)),
        ("heading", lambda citation: replace(citation, headings=("Proven facts",))),
        ("SHA-256 of the file", lambda citation: replace(citation, source_sha256="f" * 64)),
    ],
)
def test_a_source_that_was_dressed_up_does_not_hold(name: str, change: Callable[[Citation], Citation]) -> None:
    (problem,) = proof(cited(change)).problems
    assert f"the {name} is given as" in problem


def test_words_that_are_not_those_of_their_own_citation_do_not_hold() -> None:
    (shown,) = proof(forged(lambda one: replace(one, text=one.text.replace("two", "ten")))).problems
    assert "the words shown are not those of the citation" in shown
    moved = forged(lambda one: replace(one, sentence=replace(one.sentence, start=one.sentence.start + 1)))
    assert "the sentence that is marked is not at its place" in proof(moved).problems[0]
    introduced = forged(lambda one: replace(one, lead_in="Doctors swear:"))
    assert "does not hold the words that introduce it" in proof(introduced).problems[0]


def test_short_answers_are_proved_like_passages() -> None:
    export = forged_short(lambda one: one)
    proved = proof(export)
    assert proved.holds
    places = [(one.document, one.start, one.end) for one in proved.quotations]
    assert places[:3] == [(one.citation.document, one.start, one.end) for one in export.answers[0].short_answer]
    assert "these are not the words" in proof(export, rewritten("ten minutes", "ten hours")).problems[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, text="use cold packs, ten hours at a time"),
        lambda one: replace(one, start=one.start - 4),
        lambda one: replace(one, rank=2),
        lambda one: replace(one, rank=9),
        lambda one: replace(one, citation=replace(one.citation, document="corpus/clinic.md")),
        lambda one: replace(one, citation=one.citation.narrowed(one.start, one.end - 2)),
    ],
)
def test_a_short_answer_that_is_not_of_its_passage_does_not_hold(
    change: Callable[[ShortQuotation], ShortQuotation],
) -> None:
    assert "the words of the short answer are not those of their passage" in proof(forged_short(change)).problems[0]


def test_each_line_that_introduces_a_short_answer_must_stand_in_its_document() -> None:
    assert proof(forged_short(lambda one: replace(one, lead_in="Recovery\nWays to shorten it:"))).holds
    (problem,) = proof(forged_short(lambda one: replace(one, lead_in="Recovery\nDoctors swear:"))).problems
    assert "does not hold the words that introduce it" in problem


def test_compared_words_that_their_source_does_not_say_do_not_hold() -> None:
    answer = BOT.reply("noted")
    aspect = answer.sources_say[0]
    words = replace(aspect.said[0].words, text="two to three weeks")
    forged_one = replace(aspect, said=(replace(aspect.said[0], words=words), *aspect.said[1:]))
    (problem,) = proof(exported([replace(answer, sources_say=(forged_one,))], DAY)).problems
    assert "the words compared are not those of the citation" in problem


def test_no_offset_can_make_a_proof_fail_with_an_exception() -> None:
    for start, end in ((-5, 3), (10**12, 10**12 + 4), (9, 2)):
        assert not proof(cited(lambda citation, s=start, e=end: replace(citation, start=s, end=e))).holds  # type: ignore[misc]  # bound at once


OVERVIEWS = ("mention", "summarise", "collection", "which one")


def test_the_quotations_of_lists_guides_and_choices_are_proved() -> None:
    answers = [BOT.reply(question) for question in OVERVIEWS]
    laid_out = {(one.citation.document, one.start, one.end) for answer in answers for one in answer.laid_out}
    proved = proof(exported(answers, DAY))
    assert proved.holds
    assert laid_out <= {(one.document, one.start, one.end) for one in proved.quotations}
    assert len(laid_out) == 5
    changed = proof(exported(answers[:2], DAY), rewritten("no swelling at all", "hardly any swelling"))
    assert "these are not the words" in " ".join(changed.problems)


@pytest.mark.parametrize("question", ["mention", "summarise", "which one"])
def test_words_laid_out_that_are_not_those_of_their_citation_do_not_hold(question: str) -> None:
    before, words, after = BOT.reply(question).to_json().rpartition('"text": "Swelling goes down within two')
    forged_text = before + words.replace("two", "ten") + after
    problems = proof(exported([Answer.from_json(forged_text)], DAY)).problems
    assert [problem.split(": ")[-1] for problem in problems] == ["the words shown are not those of the citation."]


def test_a_document_listed_with_the_words_of_another_does_not_hold() -> None:
    answer = BOT.reply("mention")
    assert answer.listing is not None
    first, *others = answer.listing.documents
    listing = replace(answer.listing, documents=(replace(first, document="corpus/clinic.md"), *others))
    (problem,) = proof(exported([replace(answer, listing=listing)], DAY)).problems
    assert problem.endswith("it is listed as the words of corpus/clinic.md.")


def test_a_heading_or_a_document_of_a_guide_that_is_not_there_does_not_hold() -> None:
    answer = BOT.reply("summarise")
    assert answer.guide is not None
    outline = (replace(answer.guide.outline[0], heading="Proven cures"),)
    (heading,) = proof(exported([replace(answer, guide=replace(answer.guide, outline=outline))], DAY)).problems
    assert heading == "corpus/laser.md: the document does not hold the heading “Proven cures”."
    (gone,) = proof(exported([replace(answer, guide=replace(answer.guide, document="corpus/x.md"))], DAY)).problems
    assert gone == "corpus/x.md: the index holds no such document, which the guide is of."
