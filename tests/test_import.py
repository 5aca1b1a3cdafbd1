import json
import subprocess
import sys

import bot

PROBE = """
import json, sys
import bot
loaded = {name.split(".")[0] for name in sys.modules}
heavy = sorted(loaded & {"torch", "gradio", "faiss", "numpy", "tantivy", "transformers"})
print(json.dumps(heavy))
"""


def test_importing_the_package_loads_nothing_heavy() -> None:
    printed = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True).stdout
    assert json.loads(printed) == []


def test_every_public_name_is_there() -> None:
    for name in bot.__all__:
        assert getattr(bot, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(bot, "Chatbot")
