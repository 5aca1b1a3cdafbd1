"""What a question asks for and what a sentence names, in every language that has patterns for it."""

import re
import unicodedata

import pytest

from bot.language.answer_types import AnswerType, answer_type, holds, named
from bot.language.tables import languages
from bot.language.words import content_words


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many sessions will I need?", AnswerType.QUANTITY),
        ("How long until I see results?", AnswerType.TIME),
        ("When was it published?", AnswerType.TIME),
        ("Who treated the patients?", AnswerType.PERSON),
        ("Where is it done?", AnswerType.PLACE),
        ("Why does skin sag?", AnswerType.REASON),
        ("What is RF microneedling?", AnswerType.DEFINITION),
        ("What does non-ablative mean?", AnswerType.DEFINITION),
        ("What is the price?", AnswerType.ANY),
        ("What are the symptoms of a burn?", AnswerType.SYMPTOM),
        ("How is a burn treated?", AnswerType.TREATMENT),
        ("How can scars be prevented?", AnswerType.PREVENTION),
        ("How is melasma diagnosed?", AnswerType.DIAGNOSIS),
        ("What is the outlook for it?", AnswerType.OUTLOOK),
        ("Who is at risk for burns?", AnswerType.RISK),
        ("What causes sagging?", AnswerType.REASON),
        ("Does it hurt?", AnswerType.ANY),
    ],
)
def test_the_question_word_tells_what_is_asked_for(question: str, kind: AnswerType) -> None:
    assert answer_type(question) is kind


# Of each language how it asks for a price, a time, a person, a place, a reason and a definition, then for nothing of
# these, though a question word stands there too.
@pytest.mark.parametrize(
    ("language", "questions"),
    [
        (
            "de",
            "Was kostet der Versand? | Um wie viel Uhr fährt die Bahn? | Wer leitet das Labor? | Wo hängt der Plan? | "
            "Wieso rostet Eisen? | Was ist ein Prisma? | Was ist die beste Sorte?",
        ),
        (
            "fr",
            "Combien coûte le billet ? | À quelle heure part le train ? | Qui dirige le musée ? | Où est le plan ? | "
            "Pourquoi le fer rouille-t-il ? | Qu'est-ce qu'un prisme ? | Qu'est-ce qu'on peut visiter ?",
        ),
        (
            "es",
            "¿Cuánto cuesta el billete? | ¿A qué hora sale el tren? | ¿Quién dirige el museo? | ¿Dónde está el plano? "
            "| ¿Por qué se oxida el hierro? | ¿Qué es un prisma? | ¿Se puede pagar cuando llegue?",
        ),
        (
            "pt",
            "Quanto custa o bilhete? | A que horas parte o comboio? | Quem dirige o museu? | Onde está o mapa? | "
            "Por que o ferro enferruja? | O que é um prisma? | O que é preciso levar?",
        ),
        (
            "it",
            "Quanto costa il biglietto? | A che ora parte il treno? | Chi dirige il museo? | Dov'è la mappa? | "
            "Perché il ferro arrugginisce? | Cos'è un prisma? | Che cosa si può visitare?",
        ),
        (
            "nl",
            "Hoeveel kost het kaartje? | Hoe laat vertrekt de trein? | Wie leidt het museum? | Waar hangt de kaart? | "
            "Waarom roest ijzer? | Wat is een prisma? | Wat is de beste soort?",
        ),
        (
            "zh",
            "门票多少钱？ | 火车几点开？ | 谁是馆长？ | 地图在哪里？ | 铁为什么生锈？ | 什么是棱镜？ | 可以拍照吗？",
        ),
        (
            "ja",
            "切符はいくらですか | 電車は何時ですか | 館長は誰ですか | 地図はどこですか | なぜ鉄は錆びるのですか | "
            "プリズムとは何ですか | 写真を撮れますか",
        ),
        (
            "ar",
            "كم سعر التذكرة؟ | متى يغادر القطار؟ | من مدير المتحف؟ | أين الخريطة؟ | لماذا يصدأ الحديد؟ | "
            "ما معنى المنشور؟ | هل يجوز التصوير؟",
        ),
        (
            "he",
            "כמה עולה הכרטיס? | מתי יוצאת הרכבת? | מי מנהל המוזיאון? | איפה המפה? | "
            "מדוע ברזל מחליד? | מה זה מנסרה? | מותר לצלם?",
        ),
    ],
)
def test_every_language_asks_in_its_own_words(language: str, questions: str) -> None:
    kinds = [answer_type(question.strip(), language).value for question in questions.split("|")]
    assert kinds == ["price", "time", "person", "place", "reason", "definition", "any"]


