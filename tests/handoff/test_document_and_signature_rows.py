"""Documents come in by kind and version, signatures by household, version and day."""

import pytest

from store.fields import new_uid
from tests.handoff.offices import Desk, codes_by_row, verdict_counts

DOCUMENTS = "文书,版本,村,生效日期,失效日期,有效期(月),正文"
SIGNATURES = "户编号,文书,版本,状态,签订日期,签字人,记录编号"
UID = "01937b6e-3c00-7abc-8def-0123456789ab"


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """Three households, a pledge and a repealed pact."""
    desk.take(
        "户编号,村,户主姓名,户状态,状态起始日期",
        "1,岳宋村,岩块,常住,2020-01-01", "2,岳宋村,艾惹,注销,2026-06-01", "3,岳宋村,艾到,,",
    )  # fmt: skip
    desk.take(DOCUMENTS, "禁毒承诺书,2026,,2026-01-01,,12,", "禁毒村规民约,一,岳宋村,2020-01-01,2024-01-01,,")
    return desk


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (",2026,,2026-01-01,,,", ["missing"]),
        ("禁毒承诺书,2027,,2027-01-01,,12,", []),
        ("禁毒承诺书,2027,,2027年,,,", ["date-incomplete"]),
        ("禁毒承诺书,2027,,2026-01-01,2025-12-31,,", ["date-order"]),
        ("禁毒承诺书,2027,,2026-01-01,2026-01-01,,", []),
        ("禁毒承诺书,2027,,2026-01-01,,0,", ["number-invalid"]),
        ("禁毒承诺书,2026,岳宋村,2026-01-01,,,", ["conflict"]),
        ("禁毒村规民约,一,永广村,2020-01-01,,,", ["conflict"]),
        ("禁毒村规民约,一,,2025-01-01,,,", ["date-order"]),
        ("禁毒村规民约,二,,2026-01-01,,,违者罚款1000至3000元", ["penalty-clause"]),
        ("禁毒村规民约,二,,2026-01-01,,,并取消其低保资格", ["penalty-clause"]),
        ("禁毒村规民约,二,,2026-01-01,,,不得吸毒、互相帮助", []),
    ],
)
def test_documents(ready: Desk, row: str, codes: list[str]) -> None:
    assert codes_by_row(ready.take(DOCUMENTS, row)).get(2, []) == codes
    stays_out = bool(codes) and codes != ["penalty-clause"]
    again = verdict_counts(ready.take(DOCUMENTS, row))
    assert again in ({"rejected": 1}, {"conflict": 1}) if stays_out else again == {"same": 1}
    assert len(ready.records("documents")) == (2 if stays_out else 3)


def test_a_document_is_completed_and_repealed_by_its_version(ready: Desk) -> None:
    report = ready.take(
        "文书,版本,生效日期,失效日期,备案日期,备案意见", "禁毒承诺书,2026,2026-01-01,2027-01-01,2026-02-01,同意"
    )
    assert verdict_counts(report) == {"changed": 1}
    record = next(row for row in ready.records("documents") if row["文书"] == "禁毒承诺书")
    assert (record["失效日期"], record["有效期(月)"], record["备案意见"]) == ("2027-01-01", "12", "同意")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("9,禁毒承诺书,2026,已签,2026-02-01,,", "household-unknown"),
        ("1,禁毒承诺书,2025,已签,2026-02-01,,", "document-unknown"),
        ("1,禁毒保证书,2026,已签,2026-02-01,,", "document-unknown"),
        ("1,禁毒承诺书,2026,已签,2025-12-31,,", "outside-validity"),
        ("1,禁毒村规民约,一,已签,2024-01-01,,", "outside-validity"),
        ("2,禁毒承诺书,2026,已签,2026-06-01,,", "outside-validity"),
        ("2,禁毒承诺书,2026,拒签,2026-07-01,,", "outside-validity"),
        ("1,禁毒承诺书,2026,已签,2026-11-23,,", "date-future"),
        ("1,禁毒承诺书,2026,签了,2026-02-01,,", "choice-unknown"),
        ("1,禁毒承诺书,2026,已签,,,", "missing"),
        ("1,禁毒承诺书,2026,已签,2026-02-01,,1", "record-id-invalid"),
    ],
)
def test_a_signature_that_nobody_can_have_given_stays_out(ready: Desk, row: str, code: str) -> None:
    report = ready.take(SIGNATURES, row)
    assert (codes_by_row(report), verdict_counts(report)) == ({2: [code]}, {"rejected": 1})
    assert ready.records("signatures") == []


