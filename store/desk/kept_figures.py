"""Figures that were handed up: kept as they stood, with the head of the journal they were computed from.

A record entered late changes a past figure; what was handed up must be found again all the same.
"""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.rates import RateRow
from store.errors import StoreError
from store.fields import Text
from store.fields.cell import trim
from store.vault.cipher import Connection
from store.vault.journal import head_of
from store.vault.unit_of_work import Act, unit_of_work

FIGURES = "figures"
_RECIPIENT = Text(200)


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """The rates of ``[start, end)`` as they were on ``day``, and who they went to. ``head`` is hexadecimal."""

    start: date
    end: date
    day: date
    recipient: str
    head: str
    rows: tuple[RateRow, ...]


def head_now(connection: Connection) -> str:
    """The head of the journal in hexadecimal, as a sheet bears it."""
    return head_of(connection).hex()


def keep_figures(
    connection: Connection, act: Act, start: date, end: date, recipient: str, rows: Sequence[RateRow]
) -> KeptFigures:
    """Keep what is being handed up, as one unit of work. Raises ``StoreError`` where nobody is named to receive it."""
    checked = _RECIPIENT.clean(trim(recipient), act.today) if trim(recipient) else None
    if checked is None or checked.value is None:
        raise StoreError("没有接收单位", "请写明上报给哪个单位(200字以内),还没有留底。")
    kept = KeptFigures(start, end, act.today, checked.value, head_now(connection), tuple(rows))
    with unit_of_work(connection, dataclasses.replace(act, action=FIGURES, reason=kept.recipient)) as unit:
        values = (start.isoformat(), end.isoformat(), kept.day.isoformat(), kept.recipient, kept.head, _text(rows))
        columns = ("id", "start", "end", "day", "recipient", "head", "figures")
        unit.insert("figure_set", columns, [(unit.next_ids("figure_set", 1)[0], *values)])
    return kept


def kept_figures(connection: Connection, start: date, end: date) -> tuple[KeptFigures, ...]:
    """What was handed up for ``[start, end)``, the newest first."""
    rows = connection.execute(
        "SELECT start, end, day, recipient, head, figures FROM figure_set WHERE start = ? AND end = ? ORDER BY id DESC",
        (start.isoformat(), end.isoformat()),
    )
    return tuple(_kept(*row) for row in rows)


def _text(rows: Sequence[RateRow]) -> str:
    return json.dumps([dataclasses.astuple(row) for row in rows], ensure_ascii=False)


def _kept(start: str, end: str, day: str, recipient: str, head: str, figures: str) -> KeptFigures:
    rows = tuple(RateRow(*row) for row in json.loads(figures))
    return KeptFigures(
        date.fromisoformat(start), date.fromisoformat(end), date.fromisoformat(day), recipient, head, rows
    )
