"""How accounts are written down and read, and what becomes of a password."""

import io
from base64 import b64encode
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.low_level import Type

from bot.cli.main import main
from bot.errors import SettingsError
from bot.ui.accounts import (
    Account,
    Credentials,
    Passwords,
    account_of,
    basic_credentials,
    hashed,
    read_accounts,
)

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # one need not wait for it
PASSWORD = "it's a s:cret ✓"  # noqa: S105  (nobody's)
HASH = CHEAP.hash(PASSWORD)


def basic(text: bytes) -> str:
    return f"Basic {b64encode(text).decode()}"


def test_an_account_is_given_by_its_password_or_by_the_hash_of_it() -> None:
    plain, secret = account_of(f"ada:{PASSWORD}"), account_of(f"eve:{HASH}")
    assert (plain.user, plain.is_hashed) == ("ada", False)
    assert (secret.user, secret.is_hashed) == ("eve", True)
    passwords = Passwords([plain, secret])
    for user in ("ada", "eve"):
        assert passwords.admit(Credentials(user, PASSWORD))
        assert not passwords.admit(Credentials(user, "wrong"))
    assert not passwords.admit(Credentials("eve", HASH))


@pytest.mark.parametrize("kind", Type)
def test_each_kind_of_argon2_is_read(kind: Type) -> None:
    written = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=kind).hash("some words")
    assert Passwords([account_of(f"ada:{written}")]).admit(Credentials("ada", "some words"))


def test_a_name_that_nobody_has_comes_in_with_no_password_of_another() -> None:
    passwords = Passwords([Account("ada", HASH)])
    assert passwords.admit(Credentials("ada", PASSWORD))
    assert not passwords.admit(Credentials("eve", PASSWORD))  # although its time is that of ada's hash
    assert not passwords.admit(Credentials("", PASSWORD))


def test_a_name_that_nobody_has_costs_a_hash_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = Passwords([Account("ada", HASH), Account("bob", CHEAP.hash("another"))])
    verified: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, stored: str, given: str) -> bool:
        verified.append(stored)
        return bool(verify(self, stored, given))

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    for user in ("ada", "bob", "nobody", "nobody"):
        passwords.admit(Credentials(user, "wrong"))
    assert len(verified) == 4
    assert verified[2] == verified[3]


def test_an_accent_is_one_letter_or_two_to_a_keyboard_and_the_same_here() -> None:
    passwords = Passwords([account_of("ren\N{LATIN SMALL LETTER E WITH ACUTE}:caf\N{LATIN SMALL LETTER E WITH ACUTE}")])
    assert passwords.admit(Credentials("rene\N{COMBINING ACUTE ACCENT}", "cafe\N{COMBINING ACUTE ACCENT}"))


@pytest.mark.parametrize("text", ["", "ada", "ada:", ":secret", "ada:sec\tret"])
def test_what_is_no_account_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(SettingsError, match=r"^--auth") as refused:
        account_of(text)
    assert "ada" not in str(refused.value)
    assert "sec" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("$2y$10$abcdefghijklmnopqrstuv", "a hash that cannot be read here; make one with: footnote password USER"),
        ("$apr1$abc$def", "a hash that cannot be read here"),
        ("{SHA}abc", "a hash that cannot be read here"),
        (HASH[:-30], "a hash that cannot be read here"),
        (HASH.replace("v=19", "v=99"), "a hash that cannot be read here"),
        (HASH.replace("p=1", "p=9"), "a broken hash"),  # for which 8 KiB are too few
        (HASH.replace("m=8", "m=8388608"), "takes 8,388,608 KiB and 1 passes; at most 262,144 KiB and 20 passes"),
        (HASH.replace("t=1", "t=4000"), "takes 8 KiB and 4000 passes"),
    ],
)
def test_a_hash_that_cannot_be_checked_is_no_password_but_an_error(written: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=r"^--auth holds") as refused:
        account_of(f"ada:{written}")
    assert reason in str(refused.value)
    assert written not in str(refused.value)


