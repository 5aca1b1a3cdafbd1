"""Questions that lean on the one before. Provisional: a later change reads more from the conversation."""

from collections.abc import Sequence

from bot.records import Turn
from bot.search.query import Query, parse_query


def query_of(question: str, history: Sequence[Turn]) -> Query:
    """The query for `question` after `history`.

    A question without a content word of its own ("Why?", "How many?") is searched together with the one before it;
    any other stands alone.
    """
    query = parse_query(question)
    if query.words or not history:
        return query
    return parse_query(f"{history[-1].question} {question}")
