"""The whole bot behind one call."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache, partial

from bot.answer.composition import quote
from bot.answer.guiding import about_collection, about_document, certain
from bot.answer.level import Judged, judge
from bot.answer.listing import find_documents
from bot.answer.periods import period_of
from bot.answer.placing import Placed, placed
from bot.answer.short import short_answer, standing_in
from bot.comparison.asking import Asked
from bot.comparison.asking import asked as asked_figure
from bot.comparison.ordering import InOrder, in_order
from bot.comparison.sources import sources_say
from bot.comparison.which import Place, which_one
from bot.conversation.care import note_after, note_for, warnings_first, warns
from bot.conversation.followup import FollowUp, follow_up
from bot.conversation.foresight import Foresight
from bot.conversation.intents import Intent, Kind, recognise
from bot.conversation.meanings import Meanings
from bot.conversation.replies import REPLIES, remark_parts, remark_words
from bot.conversation.speaking import standing, yielding
from bot.encoders import Encoder, Reranker
from bot.encoders.common_words import common_terms
from bot.encoders.remembering import RememberingEncoder
from bot.encoders.sentence_transformer import load_encoder
from bot.errors import EncoderMismatch, SettingsError
from bot.language.orders import ordered_by
from bot.language.words import term_of
from bot.library import Library, Manifest, Snapshot
from bot.library.scoped import Scopes
from bot.records import (
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
    Listing,
    SourceClass,
    Turn,
    Which,
)
from bot.search.by_words import search_by_words
from bot.search.query import Query
from bot.search.ranking import Ranking
from bot.search.reading import read_query
from bot.search.reranking import search_and_rerank
from bot.search.titles import document_meant

NO_DOCUMENT_CHOSEN = "No document is chosen, so there is nothing to ask; choose at least one."
PASSAGES_SHOWN = 5
# Read for what the sources say, and for warnings to put first; of five, who should not be treated lacks half the cases.
PASSAGES_READ = 12
SCOPES_REMEMBERED = 32  # choices of documents, for each of which it is known what short questions may mean
SCOPES_HELD = 4  # of them, whose words are in memory: some 90 MB for 100,000 passages, 1 MB for a thousand


class ChatBot:
    """Answers questions from a library with quotations; safe to call from several threads at once.

    Without an `encoder` the one that built the library is loaded, at the first question or by `warm_up`.
    A `reranker` puts the best passages in an order of its own; how sure an answer is does not depend on it.
    Unless it `waits_for_encoder`, it answers by words alone until `warm_up` has ended in another thread, and between
    questions finds out what short ones may mean.
    """

    def __init__(
        self,
        library: Library,
        encoder: Encoder | None = None,
        reranker: Reranker | None = None,
        *,
        waits_for_encoder: bool = True,
    ) -> None:
        self.library = library
        self.reranker = reranker
        self._given = encoder
        self._is_by_words = not waits_for_encoder
        self._scopes = Scopes(SCOPES_HELD)
        # What is answered depends on the documents asked. One of each, so that none forgets for another.
        self._meanings = Meanings(lambda: self.encoder)
        self._meanings_within = lru_cache(SCOPES_REMEMBERED)(lambda _documents: Meanings(lambda: self.encoder))
        self._foresight = Foresight(library, self._meanings)
        self._looks_ahead = not waits_for_encoder

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder in use."""
        return self._given or load_encoder(self.library.manifest().encoder_name)

    def warm_up(self) -> None:
        """Load what the first question would wait for, and check that the encoder fits the library.

        Raises:
            EncoderMismatch: the library was built with another encoder.
            EncoderUnavailable: the weights of the encoder or the reranker cannot be loaded.
        """
        try:
            self._load()
        finally:
            self._is_by_words = False  # also when it failed: then every question says why

    @property
    def is_warming_up(self) -> bool:
        """Whether it answers by words alone for now."""
        return self._is_by_words

    def _load(self) -> None:
        require_same(self.library.manifest(), self.encoder)
        self.encoder.encode(["warm up"])
        if self.reranker is not None:
            self.reranker.scores("warm up", ["warm up"])
        with self.library.snapshot() as snapshot:
            _intent(snapshot, "warm up", self.encoder)
            snapshot.vocabulary()
            self._look_ahead(snapshot)

    def _look_ahead(self, snapshot: Snapshot) -> None:
        """Find out, where questions come in over time, what short ones may mean; nothing when that was begun."""
        if self._looks_ahead:
            self._foresight.begin(snapshot.generation)

    def reply(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        without: Sequence[str] = (),
        pinned: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        passages: int = PASSAGES_SHOWN,
    ) -> Answer:
        """The answer to `question`, asked after the turns of `history`, oldest first, with at most so many `passages`.

        Words of the conversation that the question leans on are searched for beside its own, unless nothing is found so
        and something is without them, but never those of `without`; those `pinned` always are. With `documents` the
        answer is that of a library which holds no others: how rare a word is, how sure an answer is and which words are
        unknown, too, is measured among these alone.
        Equal libraries, questions and histories give equal answers.

        Raises:
            QuestionError: the question is too long.
            SettingsError: `documents` is empty.
            DocumentMissing: the library holds no document of one of these ids.
            EncoderMismatch: the library was built with another encoder.
        """
        by_words = self._is_by_words
        with self._foresight.paused(), self.library.snapshot() as whole:
            if not by_words:
                require_same(whole.manifest, self.encoder)
                self._look_ahead(whole)
            chosen = _chosen(documents)
            snapshot = self._narrowed(whole, chosen)
            encoder = None if by_words else RememberingEncoder(self.encoder)
            intent = _intent(snapshot, question, encoder)
            if intent and intent.kind in REPLIES:
                return self._remark(question, intent.kind, chosen, _last(history))
            if intent and intent.kind is Kind.GUIDE:
                return self._about(
                    snapshot, question, self._meanings if chosen is None else self._meanings_within(chosen)
                )
            asked = _asked(snapshot, question, history, without, pinned)
            if encoder is None:
                return _or_alone(asked, lambda asked: self._answer_by_words(snapshot, question, asked, passages))
            meanings = self._meanings if chosen is None else self._meanings_within(chosen)
            return _or_alone(asked, lambda asked: self._answer(snapshot, encoder, question, asked, passages, meanings))

    def find(self, query: str, documents: Sequence[str] | None = None) -> Listing:
        """Every document that holds what `query` asks for, of all or of these `documents`; no encoder is needed.

        A query holds words, "phrases" in quotes, -words that must not be there, word OR word, and the fields title:,
        type:, folder:, after: and before:.

        Raises:
            QuestionError: the query cannot be read.
            SettingsError, DocumentMissing: as `reply` does.
        """
        with self.library.snapshot() as whole:
            return find_documents(self._narrowed(whole, _chosen(documents)), query)

    def guide(self, document: str) -> Guide:
        """What a document is about, with up to three questions that are sure to be answered from it.

        Those are found out once a generation; none are given while the encoder is not ready. Raises DocumentMissing,
        and EncoderMismatch as `reply`.
        """
        is_ready = not self._is_by_words
        with self._foresight.paused(), self.library.snapshot() as snapshot:
            if not is_ready:
                return snapshot.guide(document).bare()
            require_same(snapshot.manifest, self.encoder)
            return self._guide(snapshot, document, self._meanings)

    def _about(self, snapshot: Snapshot, question: str, meanings: Meanings, *, asks_who: bool = False) -> Answer:
        """What the document that the question names is about, or all of them, where it names none."""
        name = document_meant(snapshot, question)
        if name is None:
            return about_collection(question, snapshot)
        guide = snapshot.guide(name).bare() if self._is_by_words else self._guide(snapshot, name, meanings)
        return about_document(question, snapshot.document(name), guide, asks_who=asks_who)

    def _guide(self, snapshot: Snapshot, document: str, meanings: Meanings) -> Guide:
        return certain(snapshot.guide(document), snapshot.aliases(document), partial(meanings.answered_from, snapshot))

    def searched_for(
        self, question: str, history: Sequence[Turn] = (), *, without: Sequence[str] = (), pinned: Sequence[str] = ()
    ) -> FollowUp:
        """What `reply` searches for. Raises QuestionError when the question is empty or too long."""
        with self.library.snapshot() as snapshot:
            return _asked(snapshot, question, history, without, pinned)

    def _answer(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        question: str,
        asked: FollowUp,
        passages: int,
        meanings: Meanings,
    ) -> Answer:
        ordered = self._in_order(snapshot, encoder, asked.query)
        if ordered:
            asked = replace(asked, query=replace(asked.query, shown=ordered.places[:passages]))
        ranking = search_and_rerank(snapshot, encoder, self.reranker, asked.query, max(passages, PASSAGES_READ))
        certain = None if ordered else partial(meanings.answered_at, snapshot)
        answer = self._answer_of(snapshot, question, asked, passages, ranking, certain)
        if ordered:
            return _listed(answer, ordered)
        if answer.which or asked.carried:
            return answer
        meant = meanings.of(snapshot, asked.query)
        return replace(answer, did_you_mean=meant, did_you_mean_reason=Doubt.SHORT if meant else Doubt.NONE)

    def _in_order(self, snapshot: Snapshot, encoder: Encoder, query: Query) -> InOrder | None:
        """What a question for one end of an order asks for, of all that give it; None for any other question."""
        ordered = ordered_by(query.text, query.asked_in)
        if ordered is None:
            return None
        figure = query.reworded(ordered.rest, snapshot.languages)
        wanted = read_query(snapshot, encoder, figure).wanted
        return in_order(snapshot, ordered, figure, wanted, cache(snapshot.document))

    def _answer_by_words(self, snapshot: Snapshot, question: str, asked: FollowUp, passages: int) -> Answer:
        ranking = search_by_words(snapshot, asked.query, max(passages, PASSAGES_READ))
        return replace(self._answer_of(snapshot, question, asked, passages, ranking), by_words=True)

    def _answer_of(
        self,
        snapshot: Snapshot,
        question: str,
        asked: FollowUp,
        passages: int,
        ranking: Ranking,
        certain: Callable[[str], Place | None] | None = None,
    ) -> Answer:
        settings = self.library.settings()
        guides = [guide for guide in settings.care if guide.encoder == snapshot.manifest.encoder_fingerprint]
        care = _care(guides, question, asked, ranking)
        document = cache(snapshot.document)  # several passages of one are one reading

        def is_warning(hit: Placed) -> bool:
            return warns(guides, snapshot.sentence_vectors(hit.hit.key))

        in_order = _in_order(ranking.hits, document, settings.yielding, is_warning if care else None)
        judged = judge(snapshot, asked.query, ranking, in_order, document)
        quotations = quote(judged.hits, judged.sentences, document, cache(snapshot.aliases))
        level = judged.level(passages)
        if level is Level.NOT_FOUND:
            return Answer(
                question=question,
                level=level,
                unknown_words=ranking.unknown_words,
                passages=() if _is_urgent(care) else quotations[:passages],
                care=care,
                carried=asked.carried,
            )
        figure = asked_figure(question, asked.query.in_context, asked.repeated)
        answer = Answer(
            question=question,
            level=level,
            unknown_words=ranking.unknown_words,
            passages=quotations[:passages],
            care=care,
            carried=asked.carried,
            sources_say=_side_by_side(question, figure, asked, judged, document),
            short_answer=short_answer(judged.choice, quotations[:passages], lambda name: document(name).text),
            period=period_of(judged.choice, asked.query, passages),
        )
        if certain is None or answer.sources_say or care:
            return answer
        which = which_one(snapshot, asked.query, figure, ranking.wanted, judged, document, certain)
        return _asking_back(answer, which) if which else answer

    def _narrowed(self, snapshot: Snapshot, documents: tuple[str, ...] | None) -> Snapshot:
        """The snapshot with these documents only; as it is for None."""
        if documents is None:
            return snapshot
        if not documents:
            raise SettingsError(NO_DOCUMENT_CHOSEN)
        return snapshot.within(self._scopes.of(snapshot, documents))

    def _remark(self, question: str, kind: Kind, chosen: Sequence[str] | None, before: Turn | None) -> Answer:
        care = before.answer.care if before and kind is Kind.HELP else None
        if care is not None and _is_urgent(care):  # "Help!" is no question how a chatbot works
            return Answer(question, Level.NOT_FOUND, (), (), remark=care.note, care=replace(care, words=()))
        documents = self.library.documents()
        titles = [summary.title for summary in documents if chosen is None or summary.id in chosen]
        examples = self.library.settings().examples
        parts = remark_parts(kind, titles, examples)
        return Answer(question, Level.NOT_FOUND, (), (), remark=remark_words(parts), remark_parts=parts)


