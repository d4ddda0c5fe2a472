"""Drafts: what was typed into a form and not saved, kept in the encrypted ledger so that a killed terminal loses none.

A draft is nobody's record: it is not journalled, satisfies nothing, and goes when its form is saved or given up.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from store.errors import StoreError
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

MOST_CHARACTERS = 1_000_000
"""Of a draft as JSON; more than every field of the longest form together."""
DraftKey = tuple[str, str]
"""The form and the subject a draft is kept under."""
_COLUMNS = "form, subject, content, saved_at"


@dataclass(frozen=True, slots=True)
class Draft:
    """``form`` names the form, ``subject`` whom or what it is about (a uid; empty for a new person).

    ``content`` is what the form gave: texts by field, as typed, whatever they are.
    """

    form: str
    subject: str
    content: dict[str, Any]
    saved_at: datetime


def keep_draft(connection: Connection, form: str, subject: str, content: Mapping[str, Any], at: datetime) -> None:
    """Keep what stands in a form now, in place of its former draft. On disk when this returns.

    Raises ``StoreError`` if it is longer than any form, or the disk refuses it; the former draft then stays.
    """
    text = json.dumps(dict(content))
    if len(text) > MOST_CHARACTERS:
        raise StoreError("内容太长", "填写的内容太长,草稿没有保存,屏幕上的内容还在。请缩短后再试。")
    with _writing():
        connection.execute(
            f"""
            INSERT INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?)
            ON CONFLICT (form, subject) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at
            """,
            (form, subject, text, at.isoformat()),
        )


@contextmanager
def saving(connection: Connection, act: Act, draft: DraftKey | None) -> Iterator[UnitOfWork]:
    """One unit of work that saves a form: the draft it was typed in goes with the same transaction."""
    with unit_of_work(connection, act) as unit:
        if draft:
            drop_draft(connection, *draft)
        yield unit


def draft_of(connection: Connection, form: str, subject: str) -> Draft | None:
    """The draft of a form about somebody, if one was left."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM draft WHERE form = ? AND subject = ?", (form, subject)).fetchone()
    return _draft(row) if row else None


def drafts(connection: Connection) -> tuple[Draft, ...]:
    """Every draft, the newest first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM draft ORDER BY saved_at DESC, id DESC")
    return tuple(_draft(row) for row in rows)


def drop_draft(connection: Connection, form: str, subject: str) -> None:
    """Forget a draft, because its form was saved or given up; nothing if there is none.

    Inside a unit of work it goes with the record it became: both or neither.
    """
    with _writing():
        connection.execute("DELETE FROM draft WHERE form = ? AND subject = ?", (form, subject))


def _draft(row: tuple[str, str, str, str]) -> Draft:
    form, subject, content, saved_at = row
    return Draft(form, subject, json.loads(content), datetime.fromisoformat(saved_at))


@contextmanager
def _writing() -> Iterator[None]:
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.OperationalError as error:
        raise StoreError("草稿没有保存", "磁盘写不进去,草稿没有保存,屏幕上的内容还在。请检查磁盘后再试。") from error
