"""How the page looks and what runs in it: the theme, and the style and scripts of `assets/`."""

from functools import cache
from importlib.resources import files

import gradio as gr
from gradio.themes.utils import colors, fonts

from bot.ui.messages import message
from bot.ui.saying import SCRIPTS as SCRIPT_WORDS
from bot.ui.saying import language, translations

# Fonts of the reader's own system, so that none is fetched.
SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif")
STYLES = (
    "page.css",
    "conversation.css",
    "history.css",
    "documents.css",
    "viewer.css",
    "languages.css",
    "short.css",
    "print.css",
)
SCRIPTS = (
    "saying.js",
    "login.js",
    "waiting.js",
    "choosing.js",
    "turns.js",
    "question.js",
    "closing.js",
    "copying.js",
    "fullness.js",
    "arriving.js",
)
MONO = ("ui-monospace", "Cascadia Mono", "Menlo", "Consolas", "monospace")


@cache
def asset(name: str) -> str:
    """The text of a file of `bot/ui/assets/`."""
    return files("bot.ui").joinpath("assets", name).read_text(encoding="utf-8")


def styles() -> str:
    """Our styles for the page's head, unprefixed, which Gradio's own `css` option would not leave them.

    Gradio adds them after its own, so that of two rules of equal weight ours holds.
    """
    return "\n".join(f"<style>\n{asset(name)}\n</style>" for name in STYLES)


def scripts() -> tuple[str, ...]:
    """The scripts that belong to no component, after the words that all scripts say in the reader's language."""
    words = message({"language": language(), "words": dict(translations(language(), SCRIPT_WORDS))})
    return (f"window.footnoteWords = {words};", *map(asset, SCRIPTS))


def theme() -> gr.themes.Base:
    """Gradio's plain theme in our colours."""
    return gr.themes.Base(
        primary_hue=colors.teal,
        secondary_hue=colors.teal,
        neutral_hue=colors.stone,
        font=[fonts.Font(name) for name in SANS],
        font_mono=[fonts.Font(name) for name in MONO],
    )
