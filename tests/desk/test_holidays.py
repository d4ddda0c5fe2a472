"""Days off: the shipped file, a newer one in the vault, and one that is refused."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.holiday_change import preview_holidays
from store.desk.holidays import (
    SETTING,
    holidays_from_file,
    load_holidays,
    read_holidays,
    save_holidays,
    shipped_holidays,
)
from store.desk.records import add
from store.desk.schedule import schedule_of
from store.desk.settings import write_settings
from store.desk.worklist import worklist
from store.errors import FileRefusedError, VaultDamagedError
from store.model.measure import Measure
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

YEAR = {"days_off": [{"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}], "working_days": ["2027-01-10"]}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def file_of(year: Any = YEAR, number: str = "2027") -> str:
    return json.dumps({"title": "2027 年节假日安排", "years": {number: year}}, ensure_ascii=False)


def test_the_shipped_file_passes_the_guard_and_covers_2025_and_2026() -> None:
    text = (Path(__file__).parents[2] / "store" / "rules" / "holidays.json").read_text(encoding="utf-8")
    assert read_holidays(text) == shipped_holidays()
    assert shipped_holidays().covered == {2025, 2026}


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),
        (date(2026, 1, 4), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 3, 17), True),
        (date(2026, 3, 21), False),
        (date(2026, 3, 23), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
    ],
)
def test_days_as_the_state_council_arranged_them(day: date, working: bool) -> None:
    assert shipped_holidays().is_working_day(day) == working


def test_the_public_holidays_of_a_covered_year_are_as_many_as_arranged() -> None:
    weekday_holidays = {
        year: sum(day.year == year and day.weekday() < 5 for day in shipped_holidays().days_off)
        for year in (2025, 2026)
    }
    made_up = {year: sum(day.year == year for day in shipped_holidays().working_days) for year in (2025, 2026)}
    # Thirteen days a year are public holidays by law; what is off beyond them on weekdays is made up for on weekends.
    assert weekday_holidays == {year: 13 + days for year, days in made_up.items()}
    assert made_up == {2025: 5, 2026: 6}


def test_a_newer_file_in_the_vault_adds_its_years_and_changes_only_its_own(ledger: Connection) -> None:
    assert load_holidays(ledger) == shipped_holidays()
    save_holidays(ledger, act(), file_of())
    found = load_holidays(ledger)
    assert found.covered == {2025, 2026, 2027}
    assert (found.is_working_day(date(2027, 1, 1)), found.is_working_day(date(2027, 1, 10))) == (False, True)
    assert found.is_working_day(date(2026, 10, 1)) == shipped_holidays().is_working_day(date(2026, 10, 1))
    replaced = {"days_off": [{"name": "元旦", "first": "2026-01-01", "last": "2026-01-01"}], "working_days": []}
    save_holidays(ledger, act(), file_of(replaced, "2026"))
    assert load_holidays(ledger).is_working_day(date(2026, 10, 1))


def test_the_last_day_moves_in_schedule_and_worklist_alike_and_a_new_file_counts_at_once(ledger: Connection) -> None:
    with unit_of_work(ledger, act()) as unit:
        (person,) = add(unit, [Person(name="岩三木", village="岳宋村")])
        served_on = date(2026, 12, 17)
        add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=served_on)])
    before = served_on + timedelta(days=15)
    for last_day, note in ((date(2027, 1, 1), "2027 年节假日未载入,只避开周末"), (date(2027, 1, 4), None)):
        deadline = schedule_of(ledger, person.id, before).schedule.deadlines[0]
        assert (deadline.last_day, deadline.note) == (last_day, note)
        assert [item.obligation.last_day for item in worklist(ledger, before)] == [last_day]
        save_holidays(ledger, act(), file_of())


def test_a_new_file_is_previewed_by_whose_last_day_moves(ledger: Connection) -> None:
    with unit_of_work(ledger, act()) as unit:
        moving, staying = add(unit, [Person(name=name, village="岳宋村") for name in ("岩三木", "李建国")])
        days = {moving: date(2026, 12, 17), staying: date(2026, 12, 16)}
        add(unit, [Measure(person_id=each.id, category="社区戒毒", served_on=day) for each, day in days.items()])
        (reported,) = add(unit, [Person(name="尼惹", village="岳宋村")])
        done: dict[str, Any] = {"served_on": date(2026, 12, 17), "reported_on": date(2026, 12, 18)}
        add(unit, [Measure(person_id=reported.id, category="社区戒毒", **done)])
    told: list[tuple[int, int]] = []
    units = ledger.execute("SELECT count(*) FROM unit").fetchone()
    shown = preview_holidays(ledger, file_of(), date(2026, 12, 20), lambda *done: told.append(done))
    assert [(each.person.name, each.note) for each in shown.changes] == [
        ("岩三木", "报到 最后一天 2027-01-01 变 2027-01-04")
    ]
    assert (shown.compared, told[-1]) == (3, (3, 3))
    assert ledger.execute("SELECT count(*) FROM unit").fetchone() == units
    save_holidays(ledger, act(), file_of())
    assert preview_holidays(ledger, file_of(), date(2026, 12, 20)).changes == ()


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("{", "第 1 行", "不是 JSON"),
        (file_of(number="27"), "years 27", "不符合格式"),
        (file_of({**YEAR, "working_days": ["2027-02-30"]}), "years 2027 working_days 第1项", "不符合格式"),
        (file_of({**YEAR, "working_days": ["2027-01-02"]}), "years 2027", "2027-01-02 既放假又上班"),
        (
            file_of({**YEAR, "days_off": [{"name": "元旦", "first": "2027-01-03", "last": "2027-01-01"}]}),
            "years 2027 days_off 第1项",
            "最后一天早于第一天",
        ),
        (file_of(number="2029"), "第 1 行", "2027-01-01 不在 2029 年前后"),
        (file_of({"days_off": [], "working_days": []}), "years 2027 days_off", "太少"),
        (file_of({**YEAR, "extra": 1}), "years 2027 extra", "没有这样的项"),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_reason(
    ledger: Connection, text: str, place: str, reason: str
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        save_holidays(ledger, act(), text)
    assert place in refused.value.message
    assert reason in refused.value.message
    assert load_holidays(ledger) == shipped_holidays()


def test_a_later_file_keeps_the_years_of_an_earlier_one(ledger: Connection) -> None:
    save_holidays(ledger, act(), file_of())
    later = {"days_off": [{"name": "元旦", "first": "2028-01-01", "last": "2028-01-01"}], "working_days": []}
    save_holidays(ledger, act(), file_of(later, number="2028"))
    assert load_holidays(ledger).covered == {2025, 2026, 2027, 2028}


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(ledger: Connection, tmp_path: Path) -> None:
    path = tmp_path / "holidays.json"
    path.write_bytes('{"title":\n"节假日"}'.encode("gb18030"))
    with pytest.raises(FileRefusedError, match=r"第 2 行: 编码不是 UTF-8.*原来的节假日没有改动"):
        holidays_from_file(path)
    path.write_text(file_of(), encoding="utf-8")
    assert holidays_from_file(path) == file_of()


@pytest.mark.parametrize("kept", ["", "{}", '{"years": {"2027": {"days_off": [{"first": "?"}]}}}'])
def test_spoilt_holidays_are_told_and_never_passed_over(ledger: Connection, kept: str) -> None:
    write_settings(ledger, act("settings"), {SETTING: kept})
    with pytest.raises(VaultDamagedError, match="备份"):
        load_holidays(ledger)
