"""督办单: issued, replied to, and those whose reply is late."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from store.desk.form_checks import FormNote, note
from store.desk.records import add, change, load
from store.errors import NotFoundError
from store.fields import declared_field
from store.fields.cell import trim
from store.model.supervision import Supervision
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

SUPERVISION = "supervision"
REPLY_FIELDS = ("replied_on", "reply")


def issue(connection: Connection, act: Act, paper: Supervision) -> Supervision:
    """Record a paper that goes out, as one unit of work."""
    with unit_of_work(connection, dataclasses.replace(act, action=SUPERVISION)) as unit:
        return add(unit, [paper])[0]


def supervisions(connection: Connection, today: date) -> tuple[Supervision, ...]:
    """Every paper issued by ``today``: those without a reply first, the longest due first, then the newest replies."""
    papers = load(connection, Supervision, "WHERE issued_on <= ? ORDER BY id", (today.isoformat(),))
    waiting = sorted((each for each in papers if not is_answered(each, today)), key=lambda each: each.reply_due)
    answered = [each for each in papers if is_answered(each, today)]
    return (*waiting, *sorted(answered, key=lambda each: each.replied_on or today, reverse=True))


def is_answered(paper: Supervision, today: date) -> bool:
    """Whether the reply had come by ``today``."""
    return paper.replied_on is not None and paper.replied_on <= today


def days_late(paper: Supervision, today: date) -> int:
    """Days past the reply date without a reply; 0 or less while there is time, 0 once it is answered."""
    return 0 if is_answered(paper, today) else (today - paper.reply_due).days


def late_supervisions(connection: Connection, today: date) -> int:
    """How many papers wait for a reply past their date."""
    found: int = connection.execute(
        "SELECT count(*) FROM supervision WHERE reply_due < ? AND (replied_on IS NULL OR replied_on > ?)",
        (today.isoformat(), today.isoformat()),
    ).fetchone()[0]
    return found


def check_reply(paper: Supervision, typed: Mapping[str, str], today: date) -> tuple[FormNote, ...]:
    """What is wrong with a reply as it was typed."""
    return tuple(_faults(paper, _cleaned(typed, today), typed))


def _faults(
    paper: Supervision, values: Mapping[str, tuple[Any, tuple[str, ...]]], typed: Mapping[str, str]
) -> Iterator[FormNote]:
    for name in REPLY_FIELDS:
        value, codes = values[name]
        if value is None:
            yield note(name, codes[0] if codes else "missing")
        elif isinstance(value, date) and value < paper.issued_on:
            yield note(name, "date-order")


def _cleaned(typed: Mapping[str, str], today: date) -> dict[str, tuple[Any, tuple[str, ...]]]:
    found: dict[str, tuple[Any, tuple[str, ...]]] = {}
    for name in REPLY_FIELDS:
        text = trim(typed.get(name, ""))
        checked = declared_field(Supervision, name).type.clean(text, today) if text else None
        found[name] = (checked.value, tuple(checked.codes)) if checked else (None, ())
    return found


def record_reply(
    connection: Connection, act: Act, paper: Supervision, typed: Mapping[str, str]
) -> tuple[FormNote, ...]:
    """Record the reply to a paper, or correct it; with faults nothing is saved.

    Raises ``NotFoundError`` if the paper is not recorded exactly so any more.
    """
    faults = check_reply(paper, typed, act.today)
    if faults:
        return faults
    if load(connection, Supervision, "WHERE id = ?", (paper.id,)) != [paper]:
        raise NotFoundError("督办单已变", "这张督办单刚才已经改过,没有保存,您填的内容还在。请返回再打开。")
    values = {name: value for name, (value, _) in _cleaned(typed, act.today).items()}
    with unit_of_work(connection, dataclasses.replace(act, action=SUPERVISION)) as unit:
        change(unit, paper, dataclasses.replace(paper, **values))
    return ()
