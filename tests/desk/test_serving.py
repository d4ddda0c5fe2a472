"""Recording a service by hand: what the clock, the volunteer's time and the day itself do not allow is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import add, load
from store.desk.serving import record_service
from store.errors import NotFoundError, StoreError
from store.model.service import Service
from store.model.volunteer import LEFT, Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

DAY = date(2026, 3, 1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    known = {"phone": "13800001111", "joined_on": date(2026, 1, 1), "consent_on": date(2026, 1, 1)}
    with unit_of_work(connection, act()) as unit:
        here = Volunteer(number="Z0001", name="岩保", **known)  # type: ignore[arg-type]  # facts of the test
        add(unit, [here, replace(here, number="Z0002", name="艾惹", state=LEFT, left_on=date(2026, 4, 1))])
    yield connection
    connection.close()


def served(connection: Connection, **facts: Any) -> None:
    known = {"volunteer_id": 1, "day": DAY, "minutes": 60, "content": "宣讲"}
    record_service(connection, act("service"), Service(**{**known, **facts}))


@pytest.mark.parametrize(
    "facts",
    [
        {"day": TODAY + timedelta(days=1)}, {"day": date(2025, 12, 31)}, {"volunteer_id": 2, "day": date(2026, 4, 2)},
        {"started_at": "10:00", "ended_at": "09:00"}, {"started_at": "10:00", "ended_at": "10:59"}, {"minutes": 1441},
        {"minutes": 1341, "content": "巡逻"}, {"content": "已有"},
        {"started_at": "09:59", "ended_at": "11:00", "content": "劝导"},
    ],
)  # fmt: skip
def test_what_cannot_be(connection: Connection, facts: dict[str, Any]) -> None:
    served(connection, content="已有", minutes=40)
    served(connection, content="有时间的", started_at="08:00", ended_at="10:00")
    with pytest.raises(StoreError, match="没有保存"):
        served(connection, **facts)
    assert len(load(connection, Service)) == 2
    assert verify(connection, DOMAIN_RULES) == []


def test_the_last_day_and_touching_hours_are_good(connection: Connection) -> None:
    served(connection, volunteer_id=2, day=date(2026, 4, 1))
    served(connection, started_at="08:00", ended_at="10:00")
    served(connection, started_at="10:00", ended_at="11:00")
    served(connection, minutes=1320, content="值守")
    assert len(load(connection, Service)) == 4


def test_a_volunteer_who_was_taken_back_meanwhile(connection: Connection) -> None:
    with pytest.raises(NotFoundError):
        served(connection, volunteer_id=9)
