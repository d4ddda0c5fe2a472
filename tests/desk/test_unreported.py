"""超期未报到 by hand: from which day, what counts as urging, what evidence is there, when each level was reached."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.records import add
from store.desk.unreported import unreported
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

SERVED = date(2026, 11, 2)
LAST = date(2026, 11, 17)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return new_ledger(tmp_path)


def served(connection: Connection, name: str = "岩三木", **measure: object) -> int:
    with unit_of_work(connection, act("settle")) as unit:
        row_id = add(unit, [Person(name=name, village="岳宋村")])[0].id
        facts = {"category": "社区戒毒", "served_on": SERVED, **measure}
        add(unit, [Measure(person_id=row_id, **facts)])  # type: ignore[arg-type]  # facts of the test
    return row_id


def noted(connection: Connection, person_id: int, day: date, matter: str, **facts: object) -> None:
    with unit_of_work(connection, act("notice")) as unit:
        add(unit, [Notice(person_id=person_id, day=day, matter=matter, **facts)])  # type: ignore[arg-type]  # facts


def test_the_list_begins_on_the_day_after_the_last_day(connection: Connection) -> None:
    served(connection)
    assert unreported(connection, LAST) == ()
    (entry,) = unreported(connection, LAST + ONE_DAY)
    assert (entry.days_over, entry.level, entry.last_day) == (1, 2, LAST)
    assert entry.reached == {2: date(2026, 11, 18), 3: date(2026, 11, 21), 4: date(2026, 12, 2)}
    assert [unreported(connection, day)[0].level for day in (date(2026, 11, 20), date(2026, 11, 21))] == [2, 3]
    assert [unreported(connection, day)[0].level for day in (date(2026, 12, 1), date(2026, 12, 2))] == [3, 4]


def test_who_has_reported_or_was_closed_is_not_on_it(connection: Connection) -> None:
    served(connection, "娜叶", reported_on=date(2026, 11, 20))
    served(connection, "艾块", closed_on=date(2026, 11, 21), close_reason="死亡")
    assert [each.person.name for each in unreported(connection, date(2026, 11, 19))] == ["娜叶", "艾块"]
    assert [each.person.name for each in unreported(connection, date(2026, 11, 20))] == ["艾块"]
    assert unreported(connection, date(2026, 11, 21)) == ()


def test_an_accepted_reason_gives_fifteen_days_more(connection: Connection) -> None:
    noted(connection, served(connection), date(2026, 11, 16), "正当理由认定")
    assert unreported(connection, date(2026, 12, 1)) == ()
    assert [each.last_day for each in unreported(connection, date(2026, 12, 2))] == [date(2026, 12, 1)]


def test_the_log_holds_notices_and_visits_since_the_service_in_their_order(connection: Connection) -> None:
    row_id = served(connection)
    noted(connection, row_id, date(2026, 11, 20), "责令报到通知", document_number="责〔2026〕3号")
    noted(connection, row_id, date(2026, 10, 1), "告诫书")
    with unit_of_work(connection, act("visit")) as unit:
        facts = {"person_id": row_id, "mode": "电话", "contents": ("见面",), "result": "未见到", "visitors": "王强"}
        add(unit, [Visit(day=day, **facts) for day in (date(2026, 11, 10), date(2026, 11, 23))])  # type: ignore[arg-type]
    (entry,) = unreported(connection, date(2026, 11, 22))
    assert [(each.day.day, each.what) for each in entry.log] == [
        (10, "电话 未见到 王强"),
        (20, "责令报到通知 责〔2026〕3号"),
    ]


def test_evidence_is_there_or_lacking_paper_by_paper(connection: Connection) -> None:
    row_id = served(connection)
    today = date(2026, 11, 22)
    assert set(unreported(connection, today)[0].evidence.values()) == {None}
    noted(connection, row_id, date(2026, 11, 18), "告诫书")
    noted(connection, row_id, date(2026, 11, 19), "其他", content="逾期未报到证明,已送公安")
    noted(connection, row_id, date(2026, 11, 20), "报告公安")
    (entry,) = unreported(connection, today)
    assert entry.evidence == {"告诫书": date(2026, 11, 18), "逾期未报到证明": date(2026, 11, 19), "移交回执": None}
    noted(connection, row_id, date(2026, 11, 21), "报告公安", receipt_on=date(2026, 11, 22))
    assert unreported(connection, today)[0].evidence["移交回执"] == date(2026, 11, 22)
