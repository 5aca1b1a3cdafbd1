"""How the corpus writes the identifiers, dates, numbers and ordinals of a query.

The index parts words at every sign and blank, so E-1057 is "e" and "1057" there, "E1057" is one term, and 14 June 2024
has not all terms of 2024-06-14. Each way to write a key is a run of terms, and only those runs count that stand side by
side somewhere: an identifier that no passage has is not put together from "e" here and "1057" there.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, product

from bot.language.dates import is_calendar
from bot.language.identifiers import LONG_DIGITS, parts_of
from bot.language.numbers import roman_words
from bot.language.periods import word_of
from bot.language.spans import part_of, part_words
from bot.language.tables import ENGLISH
from bot.language.wordlists import wordlists
from bot.language.words import term_of, words
from bot.library import Snapshot
from bot.library.runs import places_of
from bot.records import Key, KeyKind, Passage

PASSAGES_READ = 10  # the best for a run of terms, to see whether they stand side by side in one of them
MOST_RUNS = 24  # of one key that are looked up; one of a dozen parts would have thousands
SHORT_LETTERS = 6  # a run of letters up to here may be two that a hyphen parts
THOUSAND = 1_000
LONGEST_SIGN = 2  # letters of a sign for a quarter or half; longer ones are words
IN_NUMBERS = ",.'’ \u00a0\u202f"
RECENT_YEARS = range(1990, 2051)  # that a month without a year may be of, in a date of figures

Run = tuple[str, ...]


def is_whole(key: Key) -> bool:
    """Whether the key is one word to search for: its parts say nothing alone."""
    return key.kind is KeyKind.IDENTIFIER or is_calendar(key)


def runs_in_corpus(key: Key, following: str, snapshot: Snapshot) -> tuple[Run, ...]:
    """The ways in which passages write the key, as runs of terms; `following` is the word after it in the query.

    Of what meets the key less well only where nothing meets it better; all of it for a number.
    """
    vocabulary = snapshot.vocabulary()
    found: list[Run] = []
    for grade in sorted({grade for _, grade in key.asked}, reverse=True):
        names = [name for name, how_well in key.asked if how_well == grade]
        runs = dict.fromkeys(
            run
            for name in names
            for language in snapshot.languages
            for run in _runs(key.kind, name, following, vocabulary, language)
        )
        candidates = islice((run for run in runs if vocabulary.issuperset(run)), MOST_RUNS)
        found += [run for run in candidates if _is_written(run, key, snapshot)]
        if found and key.kind in (KeyKind.IDENTIFIER, KeyKind.ORDINAL):
            break
    return tuple(dict.fromkeys(found))


def _is_written(run: Run, key: Key, snapshot: Snapshot) -> bool:
    is_number = key.kind in (KeyKind.NUMBER, KeyKind.DATE) and not is_whole(key)
    if is_number and all(map(str.isdecimal, run)):
        return stands(run, IN_NUMBERS, snapshot)  # "2; 000" is no number
    return stand_together(run, snapshot)


def stand_together(run: Sequence[str], snapshot: Snapshot) -> bool:
    """Whether one of the best passages for the terms has them side by side, in this order, in text or context."""
    if len(run) == 1:
        return run[0] in snapshot.vocabulary()
    forward = snapshot.forward
    numbers = [number for number in map(forward.number, run) if number is not None]
    if len(numbers) < len(run):
        return False
    return any(
        len(places_of(numbers, held)) > 0
        for key, _ in snapshot.lexical(run, PASSAGES_READ)
        for held in (forward.text(key), forward.context(key))
    )


def stands(terms: Sequence[str], joints: str, snapshot: Snapshot, language: str = ENGLISH) -> bool:
    """Whether one of the best passages for `terms` has them in this order, with one of `joints` between each two.

    Terms of words are those of `language`.
    """
    if len(terms) == 1:
        return True
    return any(_holds(passage.encoder_input, terms, joints, language) for passage in best_for(terms, snapshot))


def _holds(text: str, terms: Sequence[str], joints: str, language: str) -> bool:
    found = words(text, language)
    for i in range(len(found) - len(terms) + 1):
        run = found[i : i + len(terms)]
        if all(word.term == term for word, term in zip(run, terms, strict=True)) and all(
            text[a.end : b.start] in joints and b.start == a.end + 1 for a, b in pairwise(run)
        ):
            return True
    return False


def best_for(terms: Sequence[str], snapshot: Snapshot) -> list[Passage]:
    """The passages with the highest BM25 for the terms, in which they are looked for."""
    return snapshot.passages([key for key, _ in snapshot.lexical(terms, PASSAGES_READ)])


def _runs(kind: KeyKind, name: str, following: str, vocabulary: frozenset[str], language: str) -> Iterator[Run]:
    label, mark, number = name.rpartition("#")
    if mark:
        if label.strip() in wordlists().numbered:
            yield from _labelled(label.strip(), number, language)
        elif number.isdecimal():
            yield from _ordinals(label.strip(), int(number), language)
    elif kind is KeyKind.IDENTIFIER and len(parts_of(name)) > 1:
        yield from _splits(name, vocabulary, language)
    elif kind is KeyKind.DATE and ("-" in name or "/" in name):
        yield from () if " " in name else _dates(name, language)  # without a year, or with an open end
    elif kind in (KeyKind.DATE, KeyKind.NUMBER) and name[0].isdecimal():
        yield from _numbers(name, following, language)


def _splits(name: str, vocabulary: frozenset[str], language: str, before: Run = ()) -> Iterator[Run]:
    """The identifier as terms of the corpus, the fewest first: cut at its borders, and inside of long runs anywhere."""
    for end in range(len(name), 0, -1):
        head, rest = name[:end], name[end:]
        is_forced = any(sign in head for sign in "./")
        if is_forced or not _may_cut(head, rest):
            continue
        term = term_of(head.replace("-", ""), language)
        if term in vocabulary and not rest:
            yield (*before, term)
        elif term in vocabulary:
            yield from _splits(rest.lstrip("-./"), vocabulary, language, (*before, term))


def _may_cut(head: str, rest: str) -> bool:
    if head.endswith("-"):
        return False
    if not rest or rest[0] in "-./":
        return True
    run = parts_of(head)[-1] + parts_of(rest)[0]
    if run.isdecimal():
        return len(run) >= LONG_DIGITS
    return len(run) <= SHORT_LETTERS


def _dates(name: str, language: str) -> Iterator[Run]:
    """The day, month or longer time in words and in figures, in each of the usual orders."""
    for year in map(str, RECENT_YEARS) if name.startswith("--") else ("",):
        yield (word_of(year + name.replace("--", "-")),)  # as it stands with the contexts of a document of that time
    if part := part_of(name):
        yield from _parts_of_years(*part, language)
    elif "/" in name:
        yield from _from_to(name)
    else:
        yield from _days(name, language)


def _days(name: str, language: str) -> Iterator[Run]:
    year, month, day = (*name.replace("--", "-").split("-"), "")[:3]
    named = dict.fromkeys(term_of(word, language) for word in wordlists().month_words(int(month)))
    figures = dict.fromkeys([month, str(int(month))])
    days = dict.fromkeys([day, str(int(day)), *_with_endings(int(day), language)]) if day else {"": None}
    for m, d in product(named, days):
        for first, second in (("", ""), *((joint, joint) for joint in wordlists().joints), ("of", "")):
            yield _run(d, d and first, m, year and second, year)
        yield _run(m, d, year)
    years = [year] if year else [] if day else list(map(str, RECENT_YEARS))
    for y, m, d in product(years, figures, filter(str.isdecimal, days) if day else [""]):
        yield from (_run(y, m, d), _run(d, m, y), _run(m, d, y))


def _parts_of_years(year: str, part: str, number: int, language: str) -> Iterator[Run]:
    """The quarter or half, of a year or of any, by its sign and in words: "2022-Q3", "3Q22", "third quarter 2022"."""
    signs = [word for word in sorted(part_words(part)) if len(word) <= LONGEST_SIGN]
    names = [term_of(word, language) for word in sorted(part_words(part)) if len(word) > LONGEST_SIGN]
    numbers = dict.fromkeys(term_of(word, language) for word in wordlists().ordinal_words(number))
    for sign in signs if year else ["q"]:
        yield from (_run(year, f"{sign}{number}"), _run(f"{sign}{number}", year))
        yield from (_run(f"{number}{sign}", year), _run(f"{number}{sign}{year[2:]}"))
    for said, name in product([*numbers, *_with_endings(number, language), str(number)], dict.fromkeys(names)):
        yield _run(said, name, year)
        yield from (_run(said, name, joint, year) for joint in (*wordlists().joints, "of") if year)


def _from_to(name: str) -> Iterator[Run]:
    """From one year to another, or in one month after another."""
    first, last = (end.split("-") for end in name.split("/"))
    yield (*first, *last)
    if len(first) == 1:
        yield (*first, last[0][2:])


def _run(*terms: str) -> Run:
    return tuple(filter(None, terms))


def _with_endings(number: int, language: str) -> list[str]:
    return [term_of(f"{number}{ending}", language) for ending in wordlists().ordinal_endings if ending.isalpha()]


def _ordinals(label: str, number: int, language: str) -> Iterator[Run]:
    """Ways to write the "third item": also 3rd item, item 3, Item III."""
    thing = [term_of(label, language)] if label else []
    for word in [*wordlists().ordinal_words(number), *_with_endings(number, language)]:
        yield (term_of(word, language), *thing)
    if thing:
        yield (str(number), *thing)  # as "3. Rate" in German
        yield (*thing, str(number))
        yield from ((*thing, roman) for roman in roman_words(number))


def _labelled(label: str, number: str, language: str) -> Iterator[Run]:
    """What a number names, under all its names: "version 2", "v2", "second version"; "version 2.1" is not counted."""
    first, *others = number.split(".")
    for word in filter(str.isalpha, wordlists().label_words(label)):
        if not others:
            yield from _ordinals(word, int(first), language)
        yield (term_of(word, language), first, *others)
        yield (f"{word}{first}", *others)


def _numbers(name: str, following: str, language: str) -> Iterator[Run]:
    """The number in figures with and without separators, shortened, and a small one in words before what it counts."""
    whole, _, fraction = name.partition(".")
    value = int(whole)
    grouped = tuple(f"{value:,}".split(","))
    cents = [(fraction,), (fraction.ljust(2, "0"),)] if fraction else [()]
    for end in cents:
        yield (whole, *end)
        yield (*grouped, *end)
    if not fraction and value >= THOUSAND and value % 100 == 0 and value < THOUSAND * THOUSAND:
        yield tuple(f"{value / THOUSAND:g}k".split("."))
    if following and not fraction:
        counted = term_of(following, language)
        yield from ((term_of(word, language), counted) for word in wordlists().number_words(value))
        yield (whole, counted)
