"""Rows of the event kinds against the vault: whose they are, which record they speak of, what they may not."""

from datetime import date
from pathlib import Path

import pytest

from store.desk.records import load
from store.handoff.export import export_all
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from tests.handoff.offices import ACT, Desk, codes_by_row, empty_office, verdict_counts

NUMBER, OTHER, STRANGER = "530898199711073307", "530899198212031630", "530899199001010017"
UID, UID_2 = "01937b6e-3c00-7abc-8def-0123456789ab", "01937b6e-3c00-7abc-8def-0123456789ac"
TESTS = "证件号码,姓名,检测日期,样本,类型,结果,备注,记录编号"
TEST = f"{NUMBER},肖阿妹,2026-10-01,尿液,定期,阴性,,"
VISITS = "证件号码,姓名,村,人员编号,日期,方式,内容,结果,情况"


@pytest.fixture
def office(desk: Desk) -> Desk:
    """Three people: 肖阿妹 open, 覃红 closed, and two who bear the name 岩三."""
    desk.take(
        "姓名,曾用名,证件号码,村,类别,送达日期,报到日期,结束日期,结束原因,人员编号",
        f"肖阿妹,阿妹,{NUMBER},永广村,社区戒毒,2025-01-10,2025-01-12,,,",
        f"覃红,,{OTHER},永广村,社区戒毒,2022-01-10,2022-01-12,2025-01-12,期满解除,",
        "岩三,,,永广村,社会面管理,,,,,01937b6e-3c00-7abc-8def-000000000001",
        "岩三,,,班帅村,社会面管理,,,,,01937b6e-3c00-7abc-8def-000000000002",
    )
    assert len(load(desk.connection, Person)) == 4
    return desk


def test_new_same_and_changed(office: Desk) -> None:
    assert verdict_counts(office.take(TESTS, TEST)) == {"new": 1}
    assert verdict_counts(office.take(TESTS, TEST)) == {"same": 1}
    assert verdict_counts(office.take(TESTS, TEST.replace("阴性,,", "阴性,复查,"))) == {"changed": 1}
    assert load(office.connection, DrugTest)[0].note == "复查"


def test_another_result_on_the_same_day_is_a_second_test(office: Desk) -> None:
    office.take(TESTS, TEST)
    report = office.take(TESTS, TEST.replace("阴性", "阳性"))
    assert (verdict_counts(report), codes_by_row(report)) == ({"new": 1}, {2: ["same-day-result"]})
    report = office.take(
        TESTS,
        TEST.replace("2026-10-01", "2026-10-02"),
        TEST.replace("2026-10-01,尿液,定期,阴性", "2026-10-02,尿液,定期,拒检"),
    )
    assert codes_by_row(report) == {3: ["same-day-result"]}


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (f"{STRANGER},肖阿妹,,,2026-10-01,见面,见面,已见到,", ["person-unknown"]),
        (f",,,{UID},2026-10-01,见面,见面,已见到,", ["person-unknown"]),
        (",没有人,,,2026-10-01,见面,见面,已见到,", ["person-unknown"]),
        (",肖阿妹,班帅村,,2026-10-01,见面,见面,已见到,", ["person-unknown"]),
        (",,,,2026-10-01,见面,见面,已见到,", ["missing"]),
        (",肖阿妹,,,2026-10-01,见面,见面,已见到,", ["person-by-name"]),
        (",肖 阿妹,永广村民委员会,,2026-10-01,见面,见面,已见到,", ["person-by-name"]),
        (",岩三,,,2026-10-01,见面,见面,已见到,", ["person-ambiguous"]),
        (",岩三,班帅村,,2026-10-01,见面,见面,已见到,", ["person-by-name"]),
        (",,,01937b6e-3c00-7abc-8def-000000000002,2026-10-01,见面,见面,已见到,", []),
        (f"{NUMBER},阿妹,,,2026-10-01,见面,见面,已见到,", []),
        (f"{NUMBER},别人,,,2026-10-01,见面,见面,已见到,", ["conflict"]),
        (f"{NUMBER},,,01937b6e-3c00-7abc-8def-000000000002,2026-10-01,见面,见面,已见到,", ["conflict"]),
        (f"{NUMBER[:17]}8,肖阿妹,,,2026-10-01,见面,见面,已见到,", ["id-checksum"]),
        (f"{OTHER},,,,2025-01-12,见面,见面,已见到,", ["measure-closed"]),
        (f"{OTHER},,,,2025-01-11,见面,见面,已见到,", []),
        (f"{OTHER},,,,1982-12-02,见面,见面,已见到,", ["date-order"]),
        (f"{NUMBER},,,,2026-11-23,见面,见面,已见到,", ["date-future"]),
    ],
)
def test_whose_row_it_is(office: Desk, row: str, codes: list[str]) -> None:
    assert codes_by_row(office.take(VISITS, row)).get(2, []) == codes


