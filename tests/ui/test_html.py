from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from markupsafe import Markup

from bot.ui.html import element, join

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


def test_text_is_escaped_and_markup_is_not() -> None:
    written = element("p", "a < b & c", element("b", "'d'"), Markup("<br>"))
    assert written == "<p>a &lt; b &amp; c<b>&#39;d&#39;</b><br></p>"


def test_attributes_are_named_as_html_names_them_and_quoted() -> None:
    written = element("button", class_="fn-x", data_start=3, hidden=True, disabled=False, title=None, id='"><script>')
    assert written == '<button class="fn-x" data-start="3" hidden id="&#34;&gt;&lt;script&gt;"></button>'


def test_markup_in_an_attribute_is_escaped_like_text() -> None:
    assert element("a", title=Markup("<b>")) == '<a title="&lt;b&gt;"></a>'


def test_nothing_is_written_for_a_child_that_is_none() -> None:
    assert join("a", None, "b") == "ab"


def test_a_void_tag_is_not_closed() -> None:
    assert element("br") == "<br>"


@given(TEXT, TEXT)
def test_whatever_the_text_a_browser_reads_back_the_same_text_and_no_element(text: str, attribute: str) -> None:
    read = parser.fromstring(element("p", f".{text}", title=f".{attribute}"))
    assert (read.text_content(), read.get("title"), len(read)) == (f".{text}", f".{attribute}", 0)
