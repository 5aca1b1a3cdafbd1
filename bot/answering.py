"""The answer to one question over one snapshot: searched, judged, and put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from bot.answer.composition import quote
from bot.answer.guiding import about_collection, about_document, certain, what_happened
from bot.answer.level import Judged, judge
from bot.answer.listing import is_of_things, listing_answer, listing_of
from bot.answer.placing import Placed, placed, standing, yielding
from bot.answer.short import period_of, short_answer, standing_in
from bot.comparison.asking import Asked
from bot.comparison.asking import asked as asked_figure
from bot.comparison.ordering import InOrder, in_order
from bot.comparison.sources import sources_say
from bot.comparison.which import which_one
from bot.config import FolderSettings
from bot.conversation.care import note_after, note_for, warnings_first, warns
from bot.conversation.followup import FollowUp
from bot.conversation.intents import Intent
from bot.conversation.meanings import Meanings
from bot.encoders import Encoder, Reranker
from bot.language.answer_types import AnswerType, answer_type
from bot.language.orders import ordered_by
from bot.language.words import leans
from bot.library import Snapshot
from bot.records import (
    UNKNOWN,
    Answer,
    Aspect,
    CareGuide,
    CareNote,
    Concern,
    Document,
    Doubt,
    Guide,
    Hit,
    Level,
    SourceClass,
    Turn,
    Which,
)
from bot.search.by_words import search_by_words
from bot.search.query import Query, parse_query
from bot.search.ranking import Ranking, shown_first
from bot.search.reading import read_query
from bot.search.reranking import search_and_rerank
from bot.search.titles import document_meant

# Read for what the sources say, and for warnings to put first; of five, who should not be treated lacks half the cases.
PASSAGES_READ = 12
WHO_AND_WHEN = frozenset({AnswerType.PERSON, AnswerType.TIME})  # is asked for, of a document as a whole
LISTED_SHOWN = 7  # passages of a listing, each with a document's quotation


@dataclass(frozen=True, slots=True)
class Answering:
    """What an answer is made with: the documents, the encoder, unless words alone are compared, and the settings.

    `meanings` knows which questions are sure to be answered from these documents.
    """

    snapshot: Snapshot
    encoder: Encoder | None
    reranker: Reranker | None
    settings: FolderSettings
    meanings: Meanings

    def answer(self, question: str, asked: FollowUp, passages: int) -> Answer:
        """The answer with the words carried; where there is none, that to the question alone, if there is one."""
        in_context = self._answer(question, asked, passages)
        if in_context.level is not Level.NOT_FOUND or not asked.guessed or not asked.query.words:
            return in_context
        alone = self._answer(question, asked.without_guesses(), passages)
        return in_context if alone.level is Level.NOT_FOUND else replace(alone, left_out=asked.guessed)

    def listing(self, question: str, intent: Intent) -> Answer | None:
        """Every document that holds what is asked for; None where that is better looked for as any question is.

        So it is where nothing is named, one end of an order is asked for, the documents are about no such things as
        are asked for, or count them, or somebody is in danger.
        """
        query = parse_query(question, self.snapshot.languages)
        is_open = not intent.things and leans(question, query.asked_in)  # what "is there" of things names them
        if is_open or ordered_by(question, query.asked_in) or self._calls_for_care(question):
            return None
        listings = listing_of(self.snapshot, replace(query, words=intent.content), self.encoder)
        if intent.things and not is_of_things(self.snapshot, listings, intent.things):
            return None
        return listing_answer(self.snapshot, question, listings, LISTED_SHOWN)

    def about(self, question: str, intent: Intent, last: Turn | None) -> Answer | None:
        """What a document is about, or all of them; None where the question is about something else than a document.

        The document is the one that is named; else that of the `last` answer, where the question points at it.
        """
        query = parse_query(question, self.snapshot.languages)
        named = " ".join(word.text for word in intent.content)
        name = document_meant(self.snapshot, named)
        if name is None and named:
            return None
        if name is None and last is not None and leans(question, query.asked_in):
            quoted = (one.citation.document for one in last.answer.short_answer)
            name = next((one for one in quoted if one in self.snapshot.titles), None)
        if name is None:
            return about_collection(question, self.snapshot)
        guide, asks_who = self.guide(name), answer_type(question, query.asked_in) in WHO_AND_WHEN
        if asks_who and not guide.byline and UNKNOWN in (guide.author, guide.date):
            return None
        return about_document(question, self.snapshot.document(name), guide, asks_who=asks_who)

    def guide(self, document: str) -> Guide:
        """The guide of a document with questions that are sure to be answered, none while there is no encoder."""
        guide = self.snapshot.guide(document)
        if self.encoder is None:
            return guide.bare()
        return certain(guide, self.snapshot.aliases(document), partial(self.meanings.answered_at, self.snapshot))

    def _answer(self, question: str, asked: FollowUp, passages: int) -> Answer:
        if self.encoder is None:
            ranking = search_by_words(self.snapshot, asked.query, max(passages, PASSAGES_READ))
            answer, *_ = self._composed(question, asked, passages, ranking)
            return replace(answer, by_words=True)
        ordered = self._in_order(asked.query, self.encoder)
        if ordered and ordered.listing:
            asked = replace(asked, query=replace(ordered.query, shown=ordered.query.shown[:passages]))
        ranking = search_and_rerank(
            self.snapshot, self.encoder, self.reranker, asked.query, max(passages, PASSAGES_READ)
        )
        if ordered and ordered.listing:
            ranking = shown_first(self.snapshot, self.encoder, asked.query, ranking)
        answer, judged, figure = self._composed(question, asked, passages, ranking)
        if ordered:
            return _in_that_order(answer, ordered)
        happened = None if answer.care else what_happened(question, self.snapshot, asked.query, judged)
        if happened:
            return happened
        if not answer.sources_say and not answer.care and answer.level is not Level.NOT_FOUND:
            certain_of = partial(self.meanings.answered_at, self.snapshot)
            which = which_one(self.snapshot, asked.query, figure, ranking.wanted, judged, certain_of)
            if which:
                return _asking_back(answer, which)
        meant = () if asked.carried else self.meanings.of(self.snapshot, asked.query)
        return replace(answer, did_you_mean=meant, did_you_mean_reason=Doubt.SHORT if meant else Doubt.NONE)

    def _in_order(self, query: Query, encoder: Encoder) -> InOrder | None:
        """What a question for one end of an order asks for, of all that give it; None for any other question."""
        ordered = ordered_by(query.text, query.asked_in)
        if ordered is None or not any(map(str.isalnum, ordered.rest)):  # "The latest?" names nothing
            return None
        figure = query.reworded(ordered.rest, self.snapshot.languages)
        wanted = read_query(self.snapshot, encoder, figure).wanted
        return in_order(self.snapshot, ordered, figure, wanted)

    def _composed(
        self, question: str, asked: FollowUp, passages: int, ranking: Ranking
    ) -> tuple[Answer, Judged, Asked | None]:
        """The answer of a ranking, how it was judged, and the figure that is asked for, if one is."""
        care, guides = _care(self._guides, question, asked, ranking), self._guides
        document = cache(self.snapshot.document)  # several passages of one are one reading

        def is_warning(hit: Placed) -> bool:
            return warns(guides, self.snapshot.sentence_vectors(hit.hit.key))

        in_order = _ordered(ranking.hits, document, self.settings.yielding, is_warning if care else None)
        judged = judge(self.snapshot, asked.query, ranking, in_order, document)
        quotations = quote(judged.hits, judged.sentences, document, cache(self.snapshot.aliases))
        figure = asked_figure(question, asked.query.in_context, asked.repeated)
        level = judged.level(passages)
        answer = Answer(
            question=question,
            level=level,
            unknown_words=ranking.unknown_words,
            passages=quotations[:passages],
            care=care,
            carried=asked.carried,
        )
        if level is Level.NOT_FOUND:
            return replace(answer, passages=() if is_urgent(care) else answer.passages), judged, figure
        answer = replace(
            answer,
            sources_say=_side_by_side(question, figure, asked, judged, document),
            short_answer=short_answer(judged.choice, answer.passages, document),
            period=period_of(judged.choice, asked.query, passages),
        )
        return answer, judged, figure

    @property
    def _guides(self) -> Sequence[CareGuide]:
        """The guides to care that were learnt with the encoder of the documents."""
        of = self.snapshot.manifest.encoder_fingerprint
        return [guide for guide in self.settings.care if guide.encoder == of]

    def _calls_for_care(self, question: str) -> bool:
        vector = self.encoder.encode([question])[0] if self.encoder and self._guides else None
        return note_for(question, self._guides, vector) is not None


def _ordered(
    hits: Sequence[Hit],
    document: Callable[[str], Document],
    classes: Sequence[SourceClass],
    is_warning: Callable[[Placed], bool] | None,
) -> tuple[Placed, ...]:
    """The hits in the order in which they are shown: the yielding `classes` give way, those that warn come first.

    Only the first `PASSAGES_READ` change places, so that the first are the same however many are asked for.
    """
    everything = placed(hits)
    in_order, others = everything[:PASSAGES_READ], everything[PASSAGES_READ:]
    if classes:
        in_order = yielding(in_order, lambda name: standing(document(name)), classes)
    return (*(warnings_first(in_order, is_warning) if is_warning else in_order), *others)


def _asking_back(answer: Answer, which: Which) -> Answer:
    """The answer that quotes what is said of each thing that was perhaps meant, and asks which it was."""
    return replace(
        answer,
        which=which,
        did_you_mean=tuple(choice.question for choice in which.choices),
        did_you_mean_reason=Doubt.SEVERAL,
        short_answer=standing_in((choice.quotation for choice in which.choices), answer.passages),
    )


def _in_that_order(answer: Answer, ordered: InOrder) -> Answer:
    """The answer that quotes the first of an order, and as many of the next as are shown; else at most related.

    So it is, too, where there may be more: what was not read may come before the first.
    """
    if ordered.listing is None:
        return replace(answer, level=Level.RELATED) if answer.level is Level.FOUND else answer
    quoted = (document.quotation for document in ordered.listing.documents)
    level = Level.FOUND if ordered.is_sure else answer.level
    return replace(
        answer,
        level=level if level is Level.FOUND and ordered.is_whole else Level.RELATED,
        short_answer=standing_in(quoted, answer.passages),
        listing=ordered.listing,
    )


def _side_by_side(
    question: str, figure: Asked | None, asked: FollowUp, judged: Judged, document: Callable[[str], Document]
) -> tuple[Aspect, ...]:
    if figure is None:
        return ()
    name = (question if not asked.repeated else f"{asked.repeated} {question}").strip().rstrip("?!. ")
    hits = [placed.hit for placed in judged.hits[:PASSAGES_READ]]
    return sources_say(name, figure, hits, judged.choice, document)


def _care(guides: Sequence[CareGuide], question: str, asked: FollowUp, ranking: Ranking) -> CareNote | None:
    """The note of a question, by the vector that it was searched with, and of what it leans on."""
    if not guides:
        return None
    own = note_for(question, guides, ranking.vector)
    if asked.before is None:
        return own
    if own and asked.query.text.startswith(asked.before.question):  # a question without a word is read after that one
        own = replace(own, words=())
    return note_after(asked.before, own)


def is_urgent(care: CareNote | None) -> bool:
    """Whether somebody needs a person now, and not what happens to come near their words."""
    return care is not None and care.kind is Concern.RED_FLAG
