"""Before the encoder is loaded the page is there, and answers by words alone, and says so."""

import threading
from collections.abc import Iterator, Sequence

import httpx
import pytest

from bot import Answer, ChatBot, Level, Library
from bot.encoders import FloatArray
from bot.errors import EncoderMismatch, EncoderUnavailable
from bot.search.by_words import search_by_words
from bot.search.query import parse_query
from bot.ui.replies import by_words
from bot.ui.serve import RunningPage, start
from bot.ui.waiting_routes import warming_up_words
from tests.fakes import WordEncoder
from tests.patience import LIMIT_S
from tests.ui.browsing import OpenTab
from tests.ui.real_bots import small_bot
from tests.ui.test_accessibility import violations

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "What does a session cost?"


class SlowEncoder(WordEncoder):
    """An encoder that is not there before the event is set."""

    def __init__(self) -> None:
        super().__init__()
        self.is_there = threading.Event()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        if not self.is_there.wait(LIMIT_S):
            raise EncoderUnavailable("The encoder was asked and never came.")
        return super().encode(texts)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with small_bot(tmp_path_factory.mktemp("cold")) as bot:
        yield bot.library


@pytest.fixture
def encoder() -> Iterator[SlowEncoder]:
    encoder = SlowEncoder()
    yield encoder
    encoder.is_there.set()


@pytest.fixture
def cold(library: Library, encoder: SlowEncoder) -> ChatBot:
    return ChatBot(library, encoder, waits_for_encoder=False)


def test_until_the_encoder_is_there_answers_are_by_words_and_then_by_both(
    library: Library, cold: ChatBot, encoder: SlowEncoder
) -> None:
    warming = threading.Thread(target=cold.warm_up)
    warming.start()
    early = cold.reply(QUESTION)
    assert (cold.is_warming_up, early.by_words, early.level) == (True, True, Level.RELATED)
    assert early.passages[0].sentence.text == "One session costs 600 dollars."
    assert encoder.encoded == []
    encoder.is_there.set()
    warming.join(LIMIT_S)
    assert not cold.is_warming_up
    assert cold.reply(QUESTION) == ChatBot(library, WordEncoder()).reply(QUESTION)
    assert not cold.reply(QUESTION).by_words


def test_an_answer_by_words_has_citations_that_hold_and_survives_its_json(library: Library, cold: ChatBot) -> None:
    answer = cold.reply(QUESTION)
    assert Answer.from_json(answer.to_json()) == answer
    for quotation in answer.passages:
        cited = quotation.citation
        assert library.text(cited.document)[cited.start : cited.end] == cited.exact == quotation.text
        sentence = quotation.sentence
        assert library.text(cited.document)[sentence.start : sentence.end] == sentence.text


def test_without_a_shared_word_nothing_is_found_by_words(cold: ChatBot) -> None:
    answer = cold.reply("Do submarines dive?")
    assert (answer.level, answer.passages, answer.by_words) == (Level.NOT_FOUND, (), True)
    assert answer.unknown_words == ("submarines", "dive")


def test_search_by_words_ranks_who_holds_more_of_the_words_first(library: Library) -> None:
    with library.snapshot() as snapshot:
        hits = search_by_words(snapshot, parse_query("sun and skin and laser"), 5).hits
    # By hand: only the document about the sun holds all three; the others hold "laser" at most.
    assert hits[0].passage.document == "notes/sun.md"
    assert hits[0].probability == 1.0
    assert all(hit.probability < 1.0 for hit in hits[1:])
    assert all(hit.matched_words == ("laser",) for hit in hits[1:])


def test_an_encoder_that_cannot_be_had_is_said_to_everybody_who_asks_then(library: Library) -> None:
    bot = ChatBot(library, WordEncoder(fingerprint="another"), waits_for_encoder=False)
    assert bot.reply(QUESTION).by_words
    with pytest.raises(EncoderMismatch, match="build the index again"):
        bot.warm_up()
    with pytest.raises(EncoderMismatch, match="build the index again"):
        bot.reply(QUESTION)


@pytest.fixture
def page(cold: ChatBot) -> Iterator[RunningPage]:
    running = start(cold, port=0)
    yield running
    running.close()


@pytest.fixture
def url(page: RunningPage) -> str:
    return page.url


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_page_says_that_it_is_not_quite_there_and_when_it_is(
    open_tab: OpenTab, cold: ChatBot, encoder: SlowEncoder, width: int, scheme: str
) -> None:
    warming = threading.Thread(target=cold.warm_up)
    warming.start()
    tab = open_tab(width=width, scheme=scheme)
    tab.page.get_by_text(warming_up_words()).wait_for()
    tab.ask(QUESTION)
    assert tab.page.locator(".fn-by-words").inner_text() == by_words()
    tab.picture(f"cold_{width}_{scheme}")
    assert not tab.has_sideways_scroll()
    assert violations(tab) == []
    encoder.is_there.set()
    warming.join(LIMIT_S)
    tab.page.locator("#fn-warming-up").wait_for(state="hidden")
    tab.ask(QUESTION)
    assert tab.page.locator("#fn-exchange-2 .fn-by-words").count() == 0
    assert httpx.get(f"{tab.page.url}footnote/waiting").json()["warming_up"] == ""
    assert tab.complaints == []
