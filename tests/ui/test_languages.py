"""The language of a request."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.errors import SettingsError
from bot.ui.conversation import exchange_html
from bot.ui.exchanges import Exchange
from bot.ui.reader_language import Languages, preferred
from bot.ui.receipts_html import standing_html, standing_words
from bot.ui.saying import Language, language, say, speaking
from bot.ui.upload_names import cleaned_name
from bot.ui.uploading import Standing
from bot.ui.waiting import Desk
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


@pytest.fixture
def client() -> Iterator[TestClient]:
    async def spoken(_: Request) -> PlainTextResponse:
        return PlainTextResponse(language())

    with TestClient(Languages(Starlette(routes=[Route("/", spoken)]))) as client:
        yield client


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", Language.ENGLISH),
        ("de", Language.GERMAN),
        ("de-AT,en;q=0.8", Language.GERMAN),
        ("fr, es;q=0.5, de;q=0.7", Language.GERMAN),
        ("en-GB;q=0.9,ES-mx", Language.SPANISH),
        ("de;q=0, es;q=0.1", Language.SPANISH),
        ("fr", Language.ENGLISH),
        ("de;q=x, *", Language.ENGLISH),
        ("de;q=nan", Language.ENGLISH),
    ],
)
def test_the_browser_s_best_liked_language_is_taken_that_the_page_has(accepted: str, language: Language) -> None:
    assert preferred(accepted) is language


def test_what_the_address_asks_for_is_kept_and_comes_before_what_the_browser_likes(client: TestClient) -> None:
    spanish = {"Accept-Language": "es"}
    assert client.get("/", headers=spanish).text == "es"
    assert client.get("/?lang=de", headers=spanish).text == "de"
    assert client.get("/", headers=spanish).text == "de"
    assert client.get("/?lang=en", headers=spanish).text == "en"
    assert client.get("/", headers=spanish).text == "en"


@pytest.mark.parametrize("asked", ["xx", "", "de%0d%0aSet-Cookie:%20a=b"])
def test_a_language_that_the_page_has_not_is_neither_taken_nor_kept(client: TestClient, asked: str) -> None:
    answer = client.get(f"/?lang={asked}")
    assert answer.text == "en"
    assert "set-cookie" not in answer.headers


def test_what_waits_at_the_desk_is_answered_in_the_language_of_who_asked() -> None:
    desk = Desk(1)

    async def asked(wanted: Language) -> str:
        with speaking(wanted):
            return await desk.serve("visitor", lambda: say("Ask"))

    async def all_asked() -> list[str]:
        return await asyncio.gather(*(asked(wanted) for wanted in Language))

    assert run_apart(all_asked()) == ["Ask", "Fragen", "Preguntar"]
    desk.close()


def test_a_remembered_answer_is_drawn_anew_in_another_language(chatbot: "ChatBot") -> None:
    exchange = Exchange("Can I work?", chatbot.reply("Can I work?"))
    drawn = []
    for wanted in (*Language, Language.ENGLISH):
        with speaking(wanted):
            drawn.append(exchange_html(1, exchange))
    levels = ["Possibly related", "Möglicherweise verwandt", "Posiblemente relacionado", "Possibly related"]
    for shown, level in zip(drawn, levels, strict=True):
        assert level in shown
    assert drawn[0] == drawn[3]


def test_the_receipt_and_the_refusal_of_an_upload_are_in_the_reader_s_language() -> None:
    standing = Standing(receipts=(), removed=("a.md",), waiting=2)
    with speaking(Language.GERMAN):
        assert standing_words(standing) == "a.md entfernt."
        assert "2 hochgeladene Dateien sind noch nicht im Index." in standing_html(standing)
        with pytest.raises(SettingsError, match="ist kein Name für eine Datei"):
            cleaned_name("...")