def _chosen(documents: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if documents is None else tuple(sorted(set(documents)))


def _or_alone(asked: FollowUp, answer: Callable[[FollowUp], Answer]) -> Answer:
    """The answer with the words carried; where there is none, that to the question alone, if there is one."""
    in_context = answer(asked)
    if in_context.level is not Level.NOT_FOUND or not asked.guessed or not asked.query.words:
        return in_context
    alone = answer(asked.without_guesses())
    return in_context if alone.level is Level.NOT_FOUND else replace(alone, left_out=asked.guessed)


def _asked(
    snapshot: Snapshot, question: str, history: Sequence[Turn], without: Sequence[str], pinned: Sequence[str]
) -> FollowUp:
    """What is searched for."""
    return follow_up(snapshot, question, _questions(history), without=without, pinned=pinned)


def _questions(history: Sequence[Turn]) -> list[Turn]:
    """The turns that asked something; "Thanks" is nothing to lean on, and "shorter" is about the question before."""
    asked = (turn for turn in history if not turn.answer.remark)
    return [Turn(turn.answer.question, turn.answer) if turn.answer.act else turn for turn in asked]


def _last(history: Sequence[Turn]) -> Turn | None:
    return next(iter(_questions(history)[-1:]), None)


def _in_order(
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


def _listed(answer: Answer, ordered: InOrder) -> Answer:
    """The answer that quotes the first of an order, and as many of the next as are shown."""
    quoted = (document.quotation for document in ordered.listing.documents)
    return replace(
        answer,
        level=Level.RELATED if answer.level is Level.NOT_FOUND else answer.level,
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


def _intent(snapshot: Snapshot, question: str, encoder: Encoder | None) -> Intent | None:
    return recognise(question, snapshot.languages, lambda word: _is_known(snapshot, word), encoder)


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


def _is_urgent(care: CareNote | None) -> bool:
    """Whether somebody needs a person now, and not what happens to come near their words."""
    return care is not None and care.kind is Concern.RED_FLAG


def _is_known(snapshot: Snapshot, word: str) -> bool:
    if term_of(word) in common_terms():
        return True
    return any(term_of(word, language) in snapshot.vocabulary() for language in snapshot.languages)


def require_same(manifest: Manifest, encoder: Encoder) -> None:
    """Raise EncoderMismatch when the library was built with another encoder."""
    if manifest.encoder_fingerprint != encoder.fingerprint:
        raise EncoderMismatch(
            f"The index was built with the encoder {manifest.encoder_name!r} ({manifest.encoder_fingerprint[:12]}), "
            f"not with {encoder.name!r} ({encoder.fingerprint[:12]}); use that one, or build the index again."
        )
