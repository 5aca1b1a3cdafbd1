"""Reads a judged collection in BEIR's layout (Thakur et al. 2021): corpus, queries, judgements, and answer spans."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import QuestionError, SettingsError
from bot.evaluation.json_lines import Row, read_rows
from bot.evaluation.judged import JudgedQuestion, Kind, Place, evenly
from bot.search.query import parse_query
from bot.text.normalise import clean

DEFAULT_SPLIT = "test"


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the corpus: its id in the library, its text as it will be quoted, and the line it came from."""

    id: str
    title: str
    text: str
    line: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents that have a text, and the judged questions that one of them could answer.

    A question of which no document was judged relevant must be abstained from. `without_text` counts documents that
    cannot be quoted, `unanswered` the questions left out because only such documents were relevant.
    """

    name: str
    corpus: Path
    sources: tuple[Source, ...]
    questions: tuple[JudgedQuestion, ...]
    without_text: int
    unanswered: int

    def sample(self, limit: int | None, *, is_odd_only: bool) -> "Collection":
        """The collection with at most `limit` questions, spread evenly over all; of these only every second, if asked.

        Raises SettingsError when that leaves no question.
        """
        questions = evenly(self.questions, limit)
        if is_odd_only:
            questions = questions[1::2]
        if not questions:
            raise SettingsError(f"{self.name}: every second of {limit or 1} is none; ask at least 2 questions.")
        return replace(self, questions=tuple(questions))


def read_collection(folder: Path, split: str | None = None) -> Collection:
    """The collection in `folder`, judged by `qrels/SPLIT.tsv`: the one named test, or the only one.

    Raises SettingsError, naming file and line, for whatever is missing, malformed, duplicated or contradictory.
    """
    name = folder.resolve().name
    sources = _read_corpus(folder / "corpus.jsonl", name)
    texts = {source.id: source.text for source in sources}
    queries = _read_queries(folder / "queries.jsonl")
    path = _judgements_path(folder / "qrels", split)
    judgements = _read_judgements(path, name, queries, texts)
    places = _read_answers(folder / "answers.jsonl", name, texts)
    quotable = {document for document, text in texts.items() if text.strip()}
    questions = tuple(_questions(queries, judgements, places, quotable))
    if not questions:
        raise SettingsError(f"{path}: no judged question is left; a line is query id, tab, document id, tab, grade.")
    return Collection(
        name=name,
        corpus=(folder / "corpus.jsonl").resolve(),
        sources=tuple(source for source in sources if source.id in quotable),
        questions=questions,
        without_text=len(sources) - len(quotable),
        unanswered=len(judgements) - len(questions),
    )


def quotable_text(text: str) -> str:
    """`text` as a canonical text of the same length, so that offsets into one hold in the other."""
    same_length = text.replace("\r\n", " \n").replace("\r", "\n")
    marks = len(same_length) - len(same_length.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}"))
    return clean(" " * marks + same_length[marks:])


def _read_corpus(path: Path, name: str) -> list[Source]:
    sources = [
        Source(
            f"{name}/{row.text_of('_id')}", clean(row.text_of("title", "")), quotable_text(row.text_of("text")), line
        )
        for row, line in _unique(path)
    ]
    if not any(source.text.strip() for source in sources):
        raise SettingsError(f'{path}: holds no document with a text; a line is {{"_id", "title", "text"}}.')
    return sources


def _read_queries(path: Path) -> dict[str, str]:
    return {row.text_of("_id"): row.text_of("text") for row, _ in _unique(path)}


def _unique(path: Path) -> Iterator[tuple[Row, str]]:
    seen: set[str] = set()
    for row, line in read_rows(path):
        own = row.text_of("_id")
        if not own:
            raise row.wrong("'_id' is empty")
        if own in seen:
            raise row.wrong(f"the id {own!r} stands here for the second time")
        seen.add(own)
        yield row, line


def _judgements_path(folder: Path, split: str | None) -> Path:
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise SettingsError(f"{folder}: holds no .tsv file of judgements (query-id, corpus-id, score).")
    by_name = {file.stem: file for file in files}
    if split is None and len(files) == 1:
        return files[0]
    if (split or DEFAULT_SPLIT) not in by_name:
        raise SettingsError(f"{folder}: there is no {split or DEFAULT_SPLIT}.tsv; --split can be {', '.join(by_name)}.")
    return by_name[split or DEFAULT_SPLIT]


def _read_judgements(
    path: Path, name: str, queries: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    judgements: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if not line.strip() or (number == 1 and not _is_grade(fields[-1])):
            continue
        if len(fields) != 3 or not _is_grade(fields[2]):
            raise SettingsError(
                f"{path}:{number}: must be query id, tab, document id, tab, whole number, got {line!r}."
            )
        question, document = fields[0], f"{name}/{fields[1]}"
        if question not in queries:
            raise SettingsError(f"{path}:{number}: queries.jsonl holds no query {question!r}.")
        if document not in texts:
            raise SettingsError(f"{path}:{number}: corpus.jsonl holds no document {fields[1]!r}.")
        grades = judgements.setdefault(question, {})
        if document in grades:
            raise SettingsError(f"{path}:{number}: {fields[1]!r} is judged for {question!r} for the second time.")
        grades[document] = int(fields[2])
    return judgements


def _is_grade(field: str) -> bool:
    return field.strip().removeprefix("-").isdecimal()


def _read_answers(path: Path, name: str, texts: Mapping[str, str]) -> dict[str, tuple[Place, ...]]:
    if not path.exists():
        return {}
    return {
        row.text_of("_id"): tuple(_place(span, name, texts) for span in row.rows_of("spans"))
        for row, _ in _unique(path)
    }


def _place(span: Row, name: str, texts: Mapping[str, str]) -> Place:
    document, start, quote = f"{name}/{span.text_of('doc_id')}", span.number_of("start"), span.text_of("text")
    if document not in texts:
        raise span.wrong(f"corpus.jsonl holds no document {span.text_of('doc_id')!r}")
    end = start + len(quote)
    if not quote or start < 0 or texts[document][start:end] != quotable_text(quote):
        raise span.wrong(f"the text at {start} of {span.text_of('doc_id')!r} is not {quote[:60]!r}")
    return Place(document, start, end)


def _questions(
    queries: Mapping[str, str],
    judgements: Mapping[str, Mapping[str, int]],
    places: Mapping[str, tuple[Place, ...]],
    quotable: set[str],
) -> Iterator[JudgedQuestion]:
    """The judged questions in the order of the queries, but for those that only a document without text answers."""
    for question in (question for question in queries if question in judgements):
        grades = judgements[question]
        is_answerable = any(grade > 0 for grade in grades.values())
        relevance = {document: grade for document, grade in grades.items() if document in quotable}
        if is_answerable and not any(grade > 0 for grade in relevance.values()):
            continue
        try:
            query = parse_query(queries[question])
        except QuestionError as error:
            raise SettingsError(f"queries.jsonl: the query {question!r} cannot be asked: {error}") from error
        kind = Kind.ANSWERABLE if is_answerable else Kind.UNANSWERABLE
        yield JudgedQuestion(question, query, relevance, places.get(question, ()) if is_answerable else (), kind)
