"""Rows of 人员花名册 against the vault: whose they are, what they change, what they may not."""

from dataclasses import replace
from datetime import date

import pytest

from store.desk.records import add, load
from store.model.area import Area
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.measure import Measure
from store.model.person import Person
from store.vault.unit_of_work import unit_of_work
from tests.handoff.offices import ACT, Desk, codes_by_row, verdict_counts

HEADER = "姓名,证件号码,村,类别,送达日期,报到日期,期限,结束日期,结束原因"
NUMBER, OTHER = "530898199711073307", "530899198212031630"
OPEN = f"肖阿妹,{NUMBER},永广村,社区戒毒,2025-01-10,2025-01-12,3,,"
CLOSED = f"肖阿妹,{NUMBER},永广村,社区戒毒,2021-01-10,2021-01-12,3,2024-01-12,期满解除"
UID = "01937b6e-3c00-7abc-8def-0123456789ab"


def verdicts(desk: Desk, *rows: str, header: str = HEADER) -> dict[str, int]:
    return verdict_counts(desk.take(header, *rows))


def codes(desk: Desk, *rows: str, header: str = HEADER) -> dict[int, list[str]]:
    return codes_by_row(desk.take(header, *rows))


def uid_of(desk: Desk) -> str:
    return load(desk.connection, Person)[0].uid


def test_a_new_person_a_same_one_and_a_changed_one(desk: Desk) -> None:
    assert verdicts(desk, OPEN) == {"new": 1}
    assert verdicts(desk, OPEN) == {"same": 1}
    assert verdicts(desk, OPEN.replace("2025-01-12", "2025-01-13")) == {"changed": 1}
    assert load(desk.connection, Measure)[0].reported_on == date(2025, 1, 13)


def test_an_empty_cell_leaves_the_recorded_value_alone(desk: Desk) -> None:
    desk.take(
        "姓名,证件号码,村,类别,送达日期,联系电话,备注", f"肖阿妹,{NUMBER},永广村,社区戒毒,2025-01-10,13800001111,甲"
    )
    assert verdicts(
        desk, f"肖阿妹,{NUMBER},永广村,社区戒毒,/,无,", header="姓名,证件号码,村,类别,送达日期,联系电话,备注"
    ) == {"same": 1}
    assert desk.records("people")[0]["联系电话"] == "13800001111"


def test_erasing_needs_the_record_named(desk: Desk) -> None:
    header = "人员编号,姓名,证件号码,村,类别,送达日期,备注"
    desk.take(header, f",肖阿妹,{NUMBER},永广村,社区戒毒,2025-01-10,甲")
    assert codes(desk, f",肖阿妹,{NUMBER},永广村,社区戒毒,,〔清空〕", header=header) == {2: ["clear-not-allowed"]}
    assert verdicts(desk, f"{uid_of(desk)},肖阿妹,{NUMBER},永广村,社区戒毒,,〔清空〕", header=header) == {"changed": 1}
    assert desk.records("people")[0]["备注"] == ""
    assert codes(desk, f"{uid_of(desk)},〔清空〕,{NUMBER},永广村,社区戒毒,,", header=header) == {2: ["missing"]}


def test_a_contradiction_of_the_open_measure_is_a_conflict(desk: Desk) -> None:
    desk.take(HEADER, OPEN)
    report = desk.take(HEADER, OPEN.replace("社区戒毒", "社区康复"))
    assert (verdict_counts(report), codes_by_row(report)) == ({"conflict": 1}, {2: ["conflict"]})
    assert report["problems"][0]["severity"] == "conflict"
    assert verdicts(desk, OPEN.replace("2025-01-10", "2025-01-11")) == {"conflict": 1}
    assert desk.bring(desk.write(HEADER, OPEN.replace("2025-01-10", "2025-01-11"))).exit_code == 3
    assert load(desk.connection, Measure)[0].served_on == date(2025, 1, 10)


