"""The file of notes and examples that a folder's `[care]` names, and how a mistake in it is shown to its owner."""

from collections.abc import Mapping

from bot.errors import SettingsError
from bot.ingest.collection import Table, parsed_toml, shown
from bot.records import CareExamples, CareNote, Concern, Translation

# The notes that there may be, from the mildest to the gravest; a crisis is a red flag with a note of its own.
KINDS = {"personal": Concern.PERSONAL, "red_flag": Concern.RED_FLAG, "crisis": Concern.RED_FLAG}
OF_NOBODY = "none"
PASSAGES = ("warning", "other")
LEAST_EXAMPLES = 2  # of each kind, so that there is something to tell apart; hundreds are wanted


def care_examples(data: bytes, name: str) -> CareExamples:
    """What a care.toml holds as `data`; `name` is what messages call it.

    For a process with limits, as `bot.ingest.collection.folder_settings` is.

    Raises:
        SettingsError: it is no TOML, or lacks a note or examples for one, or has a key that nothing understands.
    """
    file = parsed_toml(data, name)
    notes, questions, passages = (_table(file, key, name) for key in ("notes", "questions", "passages"))
    _refuse_others(file, {"notes", "questions", "passages"}, name)
    kinds = [kind for kind in KINDS if kind in notes]
    if not kinds:
        raise SettingsError(f"{name}: [notes] must hold one of {', '.join(KINDS)}; write what is to be shown.")
    _refuse_others(questions, {OF_NOBODY, *kinds}, name)
    _refuse_others(passages, set(PASSAGES), name)
    return CareExamples(
        tuple(_note(notes, kind, name) for kind in kinds),
        tuple(_listed(questions, kind, name) for kind in (OF_NOBODY, *kinds)),
        *(_listed(passages, kind, name) for kind in PASSAGES),
    )


def _note(notes: Table, kind: str, name: str) -> CareNote:
    translations = {code: table for code, table in notes.items() if isinstance(table, dict)}
    _refuse_others(notes, {*KINDS, *translations}, name)
    texts = [Translation(code, _text(table, kind, name)) for code, table in translations.items() if kind in table]
    return CareNote(KINDS[kind], (), _text(notes, kind, name), tuple(texts))


def _table(file: Table, key: str, name: str) -> Table:
    table = file.get(key, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{name}: {key!r} must be a table, got {shown(table)}.")
    return table


def _text(table: Mapping[str, object], key: str, name: str) -> str:
    text = table[key]
    if not isinstance(text, str) or not text.strip():
        raise SettingsError(f"{name}: the note {key!r} must be a text, got {shown(text)}.")
    return text


def _listed(table: Table, key: str, name: str) -> tuple[str, ...]:
    texts = table.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise SettingsError(f"{name}: {key!r} must be a list of examples, got {shown(texts)}.")
    if len(texts) < LEAST_EXAMPLES:
        raise SettingsError(f"{name}: {key!r} has {len(texts)} examples; give at least {LEAST_EXAMPLES}.")
    return tuple(texts)


def _refuse_others(table: Table, known: set[str], name: str) -> None:
    others = table.keys() - known
    if others:
        raise SettingsError(
            f"{name}: nothing is known by the name {shown(min(others))}; expected {', '.join(sorted(known))}."
        )
