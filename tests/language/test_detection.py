"""The language of documents and of questions."""

import pytest

from bot.language.detection import language_of, question_language

TEXTS = {
    "en": "The tram leaves from the square every ten minutes. On Sundays it does not run before eight.",
    "de": "Die Straßenbahn fährt alle zehn Minuten vom Platz ab. Am Sonntag fährt sie nicht vor acht Uhr.",
    "es": "El tranvía sale de la plaza cada diez minutos. Los domingos no circula antes de las ocho.",
    "fr": "Le tramway part de la place toutes les dix minutes. Le dimanche, il ne circule pas avant huit heures.",
    "it": "Il tram parte dalla piazza ogni dieci minuti. La domenica non circola prima delle otto.",
    "pt": "O elétrico sai da praça de dez em dez minutos. Aos domingos não circula antes das oito.",
    "nl": "De tram vertrekt om de tien minuten van het plein. Op zondag rijdt hij niet voor acht uur.",
    "ar": "ينطلق الترام من الساحة كل عشر دقائق. لا يعمل يوم الأحد قبل الساعة الثامنة.",
    "he": "הרכבת הקלה יוצאת מהכיכר כל עשר דקות. ביום ראשון היא לא פועלת לפני שמונה.",
    "zh": "电车每十分钟从广场开出一班，周日八点以前不运行，请乘客注意时刻表的变化。",
    "ja": "路面電車は広場から十分おきに出発します。日曜日は八時まで運行しません。",
    "th": "รถรางออกจากจัตุรัสทุกสิบนาที วันอาทิตย์ไม่วิ่งก่อนแปดโมง",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_two_sentences_tell_the_language_of_a_document(code: str) -> None:
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize("code", ["de", "es", "fr", "it", "pt", "nl"])
def test_capitals_tell_it_as_well(code: str) -> None:
    assert language_of(TEXTS[code].upper()) == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "en"),
        ("12.50\n13.80\n9.10", "en"),
        ("A4", "en"),
        ("Kitchen table, oak, 180 cm\nDining chair, beech\nBook shelf, pine, white", "en"),
        ("Esstisch, Eiche, 180 cm\nStuhl, Buche, gebeizt\nBücherregal, Kiefer, weiß lackiert", "de"),
    ],
)
def test_lists_without_function_words_are_english_unless_they_are_surely_not(text: str, expected: str) -> None:
    assert language_of(text) == expected


@pytest.mark.parametrize(
    ("question", "held", "expected"),
    [
        ("Wann fährt die Bahn?", ["en"], "de"),
        ("When does the tram leave?", ["de"], "en"),
        ("Straßenbahn sonntags", ["de", "en"], "de"),
        ("tram Sunday", ["en", "de"], "en"),
        ("Botox in Paris", ["en"], "en"),
        ("What is a die?", ["en"], "en"),
        ("Was kostet das?", ["en", "de"], "de"),
        ("¿Cuándo sale el tranvía?", ["en"], "es"),
        ("متى يعمل الترام؟", ["en"], "ar"),
        ("电车几点开", ["en"], "zh"),
        ("電車はいつですか", ["zh", "ja"], "ja"),
    ],
)
def test_the_most_function_words_tell_the_language_of_a_question(question: str, held: list[str], expected: str) -> None:
    assert question_language(question, held) == expected
