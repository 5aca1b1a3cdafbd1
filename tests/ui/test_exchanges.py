from bot.feedback.records import Opinion
from bot.records import Answer, Level
from bot.ui.exchanges import Asked, Exchange, Rated

ANSWER = Answer("Can I work?", Level.RELATED, (), ())
ASKED = Asked(Exchange("Can I work?"))


def test_a_word_is_left_out_once_and_can_be_searched_for_again() -> None:
    twice = ASKED.without("packs").without("packs").without("ice")
    assert twice.exchange.without == ("packs", "ice")
    assert twice.with_again("packs").exchange.without == ("ice",)


def test_a_word_that_the_search_left_out_is_searched_for_when_it_is_asked_for() -> None:
    asked = ASKED.with_again("packs").exchange
    assert (asked.without, asked.pinned) == ((), ("packs",))


def test_what_comes_back_keeps_the_words_that_were_left_out() -> None:
    asked = ASKED.without("swelling")
    assert asked.answered(ANSWER, "seal") == Exchange("Can I work?", ANSWER, without=("swelling",), seal="seal")
    failed = asked.failed("Zu viele.", "de")
    assert failed == Exchange("Can I work?", problem="Zu viele.", problem_language="de", without=("swelling",))
    assert [each.is_open for each in (asked.exchange, failed, asked.answered(ANSWER, ""))] == [True, False, False]


def test_a_quotation_has_one_opinion_or_none() -> None:
    rated = Exchange("q", ANSWER, rated=(Rated(2, Opinion.WRONG),)).with_opinion(1, Opinion.RELEVANT)
    assert rated.with_opinion(1, Opinion.OUTDATED).opinion_on(1) is Opinion.OUTDATED
    assert rated.with_opinion(1, None).rated == (Rated(2, Opinion.WRONG),)
    assert rated.opinion_on(3) is None
