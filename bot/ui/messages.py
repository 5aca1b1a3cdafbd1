"""What the server tells a script of the page: JSON as the value of a component that shows none of it."""

import json


def message(told: object) -> str:
    """`told` as JSON without anything that looks like a tag, which Gradio would warn of."""
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