def test_a_conflict_leaves_the_person_alone_too(desk: Desk) -> None:
    desk.take(HEADER, OPEN)
    verdicts(desk, OPEN.replace("永广村", "班帅村").replace("社区戒毒", "自愿戒毒"))
    assert desk.records("people")[0]["村"] == "永广村"


def test_a_closed_measure_stays_as_it_is(desk: Desk) -> None:
    assert verdicts(desk, CLOSED) == {"new": 1}
    assert verdicts(desk, CLOSED) == {"same": 1}
    assert verdicts(desk, CLOSED.replace("2021-01-12", "2021-01-13")) == {"conflict": 1}
    assert verdicts(desk, CLOSED.replace(",2024-01-12,期满解除", ",,")) == {"same": 1}


def test_a_decision_served_after_the_last_closing_opens_a_new_measure(desk: Desk) -> None:
    desk.take(HEADER, CLOSED)
    assert verdicts(desk, OPEN.replace("2025-01-10", "2023-12-10")) == {"conflict": 1}
    assert verdicts(desk, OPEN) == {"changed": 1}
    assert len(load(desk.connection, Measure)) == 2
    assert verdicts(
        desk,
        OPEN,
    ) == {"same": 1}
    assert verdicts(desk, CLOSED) == {"same": 1}


def test_without_the_day_of_service_no_second_measure_opens(desk: Desk) -> None:
    bare = f"肖阿妹,{NUMBER},永广村,社区戒毒,,,,,"
    assert verdicts(desk, bare) == {"new": 1}
    assert verdicts(desk, bare) == {"same": 1}
    desk.take(HEADER, f"肖阿妹,{NUMBER},永广村,社区戒毒,,,,2025-01-01,死亡")
    assert verdicts(desk, bare) == {"same": 1}
    assert verdicts(desk, bare.replace("社区戒毒", "自愿戒毒")) == {"conflict": 1}
    assert len(load(desk.connection, Measure)) == 1


def test_not_reported_contradicts_a_recorded_report(desk: Desk) -> None:
    assert codes(desk, OPEN.replace("2025-01-12", "未报到")) == {2: ["not-reported"]}
    assert verdicts(desk, OPEN) == {"changed": 1}
    report = desk.take(HEADER, OPEN.replace("2025-01-12", "未报到"))
    assert (verdict_counts(report), codes_by_row(report)) == ({"conflict": 1}, {2: ["conflict", "not-reported"]})


def test_a_contradiction_is_told_beside_a_bad_cell(desk: Desk) -> None:
    desk.take(HEADER, OPEN)
    assert codes(desk, OPEN.replace("2025-01-10", "2025-01-11").replace("2025-01-12", "2025-13-01")) == {
        2: ["conflict", "date-invalid"]
    }


def test_a_late_report_is_told_against_the_recorded_service(desk: Desk) -> None:
    desk.take(HEADER, f"肖阿妹,{NUMBER},永广村,社区戒毒,2025-01-10,,,,")
    assert codes(desk, f"肖阿妹,{NUMBER},永广村,社区戒毒,,2025-03-01,,,") == {2: ["reported-late"]}


def test_the_dates_of_a_row_must_fit_the_recorded_ones(desk: Desk) -> None:
    desk.take(HEADER, OPEN)
    assert codes(desk, f"肖阿妹,{NUMBER},永广村,社区戒毒,,2025-01-09,,,") == {2: ["date-order"]}


def test_recovery_needs_a_term_once(desk: Desk) -> None:
    row = f"肖阿妹,{NUMBER},永广村,社区康复,2025-01-10,2025-01-12,{{}},,"
    assert codes(desk, row.format("")) == {2: ["missing"]}
    assert verdicts(desk, row.format("2")) == {"new": 1}
    assert verdicts(desk, row.format("")) == {"same": 1}
    assert codes(desk, row.format("3.5")) == {2: ["term-invalid"]}


