"""The HTML that the page begins as: Gradio's entry and our scripts, each of which bears the nonce of its request.

Gradio renders a template of its own, with scripts that bear none and with addresses of other websites. Ours takes its
place, under the same name and with the same values.
"""

import re

from jinja2 import BaseLoader, ChoiceLoader, DictLoader
from markupsafe import Markup

from bot.errors import FootnoteError
from bot.ui.guard import NONCE
from bot.ui.look import asset, scripts
from bot.ui.saying import language

GRADIOS_PAGE = "frontend/index.html"
ENTRY = re.compile(r'<script type="module" crossorigin src="(\./assets/[\w.-]+\.js)"></script>')
STYLE = re.compile(r'<link rel="stylesheet" crossorigin href="(\./assets/[\w.-]+\.css)">')


def use_own_page() -> None:
    """Have Gradio render `assets/page.html` instead of its own page, for all pages of this process."""
    from gradio.routes import templates

    environment = templates.env
    loader = environment.loader
    if loader is None or isinstance(loader, ChoiceLoader):  # the second page of this process
        return
    entry, style = _entry(loader)
    environment.loader = ChoiceLoader([DictLoader({GRADIOS_PAGE: asset("page.html")}), loader])
    environment.globals |= {
        "footnote_entry": entry,
        "footnote_style": style,
        "footnote_nonce": lambda request: request.scope.get(NONCE, ""),
        "footnote_scripts": lambda: [Markup(script) for script in scripts()],  # noqa: S704  (our own files)
        "footnote_language": language,
    }


def _entry(loader: BaseLoader) -> tuple[str, str]:
    """The addresses of Gradio's own script and style, whose names are other ones in every version."""
    from gradio.routes import templates

    source, _, _ = loader.get_source(templates.env, GRADIOS_PAGE)
    entry, style = ENTRY.search(source), STYLE.search(source)
    if entry is None or style is None:
        raise FootnoteError(
            "This version of Gradio has another page than Footnote knows; install the one in constraints.txt."
        )
    return entry[1], style[1]