def test_a_file_holds_an_account_in_each_line_but_blank_ones_and_comments(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_bytes(f"\N{ZERO WIDTH NO-BREAK SPACE}# the office\r\nada:two:parts \r\n\n  \neve:{HASH}\n".encode())
    assert read_accounts(path) == (Account("ada", "two:parts "), Account("eve", HASH))
    assert "two" not in repr(read_accounts(path))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("ada:secret\n\nand a note", "line 3 must be USER:PASSWORD"),
        ("# nobody\n", "holds no account; write USER:PASSWORD into it"),
        ("", "holds no account"),
        ("ada:secret\nbob:secret\nada:other", "line 3 names the same user as line 1; keep one"),
        ("ada:sec\x1bret", "line 1 holds a character that cannot be typed"),
        ("\n".join(f"user{k}:secret" for k in range(201)), "holds 201 accounts; at most 200 are taken"),
        ("#" * 1_048_577, "is larger than 1 MiB"),
    ],
)
def test_a_file_that_is_no_list_of_accounts_is_refused_with_the_line(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "accounts"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_accounts(path)
    assert str(refused.value).startswith(f"--auth-file {path}: {reason}")
    assert "secret" not in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone: cannot be read \(No such file or directory\)"):
        read_accounts(tmp_path / "gone")
    (tmp_path / "account").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not UTF-8 text"):
        read_accounts(tmp_path / "account")


def test_http_basic_gives_a_name_and_a_password_that_may_hold_colons() -> None:
    header = basic(f"ada:{PASSWORD}".encode())
    assert basic_credentials(header) == Credentials("ada", PASSWORD)
    assert basic_credentials(header.replace("Basic", "bAsIc")) == Credentials("ada", PASSWORD)
    assert PASSWORD not in repr(basic_credentials(header))


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic ", "Basic not base64!", basic(b"ada"), basic(b"ada:\xff"), basic(b"ada:x")[6:]]
)
def test_what_is_no_http_basic_gives_nobody(header: str) -> None:
    assert basic_credentials(header) is None
    assert basic_credentials(header.replace("Basic", "Bearer")) is None


def test_the_command_prints_an_account_with_the_hash_of_the_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\nand more\n"))
    assert main(["password", "ada"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("ada:$argon2id$v=19$")
    assert PASSWORD not in printed
    (tmp_path / "accounts").write_text(printed, encoding="utf-8")
    passwords = Passwords(read_accounts(tmp_path / "accounts"))
    assert passwords.admit(Credentials("ada", PASSWORD))
    assert not passwords.admit(Credentials("ada", f"{PASSWORD}\n"))


@pytest.mark.parametrize(
    ("user", "password", "reason"),
    [
        ("ada", "tiny", "too short; take at least 8 characters"),
        ("a:da", "long enough", "holds no colon"),
        ("#ada", "long enough", "begins with no '#'"),
        ("", "long enough", "A user name"),
        ("ada", "with a\ttab in it", "cannot be typed"),
    ],
)
def test_an_account_that_no_file_could_hold_is_refused(user: str, password: str, reason: str) -> None:
    with pytest.raises(SettingsError) as refused:
        hashed(user, password)
    assert reason in str(refused.value)
    assert password not in str(refused.value)


def test_a_password_that_is_typed_is_typed_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    typed = iter(["long enough", "long enugh", "long enough", "long enough"])
    monkeypatch.setattr("bot.cli.serving.getpass", lambda _: next(typed))
    assert main(["password", "ada"]) == 1
    assert capsys.readouterr().err == "footnote: The two passwords differ; run the command again.\n"
    assert main(["password", "ada"]) == 0
    assert capsys.readouterr().out.startswith("ada:$argon2id$")


@pytest.mark.parametrize("hours", ["0", "-1", "721", "nan", "inf", "long"])
def test_a_session_lasts_a_time_that_makes_sense(hours: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--session-hours", hours])
    assert "--session-hours" in capsys.readouterr().err
