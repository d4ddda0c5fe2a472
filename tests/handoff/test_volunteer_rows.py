"""Volunteers, teams, activities and hours out of ledgers: who is who, and what the clock allows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.hours import hours
from store.desk.records import load
from store.desk.undo import undo
from store.fields.clock_time import ClockTime, minutes_between
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.rules.service import overlapping
from store.vault.verify import verify
from tests.handoff.offices import ACT, TODAY, Desk

VOLUNTEERS = "志愿者编号,姓名,证件号码,联系电话,加入日期,同意日期,状态"
PLAIN = "姓名,联系电话,加入日期,同意日期"
SERVICE = "志愿者编号,姓名,日期,开始时间,结束时间,服务分钟,内容"
MAN, WOMAN = "530899199001010017", "530899199001010025"


def codes(report: dict[str, object]) -> list[tuple[int, str]]:
    problems: list[dict[str, object]] = report["problems"]  # type: ignore[assignment]
    return [(int(str(problem["row"])), str(problem["code"])) for problem in problems]


@pytest.fixture
def ready(desk: Desk) -> Desk:
    desk.take(
        VOLUNTEERS, f"V1,岩保,{MAN},13800001111,2025-01-01,2025-01-01,", "V2,娜叶,,13800002222,2025-06-01,2025-06-01,"
    )
    return desk


def test_who_has_no_number_gets_the_next_one(ready: Desk) -> None:
    ready.take(
        VOLUNTEERS, "Z0007,艾惹,,13800003333,2025-01-01,2025-01-01,", ",岩块,,13800004444,2025-01-01,2025-01-01,"
    )
    numbers = {row["姓名"]: row["志愿者编号"] for row in ready.records("volunteers")}
    assert numbers["岩块"] == "Z0008"
    again = ready.take(PLAIN, "岩块,13800004444,2025-01-01,2025-01-01")
    assert again["counts"]["same"] == 1


def test_the_same_volunteer_twice(ready: Desk) -> None:
    report = ready.take(
        VOLUNTEERS,
        f"V9,岩保,{MAN},13800009999,2025-01-01,2025-01-01,",  # the number of somebody recorded
        "V8,娜叶,,13800002222,2025-06-01,2025-06-01,",  # name and phone of somebody recorded
        "V7,岩三,,13800005555,2025-06-01,2025-06-01,", "V6,岩三,,13800005555,2025-06-01,2025-06-01,",
    )  # fmt: skip
    assert codes(report) == [
        (2, "conflict"), (3, "conflict"), (4, "duplicate-in-file"), (5, "duplicate-in-file"),
    ]  # fmt: skip
    assert len(ready.records("volunteers")) == 2


def test_two_people_may_share_a_name_and_a_phone(ready: Desk) -> None:
    report = ready.take(VOLUNTEERS, f"V3,岩保,{WOMAN},13800001111,2025-01-01,2025-01-01,")
    assert report["counts"]["new"] == 1


def test_consent_is_required_and_the_number_says_the_sex(ready: Desk) -> None:
    report = ready.take(
        "姓名,性别,证件号码,联系电话,加入日期,同意日期",
        "艾块,,,13800006666,2025-01-01,", f"艾到,男,{WOMAN},13800007777,2025-01-01,2025-01-01",
    )  # fmt: skip
    assert codes(report) == [(2, "missing"), (3, "id-mismatch-sex")]
    assert {row["姓名"]: row["性别"] for row in ready.records("volunteers")}["艾到"] == "女"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("V1,岩保,2026-03-01,08:00,10:00,120,宣讲", None),
        ("V1,岩保,2026-03-01,上午8点,下午2点30,390,宣讲", None),
        ("V1,岩保,2026-03-01,08:00,10:00,121,宣讲", "minutes-impossible"),
        ("V1,岩保,2026-03-01,10:00,08:00,60,宣讲", "date-order"),
        ("V1,岩保,2026-03-01,,,1441,宣讲", "minutes-impossible"),
        ("V1,岩保,2026-03-01,25:00,,60,宣讲", "time-invalid"),
        ("V1,岩保,2026-03-01,,,六十,宣讲", "number-invalid"),
        ("V1,岩保,2024-12-31,,,60,宣讲", "outside-validity"),
        ("V1,岩保,2026-11-23,,,60,宣讲", "date-future"),
        ("V1,岩保,2026-03-01,,,970,宣讲", "long-day"),
        ("V5,,2026-03-01,,,60,宣讲", "volunteer-unknown"),
        (",没有这人,2026-03-01,,,60,宣讲", "volunteer-unknown"),
        (",岩保,2026-03-01,,,60,宣讲", "volunteer-by-name"),
        ("V1,娜叶,2026-03-01,,,60,宣讲", "conflict"),
        (",,2026-03-01,,,60,宣讲", "missing"),
    ],
)
def test_what_can_be_true_of_one_service(ready: Desk, cells: str, code: str | None) -> None:
    report = ready.take(SERVICE, cells)
    assert codes(report) == ([(2, code)] if code else [])
    went_in = code in (None, "long-day", "volunteer-by-name")
    assert len(ready.records("service")) == went_in
    assert verify(ready.connection, DOMAIN_RULES) == []


def test_nobody_serves_after_leaving(ready: Desk) -> None:
    ready.take(VOLUNTEERS, "V2,娜叶,,13800002222,2025-06-01,2025-06-01,退出")
    (left,) = [each for each in load(ready.connection, Volunteer) if each.number == "V2"]
    assert left.left_on == TODAY
    later = replace(ACT, today=TODAY + timedelta(days=3))
    report = ready.take(SERVICE, f"V2,,{TODAY},,,60,宣讲", f"V2,,{TODAY + timedelta(days=1)},,,60,宣讲", act=later)
    assert codes(report) == [(3, "outside-validity")]
    ready.take(VOLUNTEERS, "V2,娜叶,,13800002222,2025-06-01,2025-06-01,在册", act=later)
    assert ready.take(SERVICE, f"V2,,{TODAY + timedelta(days=1)},,,60,宣讲", act=later)["counts"]["new"] == 1


def test_of_hours_that_overlap_none_is_taken_and_beside_recorded_ones_only_those_stay(
    ready: Desk,
) -> None:
    report = ready.take(
        SERVICE,
        "V1,,2026-03-01,08:00,10:00,120,宣讲", "V1,,2026-03-01,09:00,11:00,60,劝导",
        "V1,,2026-03-01,11:00,12:00,60,巡逻", "V2,,2026-03-01,09:00,10:00,60,宣讲",
    )  # fmt: skip
    assert codes(report) == [(2, "range-overlap"), (3, "range-overlap")]
    report = ready.take(SERVICE, "V1,,2026-03-01,11:30,12:30,60,宣讲", "V1,,2026-03-01,11:30,12:30,60,宣讲")
    assert codes(report) == [(2, "range-overlap"), (3, "range-overlap")]
    assert report["counts"]["rejected"] == 2
    assert [(row["开始时间"], row["志愿者编号"]) for row in ready.records("service")] == [
        ("09:00", "V2"),
        ("11:00", "V1"),
    ]


def test_more_than_a_day_has_is_refused_over_all_rows(ready: Desk) -> None:
    ready.take(SERVICE, "V1,,2026-03-01,,,900,宣讲")
    report = ready.take(SERVICE, "V1,,2026-03-01,,,541,巡逻")
    assert codes(report) == [(2, "minutes-impossible")]
    assert [row["服务分钟"] for row in ready.records("service")] == ["900"]


def test_a_correction_by_its_key_and_by_its_id(ready: Desk) -> None:
    ready.take(SERVICE, "V1,,2026-03-01,08:00,10:00,90,宣讲")
    assert ready.take(SERVICE, "V1,,2026-03-01,08:00,10:00,100,宣讲")["counts"]["changed"] == 1
    (row,) = ready.records("service")
    report = ready.take(f"{SERVICE},记录编号", f"V2,,2026-03-01,08:00,10:00,90,宣讲,{row['记录编号']}")
    assert codes(report) == [(2, "record-id-reused")]
    assert ready.records("service") == [row]


def test_service_may_stand_in_a_file_before_its_volunteers(desk: Desk) -> None:
    outcome = desk.bring(
        desk.write(SERVICE, "V1,,2026-03-01,,,60,宣讲", name="a.csv"),
        desk.write(VOLUNTEERS, f"V1,岩保,{MAN},13800001111,2025-01-01,2025-01-01,", name="b.csv"),
    )
    assert outcome.exit_code == 0
    assert outcome.batch is not None
    done = undo(desk.connection, outcome.batch, ACT)
    assert (done.reversed, done.kept) == (2, ())
    assert desk.records("service") == desk.records("volunteers") == []


def test_a_volunteer_who_has_served_since_is_not_taken_back(desk: Desk) -> None:
    batch = desk.take(VOLUNTEERS, f"V1,岩保,{MAN},13800001111,2025-01-01,2025-01-01,")["batch"]
    desk.take(SERVICE, "V1,,2026-03-01,,,60,宣讲")
    assert isinstance(batch, int)
    assert [left.record for left in undo(desk.connection, batch, ACT).kept] == ["V1"]
    assert verify(desk.connection, DOMAIN_RULES) == []


def test_another_team_in_a_ledger_is_a_move_of_that_day_and_a_first_team_is_none(ready: Desk) -> None:
    teams = f"{PLAIN},志愿者编号,队伍"
    ready.take(teams, "娜叶,13800002222,2025-06-01,2025-06-01,V2,一队")
    ready.take(SERVICE, "V2,,2026-03-01,,,60,宣讲")
    assert [row.key for row in hours(ready.connection, by="team")] == ["一队"]
    ready.take(teams, "娜叶,13800002222,2025-06-01,2025-06-01,V2,二队")
    (moved,) = load(ready.connection, Volunteer, "WHERE number = 'V2'")
    assert (moved.team, moved.team_since) == ("二队", TODAY)
    assert [row.key for row in hours(ready.connection, by="team")] == ["一队"], "it was served with the former team"
    assert ready.take(teams, "娜叶,13800002222,2025-06-01,2025-06-01,V2,二队")["counts"]["same"] == 1


def test_a_phone_that_a_spreadsheet_spoiled_is_a_missing_one(desk: Desk) -> None:
    report = desk.take(PLAIN, "艾块,1.38E+10,2025-01-01,2025-01-01")
    assert codes(report) == [(2, "phone-invalid"), (2, "missing")]


def test_teams_and_activities_are_known_by_their_names(desk: Desk) -> None:
    desk.take("队伍,类型,村", "一队,劝导队,岳宋村")
    assert desk.take("队伍,类型,负责人", "一队,劝导队,岩保")["counts"]["changed"] == 1
    report = desk.take("队伍,类型", "二队,没有这种", "三队,宣讲团", "三队,歌舞队")
    assert codes(report) == [(2, "choice-unknown"), (3, "duplicate-in-file"), (4, "duplicate-in-file")]
    planned = desk.take(
        "活动编号,日期,名称,受众人数", f"H1,{TODAY + timedelta(days=30)},赶集宣传,", "H2,2026-06-26,禁毒日,很多"
    )
    assert codes(planned) == [(3, "number-invalid")]
    assert [row["活动编号"] for row in desk.records("activities")] == ["H1"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8:05", "08:05"), ("08：05", "08:05"), ("14.30", "14:30"), ("9点", "09:00"), ("下午3点20分", "15:20"),
        ("中午12点", "12:00"), ("中午1:30", "13:30"), ("24:00", "24:00"), ("8:00:59", "08:00"), ("无", None),
    ],
)  # fmt: skip
def test_times_as_they_are_written(written: str, meant: str | None) -> None:
    checked = ClockTime().clean(written, TODAY)
    assert (checked.value, checked.codes) == (meant, ())


@pytest.mark.parametrize("written", ["24:01", "8:60", "8", "上午", "8-10", "08:0", "-1:00", "٣:٠٠"])
def test_what_is_no_time(written: str) -> None:
    assert ClockTime().clean(written, TODAY).codes == ("time-invalid",)


def _hours_of(service: Service) -> set[tuple[date, int]]:
    start, end = service.started_at or "", service.ended_at or ""
    return {(service.day, hour) for hour in range(24) if start <= f"{hour:02d}:00" < end}


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 23), st.integers(0, 23)), max_size=8))
@settings(max_examples=60)
def test_overlaps_are_those_that_a_minute_by_minute_count_finds(drawn: list[tuple[int, int, int]]) -> None:
    services = [
        Service(
            id=number, day=date(2026, 3, 1 + day), minutes=0, content=str(number),
            started_at=f"{min(one, other):02d}:00", ended_at=f"{max(one, other):02d}:00",
        )
        for number, (day, one, other) in enumerate(drawn)
    ]  # fmt: skip
    spent = {each.id: _hours_of(each) for each in services}
    expected = {
        frozenset((one.id, other.id))
        for one in services for other in services if one.id < other.id and spent[one.id] & spent[other.id]
    }  # fmt: skip
    assert {frozenset((one.id, other.id)) for one, other in overlapping(services)} == expected
    assert all(minutes_between(each.started_at or "", each.ended_at or "") >= 0 for each in services)
