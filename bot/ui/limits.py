"""How much may be asked at once: the same by the endpoint `/ask`, by the MCP tools and on the page (docs/api.md)."""

import reprlib
import sys
from collections.abc import Sequence

from bot.errors import SettingsError

LONGEST_QUESTION_CHARS = 2_000
MOST_TURNS = 50
LONGEST_HISTORY_CHARS = 10_000  # of all earlier questions together, which are read again for every one that follows
LONGEST_ANSWER_CHARS = 200_000  # of the history; those of the shipped documents have some 20,000 characters of JSON
MOST_WORDS = 100
LONGEST_WORDS_CHARS = LONGEST_QUESTION_CHARS  # of all words together, which are searched for like those of a question
MOST_DOCUMENTS = 10_000
LONGEST_ID_CHARS = 4_096  # no path of a file is longer
MOST_CALL_BYTES = 2_097_152
# Lists and objects in a call, told by their brackets: 2 MiB of empty lists took 0.9 s to read. A page of text has some
# ten, and an answer of the shipped documents some 100.
MOST_CALL_BRACKETS = 50_000
MOST_TOOL_BRACKETS = 1_000  # a call of a tool has some ten
# An event of the page may hold a conversation to be saved, as a text: 300 answers of the shipped documents.
MOST_EVENT_BRACKETS = 200_000
MOST_EVENT_VALUES = 50  # no event of the page has more than two
MOST_COMMAS = 2_000_000  # a second for every ten million of them
MOST_PASSAGES = 50  # that a search may ask for


def require_question(given: object, name: str = "question") -> str:
    """The question. Raises SettingsError when it is no text, or too long."""
    if not isinstance(given, str):
        raise SettingsError(f"{name!r} must be a text, got {reprlib.repr(given)}.")
    if len(given) > LONGEST_QUESTION_CHARS:
        raise SettingsError(f"{name!r} has {len(given):,} characters; ask in at most {LONGEST_QUESTION_CHARS:,}.")
    return _whole(name, given)


def require_words(given: object, name: str) -> tuple[str, ...]:
    """The words, none for None. Raises SettingsError when they are no list of texts, or too many."""
    words = _texts(name, given, "words", MOST_WORDS)
    _require_short(name, words, LONGEST_WORDS_CHARS)
    return words


def require_documents(given: object) -> tuple[str, ...] | None:
    """The ids of documents, None for None. Raises SettingsError when they are no list of ids, or too many."""
    if given is None:
        return None
    return tuple(require_document(one, "documents") for one in _texts("documents", given, "ids", MOST_DOCUMENTS))


def require_document(given: str, name: str) -> str:
    """The id of a document. Raises SettingsError when it is none."""
    if len(given) > LONGEST_ID_CHARS:
        raise SettingsError(
            f"{name!r} holds an id of {len(given):,} characters, which no document has; take it from a citation."
        )
    return given


def require_optional_document(given: object) -> str | None:
    """The id of a document, None for None. Raises SettingsError when it is none."""
    if given is None:
        return None
    if not isinstance(given, str):
        raise SettingsError(f"'document' must be the id of a document, got {reprlib.repr(given)}.")
    return require_document(_whole("document", given), "document")


def require_tool_argument(name: str, given: object) -> None:
    """Raise SettingsError when a tool cannot take this value under this name; what it has no name for is its own."""
    match name:
        case "question" | "query":
            require_question(given, name)
        case "documents":
            require_documents(given)
        case "document":
            require_optional_document(given)
        case "history":
            require_earlier(_texts("history", given, "questions", MOST_TURNS))
        case "k":
            _require_number(name, given, 1, MOST_PASSAGES)
        case "start" | "end":
            _require_number(name, given, 0, sys.maxsize)


def require_history(given: object) -> list[object]:
    """What may be answers, oldest first, none for None. Raises SettingsError when they are no list, or too many."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise SettingsError(f"'history' must be a list of answers, got {reprlib.repr(given)}.")
    _require_few("history", given, "answers", MOST_TURNS)
    questions = (answer.get("question") for answer in given if isinstance(answer, dict))
    _require_short("history", [question for question in questions if isinstance(question, str)], LONGEST_HISTORY_CHARS)
    return given


def require_earlier(given: Sequence[str]) -> tuple[str, ...]:
    """Earlier questions, oldest first. Raises SettingsError when they are too many, or one is too long."""
    _require_few("history", given, "questions", MOST_TURNS)
    _require_short("history", given, LONGEST_HISTORY_CHARS)
    return tuple(require_question(question, "history") for question in given)


def _texts(name: str, given: object, what: str, most: int) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise SettingsError(f"{name!r} must be a list of {what}, got {reprlib.repr(given)}.")
    _require_few(name, given, what, most)
    if not all(isinstance(one, str) for one in given):
        raise SettingsError(f"{name!r} must be a list of {what}, got {reprlib.repr(given)}.")
    return tuple(_whole(name, one) for one in given)


def _require_number(name: str, given: object, least: int, most: int) -> None:
    if not isinstance(given, int) or isinstance(given, bool) or not least <= given <= most:
        raise SettingsError(f"{name!r} must be a whole number from {least} to {most}, got {reprlib.repr(given)}.")


def _require_few(name: str, given: Sequence[object], what: str, most: int) -> None:
    if len(given) > most:
        raise SettingsError(f"{name!r} holds {len(given):,} {what}; give at most {most:,}.")


def _require_short(name: str, given: Sequence[str], most_chars: int) -> None:
    chars = sum(map(len, given))
    if chars > most_chars:
        raise SettingsError(
            f"{name!r} holds {chars:,} characters of {'words' if name != 'history' else 'questions'}; "
            f"give at most {most_chars:,}."
        )


def _whole(name: str, text: str) -> str:
    """`text`, if it can be written; half of a surrogate pair, as a cut string of another language leaves it, cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SettingsError(half_character(name)) from error
    return text


def half_character(name: str) -> str:
    """What is said of a text that holds a lone surrogate."""
    return f"{name} holds half of a character (a lone surrogate, U+D800 to U+DFFF); send whole ones."
