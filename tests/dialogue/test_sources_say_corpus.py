"""What the sources of the shipped corpus say, as one reads it in them."""

from collections.abc import Callable

import pytest

from bot import ChatBot
from bot.dialogue.composition import quote
from bot.dialogue.placing import placed
from bot.dialogue.sources_say import sources_say
from bot.records.sources_say import Aspect, Stance, Verdict
from bot.search.query import parse_query
from bot.search.ranking import search

WIKI, SELLER, BLOG = "copperwiki", "seller", "blog"
# Lists are spread over more passages than an answer shows.
PASSAGES = 12

pytestmark = pytest.mark.real


@pytest.fixture(scope="session")
def aspects(shipped_bot: ChatBot) -> Callable[[str], dict[str, Aspect]]:
    """What the sources say to a question, by the name of the aspect; every place checked against its document."""

    def ask(question: str) -> dict[str, Aspect]:
        with shipped_bot.library.snapshot() as snapshot:
            ranking = search(snapshot, shipped_bot.encoder, parse_query(question), PASSAGES)
            found = sources_say(question, quote(placed(ranking.hits), snapshot.document))
            for said in (said for aspect in found for said in aspect.said):
                text = snapshot.document(said.document).text
                assert text[said.words.start : said.words.end] == said.words.text
                assert text[said.sentence.start : said.sentence.end] == said.sentence.text == said.citation.exact
                assert text[said.citation.start : said.citation.end] == said.citation.exact
                around = f"{said.citation.prefix}{said.citation.exact}{said.citation.suffix}"
                assert around in text
        return {aspect.name: aspect for aspect in found}

    return ask


Ask = Callable[[str], dict[str, Aspect]]


def said_by(aspect: Aspect, source: str) -> list[tuple[str, str]]:
    """The words and conditions of one source."""
    return [(said.words.text, said.condition) for said in aspect.said if source in said.document]


def words_by(aspect: Aspect, source: str) -> str:
    return " / ".join(said.sentence.text for said in aspect.said if source in said.document)


def test_number_of_treatments(aspects: Ask) -> None:
    aspect = aspects("How many treatments are needed?")["number of treatments"]
    assert said_by(aspect, WIKI) == [("Up to six treatments", "")]
    assert said_by(aspect, BLOG) == [("at least five (5) separate appointments", "")]
    seller = {words.lower(): condition for words, condition in said_by(aspect, SELLER)}
    assert seller.keys() == {"up to 6 sessions", "1 or 2 treatments", "two to six treatments", "three to four sessions"}
    assert seller["up to 6 sessions"] == ""
    assert "Ultrasound" in seller["1 or 2 treatments"]
    assert "Radio frequency (RF)" in seller["two to six treatments"]
    assert "micro-needling" in seller["three to four sessions"]
    assert aspect.verdict is Verdict.DIFFER


def test_spacing_is_given_for_other_methods_and_so_not_compared(aspects: Ask) -> None:
    aspect = aspects("How far apart are the treatments?")["time between"]
    assert said_by(aspect, WIKI) == [("about three weeks", "")]
    assert [words for words, _ in said_by(aspect, SELLER)] == ["7 to 10 days", "4 to 6 weeks"]
    assert aspect.verdict is Verdict.NOT_COMPARABLE


def test_time_to_final_results(aspects: Ask) -> None:
    aspect = aspects("When do I see the final results?")["time to results"]
    assert said_by(aspect, WIKI) == [("90 to 180 days", "")]
    seller = [words.lower() for words, _ in said_by(aspect, SELLER)]
    assert {"about three months", "three to six months", "at least three months"} <= set(seller)
    assert aspect.verdict is Verdict.DIFFER


def test_pain(aspects: Ask) -> None:
    aspect = aspects("Does laser skin tightening hurt?")["pain"]
    assert "pain-free" in words_by(aspect, SELLER)
    assert "minor discomfort" in words_by(aspect, SELLER)
    assert "brief discomfort" in words_by(aspect, WIKI)
    assert aspect.verdict is Verdict.DIFFER


def test_immediate_results(aspects: Ask) -> None:
    aspect = aspects("Are the results immediate?")["immediate results"]
    assert "Results of laser skin tightening are immediate" in words_by(aspect, SELLER)
    assert "Right after a session" in words_by(aspect, WIKI)
    assert "do not show right away" in words_by(aspect, BLOG)
    assert [condition for _, condition in said_by(aspect, BLOG)] == ["Non-ablative laser"]


def test_downtime(aspects: Ask) -> None:
    found = aspects("Is there any downtime?")
    assert "No downtime" in words_by(found["downtime"], SELLER)
    assert "less downtime" in words_by(found["downtime"], WIKI)
    assert said_by(found["recovery time"], SELLER) == [("24 hours of recovery at most", "")]


def test_cost(aspects: Ask) -> None:
    found = aspects("How much does it cost?")
    assert {"about $600", "$2K to $3K", "exceed several thousand dollars"} <= {
        words for words, _ in said_by(found["cost"], SELLER)
    }
    assert "can be quite expensive" in words_by(found["expensive"], BLOG)
    assert found["expensive"].verdict is Verdict.AGREE


def test_who_should_not_have_it(aspects: Ask) -> None:
    (aspect,) = aspects("Who should not have laser skin tightening?").values()
    for word in ("Pregnant", "herpes", "skin cancer", "keloids", "acne medication"):
        assert word in words_by(aspect, WIKI)
    assert "pregnant or nursing" in words_by(aspect, SELLER)
    assert "prone to keloids" in words_by(aspect, SELLER)
    assert "sags severely" in words_by(aspect, BLOG)


def test_what_counts_as_laser(aspects: Ask) -> None:
    (aspect,) = aspects("What counts as laser skin tightening?").values()
    for method in ("Ultrasound", "Radio frequency (RF)", "Radio frequency micro-needling"):
        assert f"{method} " in words_by(aspect, SELLER)
    assert "infrared light source" in words_by(aspect, WIKI)


def test_how_much_downtime_asks_for_times_alone(aspects: Ask) -> None:
    figures = [said.figure for said in aspects("How much downtime is there?")["recovery time"].said]
    assert {figure.dimension for figure in figures if figure} == {"time"}


def test_how_much_is_it_asks_for_money_alone(aspects: Ask) -> None:
    figures = [said.figure for said in aspects("Thanks, and how much is it?")["cost"].said]
    assert {figure.dimension for figure in figures if figure} == {"money"}


def test_what_is_said_of_pregnant_women_is_not_set_against_what_is_said_of_women(aspects: Ask) -> None:
    (aspect,) = aspects("Should pregnant women have laser skin tightening?").values()
    assert {said.stance for said in aspect.said} == {Stance.NO}
