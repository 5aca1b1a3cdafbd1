"""What becomes of a word: the same term however it is written, in seven languages and in scripts without spaces."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.tables import languages
from bot.language.words import content_words, function_words, is_function_word, negates, term_of, terms, words
from bot.text.words import count_words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "repair repairs repaired repairing"),
        ("de", "Prüfung Prüfungen Pruefung PRÜFUNG prufung"),
        ("de", "Straße Strasse Straßen"),
        ("es", "reparación reparaciones reparacion"),
        ("fr", "livrée livrées livree LIVRÉES livrer"),
        ("it", "riparazione riparazioni"),
        ("pt", "ligação ligações ligacao ligacoes"),
        ("nl", "vergoeding vergoedingen"),
        ("ar", "المدرسة مدرسة المَدرَسة"),
        ("he", "שָׁלוֹם שלום"),
    ],
)
def test_forms_of_a_word_are_one_term_in_its_language(language: str, forms: str) -> None:
    assert len({term_of(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize("text", ["Café Noël", "Zoë's naïve façade", "Smörgåsbord", "Ångström", "Tiếng Việt"])
def test_composed_and_decomposed_letters_are_the_same_words(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert terms(decomposed) == terms(composed)
    assert count_words(decomposed) == count_words(composed)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    assert terms(plain) == terms(composed)


@pytest.mark.parametrize("word", ["हिन्दी", "தமிழ்", "مُعَلِّم", "מְנוֹרָה", "e\u0301te\u0301"])
def test_a_combining_mark_never_breaks_a_word(word: str) -> None:
    (only,) = words(f"- {word}. ")
    assert only.text == word


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_words_are_what_stands_at_their_places_and_give_the_terms(text: str) -> None:
    found = words(text)
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert [word.term for word in found] == terms(text)
    assert [word.start for word in found] == sorted({word.start for word in found})


def test_a_text_without_spaces_is_its_pairs_of_characters() -> None:
    assert [(w.term, w.start, w.end) for w in words("图书馆 A4纸")] == [
        ("图书", 0, 2),
        ("书馆", 1, 3),
        ("a4", 4, 6),
        ("纸", 6, 7),
    ]


def test_kanji_and_kana_are_read_apart_so_that_a_verb_keeps_its_term() -> None:
    assert "払" in terms("料金を払います")
    assert "払" in terms("いつ払うのですか")
    assert terms("カード払い")[:2] == ["カー", "ード"]


def test_thai_pairs_hold_each_letter_with_its_marks() -> None:
    assert terms("ที่นั่ง") == ["ที่นั่", "นั่ง"]


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "How long should I actually soak the beans?", ["soak", "beans"]),
        ("en", "How do I get rid of long nails?", ["long", "nails"]),
        ("de", "Wie lange muss man eigentlich die Bohnen einweichen?", ["Bohnen", "einweichen"]),
        ("de", "Wer darf das lange Seil benutzen?", ["lange", "Seil", "benutzen"]),
        ("es", "¿Cuánto tiempo hay que remojar las alubias?", ["remojar", "alubias"]),
        ("fr", "Combien de temps faut-il tremper les haricots ?", ["tremper", "haricots"]),
        ("fr", "Qu'est-ce que l'ourlet ?", ["ourlet"]),
        ("it", "Per quanto tempo si possono tenere i fagioli?", ["tenere", "fagioli"]),
        ("pt", "Quanto tempo é preciso demolhar o feijão?", ["demolhar", "feijão"]),
        ("nl", "Hoe lang moeten de bonen weken?", ["bonen", "weken"]),
        ("ar", "كم مرة يجب غسل القميص؟", ["غسل", "القميص"]),
        ("he", "כמה זמן צריך לבשל אורז?", ["לבשל", "אורז"]),
        ("zh", "豆子需要泡多长时间？", ["豆子"]),
        ("ja", "豆は何時間ぐらい煮ますか", ["豆", "煮"]),
    ],
)
def test_frames_fillers_and_question_words_are_no_subject(language: str, question: str, expected: list[str]) -> None:
    assert [word.text for word in content_words(question, language)] == expected


def test_a_word_of_a_frame_is_a_subject_where_it_stands_alone() -> None:
    assert [word.text for word in content_words("Are the waves long?")] == ["waves", "long"]


def test_function_words_are_known_without_their_accents() -> None:
    assert is_function_word("Cuando", "es")
    assert is_function_word("CUÁNDO", "es")
    assert not is_function_word("libro", "es")


@pytest.mark.parametrize("code", sorted(languages()))
def test_every_language_has_words_or_phrases_and_a_stemmer_that_exists(code: str) -> None:
    language = languages()[code]
    assert function_words(code) or language.phrases
    assert term_of("abc", code) == "abc"


def test_english_terms_are_those_of_the_english_stemmer_with_accents_folded() -> None:
    text = "The CAFÉ's generously-sized meetings, 2nd floor; naïve re-reading of 3.5 µm"
    assert terms(text) == [
        *("the", "cafe", "s", "generous", "size", "meet", "2nd", "floor", "naiv", "re", "read", "of", "3", "5", "µm"),
    ]


@pytest.mark.parametrize(
    ("text", "sought", "language", "is_negated"),
    [
        ("No deposit is asked.", "deposit", "en", True),
        ("A deposit is not asked.", "deposit", "en", True),
        ("A deposit is asked and no fee.", "deposit", "en", False),
        ("A deposit is asked; no fee is.", "deposit", "en", False),
        ("Eine Kaution verlangt er keine.", "kaution", "de", True),
        ("Mit Kaution und ohne Strom.", "kaution", "de", False),
        ("Con fianza y sin luz.", "fianza", "es", False),
    ],
)
def test_a_word_is_negated_where_no_other_is_meant(text: str, sought: str, language: str, is_negated: bool) -> None:
    assert negates(text, {term_of(sought, language)}, language) is is_negated