def test_a_known_number_under_another_name_is_a_conflict(desk: Desk) -> None:
    header = "人员编号," + HEADER
    desk.take("曾用名," + HEADER, "阿妹、肖 妹," + OPEN)
    assert verdicts(desk, OPEN.replace("肖阿妹", "别人")) == {"conflict": 1}
    assert verdicts(desk, OPEN.replace("肖阿妹", "肖妹")) == {"same": 1}
    assert desk.records("people")[0]["姓名"] == "肖阿妹"
    assert verdicts(desk, f"{uid_of(desk)},{OPEN.replace('肖阿妹', '肖新名')}", header=header) == {"changed": 1}
    assert desk.records("people")[0]["姓名"] == "肖新名"


def test_a_known_uid_with_a_new_number_changes_the_number(desk: Desk) -> None:
    header = "人员编号," + HEADER
    desk.take(HEADER, OPEN.replace(NUMBER, "530898199711073307"))
    changed = f"{uid_of(desk)},{OPEN.replace(NUMBER, OTHER)}"
    assert verdicts(desk, changed, header=header) == {"changed": 1}
    assert desk.records("people")[0]["证件号码"] == OTHER
    assert verdicts(desk, changed, header=header) == {"same": 1}


def test_rows_that_name_one_person_by_uid_and_by_number_are_compared(desk: Desk) -> None:
    desk.take(HEADER, OPEN)
    uid, header = uid_of(desk), "人员编号," + HEADER
    renumbered = OPEN.replace(NUMBER, OTHER)
    found = codes(desk, f"{uid},{renumbered}", f",{renumbered.replace('永广村', '班帅村')}", header=header)
    assert found == {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}


def test_a_uid_and_a_number_of_two_people_are_a_conflict(desk: Desk) -> None:
    desk.take(HEADER, OPEN, OPEN.replace(NUMBER, OTHER).replace("肖阿妹", "覃红"))
    uids = {person.name: person.uid for person in load(desk.connection, Person)}
    assert verdicts(desk, f"{uids['覃红']},{OPEN}", header="人员编号," + HEADER) == {"conflict": 1}


def test_a_uid_the_vault_does_not_know_becomes_the_persons(desk: Desk) -> None:
    desk.take("人员编号," + HEADER, f"{UID},{OPEN}")
    assert uid_of(desk) == UID
    assert codes(desk, f"{UID[:-1]},{OPEN}", header="人员编号," + HEADER) == {2: ["record-id-invalid"]}


def test_equal_rows_are_same_and_different_ones_are_refused(desk: Desk) -> None:
    assert verdicts(desk, OPEN, OPEN, OPEN) == {"new": 1, "same": 2}
    other = OPEN.replace(NUMBER, OTHER).replace("肖阿妹", "覃红")
    report = desk.take(HEADER, other, other.replace("永广村", "班帅村"))
    assert codes_by_row(report) == {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}
    assert report["not_in_vault"] == 2


def test_a_rejected_row_is_rejected_even_if_it_equals_another(desk: Desk) -> None:
    report = desk.take(HEADER, OPEN, OPEN + ",多出")
    assert (verdict_counts(report), codes_by_row(report)) == ({"new": 1, "rejected": 1}, {3: ["ragged-row"]})
    assert report["not_in_vault"] == 0


def test_a_good_row_goes_in_though_its_equal_was_rejected(desk: Desk) -> None:
    assert verdicts(desk, OPEN + ",多出", OPEN) == {"new": 1, "rejected": 1}


def test_successive_measures_in_one_file(desk: Desk) -> None:
    assert verdicts(desk, OPEN, CLOSED) == {"new": 2}
    assert len(load(desk.connection, Measure)) == 2
    assert verdicts(desk, OPEN, CLOSED) == {"same": 2}


