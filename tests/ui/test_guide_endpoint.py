"""The endpoint `/guide`, by Gradio's client and over a real bot."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from bot import ChatBot
from bot.exports.records import without_paths
from bot.records import CollectionGuide, Guide
from bot.ui.serve import start
from tests.ui.real_bots import small_bot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatBot]:
    with small_bot(tmp_path_factory.mktemp("guides")) as bot:
        yield bot


@pytest.fixture(scope="module")
def client(bot: ChatBot) -> Iterator[Client]:
    page = start(bot, port=0)
    yield Client(page.url, verbose=False)
    page.close()


def as_json(guide: Guide | CollectionGuide) -> object:
    return json.loads(json.dumps(asdict(guide)))


def test_a_document_has_its_guide_without_where_its_file_lies(client: Client, bot: ChatBot) -> None:
    given = client.predict(document="notes/laser.md", api_name="/guide")
    assert given == as_json(without_paths(bot.guide("notes/laser.md")))
    assert {one["citation"]["location"] for one in given["central"]} == {"notes/laser.md"}


def test_all_documents_have_one_guide(client: Client, bot: ChatBot) -> None:
    assert client.predict(api_name="/guide") == as_json(bot.library.collection_guide())


def test_a_document_that_there_is_not_is_told(client: Client) -> None:
    with pytest.raises(AppError, match=r"the index holds no document 'notes/lasers[.]md'; did you mean"):
        client.predict(document="notes/lasers.md", api_name="/guide")