def test_a_test_is_never_given_to_somebody_by_name_alone(office: Desk) -> None:
    row = ",肖阿妹,2026-10-01,尿液,定期,阴性,,"
    assert codes_by_row(office.take(TESTS, row)) == {2: ["person-ambiguous"]}


def test_strangers_are_counted(office: Desk) -> None:
    report = office.take(
        VISITS,
        f"{STRANGER},,,,2026-10-01,见面,见面,已见到,",
        f"{NUMBER},,,,,见面,见面,已见到,",
        ",岩三,,,2026-10-01,见面,见面,已见到,",
    )
    assert (report["counts"]["rejected"], report["not_in_vault"]) == (3, 1)


def test_equal_keys_in_one_file(office: Desk) -> None:
    report = office.take(TESTS, TEST, TEST, TEST.replace("2026-10-01", "2026-10-02"))
    assert verdict_counts(report) == {"new": 2, "same": 1}
    report = office.take(
        TESTS,
        TEST.replace("10-01", "10-03"),
        TEST.replace("2026-10-01,尿液,定期,阴性,", "2026-10-03,尿液,定期,阴性,复查"),
    )
    assert codes_by_row(report) == {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}


def test_what_was_recorded_before_a_closing_comes_back_from_an_export(office: Desk, tmp_path: Path) -> None:
    office.take(TESTS, TEST)
    office.take(MEASURES, f"{NUMBER},肖阿妹,社区戒毒,,2025-01-10,2025-01-12,2026-09-01,收监终止,")
    paths = export_all(office.connection, tmp_path / "out")
    with empty_office(tmp_path / "there") as there:
        assert Desk(there, tmp_path).bring(*paths).exit_code == 0
        export_all(there, tmp_path / "back")
    for path in paths:
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()


def test_a_reused_id_is_told_beside_a_missing_cell(office: Desk) -> None:
    office.take(TESTS, TEST + UID)
    report = office.take(TESTS, TEST.replace("2026-10-01", "2026-10-02").replace("阴性", "/") + UID)
    assert codes_by_row(report) == {2: ["missing", "record-id-reused"]}


def test_rows_without_a_whole_key_are_not_compared(office: Desk) -> None:
    report = office.take(TESTS, TEST.replace("阴性", "/"), TEST.replace("阴性,,", "/,甲,"))
    assert codes_by_row(report) == {2: ["missing"], 3: ["missing"]}


def test_every_code_of_a_rejected_row_is_listed(office: Desk) -> None:
    report = office.take(TESTS, f"{OTHER},别人,2025-02-01,尿液,定期,待查,,")
    assert codes_by_row(report) == {2: ["choice-unknown", "conflict", "measure-closed"]}


def test_record_ids_name_records(office: Desk) -> None:
    office.take(TESTS, TEST + UID)
    assert load(office.connection, DrugTest)[0].uid == UID
    assert verdict_counts(office.take(TESTS, TEST + UID)) == {"same": 1}
    assert verdict_counts(office.take(TESTS, TEST.replace("阴性", "无效") + UID)) == {"changed": 1}
    for reused in (TEST.replace("2026-10-01", "2026-10-02") + UID, f"{OTHER},覃红,2026-10-01,尿液,定期,阴性,,{UID}"):
        report = office.take(TESTS, reused)
        assert (verdict_counts(report), codes_by_row(report)) == ({"conflict": 1}, {2: ["record-id-reused"]})
    report = office.take(TESTS, TEST.replace("阴性,,", "阴性,甲,") + UID, TEST.replace("阴性,,", "阴性,乙,") + UID)
    assert codes_by_row(report) == {2: ["duplicate-in-file"], 3: ["duplicate-in-file"]}
    assert codes_by_row(office.take(TESTS, TEST + "1")) == {2: ["record-id-invalid"]}


def test_alike_records_with_ids_of_their_own_stay_apart(office: Desk) -> None:
    rows = (TEST.replace("阴性,,", "阴性,甲,") + UID, TEST.replace("阴性,,", "阴性,乙,") + UID_2)
    assert verdict_counts(office.take(TESTS, *rows)) == {"new": 2}
    assert verdict_counts(office.take(TESTS, *rows)) == {"same": 2}


def test_visits_differ_by_mode_content_and_result(office: Desk) -> None:
    row = f"{NUMBER},,,,2026-10-01,见面,见面、谈话,已见到,甲"
    office.take(VISITS, row)
    assert verdict_counts(office.take(VISITS, row.replace("见面、谈话", "谈话、见面").replace("甲", "乙"))) == {
        "changed": 1
    }
    assert verdict_counts(office.take(VISITS, row.replace("见面、谈话", "谈话"))) == {"new": 1}
    assert len(load(office.connection, Visit)) == 2