@pytest.mark.parametrize(
    "earlier",
    [
        CLOSED.replace(",2024-01-12,期满解除", ",,"),
        CLOSED.replace("2024-01-12", "2025-02-01"),
        CLOSED.replace("永广村", "班帅村"),
        CLOSED.replace("2021-01-10", "2025-01-10")
        .replace("2021-01-12", "2025-01-12")
        .replace("2024-01-12", "2025-01-20"),
    ],
)
def test_rows_that_do_not_succeed_one_another_are_duplicates(desk: Desk, earlier: str) -> None:
    assert codes(desk, OPEN, earlier) == {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}


def test_numbers_ending_in_three_zeros_depend_on_the_file(desk: Desk) -> None:
    right = "530892198708220000"
    row = "岩三,{},永广村,社区戒毒,2025-01-10,2025-01-12,3,,"
    damaged = row.format("530898197907100000")
    assert codes(desk, row.format(right)) == {2: ["id-tail-000"]}
    assert codes(desk, row.format(right), damaged) == {2: ["id-excel-damage"], 3: ["id-excel-damage"]}
    assert codes(desk, row.format(right), row.format("5.3E+17")) == {2: ["id-excel-damage"], 3: ["id-excel-damage"]}
    assert codes(desk, row.format(right), row.format("530898197913100000")) == {2: ["id-excel-damage"], 3: ["id-date"]}
    assert codes(desk, f"岩三,{right},永广村,社区戒毒,1987-08-23", header="姓名,证件号码,村,类别,出生日期") == {
        2: ["id-excel-damage"]
    }


def test_a_first_generation_number_must_agree_with_the_birth_date(desk: Desk) -> None:
    header = "姓名,证件号码,村,类别,出生日期"
    assert codes(desk, "杨强,530897851014745,班帅村,社区戒毒,1985-10-15", header=header) == {2: ["id-length"]}
    assert codes(desk, "杨强,530897851014745,班帅村,社区戒毒,1985-10-14", header=header) == {2: ["id-legacy-15"]}


def test_tier_and_staff_are_facts_of_other_records(desk: Desk) -> None:
    header = HEADER + ",风险等级,网格员,监护人,监护人电话"
    assert verdicts(desk, OPEN + ",高,王强,李芳,13800001111", header=header) == {"new": 1}
    assert [(a.day, a.risk) for a in load(desk.connection, Assessment)] == [(ACT.today, "高")]
    roles = {a.role: a for a in load(desk.connection, Assignment)}
    assert {role: (a.helper, a.started_on) for role, a in roles.items()} == {
        "网格员": ("王强", date(2025, 1, 10)),
        "监护人": ("李芳", date(2025, 1, 10)),
    }
    assert roles["监护人"].helper_phone == "13800001111"
    assert verdicts(desk, OPEN + ",高,王强,李芳,13800001111", header=header) == {"same": 1}
    assert verdicts(desk, OPEN + ",中,王刚,,", header=header) == {"changed": 1}
    row = desk.records("people")[0]
    assert (row["风险等级"], row["网格员"], row["监护人"]) == ("中", "王刚", "李芳")
    assert verdicts(desk, OPEN + ",中,王刚,,", header=header) == {"same": 1}


def test_a_guardians_phone_without_a_guardian_is_told(desk: Desk) -> None:
    assert codes(desk, OPEN + ",13800001111", header=HEADER + ",监护人电话") == {2: ["phone-without-name"]}


def test_villages_are_compared_with_recorded_areas(desk: Desk) -> None:
    with unit_of_work(desk.connection, replace(ACT, action="area")) as unit:
        add(unit, [Area(level="村", code="1", name="永广村"), Area(level="村", code="2", name="曼亨村")])
    assert codes(desk, OPEN.replace("永广村", "永广"), OPEN.replace(NUMBER, OTHER).replace("永广村", "上海村")) == {
        2: ["area-guessed"],
        3: ["area-unknown"],
    }
    assert {row["村"] for row in desk.records("people")} == {"永广村", "上海村"}
