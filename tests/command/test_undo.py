"""`undo BATCH` from outside: ledgers byte for byte as before, what stays and why, refusals with their exit codes."""

from pathlib import Path

from tests.command.office import OfficeDesk

LEDGERS = Path(__file__).parent.parent / "ledgers"
PEOPLE, TESTS = LEDGERS / "people-1.csv", LEDGERS / "tests-1.csv"


def export_all(office: OfficeDesk, folder: Path) -> dict[str, bytes]:
    assert office.run("export", "all", "--to", str(folder)).exit_code == 0
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def bring(office: OfficeDesk, *files: Path) -> int:
    outcome = office.run("--json", "import", *map(str, files))
    assert outcome.exit_code in (0, 3)
    document = outcome.document
    batch: int = (document.get("files") or [document])[0]["batch"]
    return batch


def test_undoing_an_import_gives_the_ledgers_of_before_byte_for_byte(office: OfficeDesk, tmp_path: Path) -> None:
    bring(office, PEOPLE)
    before = export_all(office, tmp_path / "before")
    counts = office.run("--json", "import", str(TESTS)).document["counts"]
    batch = office.ask("history")["entries"][-1]["unit"]
    answer = office.ask("undo", str(batch))
    assert (answer["reversed"], answer["kept"], answer["failed"]) == (counts["new"], [], [])
    assert export_all(office, tmp_path / "after") == before


def test_undoing_people_and_tests_of_one_batch_empties_the_vault(office: OfficeDesk, tmp_path: Path) -> None:
    before = export_all(office, tmp_path / "before")
    batch = bring(office, PEOPLE, TESTS)
    assert office.run("undo", str(batch)).exit_code == 0
    assert export_all(office, tmp_path / "after") == before
    assert office.run("verify").exit_code == 0


def test_reversed_counts_the_rows_of_the_ledger(office: OfficeDesk) -> None:
    report = office.run("--json", "import", str(PEOPLE)).document
    assert office.ask("undo", str(report["batch"]))["reversed"] == report["counts"]["new"]


def test_people_with_later_tests_are_kept_and_named(office: OfficeDesk) -> None:
    batch = bring(office, PEOPLE)
    bring(office, TESTS)
    tested = {record["人员编号"] for record in office.ask("list", "tests")["records"]}
    outcome = office.run("--json", "undo", str(batch))
    assert outcome.exit_code == 3
    assert {left["record"] for left in outcome.document["kept"]} == tested
    assert all(set(left) == {"record", "why"} and left["why"] for left in outcome.document["kept"])
    assert {record["人员编号"] for record in office.ask("list", "people")["records"]} == tested
    assert office.run("verify").exit_code == 0


def test_the_undo_of_an_undo_brings_everything_back(office: OfficeDesk, tmp_path: Path) -> None:
    batch = bring(office, PEOPLE, TESTS)
    before = export_all(office, tmp_path / "before")
    undone = office.ask("undo", str(batch))["batch"]
    assert office.ask("list", "people")["total"] == 0
    assert office.run("undo", str(undone)).exit_code == 0
    assert export_all(office, tmp_path / "after") == before


def test_history_shows_the_undo_under_its_own_batch(office: OfficeDesk) -> None:
    batch = bring(office, PEOPLE)
    undone = office.ask("undo", str(batch))["batch"]
    entries = office.ask("history", "--batch", str(undone))["entries"]
    assert {entry["reason"] for entry in entries} == {f"undo 批次 {batch}"}
    assert all(entry["after"] is None for entry in entries)


def test_refusals_say_why_and_change_nothing(office: OfficeDesk) -> None:
    batch = bring(office, PEOPLE)
    office.ask("undo", str(batch))
    for number, exit_code in ((batch, 1), (1, 1), (999, 1), (2**63, 2), (0, 2)):
        outcome = office.run("undo", str(number))
        assert outcome.exit_code == exit_code
        assert "Traceback" not in outcome.err
        assert outcome.err.endswith("\n")
    assert office.ask("list", "people")["total"] == 0


def test_the_operator_reads_how_much_went_and_how_to_bring_it_back(office: OfficeDesk) -> None:
    batch = bring(office, PEOPLE)
    out = office.run("undo", str(batch)).out
    assert out.startswith("已撤回 ")
    assert "也可以再撤回" in out
