"""Which questions of the documents are answered, found out before anybody asks, so that short questions are quick."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from threading import Condition, Thread, main_thread

from bot.conversation.meanings import Meanings, possible_meanings
from bot.errors import FootnoteError
from bot.library import Library, Snapshot

MOST_LOOKED_UP = 400  # each is a search of some 30 ms with the encoding, so 12 s in all; the shipped corpus has 45
LOOK_UP_S = 0.1  # how soon a paused thread sees that the process ends
THREAD_NAME = "footnote-foresight"


class Foresight:
    """Looks up each generation's questions in a thread of its own, but none while somebody is answered.

    What it finds out is what `meanings` would find out later by itself, so answers do not depend on how far it has got.
    Safe to use from several threads.
    """

    def __init__(self, library: Library, meanings: Meanings) -> None:
        self._library = library
        self._meanings = meanings
        self._is_quiet = Condition()
        self._answering = 0
        self._generation: int | None = None

    def begin(self, generation: int) -> None:
        """Look up the questions of this generation, the newest; nothing when that was begun before."""
        with self._is_quiet:
            if generation == self._generation:
                return
            self._generation = generation
        # No daemon, as one begun by a daemon is: inside of torch when all ends it takes the process down.
        Thread(target=self._run, args=(generation,), name=THREAD_NAME, daemon=False).start()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Begin no look-up for now; one that is under way goes on."""
        with self._is_quiet:
            self._answering += 1
        try:
            yield
        finally:
            with self._is_quiet:
                self._answering -= 1
                self._is_quiet.notify_all()

    def _run(self, generation: int) -> None:
        # A library that is being replaced, or a lost encoder: whoever asks is told, and nothing here depends on it.
        with suppress(FootnoteError), self._library.snapshot() as snapshot:
            for question in islice(possible_meanings(snapshot), MOST_LOOKED_UP):
                if not self._is_wanted(snapshot, generation):
                    return
                self._meanings.answered_at(snapshot, question)

    def _is_wanted(self, snapshot: Snapshot, generation: int) -> bool:
        """Whether this generation is still the newest known, once nobody waits for an answer; never once all ends."""
        with self._is_quiet:
            while self._answering and main_thread().is_alive():
                self._is_quiet.wait(LOOK_UP_S)
            return main_thread().is_alive() and self._generation == generation == snapshot.generation