@pytest.mark.parametrize(
    "row",
    [
        "1,禁毒承诺书,2026,已签,2026-01-01,,", "1,禁毒村规民约,一,已签,2023-12-31,,",
        "2,禁毒承诺书,2026,已签,2026-05-31,,",
        "3,禁毒承诺书,2026,外出,2026-11-22,,", "1,禁毒承诺书,2026,拒签,2026-11-22,,",
    ],
)  # fmt: skip
def test_a_signature_on_the_edge_goes_in(ready: Desk, row: str) -> None:
    assert verdict_counts(ready.take(SIGNATURES, row)) == {"new": 1}
    assert verdict_counts(ready.take(SIGNATURES, row)) == {"same": 1}


def test_a_household_that_is_lived_in_again_signs_again(ready: Desk) -> None:
    ready.take("户编号,村,户主姓名,户状态,状态起始日期", "2,岳宋村,艾惹,常住,2026-08-01")
    report = ready.take(SIGNATURES, "2,禁毒承诺书,2026,已签,2026-07-31,,", "2,禁毒承诺书,2026,已签,2026-08-01,,")
    assert codes_by_row(report) == {2: ["outside-validity"]}


def test_household_version_and_day_are_one_record(ready: Desk) -> None:
    assert verdict_counts(ready.take(SIGNATURES, "1,禁毒承诺书,2026,外出未签,2026-02-01,,")) == {"new": 1}
    assert verdict_counts(ready.take(SIGNATURES, "1,禁毒承诺书,2026,已签,2026-02-01,岩块,")) == {"changed": 1}
    assert verdict_counts(ready.take(SIGNATURES, "1,禁毒承诺书,2026,已签,2026-02-02,岩块,")) == {"new": 1}
    assert [row["签订日期"] for row in ready.records("signatures")] == ["2026-02-01", "2026-02-02"]


def test_rows_of_one_record_in_one_file(ready: Desk) -> None:
    report = ready.take(
        SIGNATURES,
        "1,禁毒承诺书,2026,已签,2026-02-01,,", "1,禁毒承诺书,2026,已签,2026-02-01,,",
        "3,禁毒承诺书,2026,已签,2026-02-01,,", "3,禁毒承诺书,2026,拒签,2026-02-01,,",
    )  # fmt: skip
    assert codes_by_row(report) == {4: ["duplicate-in-file"], 5: ["duplicate-in-file"]}
    assert verdict_counts(report) == {"new": 1, "same": 1, "rejected": 2}


def test_rows_with_ids_of_their_own_are_records_of_their_own(ready: Desk) -> None:
    first, second = new_uid(), new_uid()
    rows = [f"1,禁毒承诺书,2026,已签,2026-02-01,,{uid}" for uid in (first, second)]
    assert verdict_counts(ready.take(SIGNATURES, *rows)) == {"new": 2}
    assert verdict_counts(ready.take(SIGNATURES, *rows)) == {"same": 2}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"3,禁毒承诺书,2026,已签,2026-02-01,,{UID}", "record-id-reused"),
        (f"1,禁毒承诺书,2026,已签,2026-02-02,,{UID}", "record-id-reused"),
        (f"1,禁毒承诺书,2027,已签,2026-02-01,,{UID}", "outside-validity"),
    ],
)
def test_a_known_id_speaks_of_its_record_alone(ready: Desk, row: str, code: str) -> None:
    ready.take(SIGNATURES, f"1,禁毒承诺书,2026,已签,2026-02-01,,{UID}")
    ready.take(DOCUMENTS, "禁毒承诺书,2027,,2027-01-01,,,", "禁毒承诺书,二,,2026-01-01,,,")
    assert codes_by_row(ready.take(SIGNATURES, row)) == {2: [code]}
    assert verdict_counts(ready.take(SIGNATURES, f"1,禁毒承诺书,二,拒签,2026-02-01,〔清空〕,{UID}")) == {"changed": 1}
    (record,) = ready.records("signatures")
    assert (record["版本"], record["状态"]) == ("二", "拒签")


def test_what_another_vault_recorded_before_the_household_was_closed_is_not_doubted(ready: Desk) -> None:
    assert verdict_counts(ready.take(SIGNATURES, f"2,禁毒承诺书,2026,已签,2026-07-01,,{UID}")) == {"new": 1}


def test_signatures_find_what_the_same_import_brings(desk: Desk) -> None:
    outcome = desk.bring(
        desk.write(SIGNATURES, "1,禁毒承诺书,2026,已签,2026-02-01,,", name="s.csv"),
        desk.write(DOCUMENTS, "禁毒承诺书,2026,岳宋,2026-01-01,,12,", name="d.csv"),
        desk.write("户编号,村,户主姓名", "1,岳宋村,岩块", name="h.csv"),
        desk.write("层级,编码,名称", "村,V1,岳宋村", name="a.csv"),
    )
    assert [report.kind for report in outcome.reports] == ["areas", "households", "documents", "signatures"]
    assert [codes_by_row(report.document(1)) for report in outcome.reports] == [{}, {}, {2: ["area-guessed"]}, {}]
    assert len(desk.records("signatures")) == 1
