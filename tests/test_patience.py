"""That tests wait for events: not for seconds, and not for fewer than a busy machine may take."""

import ast
from collections.abc import Iterator

from tests.conftest import ROOT

WAITING = frozenset(
    {"acquire", "communicate", "join", "result", "set_default_timeout", "timeout", "wait", "wait_for", "urlopen"}
)
SLEEPING = frozenset({"sleep", "Timer", "wait_for_timeout"})
OWN = ROOT / "tests" / "patience.py"


def impatient(source: str) -> Iterator[tuple[int, str]]:
    """The calls that let time pass, or wait for no longer than a number that is written there; with their lines."""
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
            limits = [given.value for given in call.keywords if given.arg == "timeout"]
            limits += call.args[-1:] if name in WAITING and isinstance(call.func, ast.Attribute) else []
            if name in SLEEPING or any(is_number(limit) for limit in limits):
                yield call.lineno, ast.unparse(call)


def is_number(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float)


def test_no_test_waits_for_seconds() -> None:
    files = [path for path in sorted((ROOT / "tests").rglob("*.py")) if path != OWN]
    found = [f"{path.name}:{line}: {call}" for path in files for line, call in impatient(path.read_text("utf-8"))]
    assert found == [], "wait for what is to happen, with tests.patience.wait_until or LIMIT_S"


def test_impatience_is_known_where_it_is() -> None:
    source = """
time.sleep(1)
Timer(0.3, close).start()
thread.join(20)
process.communicate(timeout=20)
pytest.mark.timeout(10)
thread.join(LIMIT_S)
process.wait()
"".join(words)
"""
    assert sorted(line for line, _ in impatient(source)) == [2, 3, 4, 5, 6]
