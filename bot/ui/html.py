"""HTML that escapes by default: the only way this package turns text into markup."""

from markupsafe import Markup, escape

Attribute = str | int | bool | None
Child = str | None  # Markup is a str

VOID_TAGS = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


def element(tag: str, *children: Child, **attributes: Attribute) -> Markup:
    """The element `tag` around its children.

    Children of type str are escaped, Markup is taken as it is, None is left out. Attribute names lose a closing
    underscore and change the others to hyphens (`class_`, `data_start`); True gives a bare attribute, None and False
    give none. A void tag takes no children.
    """
    opening = f"<{escape(tag)}{_attributes(attributes)}>"
    if tag in VOID_TAGS:
        return Markup(opening)  # noqa: S704  (all of it is escaped)
    return Markup(f"{opening}{join(*children)}</{escape(tag)}>")  # noqa: S704  (all of it is escaped)


def join(*children: Child) -> Markup:
    """The children one after the other, escaped as in `element`."""
    return Markup("".join(escape(child) for child in children if child is not None))  # noqa: S704  (they are escaped)


def _attributes(attributes: dict[str, Attribute]) -> str:
    return "".join(_attribute(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())


def _attribute(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {escape(name)}"
    return f' {escape(name)}="{escape(str(value))}"'
