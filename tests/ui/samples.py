"""A small library and a bot whose answers one can work out on paper, and errors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.conversation.intents import Kind
from bot.conversation.replies import remark_parts, remark_words
from bot.errors import DocumentMissing, FootnoteError
from bot.library import DocumentSummary
from bot.records import (
    Answer,
    Aspect,
    CareNote,
    CarriedWord,
    Choice,
    CollectionGuide,
    Concern,
    Document,
    Figure,
    Guide,
    GuidedDocument,
    Level,
    Listed,
    Listing,
    OutlineEntry,
    Period,
    Subject,
    Translation,
    Turn,
    Verdict,
    Which,
)
from tests.ui.documents import (
    CLINIC_CLAIM,
    HEALING,
    HOSTILE,
    ROWS,
    cite,
    clinic_document,
    hostile_document,
    laser_document,
    long_document,
    quote,
    short,
)
from tests.ui.noted import as_choice, as_collection, as_guide, as_listing, cited, remarked, said, with_notes


@dataclass(frozen=True, slots=True)
class FakeLibrary:
    by_id: dict[str, Document]
    path: Path = Path("no-index")  # of the folder in which feedback is kept

    def documents(self) -> tuple[DocumentSummary, ...]:
        return tuple(
            DocumentSummary(
                id=document.id,
                title=document.title,
                location=document.location,
                publisher=document.publisher,
                source_class=document.source_class,
                date=document.date,
                format=document.format,
                passages=1,
                characters=len(document.text),
            )
            for document in self.by_id.values()
        )

    def document(self, document_id: str) -> Document:
        if document_id not in self.by_id:
            raise DocumentMissing(f"The index holds no document {document_id!r}; build it again.")
        return self.by_id[document_id]

    def text(self, document_id: str) -> str:
        return self.document(document_id).text


@dataclass(slots=True)
class FakeChatBot:
    """Answers a question that holds one of its keywords; others are not found. Remembers what it was asked."""

    library: FakeLibrary
    answers: dict[str, Callable[[str], Answer]]
    asked: list[tuple[str, tuple[Turn, ...]]] = field(default_factory=list)
    chosen: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    scopes: list[Sequence[str] | None] = field(default_factory=list)
    is_warming_up: bool = False

    def reply(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        without: Sequence[str] = (),
        pinned: Sequence[str] = (),
        documents: Sequence[str] | None = None,
    ) -> Answer:
        self.scopes.append(documents)
        self.asked.append((question, tuple(history)))
        self.chosen.append((tuple(without), tuple(pinned)))
        for keyword, answer in self.answers.items():
            if keyword in question.lower():
                return answer(question)
        return not_found(self.library, question)


def found(library: FakeLibrary, question: str) -> Answer:
    laser, clinic = library.by_id["corpus/laser.md"], library.by_id["corpus/clinic.md"]
    quotations = (
        quote(
            1,
            laser,
            HEALING,
            "Swelling goes down within two to three days.",
            also_in=(cite(clinic, "Cold packs help."),),
        ),
        quote(2, clinic, CLINIC_CLAIM, CLINIC_CLAIM),
        replace(
            quote(
                3, laser, "- keep the head raised at night\n- use cold packs, ten minutes at a time", "- use cold packs"
            ),
            lead_in="Ways to shorten it:",
        ),
        quote(4, laser, ROWS, "Non-ablative | 1 to 2 days | 2 to 3 days"),
    )
    answers = (short(quotations[0], "Swelling goes down within two to three days."),)
    return Answer(question, Level.FOUND, (), quotations, short_answer=answers)


def several(library: FakeLibrary, question: str) -> Answer:
    """With a short answer of an item of a list, a row of a table, and words of a second source."""
    answer = found(library, question)
    _, claim, items, rows = answer.passages
    listed = short(items, "use cold packs, ten minutes at a time", lead_in="Ways to shorten it:")
    row = short(rows, "Non-ablative | 1 to 2 days | 2 to 3 days", lead_in="Method | Redness | Swelling")
    return replace(answer, short_answer=(listed, row, short(claim, "no swelling at all")))


def related(library: FakeLibrary, question: str) -> Answer:
    clinic = library.by_id["corpus/clinic.md"]
    return Answer(question, Level.RELATED, (), (quote(1, clinic, CLINIC_CLAIM, CLINIC_CLAIM),))


def not_found(library: FakeLibrary, question: str) -> Answer:
    laser = library.by_id["corpus/laser.md"]
    closest = (quote(1, laser, HEALING, "Cold packs help"), quote(2, laser, "- avoid saunas", "- avoid saunas"))
    return Answer(question, Level.NOT_FOUND, ("submarine", "periscope"), closest)


def hostile(library: FakeLibrary, question: str) -> Answer:
    document = next(value for key, value in library.by_id.items() if "onerror" in key)
    exact = document.text
    quotation = quote(1, document, exact, HOSTILE + "\n\nPARAGRAPH", also_in=(cite(document, f"CODE {HOSTILE}"),))
    figure = Figure(None, 1, "s", "time")
    hostile_words = replace(said(quotation, "backtick", figure), document=HOSTILE, citation=quotation.citation)
    return Answer(
        question,
        Level.RELATED,
        (HOSTILE,),
        (quotation,),
        care=CareNote(Concern.RED_FLAG, (), HOSTILE),
        carried=(CarriedWord(HOSTILE, HOSTILE, 0),),
        did_you_mean=(HOSTILE,),
        sources_say=(Aspect(HOSTILE, (hostile_words, hostile_words), Verdict.DIFFER),),
        short_answer=(short(quotation, HOSTILE, lead_in=HOSTILE),),
    )


def hostile_overview(library: FakeLibrary, question: str) -> Answer:
    """A list, both guides and a choice of nothing but markup."""
    answer = hostile(library, question)
    (quotation,) = answer.passages
    words = cited(quotation.citation, HOSTILE)
    listed = (Listed(quotation.citation.document, HOSTILE, 1, words, Figure(1, 1, HOSTILE, "money")),)
    period = Period("2022-01-01", "2022-12-31", HOSTILE)
    guide = Guide(
        quotation.citation.document,
        HOSTILE,
        author=HOSTILE,
        period=period,
        outline=(OutlineEntry(HOSTILE, 1, 0, 0),),
        central=(words,),
        questions=(HOSTILE,),
    )
    return replace(
        answer,
        listing=Listing(complete=True, words=(HOSTILE,), documents=listed, total=1, perhaps=listed, denying=listed),
        guide=guide,
        collection=CollectionGuide(1, (GuidedDocument(HOSTILE, HOSTILE),), (Subject((HOSTILE,), (), 0),), (period,)),
        which=Which(2, (Choice(HOSTILE, HOSTILE, words),)),
        period=period,
    )


def cared_for(library: FakeLibrary, question: str) -> Answer:
    """With a note of care that its owner has translated."""
    note = CareNote(
        Concern.RED_FLAG,
        (),
        "Please call your emergency number now.",
        (
            Translation("de", "Rufen Sie jetzt Ihre Notrufnummer an."),
            Translation("es", "Por favor, llame ahora a su número de emergencias."),
        ),
    )
    return replace(found(library, question), care=note)


def greeted(library: FakeLibrary, question: str) -> Answer:
    """With a remark as the bot makes it."""
    parts = remark_parts(Kind.DOCUMENTS, [document.title for document in library.documents()][:2])
    return Answer(question, Level.NOT_FOUND, (), (), remark=remark_words(parts), remark_parts=parts)


def long(library: FakeLibrary, question: str) -> Answer:
    document = library.by_id["corpus/long.txt"]
    line = "Line 30000 of a very long document, full of words."
    return Answer(question, Level.FOUND, (), (quote(1, document, line, line),))


def fail_as_foreseen(_question: str) -> Answer:
    raise FootnoteError("The index was built with another encoder <b>; build it again.")


def fail_unforeseen(_question: str) -> Answer:
    raise RuntimeError("secret inner detail")


def sample_library(path: Path = Path("no-index")) -> FakeLibrary:
    documents = (laser_document(), clinic_document(), hostile_document(), long_document())
    return FakeLibrary({document.id: document for document in documents}, path)


def sample_chatbot(path: Path = Path("no-index")) -> FakeChatBot:
    library = sample_library(path)
    return FakeChatBot(
        library,
        {
            "several": lambda question: several(library, question),
            "noted": lambda question: with_notes(found(library, question)),
            "mention": lambda question: as_listing(found(library, question)),
            "summarise": lambda question: as_guide(found(library, question)),
            "collection": lambda question: as_collection(found(library, question)),
            "which one": lambda question: as_choice(found(library, question)),
            "overview": lambda question: hostile_overview(library, question),
            "swelling": lambda question: found(library, question),
            "thank": remarked,
            "fever": lambda question: cared_for(library, question),
            "documents": lambda question: greeted(library, question),
            "hostile": lambda question: hostile(library, question),
            "work": lambda question: related(library, question),
            "long": lambda question: long(library, question),
            "broken": fail_as_foreseen,
            "crash": fail_unforeseen,
        },
    )
