"""Answers with all that can stand around or in the place of their quotations: notes, comparisons, lists, guides."""

from dataclasses import replace

from bot.records import (
    Act,
    Answer,
    Aspect,
    CareNote,
    CarriedWord,
    Choice,
    Citation,
    CitedQuotation,
    CollectionGuide,
    Concern,
    Doubt,
    Figure,
    Guide,
    GuidedDocument,
    Level,
    Listed,
    Listing,
    Move,
    Order,
    OutlineEntry,
    Period,
    Quotation,
    Said,
    Span,
    Subject,
    Verdict,
    Which,
    Words,
)

CARE = CareNote(Concern.PERSONAL, (Span(0, 4),), "Ask the clinician who treats you. Quotations that warn come first.")
CARRIED = (CarriedWord("packs", "pack", 0), CarriedWord("Lasers", "laser", None))
MEANT = ("How long does swelling last?", "Can I work the next day?")
REMARK = "I answer from 2 documents:\n- Laser skin tightening\n- Questions & answers"


def remarked(question: str) -> Answer:
    """What was no question to the documents."""
    return Answer(question, Level.NOT_FOUND, (), (), remark=REMARK)


def with_notes(answer: Answer) -> Answer:
    """`answer` with a note of each kind, its first quotation moved there from the second place."""
    first, *others = answer.passages
    moved = replace(first, why=replace(first.why, found_at=2, moved=Move.WARNS))
    return replace(
        answer, passages=(moved, *others), care=CARE, carried=CARRIED, did_you_mean=MEANT, sources_say=aspects(answer)
    )


def aspects(answer: Answer) -> tuple[Aspect, ...]:
    """Two figures that a source of each quotation gives, the last in words that are not shown."""
    first, second = answer.passages[:2]
    recovery = (
        said(first, "two to three days", Figure(172_800, 259_200, "s", "time")),
        said(second, "same afternoon", Figure(None, 43_200, "s", "time")),
    )
    work = (
        said(first, "next morning", Figure(None, 86_400, "s", "time", is_approximate=True)),
        said(replace(second, rank=9), "same afternoon", Figure(None, 43_200, "s", "time")),
    )
    return (Aspect("recovery time", recovery, Verdict.DIFFER), Aspect("back to work", work, Verdict.AGREE))


def said(quotation: Quotation, words: str, figure: Figure) -> Said:
    """What the sentence of `quotation` around `words` says."""
    sentence = sentence_around(quotation.citation, words)
    start = quotation.citation.start + quotation.text.index(words)
    return Said(
        document=quotation.citation.document,
        rank=quotation.rank,
        citation=sentence,
        words=Words(words, start, start + len(words)),
        sentence=Words(sentence.exact, sentence.start, sentence.end),
        figure=figure,
    )


def sentence_around(citation: Citation, words: str) -> Citation:
    """The citation of the sentence with `words` in it; sentences of the samples end with the first full stop."""
    place = citation.exact.index(words)
    first = citation.exact.rfind(". ", 0, place)
    start = 0 if first < 0 else first + len(". ")
    return citation.narrowed(citation.start + start, citation.start + citation.exact.index(".", place) + 1)


SUMMER = Period("2022-07-01", "2022-09-30", "third quarter 2022")
PRICE = Figure(900, 1200, "USD", "money")


def cited(citation: Citation, words: str) -> CitedQuotation:
    """Some `words` of a citation, cited by themselves."""
    start = citation.start + citation.exact.index(words)
    return CitedQuotation(words, start, start + len(words), citation.narrowed(start, start + len(words)))


def as_listing(answer: Answer) -> Answer:
    """`answer` as a list of the documents of its first two quotations, each with what is listed apart from it."""
    laser, clinic, items, rows = (quotation.citation for quotation in answer.passages)
    listing = Listing(
        complete=True,
        words=("swelling", "packs"),
        documents=(
            Listed(laser.document, laser.title, 2, cited(laser, "Swelling goes down within two to three days.")),
            Listed(clinic.document, clinic.title, 1, cited(clinic, "no swelling at all"), PRICE),
        ),
        total=2,
        order=Order.LOWEST,
        perhaps=(Listed(items.document, items.title, 1, cited(items, "use cold packs, ten minutes at a time")),),
        denying=(Listed(rows.document, rows.title, 1, cited(rows, "Non-ablative | 1 to 2 days | 2 to 3 days")),),
    )
    return replace(answer, listing=listing, period=SUMMER, act=Act.MORE)


def as_guide(answer: Answer) -> Answer:
    """`answer` as the guide of the document of its first quotation."""
    laser, _, items, rows = (quotation.citation for quotation in answer.passages)
    outline = tuple(OutlineEntry(laser.headings[level - 1], level, 0, 0) for level in (1, 2, 3))
    guide = Guide(
        document=laser.document,
        title=laser.title,
        author="Several hands",
        publisher=laser.publisher,
        date=laser.date,
        period=SUMMER,
        outline=outline,
        central=(cited(laser, "Swelling goes down within two to three days."),),
        dates=(cited(items, "ten minutes at a time"),),
        figures=(cited(rows, "Non-ablative | 1 to 2 days | 2 to 3 days"),),
        questions=MEANT,
    )
    return replace(answer, passages=(), short_answer=(), guide=guide)


def as_collection(answer: Answer) -> Answer:
    """`answer` as the guide of all documents, of which two are listed."""
    laser, clinic = (quotation.citation for quotation in answer.passages[:2])
    collection = CollectionGuide(
        total=3,
        documents=(
            GuidedDocument(laser.document, laser.title, laser.date, SUMMER),
            GuidedDocument(clinic.document, clinic.title),
        ),
        subjects=(
            Subject(("cold packs", "swelling"), (laser.document, clinic.document), 2),
            Subject(("lasers",), (laser.document,), 1),
        ),
        periods=(SUMMER, Period("2021-01-01", "2021-12-31", "")),
    )
    return replace(answer, passages=(), short_answer=(), collection=collection)


def as_choice(answer: Answer) -> Answer:
    """`answer` as two of three things that answer equally well."""
    laser, clinic = (quotation.citation for quotation in answer.passages[:2])
    choices = (
        Choice("Non-ablative", MEANT[0], cited(laser, "Swelling goes down within two to three days.")),
        Choice("The clinic", MEANT[1], cited(clinic, "no swelling at all")),
    )
    return replace(
        answer,
        which=Which(3, choices),
        did_you_mean=(*MEANT, "How long is the third?"),
        did_you_mean_reason=Doubt.SEVERAL,
    )
