"""Who is inside, and who may try a password: sessions that end, and a delay that grows with every wrong one."""

import asyncio
import hmac
import math
import secrets
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from anyio import to_thread

from bot.ui.accounts import Account, Credentials, Passwords

SESSION_HOURS = 12.0  # a working day with one login; NIST SP 800-63B asks for a new one after 12 hours (level 2)
IDLE_SHARE = 0.25  # of that, after which a session ends that nobody used: 3 of 12 hours, a long meeting
HOUR_S = 3_600
ID_BYTES = 32
MOST_SESSIONS = 1_000

FIRST_DELAY_S = 1.0  # doubled with every wrong password; a person who mistypes hardly notices
MOST_ADDRESS_DELAY_S = 300.0
# Shorter, because somebody else's guesses hold up the owner as well. At one a minute it takes 400,000 years to try all
# passwords of eight small letters.
MOST_ACCOUNT_DELAY_S = 60.0
FORGOTTEN_AFTER_S = 900.0  # without a wrong password; longer than any delay, so that waiting it out gains nothing
MOST_COUNTED = 10_000  # names, and as many addresses; then the oldest are forgotten
MOST_WAITING = 20  # checks of some 0.1 s, one at a time: whoever comes later is told to come again
MOST_REMEMBERED = 1_000
LONGEST_LOGGED_CHARS = 40


class Verdict(StrEnum):
    """What became of a password that was given."""

    RIGHT = "right"
    WRONG = "wrong"
    UNREAD = "unread"  # too many wrong ones came before


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict, and after how many seconds the next password is read."""

    verdict: Verdict
    wait_s: int = 0


class Entrance:
    """Checks passwords and keeps sessions; to be used from one event loop.

    A wrong password counts against the name that was given and the address that it came from. As long as either must
    wait, no password is read, right or wrong, and nobody is kept on the line. Somebody who came in from an address
    comes in from there again whatever others try with his name, and sessions go on.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        session_hours: float = SESSION_HOURS,
        report: Callable[[str], None] | None = None,
    ) -> None:
        self.sessions = Sessions(session_hours)
        self.guesses = Guesses()
        self._passwords = Passwords(accounts)
        self._report = report or _to_stderr
        self._key = secrets.token_bytes(ID_BYTES)
        self._remembered: OrderedDict[bytes, None] = OrderedDict()  # who came in: address, name and password, keyed
        self._lock = asyncio.Lock()
        self._waiting = 0

    async def check(self, given: Credentials, host: str) -> Checked:
        """Whether who asks from that address may come in. The hash is computed once for each of whom that is true."""
        checked = self._known(given, host)
        if checked is not None:
            return checked
        if self._waiting >= MOST_WAITING:
            return Checked(Verdict.UNREAD, math.ceil(FIRST_DELAY_S))
        self._waiting += 1
        try:
            async with self._lock:
                # Those before it in the line may have come in, or guessed.
                return self._known(given, host) or await self._read(given, host)
        finally:
            self._waiting -= 1

    def _known(self, given: Credentials, host: str) -> Checked | None:
        """What can be said without looking at the password's hash."""
        wait_s = self.guesses.address_wait_s(host)
        if wait_s:
            return Checked(Verdict.UNREAD, wait_s)
        if self._digest(given, host) in self._remembered:
            self._remembered.move_to_end(self._digest(given, host))
            return Checked(Verdict.RIGHT)
        wait_s = self.guesses.account_wait_s(given.user)
        return Checked(Verdict.UNREAD, wait_s) if wait_s else None

    async def _read(self, given: Credentials, host: str) -> Checked:
        if await to_thread.run_sync(self._passwords.admit, given):
            self._remembered[self._digest(given, host)] = None
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
            return Checked(Verdict.RIGHT)
        wait_s = self.guesses.failed(given.user, host)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        name = given.user[:LONGEST_LOGGED_CHARS]
        self._report(
            f"{now} footnote: wrong user name or password, name {name!r}, from {_printed(host)}; "
            f"the next one is read in {wait_s} s"
        )
        return Checked(Verdict.WRONG, wait_s)

    def _digest(self, given: Credentials, host: str) -> bytes:
        return hmac.digest(self._key, repr((host, given.user, given.password)).encode(), "sha256")


