"""The accounts of a page: how they are written down, plainly or as hashes, and whether a password is that of one."""

import re
import secrets
import unicodedata
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerificationError, VerifyMismatchError

from bot.errors import SettingsError

# Passes and memory of the hashes made here are the library's, which are those of RFC 9106 for little memory.
HASHER = PasswordHasher()
# Of a hash that was made elsewhere: what more would cost makes a way to bring the page down out of every login.
MOST_HASH_KIB, MOST_HASH_PASSES = 262_144, 20
LEAST_PASSWORD_CHARS = 8  # NIST SP 800-63B, 3.1.1.2
MOST_ACCOUNTS = 200  # each is hashed once when the page starts, which takes some 0.1 s
MOST_FILE_BYTES = 1_048_576
COMMENT = "#"
_HASH = re.compile(r"\$argon2(?:id|i|d)\$v=(?:16|19)\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}")
_LIKE_A_HASH = re.compile(r"\$[A-Za-z0-9-]+\$|\{[A-Z0-9]+\}")  # as crypt(3) and LDAP write them


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in; `password` is plain or an Argon2 hash, and is shown in no message."""

    user: str
    password: str = field(repr=False)

    @property
    def is_hashed(self) -> bool:
        """Whether the password is given by its hash."""
        return _HASH.fullmatch(self.password) is not None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody gives who wants to come in."""

    user: str
    password: str = field(repr=False)


def account_of(text: str, source: str = "--auth") -> Account:
    """The account in `USER:PASSWORD` or `USER:HASH`. Raises SettingsError, naming `source` and not the text."""
    user, colon, password = text.partition(":")
    if not (user and colon and password):
        raise SettingsError(f"{source} must be USER:PASSWORD, and neither may be empty; a password may hold colons.")
    if not text.isprintable():
        raise SettingsError(f"{source} holds a character that cannot be typed, such as a tab; choose others.")
    if user != user.strip() or (_LIKE_A_HASH.match(password.strip()) and password != password.strip()):
        raise SettingsError(f"{source} has a blank around its name or its hash; take it out.")
    account = Account(_composed(user), _composed(password))
    if account.is_hashed:
        _require_checkable(password, source)
    elif _LIKE_A_HASH.match(password):
        raise SettingsError(f"{source} holds a hash that cannot be read here; make one with: footnote password USER")
    return account


def read_accounts(path: Path) -> tuple[Account, ...]:
    """The accounts of a file, one a line; blank lines and those that begin with "#" are passed over.

    Raises SettingsError, naming the line and nothing that stands in it.
    """
    accounts: list[Account] = []
    lines: dict[str, int] = {}
    for number, line in _lines(path):
        account = account_of(line, f"--auth-file {path}: line {number}")
        first = lines.setdefault(account.user, number)
        if first != number:
            raise SettingsError(f"--auth-file {path}: line {number} names the same user as line {first}; keep one.")
        accounts.append(account)
    if not accounts:
        raise SettingsError(f"--auth-file {path}: holds no account; write USER:PASSWORD into it.")
    if len(accounts) > MOST_ACCOUNTS:
        raise SettingsError(f"--auth-file {path}: holds {len(accounts):,} accounts; at most {MOST_ACCOUNTS} are taken.")
    return tuple(accounts)


def hashed(user: str, password: str) -> str:
    """The line of an account for a file. Raises SettingsError when no line can hold it, or the password is short."""
    if not user or ":" in user or user.startswith(COMMENT) or not user.isprintable():
        raise SettingsError(f"A user name holds no colon, begins with no {COMMENT!r} and can be typed, got {user!r}.")
    if len(password) < LEAST_PASSWORD_CHARS:
        raise SettingsError(f"The password is too short; take at least {LEAST_PASSWORD_CHARS} characters.")
    if not password.isprintable():
        raise SettingsError("The password holds a character that cannot be typed, such as a tab; choose others.")
    return f"{_composed(user)}:{HASHER.hash(_composed(password))}"


def basic_credentials(authorization: str) -> Credentials | None:
    """What an `Authorization` header of HTTP Basic (RFC 7617) gives; None when it is none."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, colon, password = b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except ValueError:
        return None
    return Credentials(user, password) if colon and scheme.lower() == "basic" else None


class Passwords:
    """The passwords of the accounts, as hashes alone."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._hashes = {
            account.user: account.password if account.is_hashed else HASHER.hash(account.password)
            for account in accounts
        }
        self._key = secrets.token_bytes(32)

    def admit(self, given: Credentials) -> bool:
        """Whether an account has this password; says so no sooner of a name that none has. Takes some 0.1 s."""
        user = _composed(given.user)
        try:
            HASHER.verify(self._hashes.get(user) or self._decoy(user), _composed(given.password))
        except VerificationError:
            return False
        return user in self._hashes

    def _decoy(self, user: str) -> str:
        """The hash of some account, for a name that has none: always the same, so that its time tells nothing."""
        everybody = list(self._hashes.values())
        return everybody[int.from_bytes(sha256(self._key + user.encode("utf-8", "replace")).digest()) % len(everybody)]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_FILE_BYTES + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"--auth-file {path}: cannot be read ({reason}); write USER:PASSWORD into it.") from error
    if len(content) > MOST_FILE_BYTES:
        raise SettingsError(f"--auth-file {path}: is larger than 1 MiB, so it is no list of accounts; name another.")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith(COMMENT):
            yield number, line.removesuffix("\r")


def _require_checkable(written: str, source: str) -> None:
    """Raise SettingsError when no password could be checked by this hash, or only at great cost."""
    parameters = extract_parameters(written)
    if parameters.memory_cost > MOST_HASH_KIB or parameters.time_cost > MOST_HASH_PASSES:
        raise SettingsError(
            f"{source} holds a hash that takes {parameters.memory_cost:,} KiB and {parameters.time_cost} passes; at "
            f"most {MOST_HASH_KIB:,} KiB and {MOST_HASH_PASSES} passes are taken."
        )
    try:
        HASHER.verify(written, "")
    except VerifyMismatchError:  # what any whole hash says to an empty password
        pass
    except VerificationError as error:
        raise SettingsError(f"{source} holds a broken hash; make one with: footnote password USER") from error


def _composed(text: str) -> str:
    """One spelling of what is typed: some keyboards send "é" as one character, others as two."""
    return unicodedata.normalize("NFC", text)
