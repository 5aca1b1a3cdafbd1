"""How every event of the page is called."""

from typing import Any

# Not offered to programs, drawn without a spinner, and answered in one request. Gradio's queue answers through a
# stream that it closes when idle, and what is asked at that moment is lost.
QUIET: Any = {"api_visibility": "private", "show_progress": "hidden", "queue": False}