@dataclass(frozen=True, slots=True)
class _Session:
    user: str
    began: float
    seen: float


class Sessions:
    """Who has logged in, by the hash of a random id that only the browser knows; forgotten with this process."""

    def __init__(self, hours: float = SESSION_HOURS, clock: Callable[[], float] = time.time) -> None:
        self._longest_s = hours * HOUR_S
        self._idle_s = self._longest_s * IDLE_SHARE
        self._clock = clock  # that of the wall, which goes on while the machine sleeps
        self._sessions: OrderedDict[bytes, _Session] = OrderedDict()  # used last comes last

    @property
    def longest_s(self) -> int:
        """After how many seconds a session ends in any case."""
        return int(self._longest_s)

    def begin(self, user: str) -> str:
        """The id of a new session; the one that was not used for longest ends when there are too many."""
        now = self._clock()
        session_id = secrets.token_urlsafe(ID_BYTES)
        self._sessions[_hash(session_id)] = _Session(user, now, now)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return session_id

    def user_of(self, session_id: str) -> str | None:
        """Whose session that is, which counts as used now; None when it has ended or never was."""
        key, now = _hash(session_id), self._clock()
        session = self._sessions.pop(key, None)
        if session is None or now - session.began >= self._longest_s or now - session.seen >= self._idle_s:
            return None
        self._sessions[key] = replace(session, seen=now)
        return session.user

    def end(self, session_id: str) -> None:
        """Forget a session, if there is such a one."""
        self._sessions.pop(_hash(session_id), None)

    def __len__(self) -> int:
        return len(self._sessions)


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    at: float


class Guesses:
    """Wrong passwords, counted by the name that was given and by the address; both tables are bounded."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_account: OrderedDict[str, _Failures] = OrderedDict()
        self._by_address: OrderedDict[str, _Failures] = OrderedDict()

    def account_wait_s(self, user: str) -> int:
        """After how many whole seconds a password for that name is read again; 0 when now."""
        return self._wait_s(self._by_account.get(_account_key(user)), MOST_ACCOUNT_DELAY_S)

    def address_wait_s(self, host: str) -> int:
        """After how many whole seconds a password from that address is read again; 0 when now."""
        return self._wait_s(self._by_address.get(_address_key(host)), MOST_ADDRESS_DELAY_S)

    def failed(self, user: str, host: str) -> int:
        """Count a wrong password; after how many seconds the next one is read."""
        self._count(self._by_account, _account_key(user))
        self._count(self._by_address, _address_key(host))
        return max(self.account_wait_s(user), self.address_wait_s(host))

    def __len__(self) -> int:
        return len(self._by_account) + len(self._by_address)

    def _count(self, table: OrderedDict[str, _Failures], key: str) -> None:
        now = self._clock()
        before = table.pop(key, None)
        is_recent = before is not None and now - before.at < FORGOTTEN_AFTER_S
        table[key] = _Failures(before.count + 1 if before and is_recent else 1, now)
        if len(table) > MOST_COUNTED:
            table.popitem(last=False)

    def _wait_s(self, failures: _Failures | None, most_s: float) -> int:
        if failures is None:
            return 0
        doublings = min(failures.count - 1, 30)  # beyond any limit, and no number that is too large
        delay = min(math.ldexp(FIRST_DELAY_S, doublings), most_s)
        return max(0, math.ceil(failures.at + delay - self._clock()))


def _hash(session_id: str) -> bytes:
    return sha256(session_id.encode("utf-8", "replace")).digest()


def _account_key(user: str) -> str:
    return sha256(user.encode("utf-8", "replace")).hexdigest()  # names may be long


def _address_key(host: str) -> str:
    """An address of version 6 counts with all of its network, since whoever has one there has them all."""
    address = _parsed(host)
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address.packed[:8] + bytes(8), 64)))
    return str(address or host[:LONGEST_LOGGED_CHARS])


def _printed(host: str) -> str:
    return str(_parsed(host) or repr(host[:LONGEST_LOGGED_CHARS]))


def _parsed(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
