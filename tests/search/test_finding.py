"""What is found, held to a scan of every sentence of every document."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import Library, build
from bot.errors import QuestionError
from bot.language.words import term_of, terms
from bot.library import Snapshot
from bot.search.find_query import find, parse_find
from tests.fakes import WordEncoder

ENGLISH = (
    "price prices priced needle needles cold colder session sessions doctor doctors swelling swell heal heals".split()
)
GERMAN = "Vertrag Verträge Miete Mieten Wohnung Wohnungen Garten Gärten Schlüssel Keller kündigen Kündigung".split()
GRAMMAR = {"en": "the of and is in with for not".split(), "de": "der die das und ist nicht im mit".split()}
ALL = 1_000


def text_of(words: Sequence[str], grammar: Sequence[str], random: Random) -> str:
    """Sections of sentences, some of them items of numbered lists, with words of grammar in between."""
    lines = [f"# {' '.join(random.choices(words, k=2))}", ""]
    for _ in range(random.randrange(1, 4)):
        lines += [f"## {random.choice(words)}", ""]
        for _ in range(random.randrange(1, 9)):
            chosen = [random.choice(random.choice((words, grammar))) for _ in range(random.randrange(3, 11))]
            lines.append(random.choice(("", "1. ", "- ")) + " ".join(chosen).capitalize() + ".")
        lines.append("")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    random, folder = Random(3), tmp_path_factory.mktemp("found")  # noqa: S311 (no secret)
    docs = folder / "docs"
    docs.mkdir()
    for number in range(16):
        words, code = (GERMAN, "de") if number % 4 == 3 else (ENGLISH, "en")
        some = random.sample(words, k=random.randrange(2, 7))
        (docs / f"{number:02}.md").write_text(text_of(some, GRAMMAR[code], random), encoding="utf-8")
    (docs / "copy.md").write_bytes((docs / "00.md").read_bytes())
    build(folder / "index", [docs], WordEncoder())
    with Library.open(folder / "index") as library:
        yield library


Texts = list[list[str]]
Scanned = dict[str, tuple[str, Texts, Texts, Texts]]


@pytest.fixture(scope="module")
def scanned(library: Library) -> Scanned:
    """Of every document its language, the terms of its sentences, of its titles and headings, and of its texts."""
    found: Scanned = {}
    snapshot = library.snapshot()
    for key in range(snapshot.passage_count):
        passage = snapshot.passage(key)
        code = snapshot.language_of(passage.document)
        for name in (passage.document, *snapshot.aliases(passage.document)):
            _, sentences, contexts, texts = found.setdefault(name, (code, [], [], []))
            sentences += [terms(sentence.text, code) for sentence in passage.sentences]
            contexts.append(terms(passage.context, code))
            texts.append(terms(passage.text, code))
    return found


def holds(texts: Sequence[Sequence[str]], run: Sequence[str]) -> bool:
    """Whether one of the texts has these terms side by side."""
    return any(list(run) == list(text[i : i + len(run)]) for text in texts for i in range(len(text)))


WORDS = st.sampled_from([*ENGLISH, *GERMAN, *GRAMMAR["en"], *GRAMMAR["de"]])
PHRASES = st.lists(WORDS, min_size=1, max_size=3)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(WORDS, max_size=2, unique=True), st.lists(PHRASES, max_size=1), st.lists(PHRASES, max_size=1), st.data()
)
def test_exactly_the_documents_are_found_that_a_scan_finds(
    library: Library,
    scanned: Scanned,
    words: list[str],
    phrases: Texts,
    without: Texts,
    data: st.DataObject,
) -> None:
    either = data.draw(st.lists(WORDS, min_size=2, max_size=3) | st.just([]))
    typed = " ".join(
        [
            " ".join(words),
            *(f'"{" ".join(phrase)}"' for phrase in phrases),
            *(f'-"{" ".join(phrase)}"' for phrase in without),
            " OR ".join(either),
        ]
    )
    with library.snapshot() as snapshot:
        expected = {}
        for name, (code, sentences, contexts, texts) in scanned.items():
            whole, alone = [*sentences, *contexts], texts

            def has(*run: str, code: str = code, whole: Texts = whole, alone: Texts = alone) -> bool:
                sought = [term_of(word, code) for word in run]
                return holds(whole, sought) or (len(run) == 1 and holds(alone, sought))

            kept = all(has(word) for word in words) and all(has(*phrase) for phrase in phrases)
            if kept and not any(has(*phrase) for phrase in without) and (not either or any(map(has, either))):
                expected[name] = (
                    sum(holds([sentence], [term_of(words[0], code)]) for sentence in sentences) if words else 0
                )
        if not typed.strip():
            return
        finding = find(snapshot, typed, ALL)
    found = {name: one.count for one, names in finding.documents for name in names}
    assert set(found) == set(expected)
    assert finding.total == len(expected)
    if len(words) == 1 and not phrases and not either:  # a word that stands in a title only counts as one place
        assert found == {name: max(count, 1) for name, count in expected.items()}


def test_the_places_are_those_with_most_of_the_words_first(library: Library) -> None:
    with library.snapshot() as snapshot:
        for one, _ in find(snapshot, "price needle", ALL).documents:
            held = [
                frozenset(snapshot.forward.spelt(snapshot.forward.sentence(*snapshot.forward.place(sentence))))
                for sentence in one.sentences.tolist()
            ]
            counts = [len(sentence & {"price", "needl"}) for sentence in held]
            assert counts == sorted(counts, reverse=True)
            assert one.count == (counts.count(2) or len([count for count in counts if count]) or 1)
            assert all(a < b for (a, m), (b, n) in pairwise(zip(one.sentences.tolist(), counts, strict=True)) if m == n)


Held = Callable[..., Snapshot]


@pytest.fixture
def holding(tmp_path: Path) -> Held:
    """A snapshot of these files, by name."""

    def hold(files: dict[str, str]) -> Snapshot:
        for name, text in files.items():
            path = tmp_path / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        build(tmp_path / "index", [tmp_path / "docs"], WordEncoder())
        return Library.open(tmp_path / "index").snapshot()

    return hold


def found(snapshot: Snapshot, typed: str) -> list[str]:
    """The names of the documents, without their folder."""
    return [name.removeprefix("docs/") for _, names in find(snapshot, typed, ALL).documents for name in names]


FILES = {
    "pumps.txt": "E-1057 means that a pump is broken. It was seen on 14 June 2024, and it cost 2,500 euro.",
    "dogs.txt": "Die Hundesteuer wird im Juni bezahlt. Der Vertrag über die Wartung gilt weiter und endet nicht.",
    "moles.txt": "The pumps in Mole Street were repaired. A broken window was seen, and the street was swept.",
}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("pumps", ["moles.txt", "pumps.txt"]),
        ("PUMP", ["moles.txt", "pumps.txt"]),
        ("repairs", ["moles.txt"]),
        ('"broken pump"', []),
        ('"pump is broken"', ["pumps.txt"]),
        ('"pumps are broken"', []),
        ("“mole street”", ["moles.txt"]),
        ("E1057", ["pumps.txt"]),
        ("2024-06-14", ["pumps.txt"]),
        ("14.6.2024", ["pumps.txt"]),
        ("2500", ["pumps.txt"]),
        ("Steuer", ["dogs.txt"]),
        ("Wartungsvertrag", ["dogs.txt"]),
        ("Verträge", ["dogs.txt"]),
        ("brokken", ["moles.txt", "pumps.txt"]),
        ("broken -window", ["pumps.txt"]),
        ('broken -"pump is"', ["moles.txt"]),
        ("window OR Vertrag", ["dogs.txt", "moles.txt"]),
        ("broken window OR euro", ["moles.txt", "pumps.txt"]),
        ("or", []),
        ("zeppelin", []),
        ('"zeppelin"', []),
        ("title:dogs", ["dogs.txt"]),
    ],
)
def test_words_are_found_in_all_their_forms(holding: Held, typed: str, names: list[str]) -> None:
    assert found(holding(FILES), typed) == names


def test_words_that_stand_for_one_that_is_nowhere_are_told(holding: Held) -> None:
    snapshot = holding(FILES)
    assert find(snapshot, "brokken pump", ALL).stand_ins == ("broken",)
    assert find(snapshot, "Steuer", ALL).stand_ins == ("hundesteuer",)
    assert find(snapshot, "pump OR brokken", ALL).stand_ins == ("broken",)
    assert find(snapshot, "broken pumps zeppelin", ALL).stand_ins == ()


def test_a_term_of_another_language_is_no_form_of_the_word(holding: Held) -> None:
    snapshot = holding(
        {
            "en.txt": "The bell dies away, and the house is quiet for the night. It is a story of the old house.",
            "de.txt": "Die Glocke ist in der Nacht nicht zu hören, und die Nacht ist lang. Der Wind geht nicht.",
        }
    )
    assert set(snapshot.languages) == {"en", "de"}
    assert found(snapshot, "dies") == ["en.txt"]


DATED = {
    "2023/a.md": "---\ndate: 2023\n---\n# Lease of a flat\n\nThe rent is due.\n",
    "2024/b.md": "---\ndate: 2024-03\n---\n# Lease of a garage\n\nThe rent is low.\n",
    "2024/north/c.txt": "The rent is high.\n",
}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("rent after:2024", ["2024/b.md", "2024/north/c.txt"]),
        ("rent after:2024-03", ["2024/b.md", "2024/north/c.txt"]),
        ("rent after:2024-03-31", ["2024/b.md", "2024/north/c.txt"]),
        ("rent after:2024-04", ["2024/north/c.txt"]),  # whose folder says no month
        ("rent after:2025", []),
        ("rent after:2023-12-31", ["2023/a.md", "2024/b.md", "2024/north/c.txt"]),
        ("rent before:2024", ["2023/a.md"]),
        ("rent before:2024-03-02", ["2023/a.md", "2024/b.md", "2024/north/c.txt"]),
        ("after:2023 before:2024", ["2023/a.md"]),
        ("rent -after:2024", ["2023/a.md"]),
        ("type:md", ["2023/a.md", "2024/b.md"]),
        ("Type:Markdown", ["2023/a.md", "2024/b.md"]),
        ("-type:md", ["2024/north/c.txt"]),
        ("folder:2024", ["2024/b.md", "2024/north/c.txt"]),
        ("folder:2024/north/", ["2024/north/c.txt"]),
        ("folder:nort", []),
        ("title:garages", ["2024/b.md"]),
        ('title:"lease of a flat"', ["2023/a.md"]),
        ('title:"flat lease"', []),
        ("title:lease -high -low", ["2023/a.md"]),
        ("low title:lease", ["2024/b.md"]),
    ],
)
def test_fields_say_which_documents(holding: Held, typed: str, names: list[str]) -> None:
    assert found(holding(DATED), typed) == names


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "The search is empty; give a word"),
        (" .,; ", "The search is empty; give a word"),
        ('rent "of the flat', "The quotation mark before 'of the flat' is not closed; close it."),
        ("title:", "After title: a value is missing; write it without a blank, as in title:lease."),
        ("after: 2024", "After after: a value is missing; write it without a blank, as in after:2024."),
        ('folder:""', "After folder: a value is missing"),
        ("after:yesterday", "after: takes a date such as 2024, 2024-03 or 2024-03-15, got 'yesterday'."),
        ("before:2024-13", "before: takes a date such as 2024, 2024-03 or 2024-03-15, got '2024-13'."),
        ("before:2023-02-29", "before: takes a date"),
        ("titel:lease", "There is no field titel:, did you mean title:? There are title, type, folder, after, before."),
        ("a OR", "After OR a word or a phrase is missing; give one, or leave it out."),
        ("a OR -b", "OR stands between words and phrases only; leave it out before 'b'."),
        ("type:md OR b", "OR stands between words and phrases only; leave it out before 'b'."),
        ("a " * 51, "The search has 51 words, phrases and fields; give at most 50."),
    ],
)
def test_what_cannot_be_read_gets_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(QuestionError) as raised:
        parse_find(typed)
    assert str(raised.value).startswith(sentence)


@pytest.mark.parametrize("typed", ["note:urgent", "10:30", "http://example.org/a-b", "-", "rock'n'roll"])
def test_what_only_looks_like_a_field_is_words(typed: str) -> None:
    query = parse_find(f"rent {typed}")
    assert (query.conditions, query.without) == ((), ())


def test_words_in_a_choice_of_documents_are_counted_there_only(library: Library) -> None:
    with library.snapshot() as whole:
        everywhere = {name: one.count for one, names in find(whole, "needle", ALL).documents for name in names}
        scope = [*sorted(everywhere)[1:3], "docs/03.md"]
        narrow = whole.within(whole.scope(scope))
        inside = {name: one.count for one, names in find(narrow, "needle", ALL).documents for name in names}
    assert inside == {name: count for name, count in everywhere.items() if name in scope}
    assert len(everywhere) > len(inside) == 2


def test_only_so_many_are_given_places_and_all_are_counted(library: Library) -> None:
    with library.snapshot() as snapshot:
        every, some = find(snapshot, "the", ALL), find(snapshot, "the", 2)
    assert [one.document for one, _ in some.documents] == [one.document for one, _ in every.documents][:2]
    assert some.total == every.total > 2
