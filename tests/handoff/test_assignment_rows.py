"""Who is responsible for whom, out of ledgers: one main helper at a time, and none lost."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.desk.case_events import overlapping_main_helpers
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.gaps import helper_gaps
from store.desk.records import load
from store.desk.undo import undo
from store.model.assignment import Assignment
from store.vault.verify import verify
from tests.handoff.contract_tables import number
from tests.handoff.offices import ACT, TODAY, Desk, codes_by_row, empty_office

OPEN, CLOSED = number(1, "19700501"), number(3, "19700503")
HEADER = "证件号码,角色,责任人,开始日期,结束日期"


def roster(desk: Desk) -> None:
    desk.take(
        "姓名,证件号码,村,类别,送达日期,报到日期,结束日期,结束原因,网格员",
        f"岩温,{OPEN},永广村,社区戒毒,2025-01-01,2025-01-05,,,王强",
        f"关一,{CLOSED},永广村,社区戒毒,2022-01-01,2022-01-05,2025-01-05,期满解除,",
    )


@pytest.fixture
def ready(desk: Desk) -> Desk:
    roster(desk)
    return desk


def helpers(desk: Desk) -> list[tuple[str, str, str]]:
    return [
        (row["责任人"], row["开始日期"], row["结束日期"])
        for row in desk.records("assignments")
        if row["角色"] == "主帮教人"
    ]


def test_two_main_helpers_at_once_are_both_refused(ready: Desk) -> None:
    report = ready.take(
        HEADER, f"{OPEN},主帮教人,李芳,2025-02-01,2025-06-01", f"{OPEN},主帮教人,王强,2025-05-31,",
        f"{OPEN},志愿者,岩保,2025-02-01,",
    )  # fmt: skip
    assert codes_by_row(report) == {2: ["range-overlap"], 3: ["range-overlap"]}
    assert helpers(ready) == []


def test_one_after_the_other_on_the_same_day_and_an_end_that_makes_room(ready: Desk) -> None:
    ready.take(HEADER, f"{OPEN},主帮教人,李芳,2025-02-01,")
    assert codes_by_row(ready.take(HEADER, f"{OPEN},主帮教人,王强,2025-06-01,")) == {2: ["range-overlap"]}
    report = ready.take(HEADER, f"{OPEN},主帮教人,李芳,2025-02-01,2025-06-01", f"{OPEN},主帮教人,王强,2025-06-01,")
    assert report["counts"]["changed"] == report["counts"]["new"] == 1
    assert helpers(ready) == [("李芳", "2025-02-01", "2025-06-01"), ("王强", "2025-06-01", "")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (f"{CLOSED},主帮教人,李芳,2025-01-05,", "measure-closed"),
        (f"{OPEN},主帮教人,李芳,2025-02-01,2025-01-31", "date-order"),
        (f"{OPEN},主帮教人,李芳,2026-11-23,", "date-future"),
        (f"{OPEN},帮教,李芳,2025-02-01,", "choice-unknown"),
        (f"{number(5)},主帮教人,李芳,2025-02-01,", "person-unknown"),
        (f"{OPEN},主帮教人,,2025-02-01,", "missing"),
    ],
)
def test_what_cannot_be(ready: Desk, cells: str, code: str) -> None:
    assert codes_by_row(ready.take(HEADER, cells)) == {2: [code]}


def test_a_volunteer_has_to_be_known(ready: Desk) -> None:
    header, row = f"{HEADER},志愿者编号", f"{OPEN},志愿者,岩保,2025-02-01,,V1"
    assert codes_by_row(ready.take(header, row)) == {2: ["volunteer-unknown"]}
    ready.take("志愿者编号,姓名,联系电话,加入日期,同意日期", "V1,岩保,13800001111,2025-01-01,2025-01-01")
    assert ready.take(header, row)["counts"]["new"] == 1


def test_what_the_roster_named_is_taken_over_with_its_id(ready: Desk) -> None:
    uid = "01937b6e-3c00-7abc-8def-0123456789ab"
    report = ready.take(f"{HEADER},记录编号", f"{OPEN},网格员,王强,2025-01-01,,{uid}")
    assert report["counts"]["changed"] == 1
    (held,) = load(ready.connection, Assignment)
    assert (held.uid, held.from_roster) == (uid, False)


def test_taking_back_an_end_does_not_leave_two_main_helpers(ready: Desk) -> None:
    ready.take(HEADER, f"{OPEN},主帮教人,李芳,2025-02-01,")
    ended = ready.take(HEADER, f"{OPEN},主帮教人,李芳,2025-02-01,2025-06-01")["batch"]
    ready.take(HEADER, f"{OPEN},主帮教人,王强,2025-06-01,")
    done = undo(ready.connection, ended, ACT)
    assert (done.reversed, len(done.kept)) == (0, 1)
    assert "两个主帮教人" in done.kept[0].why
    assert verify(ready.connection, DOMAIN_RULES) == []


def test_the_gaps_name_whoever_has_no_main_helper_and_what_each_template_lacks(ready: Desk) -> None:
    (open_one,) = [row["人员编号"] for row in ready.records("people") if row["姓名"] == "岩温"]
    gaps = helper_gaps(ready.connection, TODAY)
    assert gaps.without_main_helper == (open_one,), "whose measure is closed is left alone"
    assert {each.template: each.roles for each in gaps.missing_roles} == {
        "五包一(建)": ("社区民警", "禁毒专干", "监护人或亲属"),
        "五包一(管)": ("社区民警", "志愿者", "监护人", "亲属"),
        "工作小组": ("禁毒专干", "社区民警", "医务人员", "家庭成员", "志愿者"),
    }
    everybody = ("主帮教人", "社区民警", "禁毒专干", "医务人员", "家庭成员", "监护人", "亲属", "志愿者")
    ready.take(HEADER, *(f"{OPEN},{role},某人{role},2025-02-01," for role in everybody))
    assert helper_gaps(ready.connection, TODAY) == type(gaps)((), ())
    ready.take(HEADER, f"{OPEN},主帮教人,某人主帮教人,2025-02-01,2026-11-22")
    assert helper_gaps(ready.connection, TODAY).without_main_helper == (open_one,)
    assert helper_gaps(ready.connection, TODAY - timedelta(days=1)).without_main_helper == ()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20) | st.none(), st.sampled_from("甲乙")), max_size=6))
@settings(max_examples=40)
def test_on_any_day_at_most_one_main_helper(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, int | None, str]]
) -> None:
    folder, first = tmp_path_factory.mktemp("helpers"), date(2025, 2, 1)
    with empty_office(folder / "vault") as office:
        desk = Desk(office, folder)
        roster(desk)
        for start, length, name in drawn:
            begun = first + timedelta(days=start)
            ended = "" if length is None else (begun + timedelta(days=length)).isoformat()
            desk.take(HEADER, f"{OPEN},主帮教人,{name},{begun},{ended}")
        held = [each for each in load(office, Assignment) if each.role == "主帮教人"]
        for day in range(90):
            then = first + timedelta(days=day)
            assert sum(each.started_on <= then < (each.ended_on or date.max) for each in held) <= 1
        assert overlapping_main_helpers(held) == []
        assert verify(office, DOMAIN_RULES) == []


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
@settings(max_examples=20)
def test_nobody_is_lost_by_handovers(tmp_path_factory: pytest.TempPathFactory, stays: list[int]) -> None:
    folder, day = tmp_path_factory.mktemp("handovers"), date(2025, 2, 1)
    days = [day]
    for stay in stays:
        days.append(days[-1] + timedelta(days=stay))
    rows = [f"{OPEN},主帮教人,第{place}人,{start},{end}" for place, (start, end) in enumerate(pairwise(days))]
    with empty_office(folder / "vault") as office:
        desk = Desk(office, folder)
        roster(desk)
        assert desk.take(HEADER, *rows, f"{OPEN},主帮教人,末一人,{days[-1]},")["counts"]["new"] == len(days)
        held = [each for each in load(office, Assignment) if each.role == "主帮教人"]
        for passed in range((days[-1] - day).days + 5):
            then = day + timedelta(days=passed)
            assert sum(each.started_on <= then < (each.ended_on or date.max) for each in held) == 1
