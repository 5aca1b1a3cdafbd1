"""Menus of web pages are left out, however they are made, and no content with them."""

import pytest

from bot.ingest.readers.html import HtmlReader
from bot.ingest.readers.reading import Reading
from bot.records.documents import Dropped
from tests.patience import assert_grows_no_faster_than_its_input

TEXT = "Water the fern twice a week. It stands best in the shade."
P = f"<p>{TEXT}</p>"
MENU = (
    "<ul><li><a href='/'>Start</a></li><li><a href='/p'>Plants and pots</a></li><li><a href='/w'>Watering</a></li></ul>"
)
NAV = f"<nav>{MENU}</nav>"
LINE = "<a href='/'>Start</a> | <a href='/p'>Plants and pots</a> | <a href='/w'>Watering</a>"
H = "<h1>Ferns</h1>"
PLANS = "".join(f"<li><a href='plan{k}.pdf'>Plan of garden {k}</a></li>" for k in range(5))
GARDENS = "".join(f"<li><a href='https://garden{k}.org/'>Garden {k}</a></li>" for k in range(5))
PLAN_WORDS = [f"Plan of garden {k}" for k in range(5)]
GARDEN_WORDS = [f"Garden {k}" for k in range(5)]


def read(body: str) -> Reading:
    return HtmlReader().read(f"<html><head><title>Plants</title></head><body>{body}</body></html>".encode())


def words(body: str) -> list[str]:
    reading = read(body)
    return [reading.text[block.start : block.end] for block in reading.blocks]


@pytest.mark.parametrize(
    "page",
    [
        f"<header>{NAV}</header>{P}",
        f"<header><a href='/'>Plant shop</a>{NAV}</header>{P}",
        f"{MENU}{P}",
        f"<div>{MENU}</div>{P}",
        f"<div role=navigation>{MENU}</div>{P}",
        f"<div id=menu><h3>Menu</h3>{MENU}</div>{P}",
        f"<p>{LINE}</p>{P}",
        f"{LINE}<hr>{P}",
        f"<table><tr><td>{LINE}</td><td><div>{P}</div><ul></ul></td></tr></table>",
        f"<div><div><a href='/'>Start</a></div><div><a href='/p'>Plants</a></div></div>{P}",
        f"<p><a href='/'>Start</a> › <a href='/p'>Plants</a> › Ferns of the cool and shady garden</p>{P}",
        f"<ol class=breadcrumb><li><a href='/'>Start</a><li>Ferns of the cool and shady garden</ol>{P}",
        f"<a href='#main'>Skip to content</a>{NAV}<div id=main>{P}</div>",
        f"<div><a href='#main'>Skip to content</a></div>{NAV}<main>{P}</main>",
        f"{P}<p><a href='#top'>Back to top</a></p>",
        f"{P}<footer><p>Imprint. Letters by post.</p></footer>",
        f"{P}<div class=footer><a href='/i'>Imprint</a> · <a href='/l'>Letters</a> © 2024</div>",
        f"<div id=cookie-banner><p>We use cookies.</p><button>Accept</button><a href='/c'>More</a></div>{P}",
        f"{P}<aside><h3>Related</h3>{MENU}</aside>",
        f"<form action='/find'><label>Find a plant</label><input><button>Go</button></form>{P}",
        f"<form id=all>{NAV}{P}</form>",
        f"{P}<div><a href='https://a.example'>Share here</a> <a href='https://b.example'>Share there</a></div>",
        f"<div role=dialog><p>Order our letter!</p></div>{P}",
        f"<p><a href='1'>« Previous</a> <a href='3'>Next »</a></p>{P}",
    ],
)
def test_a_small_page_is_its_text_without_the_menus(page: str) -> None:
    assert words(page) == [TEXT]


