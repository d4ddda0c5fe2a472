"""Suspensions, leaves, notices and supports from outside: in, listed, shown, told by the journal, out, taken back."""

from pathlib import Path

import pytest

from tests.command.office import OfficeDesk
from tests.command.test_undo import export_all

NUMBER = "530898199711073307"
KINDS = ("suspensions", "leaves", "notices", "supports")
PEOPLE = f"姓名,证件号码,村,类别,送达日期,报到日期\n肖阿妹,{NUMBER},永广村,社区戒毒,2025-01-10,2025-01-12\n"
LEDGERS = {
    "suspensions": "身份证号,中止日期,恢复日期\n{n},2025-03-01,2025-04-01\n{n},2025-03-05,2025-03-06\n",
    "leaves": "身份证号,请假日期,拟返日期,销假日期,去向\n{n},2026-06-01,2026-06-10,,昆明\n",
    "notices": "身份证号,办理日期,办理事项,文书编号,回执日期\n{n},2026-06-12,报告公安,一号,2026-06-13\n",
    "supports": "身份证号,救助日期,帮扶类别,救助金额\n{n},2026-06-12,临时救助,300.5\n",
}


@pytest.fixture
def files(office: OfficeDesk, tmp_path: Path) -> list[Path]:
    """The roster is in; the four ledgers lie as files."""
    roster = tmp_path / "people.csv"
    roster.write_text(PEOPLE, encoding="utf-8")
    assert office.run("import", str(roster)).exit_code == 0
    for kind, text in LEDGERS.items():
        (tmp_path / f"{kind}.csv").write_text(text.format(n=NUMBER), encoding="utf-8")
    return [tmp_path / f"{kind}.csv" for kind in KINDS]


def test_in_same_the_second_time_and_taken_back_byte_for_byte(
    office: OfficeDesk, files: list[Path], tmp_path: Path
) -> None:
    before = export_all(office, tmp_path / "before")
    words = ["--json", "import", *map(str, files)]
    dry = office.run(*words, "--dry-run")
    real = office.run(*words)
    assert dry.exit_code == real.exit_code == 3
    assert [report["counts"] for report in dry.document["files"]] == [r["counts"] for r in real.document["files"]]
    again = office.run(*words).document["files"]
    assert [(report["kind"], report["counts"]["same"], report["counts"]["rejected"]) for report in again] == [
        ("suspensions", 0, 2), ("leaves", 1, 0), ("notices", 1, 0), ("supports", 1, 0),
    ]  # fmt: skip
    assert office.ask("verify")["ok"]
    assert office.run("undo", str(real.document["files"][0]["batch"])).exit_code == 0
    assert export_all(office, tmp_path / "after") == before


def test_what_overlaps_comes_back_with_its_place(office: OfficeDesk, files: list[Path]) -> None:
    report = office.run("--json", "import", str(files[0])).document
    assert [(p["row"], p["column"], p["field"], p["code"], p["severity"]) for p in report["problems"]] == [
        (2, "中止日期", "中止日期", "range-overlap", "reject"),
        (3, "中止日期", "中止日期", "range-overlap", "reject"),
    ]
    assert report["batch"] is None


def test_list_show_and_history_tell_the_records_under_their_kinds(office: OfficeDesk, files: list[Path]) -> None:
    assert office.run("import", *map(str, files[1:])).exit_code == 0
    shown = office.ask("show", NUMBER)
    for kind in KINDS[1:]:
        (record,) = office.ask("list", kind, "--where", "肖阿妹")["records"]
        assert shown[kind] == [record]
        assert record["证件号码"].endswith("3307")
        assert record["证件号码"] != NUMBER
    assert shown["supports"][0]["金额"] == "300.50"
    assert office.ask("list", "notices", "--where", "没有此人")["total"] == 0
    assert {entry["kind"] for entry in office.ask("history", NUMBER)["entries"]} >= set(KINDS[1:])


def test_a_leave_that_was_completed_says_so_in_the_journal(office: OfficeDesk, files: list[Path]) -> None:
    assert office.run("import", str(files[1])).exit_code == 0
    files[1].write_text(LEDGERS["leaves"].format(n=NUMBER).replace("-10,,", "-10,2026-06-09,"), encoding="utf-8")
    report = office.run("--json", "import", str(files[1])).document
    assert report["counts"]["changed"] == 1
    (entry,) = office.ask("history", "--batch", str(report["batch"]))["entries"]
    assert (entry["kind"], entry["before"].get("实返日期"), entry["after"]["实返日期"]) == (
        "leaves",
        None,
        "2026-06-09",
    )
