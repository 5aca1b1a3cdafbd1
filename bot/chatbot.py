"""The whole bot behind one call."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial

from bot.answer.listing import find_documents
from bot.answering import WHO_AND_WHEN, Answering, is_urgent
from bot.conversation.acts import PASSAGES, Ask, act, choice_named
from bot.conversation.followup import FollowUp, follow_up
from bot.conversation.intents import Intent, Kind, recognise
from bot.conversation.meanings import Meanings
from bot.conversation.replies import remark_parts, remark_words, replies
from bot.encoders import Encoder, Reranker
from bot.encoders.common_words import common_terms
from bot.encoders.remembering import RememberingEncoder
from bot.encoders.sentence_transformer import load_encoder
from bot.errors import EncoderMismatch, SettingsError
from bot.foresight import Foresight
from bot.language.answer_types import answer_type
from bot.language.ordinals import with_ordinal_of
from bot.language.words import leans, term_of
from bot.library import Library, Manifest, Snapshot
from bot.library.scoped import Scopes
from bot.records import (
    Act,
    Answer,
    Guide,
    Level,
    Listing,
    Turn,
)
from bot.search.kinds import names_things
from bot.search.query import parse_query

ACTS = frozenset(Kind(one) for one in Act if one)  # on the last answer
NO_DOCUMENT_CHOSEN = "No document is chosen, so there is nothing to ask; choose at least one."
PASSAGES_SHOWN = 5
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
            _intent(snapshot, "warm up")
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
        Where the last answer asked back, the name of one of its choices is answered as that choice's question.
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
            last = _last(history)
            question = choice_named(question, last) or question
            intent = _intent(snapshot, question)
            if intent and intent.kind in ACTS:
                ask = partial(self._again, history, without=without, pinned=pinned, documents=documents)
                done = _instead(question, intent, last, ask) or act(
                    Act(intent.kind), intent.number, last, snapshot, ask
                )
                if done:
                    return done
            if intent and intent.kind in replies():
                return self._remark(snapshot, question, intent.kind, chosen, last)
            answering = self._answering(snapshot, encoder, chosen)
            told = _told(answering, question, intent, last)
            if told and told.level is not Level.NOT_FOUND:
                return told
            subject = _subject(question, intent, snapshot)
            asked = _asked(snapshot, subject or question, () if subject else history, without, pinned)
            answer = answering.answer(question, asked, passages)
            if told is None or answer.level is not Level.NOT_FOUND:
                return answer
            return replace(answer, listing=told.listing, unknown_words=told.unknown_words)

    def _again(
        self,
        history: Sequence[Turn],
        question: str,
        *,
        passages: int,
        without: Sequence[str],
        pinned: Sequence[str],
        documents: Sequence[str] | None,
    ) -> Answer:
        """The answer to a question that an act on the last answer asks, in the conversation before that."""
        before = _questions(history)[:-1]
        return self.reply(question, before, without=without, pinned=pinned, documents=documents, passages=passages)

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
        by_words = self._is_by_words
        with self._foresight.paused(), self.library.snapshot() as snapshot:
            if not by_words:
                require_same(snapshot.manifest, self.encoder)
            return self._answering(snapshot, None if by_words else self.encoder, None).guide(document)

    def searched_for(
        self, question: str, history: Sequence[Turn] = (), *, without: Sequence[str] = (), pinned: Sequence[str] = ()
    ) -> FollowUp:
        """What `reply` searches for. Raises QuestionError when the question is empty or too long."""
        with self.library.snapshot() as snapshot:
            return _asked(snapshot, question, history, without, pinned)

    def _narrowed(self, snapshot: Snapshot, documents: tuple[str, ...] | None) -> Snapshot:
        """The snapshot with these documents only; as it is for None."""
        if documents is None:
            return snapshot
        if not documents:
            raise SettingsError(NO_DOCUMENT_CHOSEN)
        return snapshot.within(self._scopes.of(snapshot, documents))

    def _answering(self, snapshot: Snapshot, encoder: Encoder | None, chosen: tuple[str, ...] | None) -> Answering:
        meanings = self._meanings if chosen is None else self._meanings_within(chosen)
        return Answering(snapshot, encoder, self.reranker, self.library.settings(), meanings)

    def _remark(
        self, snapshot: Snapshot, question: str, kind: Kind, chosen: Sequence[str] | None, last: Turn | None
    ) -> Answer:
        care = last.answer.care if last and kind is Kind.HELP else None
        if care is not None and is_urgent(care):  # "Help!" is no question how a chatbot works
            return Answer(question, Level.NOT_FOUND, (), (), remark=care.note, care=replace(care, words=()))
        titles = [one.title for one in self.library.documents() if chosen is None or one.id in chosen]
        parts = remark_parts(kind, titles, self.library.settings().examples)
        collection = snapshot.collection_guide() if kind is Kind.DOCUMENTS else None
        return Answer(
            question, Level.NOT_FOUND, (), (), remark=remark_words(parts), remark_parts=parts, collection=collection
        )


def _chosen(documents: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if documents is None else tuple(sorted(set(documents)))


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


def _instead(question: str, intent: Intent, last: Turn | None, ask: Ask) -> Answer | None:
    """The answer to the last question with another ordinal, where that had one and nothing to choose from was offered.

    "And the second one?" after "What is the first step?".
    """
    if intent.kind is not Kind.NTH or last is None or last.answer.listing or last.answer.did_you_mean:
        return None
    other = with_ordinal_of(question, last.question)
    answer = replace(ask(other, passages=PASSAGES), act=Act.NTH) if other else None
    return answer if answer and answer.level is not Level.NOT_FOUND else None


def _told(answering: Answering, question: str, intent: Intent | None, last: Turn | None) -> Answer | None:
    """What is told of whole documents, where that is asked for."""
    if intent and intent.kind is Kind.GUIDE:
        return answering.about(question, intent, last)
    return answering.listing(question, intent) if intent and intent.kind is Kind.LISTING else None


def _subject(question: str, intent: Intent | None, snapshot: Snapshot) -> str:
    """What is to be summarised of the documents ("Summarise the fees"); "" for any other question."""
    if intent is None or intent.kind is not Kind.GUIDE or not intent.content:
        return ""
    language = parse_query(question, snapshot.languages).asked_in
    if answer_type(question, language) in WHO_AND_WHEN or leans(question, language):
        return ""
    return question[intent.content[0].start : intent.content[-1].end]


def _intent(snapshot: Snapshot, question: str) -> Intent | None:
    is_known, things = partial(_is_known, snapshot), partial(names_things, snapshot)
    return recognise(question, snapshot.languages, is_known, snapshot.calls_itself, things)


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
