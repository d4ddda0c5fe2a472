"""Who goes to whom: the main helper, else the grid worker, else whoever went last."""

import re
from collections.abc import Sequence
from datetime import date

from store.fields import declared_field
from store.model.plan import Plan
from store.vault.cipher import Connection

_SEPARATORS = re.compile("[、,，;；/]")
_CHUNK = 500
_HELPER = declared_field(Plan, "helper").type


def helpers_of(connection: Connection, people: Sequence[int], today: date) -> dict[int, str]:
    """Person id -> 主帮教人 at ``today``, else 网格员, else the first named of the last visitors.

    Who has none of them is left out. A volunteer who has left goes nowhere.
    """
    found: dict[int, str] = {}
    for start in range(0, len(people), _CHUNK):
        found |= _assigned(connection, people[start : start + _CHUNK], today)
    for person in people:
        if person not in found and (visitor := _last_visitor(connection, person, today)):
            found[person] = visitor
    return found


def _assigned(connection: Connection, people: Sequence[int], today: date) -> dict[int, str]:
    marks = ", ".join("?" * len(people))
    rows = connection.execute(
        f"""
        SELECT person_id, helper FROM assignment
        WHERE person_id IN ({marks}) AND role IN ('主帮教人', '网格员')
          AND started_on <= ? AND (ended_on IS NULL OR ended_on > ?)
          AND NOT EXISTS (SELECT 1 FROM volunteer WHERE number = volunteer_number AND state = '退出')
        ORDER BY role = '主帮教人', started_on, id
        """,
        (*people, today.isoformat(), today.isoformat()),
    )
    return dict(rows.fetchall())


def _last_visitor(connection: Connection, person: int, today: date) -> str | None:
    row = connection.execute(
        """
        SELECT visitors FROM visit WHERE person_id = ? AND day <= ? AND visitors IS NOT NULL
        ORDER BY day DESC, id DESC LIMIT 1
        """,
        (person, today.isoformat()),
    ).fetchone()
    name = _SEPARATORS.split(row[0])[0].strip() if row else ""
    return name if 0 < len(name) <= _HELPER.max_length else None