@pytest.mark.parametrize(
    ("page", "held"),
    [
        (f"{NAV}<h1>Plans</h1><ul>{PLANS}</ul><footer>Imprint</footer>", ["Plans", *PLAN_WORDS]),
        (f"{NAV}<h1>Plans</h1><p>To be fetched:</p><ul>{PLANS}</ul>", ["Plans", "To be fetched:", *PLAN_WORDS]),
        (f"{NAV}<h1>Plans</h1><p>Ask us.</p><ul>{PLANS}</ul>", ["Plans", "Ask us.", *PLAN_WORDS]),
        (f"{NAV}<main><h1>Plans</h1><ul>{PLANS}</ul></main>", ["Plans", *PLAN_WORDS]),
        (f"<ul>{PLANS}</ul>", PLAN_WORDS),
        (f"{H}{P}<ul>{GARDENS}</ul>", ["Ferns", TEXT, *GARDEN_WORDS]),
        (NAV, ["Start", "Plants and pots", "Watering"]),
        ("<footer><p>We moved to the mill.</p></footer>", ["We moved to the mill."]),
        (f"<header>{H}{P}</header>", ["Ferns", TEXT]),
        (f"<header>{NAV}{H}<p>All on ferns.</p></header>{P}", ["Ferns", "All on ferns.", TEXT]),
        (f"<div role=banner>{H}<p>All on ferns.</p></div>{P}", ["Ferns", "All on ferns.", TEXT]),
        (
            f"{NAV}<article><header>{H}<p>By <a href='/a'>Ann Lee</a></p></header>{P}<footer>Ann grows ferns.</footer>"
            "</article><footer>Imprint</footer>",
            ["Ferns", "By Ann Lee", TEXT, "Ann grows ferns."],
        ),
        (f"<main>{H}{P}<aside>Never in the sun.</aside></main>", ["Ferns", TEXT, "Never in the sun."]),
        (f"{H}{P}<aside><p>Never in the sun.</p></aside>", ["Ferns", TEXT, "Never in the sun."]),
        (f"<form>{NAV}{H}{P}</form>", ["Ferns", TEXT]),
        (
            f"{H}<p>You need:</p><ul><li><a href='/s'>soil</a></li><li><a href='/p'>a pot</a></li></ul>{P}",
            ["Ferns", "You need:", "soil", "a pot", TEXT],
        ),
        (
            f"{H}{P}<ul><li><a href='/s'>soil</a>, a bag</li><li><a href='/p'>a pot</a></li></ul>",
            ["Ferns", TEXT, "soil, a bag", "a pot"],
        ),
        (
            f"{H}<ul><li>Soil<ul><li><a href='/s'>sand</a><li><a href='/p'>loam</a></ul></li></ul>",
            ["Ferns", "Soil", "sand", "loam"],
        ),
        (
            f"{H}<p>Ask.</p><p><a href='mailto:a@b.example'>a@b.example</a> <a href='tel:+1'>+1 23</a></p>",
            ["Ferns", "Ask.", "a@b.example +1 23"],
        ),
        (
            "<table><tr><th>Plan<th>Files</tr><tr><td>Mill<td><a href='a'>PDF</a> <a href='b'>DWG</a></tr></table>",
            ["Plan | Files", "Mill | PDF DWG"],
        ),
        ("<p><a name=f>Fern</a> <a name=m>Moss</a></p>", ["Fern Moss"]),
        ("<h1>Cookies</h1><p>We bake cookies.</p>", ["Cookies", "We bake cookies."]),
        (f"<h1><a href='/f'>Ferns</a></h1><h2><a href='#w'>Water</a></h2>{P}", ["Ferns", "Water", TEXT]),
    ],
)
def test_content_in_places_of_menus_is_kept(page: str, held: list[str]) -> None:
    assert words(page) == held


@pytest.mark.parametrize(
    ("page", "held"),
    [
        ("<div>First part</div><div>Second <b>part</b></div>", ["First part", "Second part"]),
        ("<div>Begin<div>middle</div>end</div>", ["Begin", "middle", "end"]),
        (f"<div><span>{TEXT}</span></div><address>Mill 5</address>", [TEXT, "Mill 5"]),
        (f"<div>Begin here{NAV}end there</div>", ["Begin here", "end there"]),
        ("<p>The 1<sup>st</sup> pot.</p>", ["The 1st pot."]),
    ],
)
def test_blocks_are_never_joined_and_words_never_torn(page: str, held: list[str]) -> None:
    assert words(page) == held


def test_long_texts_keep_lists_of_links_asides_and_feet_that_belong_to_them() -> None:
    parts = "".join(f"<h2>Part {k}</h2><p>{TEXT} {TEXT} {TEXT} {k}</p>" for k in range(8))
    needs = "<p>You need:</p><ul><li><a href='/s'>soil of the wood</a></li><li><a href='/p'>a pot</a></li></ul>"
    reading = read(
        f"{NAV}<article>{H}{parts}<aside>Never in the sun.</aside>{needs}<footer>Ann grew it.</footer></article>"
    )
    assert reading.text.endswith("Never in the sun.\n\nYou need:\n\n• soil of the wood\n• a pot\n\nAnn grew it.")
    assert reading.extraction.dropped == (Dropped("navigation and boilerplate", len("StartPlantsandpotsWatering")),)


def test_a_table_of_contents_whose_headings_follow_is_a_menu() -> None:
    contents = "<ul><li><a href='#w'>Water</a></li><li><a href='#s'>Shade</a></li></ul>"
    page = f"{H}{contents}<h2 id=w>Water</h2><p>Twice a week.</p><h2 id=s>Shade</h2><p>All day.</p>"
    assert words(page) == ["Ferns", "Water", "Twice a week.", "Shade", "All day."]


def test_many_links_and_raised_figures_take_bounded_time() -> None:
    def read_page(count: int) -> None:
        assert "2⁷ pots" in read(f"<p>{'2<sup>7</sup> pots ' * count}</p>{LINE * count}<hr>{P}").text

    assert_grows_no_faster_than_its_input(read_page, 500)
