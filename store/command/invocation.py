"""What every command is told: which vault, as of which day, by whom, and how to answer.

Loads nothing slow: the terminal application reads its own arguments here before its first paint.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from store.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """Global options. ``today`` is the as-of date; ``today_given`` says whether somebody chose it."""

    vault: Path
    passphrase_file: Path | None = None
    today: date
    today_given: bool = False
    json: bool = False
    operator: str | None = None
    reveal: str | None = None
    demo: bool = False


VALUE_OPTIONS = ("vault", "passphrase-file", "today", "operator", "reveal")
_ENVIRONMENT = {"vault": "YUESONG_VAULT", "passphrase-file": "YUESONG_PASSPHRASE_FILE", "today": "YUESONG_TODAY"}


def local_today() -> date:
    """The computer's date; read at the outermost edge and handed down from there."""
    return datetime.now().astimezone().date()


def resolve(given: Mapping[str, str], environment: Mapping[str, str], *, json: bool = False) -> Invocation:
    """Options win over the environment, the environment over defaults. Raises ``UsageError`` for an unreadable day."""
    values = {name: environment[variable] for name, variable in _ENVIRONMENT.items() if environment.get(variable)}
    values |= given
    today = _day(values["today"]) if "today" in values else None
    return Invocation(
        vault=Path(values["vault"]) if "vault" in values else default_vault(),
        passphrase_file=Path(values["passphrase-file"]) if "passphrase-file" in values else None,
        today=today or local_today(),
        today_given=today is not None,
        json=json,
        operator=_name(values.get("operator")),
        reveal=values.get("reveal"),
    )


def default_vault() -> Path:
    """The platform's own data folder for this program and user."""
    from store.vault.platform import user_data_folder

    return user_data_folder()


def application_invocation(arguments: Sequence[str]) -> Invocation | None:
    """The invocation if ``arguments`` ask for the terminal application (none, or ``demo``), else ``None``.

    Arguments it does not know are left to the command line, which explains them.
    """
    given: dict[str, str] = {}
    demo = False
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if word.startswith("--") and name in VALUE_OPTIONS and (equals or rest):
            given[name] = value if equals else rest.pop(0)
        elif word == "demo" and not demo:
            demo = True
        else:
            return None
    return replace(resolve(given, os.environ), demo=demo)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("日期不对", "--today 要写成 2026-11-22 这样的日期,什么都没有做。") from None


def _name(text: str | None) -> str | None:
    if text is None:
        return None
    if not text.strip() or len(text) > 50 or not text.isprintable():
        raise UsageError("操作员姓名不对", "--operator 后面要写1至50个字的姓名,什么都没有做。")
    return text.strip()