@pytest.mark.parametrize(
    ("language", "kind", "naming", "other"),
    [
        ("de", AnswerType.TIME, "Die Bahn fährt um 6:40 Uhr.", "Die Montage des Regals regelt der Vertrag."),
        ("de", AnswerType.TIME, "Sie hält nur mittwochs.", "Die Etage ist trocken."),
        ("de", AnswerType.TIME, "Sie hält dreimal am Tag.", "Sie kostet 2 Euro pro Woche."),
        ("de", AnswerType.PLACE, "Der Plan hängt hinter der Theke.", "Der Plan erscheint im April."),
        ("de", AnswerType.PRICE, "Der Versand ist kostenlos.", "Der Versand dauert 3 Tage."),
        ("de", AnswerType.QUANTITY, "Es gibt zwölf Sorten.", "Es gibt viele Sorten."),
        ("fr", AnswerType.PRICE, "Le billet est à 8,40 €.", "Le billet est valable 2 heures."),
        ("es", AnswerType.PLACE, "El plano cuelga en Toledo.", "El plano lo hizo Rosa."),
        ("fr", AnswerType.TIME, "Le train part à 7 h 05.", "Le train a été annulé."),
        ("fr", AnswerType.PERSON, "Adressez-vous à Solène.", "Adressez-vous au guichet."),
        ("es", AnswerType.TIME, "El tren sale a las 7.", "El tren sale del andén."),
        ("pt", AnswerType.TIME, "O comboio parte à sexta-feira.", "O comboio parte do cais."),
        ("it", AnswerType.TIME, "Il treno parte dopo le 7.", "Il treno parte dal binario."),
        ("nl", AnswerType.TIME, "De trein rijdt op zaterdag.", "De trein rijdt niet."),
        ("zh", AnswerType.TIME, "火车早上七点开。", "火车已经开了。"),
        ("ja", AnswerType.PLACE, "地図は二階の窓口です。", "地図は無料です。"),
        ("ar", AnswerType.TIME, "يغادر القطار يوم الخميس.", "القطار جديد."),
        ("he", AnswerType.TIME, "הרכבת יוצאת בעוד שעתיים.", "הרכבת חדשה."),
    ],
)
def test_a_sentence_of_a_language_names_what_its_questions_ask_for(
    language: str, kind: AnswerType, naming: str, other: str
) -> None:
    assert holds(naming, kind, language)
    assert not holds(other, kind, language)


def test_a_sentence_holds_an_answer_of_the_kind_or_not() -> None:
    assert holds("Up to six treatments.", AnswerType.QUANTITY)
    assert holds("Within a few weeks.", AnswerType.TIME)
    assert holds("They were treated by Chung.", AnswerType.PERSON)
    assert holds("It sags because collagen is lost.", AnswerType.REASON)
    assert holds("Radio frequency is a kind of heat.", AnswerType.DEFINITION)
    assert not holds("The heat of it is felt for a day.", AnswerType.DEFINITION)
    assert holds("It is found by a test.", AnswerType.DIAGNOSIS)
    assert not holds("It is safe.", AnswerType.QUANTITY)
    assert not holds("Anything at all.", AnswerType.ANY)


def test_composed_and_decomposed_letters_name_the_same() -> None:
    for form in ("NFC", "NFD"):
        assert named(unicodedata.normalize(form, "Er kommt im März."), AnswerType.TIME, "de") == ["März"]
        assert answer_type(unicodedata.normalize(form, "où est le plan"), "fr") is AnswerType.PLACE


def test_every_kind_that_a_language_asks_for_is_one_that_its_sentences_name() -> None:
    for language in languages().values():
        assert {kind for kind, _ in language.asks} <= {kind for kind, _ in language.names}
        for kind, pattern in (*language.asks, *language.names):
            assert AnswerType(kind) is not AnswerType.ANY
            assert not re.compile(pattern).match(""), f"{language.code}: {kind} fits everything"


@pytest.mark.parametrize(
    ("language", "question", "subject"),
    [
        ("de", "Zu welcher Uhrzeit fährt die Bahn?", ["fährt", "Bahn"]),
        ("de", "Um wie viel Uhr fährt die Bahn?", ["fährt", "Bahn"]),
        ("fr", "à partir de quelle heure part le train", ["part", "train"]),
        ("es", "¿A partir de qué hora sale el tren?", ["sale", "tren"]),
        ("pt", "a partir de que horas parte o comboio", ["parte", "comboio"]),
        ("it", "a partire da che ora parte il treno", ["parte", "treno"]),
        ("nl", "Op welke dagen rijdt de trein?", ["rijdt", "trein"]),
    ],
)
def test_words_that_only_ask_for_a_time_are_no_subject(language: str, question: str, subject: list[str]) -> None:
    assert [word.text for word in content_words(question, language)] == subject
