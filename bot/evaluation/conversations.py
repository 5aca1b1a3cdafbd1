"""The conversations of a question file, asked of the bot, and judged like the questions of a collection."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from bot.chatbot import ChatBot
from bot.evaluation.checking import Verdict, ask, check_deeply
from bot.evaluation.judged import JudgedQuestion, Kind, Place
from bot.evaluation.questions import Expected, Question, Topic
from bot.evaluation.results import PASSED, QuestionResult, score
from bot.evaluation.sources import names_document
from bot.evaluation.systems import Quote, Ranked, ranked_places
from bot.records import Answer, Citation, Hit, Turn
from bot.search.query import Query
from bot.search.reranking import RERANKED, search_and_rerank

TURN_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """A question of a conversation, what came, and what it is worth."""

    question: JudgedQuestion
    ranked: Ranked
    verdict: Verdict
    result: QuestionResult


def ask_conversations(bot: ChatBot, conversations: Iterable[Question]) -> Iterator[AskedTurn]:
    """Every question with its follow-ups, each conversation from its beginning.

    The id of a turn is all that was asked so far in its conversation.
    """
    texts = {summary.id: bot.library.text(summary.id) for summary in bot.library.documents()}
    for conversation in conversations:
        history: list[Turn] = []
        for turn in conversation.turns:
            began = perf_counter()
            answer = ask(bot, turn, history)
            milliseconds = 1000 * (perf_counter() - began)
            name = TURN_SEPARATOR.join([*(earlier.question for earlier in history), turn.text])
            asked = bot.searched_for(turn.text, history, without=turn.without, pinned=turn.pinned)
            question = judged(name, turn.expected, asked.query, texts)
            is_ranked = turn.expected.remark is None
            ranked = _ranked(bot, question, answer, milliseconds) if is_ranked else _unranked(milliseconds)
            verdict = check_deeply(bot, turn, answer, history)
            result = score(question, ranked)
            passed = {PASSED: float(verdict.is_met)}
            yield AskedTurn(question, ranked, verdict, replace(result, values=passed | result.values))
            history.append(Turn(turn.text, answer))


def judged(name: str, expected: Expected, query: Query, texts: Mapping[str, str]) -> JudgedQuestion:
    """What is expected of an answer as judgements over `texts`, by document id.

    The answer stands wherever a document named by the source holds the quote, or else matches the pattern; relevant
    are the documents where it stands, or, when it stands nowhere or is not told, all those named.
    """
    if expected.must_abstain:
        kinds = {Topic.NEAR: Kind.NEAR_TOPIC, Topic.OFF: Kind.OFF_TOPIC, None: Kind.UNANSWERABLE}
        return JudgedQuestion(name, query, {}, (), kinds[expected.topic])
    named = [document for document in texts if expected.source and names_document(expected.source, document)]
    places = tuple(_places(expected, named if expected.source else list(texts), texts))
    relevant = dict.fromkeys((place.document for place in places), 1) or dict.fromkeys(named, 1)
    return JudgedQuestion(name, query, relevant, places)


def _places(expected: Expected, documents: list[str], texts: Mapping[str, str]) -> Iterator[Place]:
    """A quote may be broken over lines in the document."""
    words = r"\s+".join(re.escape(word) for word in expected.quote.split())
    pattern = words or expected.pattern
    if not pattern:
        return
    for document in documents:
        for match in re.finditer(pattern, texts[document]):
            if match.end() > match.start():
                yield Place(document, match.start(), match.end())


def _ranked(bot: ChatBot, question: JudgedQuestion, answer: Answer, milliseconds: float) -> Ranked:
    with bot.library.snapshot() as snapshot:
        reranked: Sequence[Hit] = ()
        if bot.reranker is not None:
            reranked = search_and_rerank(snapshot, bot.encoder, bot.reranker, question.query, RERANKED).hits
        places = ranked_places(snapshot, bot.encoder, question.query, reranked)
    return Ranked(
        places=places,
        shown=tuple(
            tuple(_cited(citation) for citation in (passage.citation, *passage.also_in)) for passage in answer.passages
        ),
        quoted=tuple(Quote(_cited(quote.citation), len(quote.text.split())) for quote in answer.short_answer),
        confidence=answer.passages[0].probability if answer.passages else 0.0,
        milliseconds=milliseconds,
    )


def _unranked(milliseconds: float) -> Ranked:
    """What ranks nothing: small talk is not searched for."""
    return Ranked(places=(), shown=(), quoted=(), confidence=0.0, milliseconds=milliseconds)


def _cited(citation: Citation) -> Place:
    return Place(citation.document, citation.start, citation.end)
