"""What the encoder reads before the text of a passage: where it stands."""

TITLE_SEPARATOR = " › "


def context_of(title: str, headings: tuple[str, ...], lead_in: str = "") -> str:
    """The title and the headings in one line, and a second line with the words that introduce the passage."""
    path = headings[1:] if headings[:1] == (title,) else headings
    line = TITLE_SEPARATOR.join((title, *path))
    return f"{line}\n{lead_in}" if lead_in else line


def path_of(context: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    """The title and the headings that `context_of` made a context of, the title once."""
    line, below = context.partition("\n")[0], TITLE_SEPARATOR.join(headings)
    if not headings or line == below:
        return headings or (line,)
    return (line.removesuffix(TITLE_SEPARATOR + below), *headings)
