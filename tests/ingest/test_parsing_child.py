"""The reading process when readers misbehave: each file below tells a reader what to do (`misbehaving_child`)."""

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError, SettingsError
from bot.ingest.parsing import ParsingProcess, process, running_child
from bot.ingest.parsing.source_file import OpenedSource
from tests.conftest import ROOT
from tests.patience import LIMIT_S, wait_until

LIMITS = ReadingLimits(seconds=LIMIT_S, memory_mib=200)
Write = Callable[[str], Path]


def started_by(statement: str) -> list[str]:
    return [sys.executable, "-B", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {statement}"]


@pytest.fixture(autouse=True)
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    command = started_by("from tests.ingest.misbehaving_child import main; main()")
    monkeypatch.setattr(running_child, "child_command", lambda _: command)


@pytest.fixture
def reading() -> Iterator[ParsingProcess]:
    with ParsingProcess(SplitSettings(), LIMITS) as parsing:
        yield parsing


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(order: str) -> Path:
        path = tmp_path / "order.txt"
        path.write_text(order, encoding="utf-8")
        return path

    return written


_others: set[int] = set()  # processes that other tests have left running


@pytest.fixture(autouse=True)
def _know_others() -> None:
    _others.clear()
    _others.update(child.pid for child in psutil.Process().children())


def children() -> list[psutil.Process]:
    """The processes that this test has started and that still run."""
    found = (child for child in psutil.Process().children() if child.pid not in _others)
    return [child for child in found if child.status() != psutil.STATUS_ZOMBIE]


def has_ended(process: psutil.Process) -> bool:
    """A process whose parent is gone may stay as a zombie where nobody collects them (in a container)."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def once_asked(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do this once, when the next request has been sent and its answer is waited for."""
    wait = running_child.RunningChild._wait

    def acting(child: running_child.RunningChild, seconds: float) -> bytes:
        monkeypatch.setattr(running_child.RunningChild, "_wait", wait)
        act()
        return wait(child, seconds)

    monkeypatch.setattr(running_child.RunningChild, "_wait", acting)


def assert_next_file_is_read(reading: ParsingProcess, write: Write) -> None:
    parsed = reading.parse(write("Ordinary words."), "next")
    assert parsed is not None
    assert parsed.document.text == "Ordinary words."


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("exit 0", r"crashed its reader \(exit status 0\)"),
        ("exit 3", r"crashed its reader \(exit status 3\)"),
        ("abort", r"crashed its reader \(SIGABRT\)"),
        ("segfault", r"crashed its reader \(SIGSEGV\)"),
        ("recurse", r"crashed its reader \(RecursionError: maximum recursion depth"),
        ("os-error", r"crashed its reader \(OSError: a fault that no reader should have\)"),
        ("hog", r"needs more than 200 MiB of memory to read; raise --max-memory-mib"),
        ("refuse", r"refused on purpose"),
    ],
)
def test_a_reader_that_fails_costs_its_own_file_only(
    order: str, reason: str, reading: ParsingProcess, write: Write
) -> None:
    with pytest.raises(ReadingError, match=reason):
        reading.parse(write(order), "a")
    assert_next_file_is_read(reading, write)


@pytest.mark.parametrize("order", ["sleep", "backtrack"])
def test_a_reader_that_does_not_end_is_ended(order: str, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=0.5)) as reading:
        with pytest.raises(ReadingError, match=r"took longer than 0\.5 s to read; raise --max-seconds or take it out"):
            reading.parse(write(order), "a")
        monkeypatch.setattr(reading, "_limits", LIMITS)  # the next file ends, and may take its time
        assert_next_file_is_read(reading, write)


