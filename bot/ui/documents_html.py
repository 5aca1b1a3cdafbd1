"""The documents of a library as HTML: collections that unfold, each document with a box to choose it."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.ui.choosing import collection_of
from bot.ui.html import element
from bot.ui.saying import say, say_count

if TYPE_CHECKING:
    from bot.library import DocumentSummary

SHOWN_DOCUMENTS = 2_000  # of one collection; more boxes make the browser slow, and the others go with their collection


def documents_html(
    documents: Sequence["DocumentSummary"], is_uploaded: Callable[[str], bool], *, is_read_only: bool = False
) -> Markup:
    """All collections, with what JavaScript needs: the number of documents, and names in data attributes.

    `is_uploaded` says of a location whether its document came through the page, and so may be removed there.
    """
    drawn = []
    for number, (name, group) in enumerate(groupby(documents, key=lambda document: collection_of(document.id))):
        own = list(group)
        uploaded = frozenset(document.id for document in own if is_uploaded(document.location))
        removable = frozenset[str]() if is_read_only else uploaded
        drawn.append(_collection(number, name, own, say("Uploaded here") if uploaded else name, removable))
    empty = element("p", say("The index holds no document yet."), class_="fn-note") if not drawn else None
    return element("div", *drawn, empty, class_="fn-collections", data_documents=len(documents))


def _collection(
    number: int, name: str, documents: Sequence["DocumentSummary"], title: str, removable: AbstractSet[str]
) -> Markup:
    shown = documents[:SHOWN_DOCUMENTS]
    list_id = f"fn-collection-{number}"
    rest = len(documents) - len(shown)
    box = element(
        "input", type="checkbox", checked=True, class_="fn-all", value=name, data_count=len(documents), data_rest=rest
    )
    count = element("span", _counted(len(documents)), class_="fn-count")
    fold = element(
        "button",
        say("Show"),
        type="button",
        class_="fn-quiet",
        aria_expanded="false",
        aria_controls=list_id,
        aria_label=say("Show the documents of {collection}", collection=title),
        data_action="fold",
    )
    items = [_item(document, is_removable=document.id in removable) for document in shown]
    more = say("{count} more are not listed; they are chosen with their collection.", count=rest) if rest else ""
    return element(
        "section",
        element("div", element("label", box, element("span", title), count), fold, class_="fn-collection-head"),
        element("ul", *items, id=list_id, hidden=True),
        element("p", more, class_="fn-note") if more else None,
        class_="fn-collection",
        aria_label=title,
    )


def _item(document: "DocumentSummary", *, is_removable: bool) -> Markup:
    title = document.title.strip() or document.id.rsplit("/", 1)[-1]
    box = element("input", type="checkbox", checked=True, class_="fn-one", value=document.id)
    words = element("span", title, element("small", _about(document)), class_="fn-document")
    remove = element(
        "button",
        say("Remove"),
        type="button",
        class_="fn-quiet",
        aria_label=say("Remove {title}", title=title),
        data_action="remove",
    )
    return element(
        "li", element("label", box, words), remove if is_removable else None, data_words=f"{title} {document.id}"
    )


def _about(document: "DocumentSummary") -> str:
    """Its file, its format, and how much of it can be found."""
    amount = (
        say("same text as {document}", document=document.same_as) if document.same_as else _passages(document.passages)
    )
    inside = document.id.split("/", 1)[-1]
    uploaded = say("uploaded") if document.is_upload else ""
    return " · ".join(part for part in (inside, document.format, amount, uploaded) if part)


def _passages(count: int) -> str:
    return say_count(count, "{count} passage", "{count} passages")


def _counted(count: int) -> str:
    return say_count(count, "{count} document", "{count} documents")