def test_erasing_in_an_event_row(office: Desk) -> None:
    office.take(TESTS, TEST.replace("阴性,,", "阴性,甲,") + UID)
    assert codes_by_row(office.take(TESTS, TEST.replace("阴性,,", "阴性,〔清空〕,"))) == {2: ["clear-not-allowed"]}
    assert verdict_counts(office.take(TESTS, TEST.replace("阴性,,", "阴性,〔清空〕,") + UID)) == {"changed": 1}
    assert load(office.connection, DrugTest)[0].note is None


MEASURES = "证件号码,姓名,类别,决定日期,送达日期,报到日期,结束日期,结束原因,记录编号"


def test_a_measure_the_roster_made_takes_over_the_record_id(office: Desk) -> None:
    row = f"{NUMBER},肖阿妹,社区戒毒,,2025-01-10,2025-01-12,,,{UID}"
    assert verdict_counts(office.take(MEASURES, row)) == {"changed": 1}
    assert UID in {measure.uid for measure in load(office.connection, Measure)}
    assert verdict_counts(office.take(MEASURES, row)) == {"same": 1}
    assert verdict_counts(office.take(MEASURES, row.replace(UID, UID_2))) == {"same": 1}


def test_past_measures_come_in_and_closed_ones_stay(office: Desk) -> None:
    past = f"{NUMBER},肖阿妹,社区戒毒,,2018-01-10,2018-01-12,2021-01-12,期满解除,"
    assert verdict_counts(office.take(MEASURES, past)) == {"new": 1}
    assert verdict_counts(office.take(MEASURES, past)) == {"same": 1}
    assert verdict_counts(office.take(MEASURES, past.replace("2018-01-12", "2018-01-13"))) == {"conflict": 1}
    assert verdict_counts(office.take(MEASURES, past.replace("2018", "2020").replace("2021-01-12", "2021-02-12"))) == {
        "conflict": 1
    }


def test_only_one_measure_is_open(office: Desk) -> None:
    assert verdict_counts(office.take(MEASURES, f"{NUMBER},肖阿妹,社区戒毒,,2026-01-10,2026-01-12,,,")) == {
        "conflict": 1
    }
    assert verdict_counts(office.take(MEASURES, f"{OTHER},覃红,自愿戒毒,,2026-01-10,,,,")) == {"new": 1}
    closing = f"{NUMBER},肖阿妹,社区戒毒,,2025-01-10,2025-01-12,2026-02-01,收监终止,"
    assert verdict_counts(office.take(MEASURES, closing)) == {"changed": 1}
    assert load(office.connection, Measure, "WHERE close_reason = '收监终止'")[0].closed_on == date(2026, 2, 1)


def test_events_see_the_measures_of_the_same_import(office: Desk) -> None:
    measures = office.write(
        MEASURES, f"{NUMBER},肖阿妹,社区戒毒,,2025-01-10,2025-01-12,2026-02-01,收监终止,", name="m.csv"
    )
    visits = office.write(VISITS, f"{NUMBER},,,,2026-02-01,见面,见面,已见到,", name="v.csv")
    document = office.bring(visits, measures).document()
    assert [report["kind"] for report in document["files"]] == ["measures", "visits"]
    assert codes_by_row(document["files"][1]) == {2: ["measure-closed"]}
    assert len({report["batch"] for report in document["files"]}) == 1


def test_assessments_and_the_tier_of_the_roster(office: Desk) -> None:
    people = office.write("姓名,证件号码,村,类别,性别,风险等级", f"肖阿妹,{NUMBER},永广村,社区戒毒,女,高", name="p.csv")
    assessments = office.write("证件号码,日期,风险等级,结论", f"{NUMBER},2026-11-01,高,稳定", name="a.csv")
    office.bring(people, assessments)
    assert [(a.day, a.risk, a.from_roster) for a in load(office.connection, Assessment)] == [
        (date(2026, 11, 1), "高", False)
    ]


def test_an_assessment_the_roster_made_is_taken_over(office: Desk) -> None:
    office.take("姓名,证件号码,村,类别,性别,风险等级", f"肖阿妹,{NUMBER},永广村,社区戒毒,女,高")
    header = "证件号码,日期,风险等级,结论,记录编号"
    assert verdict_counts(office.take(header, f"{NUMBER},{ACT.today},高,稳定,{UID}")) == {"changed": 1}
    assert [a.uid for a in load(office.connection, Assessment)] == [UID]