def test_memory_is_watched_from_outside_where_the_system_sets_no_limit(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlimited = "import bot.sandbox.confinement as c; c._limit_resources = lambda _: []; "
    command = started_by(f"{unlimited} from tests.ingest.misbehaving_child import main; main()")
    monkeypatch.setattr(running_child, "child_command", lambda _: command)
    with pytest.raises(ReadingError, match="needs more than 200 MiB of memory to read"):
        reading.parse(write("hog"), "a")


@pytest.mark.parametrize(
    ("order", "event"),
    [
        ("read /etc/passwd", "open"),
        ("run true", "subprocess.Popen"),
        ("unpickle", "pickle.find_class"),
        ("connect 9", "socket."),
    ],
)
def test_a_reader_cannot_reach_out_of_its_process(
    order: str, event: str, reading: ParsingProcess, write: Write
) -> None:
    with pytest.raises(ReadingError, match=rf"crashed its reader \(PermissionError: {event}.* is not allowed while"):
        reading.parse(write(order), "a")


def test_a_reader_cannot_change_the_file_system(reading: ParsingProcess, write: Write, tmp_path: Path) -> None:
    for order in (f"write {tmp_path / 'new'}", f"remove {tmp_path / 'order.txt'}"):
        with pytest.raises(ReadingError, match="is not allowed while a file is read"):
            reading.parse(write(order), "a")
    assert [path.name for path in tmp_path.iterdir()] == ["order.txt"]


def test_no_connection_reaches_a_server_that_listens(reading: ParsingProcess, write: Write) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        with pytest.raises(ReadingError, match="is not allowed while a file is read"):
            reading.parse(write(f"connect {server.getsockname()[1]}"), "a")
        with pytest.raises(TimeoutError, match="timed out"):
            server.accept()


def test_noise_of_libraries_does_not_disturb_the_answers(reading: ParsingProcess, write: Write) -> None:
    parsed = reading.parse(write("noise"), "a")
    assert parsed is not None
    assert parsed.document.text == "noise"


def test_a_child_killed_in_the_middle_of_a_file_is_told_and_replaced(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_next_file_is_read(reading, write)
    (child,) = children()
    once_asked(monkeypatch, child.kill)
    with pytest.raises(ReadingError, match=r"killed from outside \(SIGKILL\); build again"):
        reading.parse(write("sleep"), "a")
    assert_next_file_is_read(reading, write)


def test_a_child_killed_between_two_files_costs_none(reading: ParsingProcess, write: Write) -> None:
    assert_next_file_is_read(reading, write)
    for child in children():
        child.kill()
        child.wait()
    assert_next_file_is_read(reading, write)


def test_a_child_whose_end_is_just_being_taken_note_of_is_not_asked(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one thread waits for a process, Python tells the others that it still runs, be it dead or not."""
    assert_next_file_is_read(reading, write)
    (child,) = children()
    listeners = [thread for thread in threading.enumerate() if thread.name == running_child.LISTENER]
    child.kill()
    wait_until(lambda: not all(listener.is_alive() for listener in listeners))
    monkeypatch.setattr(subprocess.Popen, "poll", lambda _: None)
    assert_next_file_is_read(reading, write)


@pytest.mark.parametrize("order", ["Ordinary words.", "sleep", "backtrack"])
def test_a_parent_that_is_killed_leaves_no_child_behind(order: str, write: Write) -> None:
    """Even where a reader is caught in C code that lets no thread run; its processor time ends much later."""
    code = (
        "from pathlib import Path; from bot.config import *; from bot.ingest.parsing import *; "
        "from bot.ingest.parsing import running_child; from tests.ingest.test_parsing_child import started_by; "
        "command = started_by('from tests.ingest.misbehaving_child import main; main()'); "
        "running_child.child_command = lambda _: command; "
        "reading = ParsingProcess(SplitSettings(), ReadingLimits(seconds=1_000)); "
        f"reading.parse(Path({str(write('Words.'))!r}), 'a'); print('ready', flush=True); input(); "
        f"reading.parse(Path({str(write(order))!r}), 'a'); input()"
    )
    write("Words.")
    parent = subprocess.Popen(started_by(code), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        assert parent.stdin is not None
        assert parent.stdout.readline() == "ready\n"
        (child,) = psutil.Process(parent.pid).children()
        used_s = sum(child.cpu_times()[:2])
        write(order)
        parent.stdin.write("\n")
        parent.stdin.flush()
        if order == "backtrack":  # it is under way once it takes more of the processor than any reading before it
            wait_until(lambda: sum(child.cpu_times()[:2]) > used_s + 0.5)
        parent.kill()
    wait_until(lambda: has_ended(child))


def test_nothing_is_left_running_or_open_after_use(write: Write) -> None:
    with ParsingProcess(SplitSettings(), LIMITS) as reading:
        assert_next_file_is_read(reading, write)
        assert len(children()) == 1
    assert children() == []
    assert not [thread for thread in threading.enumerate() if thread.name == running_child.LISTENER]


def test_closing_from_another_thread_ends_a_file_that_is_being_read(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_next_file_is_read(reading, write)
    closing = threading.Thread(target=reading.close)
    once_asked(monkeypatch, closing.start)
    with pytest.raises(ReadingError, match="was not read to its end; build again"):
        reading.parse(write("sleep"), "a")
    closing.join(LIMIT_S)
    with pytest.raises(ReadingError, match="was not read to its end; build again"):
        reading.parse(write("Words."), "a")
    assert children() == []


def test_a_late_answer_is_not_taken_for_that_of_the_next_file(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: running_child.RunningChild, __: bytes, source: OpenedSource) -> bytes:
        source.close()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(running_child.RunningChild, "ask", interrupted)
        with pytest.raises(KeyboardInterrupt):
            reading.parse(write("First words."), "a")
    assert children() == []
    assert_next_file_is_read(reading, write)


def test_ctrl_c_in_the_terminal_ends_no_child(reading: ParsingProcess, write: Write) -> None:
    assert_next_file_is_read(reading, write)
    (child,) = children()
    child.send_signal(signal.SIGINT)
    assert_next_file_is_read(reading, write)
    assert children() == [child]


def test_a_child_that_has_read_many_files_is_replaced(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "RECYCLED_FILES", 3)
    pids = []
    for _ in range(4):
        assert_next_file_is_read(reading, write)
        pids.append(children()[0].pid)
    assert pids[0] == pids[1] == pids[2] != pids[3]


def test_a_child_does_not_grow_with_the_files_it_has_read(reading: ParsingProcess, write: Write) -> None:
    for _ in range(20):
        assert_next_file_is_read(reading, write)
    (child,) = children()
    before = child.memory_info().rss
    for _ in range(200):
        assert_next_file_is_read(reading, write)
    assert children() == [child]
    assert child.memory_info().rss - before < 2 << 20


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("b'{}'", "is no document"),
        ("b'[\"parsed\"]'", "is no document"),
        ('b\'["parsed","",0.0,null]\'', "is no document"),
        ('b\'["parsed","",-1.0,null]\'', "is no document"),
        ("b'\\xff'", "is no document"),
        (
            "b' ' * (200 << 20)",
            "holds more text, or in smaller pieces, than 1,000 characters allow; raise --max-characters",
        ),
    ],
)
def test_an_answer_that_is_none_is_a_refusal(
    statement: str, reason: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = started_by(f"from bot.ingest.parsing import child; child.encoded = lambda _: {statement}; child.main()")
    monkeypatch.setattr(running_child, "child_command", lambda _: command)
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=LIMIT_S, characters=1_000)) as reading:
        with pytest.raises(ReadingError, match=reason):
            reading.parse(write("Words."), "a")
        assert children() == []


def test_a_child_that_does_not_take_its_file_keeps_nobody_waiting(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = (
        "import queue; from bot.ingest.parsing import child, service; kept = []; "
        "service.received = lambda requests, _: kept.append(requests) or queue.SimpleQueue(); child.main()"
    )
    command = started_by(statement)
    monkeypatch.setattr(running_child, "child_command", lambda _: command)
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=1)) as reading:
        with pytest.raises(ReadingError, match=r"took longer than 1 s to read"):
            reading.parse(write("x" * 1_000_000), "a")
        assert children() == []


def test_a_child_that_does_not_start_is_told_with_a_way_to_see_why(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running_child, "child_command", lambda _: started_by("sys.exit(1)"))
    message = r"does not start with 768 MiB.*or run `python -c"
    with ParsingProcess(SplitSettings()) as reading, pytest.raises(SettingsError, match=message):
        reading.parse(write("Words."), "a")
    assert children() == []


def test_files_in_the_current_folder_are_never_imported(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    path = write("Words.")
    for name in ("json.py", "lxml.py", "bot.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit('imported')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=LIMIT_S)) as reading:
        assert reading.parse(path, "a") is not None


def test_keys_in_the_environment_do_not_reach_the_child(
    reading: ParsingProcess, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVICE_TOKEN", "secret")
    assert_next_file_is_read(reading, write)
    (child,) = children()
    assert "SERVICE_TOKEN" not in child.environ()
