"""A page that Gradio builds once, and hands out in the language of the request."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from bot.ui.saying import Language, language, speaking

Config = dict[str, Any]  # Gradio's own, which is written as JSON into the page


class PageInLanguages(gr.Blocks):
    """Blocks whose configuration, from which the browser draws them, is in the reader's language."""

    _spoken: "dict[Language, Config] | None" = None

    @property  # type: ignore[override]  # Gradio sets it when the page is mounted, and reads it for every request
    def config(self) -> Config:
        """What the browser draws: the components of the page, with the properties that they have in the language."""
        own = self._config
        spoken = (self._spoken or {}).get(language())
        if spoken is None:
            return own
        # Built by the same code, they come in the same order; only their ids differ.
        pairs = zip(own["components"], spoken["components"], strict=True)
        components = [{**mine, "props": theirs["props"]} for mine, theirs in pairs]
        return {**own, "components": components}

    @config.setter
    def config(self, config: Config) -> None:
        self._config = config


def in_languages(build: Callable[[], PageInLanguages]) -> PageInLanguages:
    """The page that `build` gives, which for the sake of its words alone is built in the other languages too."""
    page = build()
    page._spoken = {}
    for other in Language:
        if other is not Language.ENGLISH:
            with speaking(other):
                page._spoken[other] = build().config
    return page
