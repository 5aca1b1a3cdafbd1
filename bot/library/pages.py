"""What the owners of the built folders want the chat page to say."""

import json
import sqlite3

from bot.config import PageSettings
from bot.library.schema import transaction


def put_page(connection: sqlite3.Connection, folder: str, settings: PageSettings) -> None:
    """Keep the settings of a folder in place of those it had; readers see them at once."""
    with transaction(connection):
        connection.execute("DELETE FROM pages WHERE folder = ?", (folder,))
        if settings != PageSettings():
            examples = json.dumps(settings.examples, ensure_ascii=False)
            connection.execute("INSERT INTO pages VALUES (?, ?, ?)", (folder, settings.notice, examples))


def page_of(connection: sqlite3.Connection) -> PageSettings:
    """The settings of all folders as one, in the order of their names: each notice and each example once."""
    rows = connection.execute("SELECT notice, examples FROM pages ORDER BY folder").fetchall()
    notices = dict.fromkeys(notice for notice, _ in rows if notice)
    examples = dict.fromkeys(example for _, listed in rows for example in json.loads(listed))
    return PageSettings(" ".join(notices), tuple(examples))
