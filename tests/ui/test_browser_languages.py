"""The page in German and Spanish, in a real Chromium."""

from dataclasses import dataclass

import pytest

from tests.ui.browsing import OpenTab

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "How long does swelling last?"


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says in one language."""

    welcome: str
    hint: str
    found: str
    refused: str
    back: str
    step: str
    asking: str
    empty_history: str


SPOKEN = {
    "de": Words(
        "Fragen Sie Ihre Dokumente",
        "Geben Sie erst eine Frage ein und drücken Sie dann die Eingabetaste.",
        "In Ihren Dokumenten gefunden",
        "Nicht in diesen Dokumenten",
        "Zurück zur Antwort",
        "2 von 6",
        "In allen 4 Dokumenten",
        "Noch ist kein Gespräch aufbewahrt.",
    ),
    "es": Words(
        "Pregunte a sus documentos",
        "Escriba primero una pregunta y pulse después Intro.",
        "Encontrado en sus documentos",
        "No está en estos documentos",
        "Volver a la respuesta",
        "2 de 6",
        "En los 4 documentos",
        "Aún no se guarda ninguna conversación.",
    ),
}


@pytest.mark.parametrize("language", SPOKEN)
def test_the_page_speaks_the_language_of_the_browser(open_tab: OpenTab, language: str) -> None:
    words = SPOKEN[language]
    tab = open_tab(locale=language, width=1280)
    assert tab.page.evaluate("document.documentElement.lang") == language
    assert tab.page.locator(".fn-welcome h2").inner_text() == words.welcome
    tab.picture(f"{language}_welcome")
    tab.page.locator("#fn-question textarea").press("Enter")
    assert tab.page.locator(".fn-hint").inner_text() == words.hint
    tab.ask(QUESTION)
    assert tab.page.locator(".fn-level").inner_text() == words.found
    assert tab.page.locator(".fn-question").get_attribute("lang") == ""
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    assert tab.page.locator("[data-action=back]").inner_text() == words.back
    assert tab.page.locator(".fn-steps .fn-count").inner_text() == words.step
    tab.picture(f"{language}_answer")
    tab.ask("Has a submarine a periscope?")
    assert tab.page.locator(".fn-level").last.inner_text() == words.refused
    assert tab.complaints == []


@pytest.mark.parametrize("language", SPOKEN)
def test_what_scripts_say_is_in_the_language_too(open_tab: OpenTab, language: str) -> None:
    tab = open_tab(f"/?lang={language}")
    tab.page.locator("#fn-history [data-action=show]").click()
    assert tab.page.locator(".fn-said").inner_text() == SPOKEN[language].empty_history
    tab.page.locator("#fn-history [data-action=close]").click()
    tab.page.locator("#fn-documents [data-action=show]").click()
    tab.page.get_by_text(SPOKEN[language].asking).wait_for()
    tab.picture(f"{language}_documents")


def test_a_language_is_chosen_with_the_keyboard_and_kept_with_the_conversation_and_the_address(
    open_tab: OpenTab,
) -> None:
    tab = open_tab("/?document=corpus/laser.md")
    tab.page.locator(".fn-viewer h2").wait_for()
    tab.ask(QUESTION)
    tab.page.wait_for_function("Object.keys(localStorage).length === 1")
    german = tab.page.get_by_role("navigation", name="Language").get_by_role("link", name="Deutsch")
    assert german.get_attribute("aria-current") is None
    german.focus()
    tab.page.keyboard.press("Enter")
    tab.page.locator(".fn-level", has_text="In Ihren Dokumenten gefunden").wait_for()  # the conversation, drawn again
    assert "document=corpus" in tab.page.url
    assert tab.page.locator(".fn-languages [aria-current]").inner_text() == "Deutsch"
    tab.page.goto(tab.page.url.split("?")[0])
    tab.page.locator(".fn-level", has_text="In Ihren Dokumenten gefunden").wait_for()
    tab.page.get_by_role("link", name="English").click()
    tab.page.locator(".fn-level", has_text="Found in your documents").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_german_needs_no_sideways_scrolling_on_the_smallest_phone(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab("/?lang=de", width=320, scheme=scheme)
    assert not tab.has_sideways_scroll()
    tab.picture(f"de_320_{scheme}_welcome")
    tab.ask("noted")
    tab.picture(f"de_320_{scheme}_answer")
    assert not tab.has_sideways_scroll()
    tab.page.locator(".fn-says").scroll_into_view_if_needed()
    tab.picture(f"de_320_{scheme}_side_by_side")
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    tab.page.locator(".fn-more > summary").click()
    assert not tab.has_sideways_scroll()
    tab.picture(f"de_320_{scheme}_source")
    tab.page.locator("#fn-documents [data-action=show]").click()
    tab.page.locator(".fn-collection").first.wait_for()
    assert not tab.has_sideways_scroll()
    tab.picture(f"de_320_{scheme}_documents")


@pytest.mark.parametrize(
    ("language", "number", "remark"),
    [
        ("de", "Rufen Sie jetzt Ihre Notrufnummer an.", "Ich antworte aus 2 Dokumenten:"),
        ("es", "llame ahora a su número de emergencias", "Respondo a partir de 2 documentos:"),
    ],
)
@pytest.mark.parametrize("width", [1280, 320])
def test_what_the_bot_says_of_care_and_in_small_talk_is_in_the_language_and_told_in_it(
    open_tab: OpenTab, language: str, number: str, remark: str, width: int
) -> None:
    tab = open_tab(f"/?lang={language}", width=width)
    tab.ask("I have a fever")
    note = tab.page.locator(".fn-care p")
    assert number in note.inner_text()
    assert note.get_attribute("lang") is None
    assert number in tab.page.locator("#fn-status").inner_text()
    tab.picture(f"{language}_{width}_care")
    tab.ask("Which documents?")
    assert tab.page.locator(".fn-remark p").inner_text() == remark
    assert tab.page.locator(".fn-remark li").count() == 2
    assert remark in tab.page.locator("#fn-status").inner_text()
    tab.picture(f"{language}_{width}_remark")
    assert not tab.has_sideways_scroll()
    tab.page.get_by_role("link", name="English").click()
    tab.page.get_by_text("call your emergency number now").first.wait_for()  # of the conversation, drawn again
    tab.page.get_by_text("I answer from 2 documents:").first.wait_for()


def test_a_sentence_that_is_only_in_english_is_marked_so_on_a_german_page(open_tab: OpenTab) -> None:
    tab = open_tab("/?lang=de")
    tab.ask("noted")
    assert tab.page.locator(".fn-care strong").inner_text() == "Bitte lesen Sie das zuerst"
    assert tab.page.locator(".fn-care p").get_attribute("lang") == "en"
