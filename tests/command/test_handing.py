"""`import` and `export` from outside: reports, exit codes, and ledgers that come back byte for byte."""

import json
from pathlib import Path

import pytest

from tests.command.office import OfficeDesk
from tests.ledger import PASSPHRASE

LEDGERS = Path(__file__).parent.parent / "ledgers"
PEOPLE, TESTS = LEDGERS / "people-1.csv", LEDGERS / "tests-1.csv"
REPORT_KEYS = {
    "batch", "kind", "encoding", "header_row", "skipped_rows", "unmapped_columns", "counts", "problems", "not_in_vault",
}  # fmt: skip


def export_all(office: OfficeDesk, folder: Path, *options: str) -> dict[str, bytes]:
    assert office.run("export", "all", "--to", str(folder), *options).exit_code == 0
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def another_office(place: Path) -> OfficeDesk:
    place.mkdir()
    desk = OfficeDesk.at(place)
    assert desk.found().exit_code == 0
    return desk


@pytest.mark.parametrize("named", [True, False])
def test_the_sample_ledgers_give_the_expected_counts(office: OfficeDesk, named: bool) -> None:
    for file in (PEOPLE, TESTS):
        expected = json.loads(file.with_suffix(".expected.json").read_text(encoding="utf-8"))
        kind = [expected["kind"]] if named else []
        outcome = office.run("--json", "import", *kind, str(file))
        report = outcome.document
        assert outcome.exit_code == 3
        assert set(report) >= REPORT_KEYS
        assert report["counts"] == expected["counts"]
        assert report["header_row"] == expected["header_row"]
        assert report["skipped_rows"] == expected["skipped_rows"]
        assert report["kind"] == expected["kind"]
        assert isinstance(report["batch"], int)


def test_several_files_are_one_batch_in_their_order(office: OfficeDesk) -> None:
    outcome = office.run("--json", "import", str(TESTS), str(PEOPLE))
    people, tests = outcome.document["files"]
    assert (people["kind"], tests["kind"]) == ("people", "tests")
    assert people["batch"] == tests["batch"]
    entries = office.ask("history", "--batch", str(people["batch"]))["entries"]
    assert {entry["kind"] for entry in entries} >= {"people", "measures", "tests"}


def test_a_dry_run_reports_the_same_and_writes_nothing(office: OfficeDesk) -> None:
    dry = office.run("--json", "import", "people", str(PEOPLE), "--dry-run")
    assert office.ask("list", "people")["total"] == 0
    real = office.run("--json", "import", "people", str(PEOPLE))
    assert dry.exit_code == real.exit_code == 3
    assert dry.document["batch"] is None
    assert {**dry.document, "batch": 0} == {**real.document, "batch": 0}


def test_all_or_nothing_is_exit_6_with_nothing_written(office: OfficeDesk) -> None:
    assert office.run("import", str(PEOPLE), "--all-or-nothing").exit_code == 6
    assert office.ask("list", "people")["total"] == 0


def test_the_second_time_everything_that_went_in_is_the_same(office: OfficeDesk) -> None:
    first = office.run("--json", "import", str(PEOPLE)).document["counts"]
    second = office.run("--json", "import", str(PEOPLE)).document["counts"]
    assert second["new"] == second["changed"] == 0
    assert second["same"] == first["new"] + first["same"]
    assert second["rejected"] == first["rejected"]


def test_rejects_go_to_a_file_that_gives_the_same_errors_again(office: OfficeDesk, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.csv"
    first = office.run("--json", "import", str(PEOPLE), "--rejects", str(rejects)).document
    again = office.run("--json", "import", str(rejects)).document
    assert again["counts"]["rejected"] == again["counts"]["rows"] == first["counts"]["rejected"]


def test_everything_goes_round_byte_for_byte(office: OfficeDesk, tmp_path: Path) -> None:
    office.run("import", str(PEOPLE), str(TESTS))
    first = export_all(office, tmp_path / "first")
    other = another_office(tmp_path / "other")
    outcome = other.run("--json", "import", *(str(tmp_path / "first" / name) for name in sorted(first)))
    assert outcome.exit_code == 0, outcome.out
    assert export_all(other, tmp_path / "second") == first
    own = office.run("--json", "import", *(str(tmp_path / "first" / name) for name in sorted(first)))
    for report in own.document["files"]:
        assert report["counts"]["same"] == report["counts"]["rows"], report


@pytest.mark.parametrize(
    ("seed", "options"),
    [(1, ("--encoding", "gb18030")), (2, ("--encoding", "utf-8")), (3, ("--excel-safe",))],
)
def test_a_generated_township_goes_round(
    office: OfficeDesk, tmp_path: Path, seed: int, options: tuple[str, ...]
) -> None:
    made = tmp_path / "made"
    assert office.run("generate", "--people", "25", "--seed", str(seed), "--to", str(made)).exit_code == 0
    outcome = office.run("--json", "import", *(str(file) for file in sorted(made.iterdir())))
    assert outcome.exit_code == 0, outcome.out
    plain = export_all(office, tmp_path / "plain")
    written = export_all(office, tmp_path / "out", *options)
    other = another_office(tmp_path / "other")
    outcome = other.run("--json", "import", *(str(tmp_path / "out" / name) for name in sorted(written)))
    assert outcome.exit_code == 0, outcome.out
    assert export_all(other, tmp_path / "again") == plain


def test_an_export_is_journalled_with_its_head(office: OfficeDesk, tmp_path: Path) -> None:
    document = office.ask("export", "people", "--to", str(tmp_path / "people.csv"))
    assert len(document["journal_head"]) == 64
    assert (tmp_path / "people.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert office.ask("verify")["ok"]


def refused_files(place: Path) -> dict[str, Path]:
    files = {
        "empty": b"",
        "blank": b"\r\n\r\n",
        "binary": bytes(range(256)) * 64,
        "xlsx": b"PK\x03\x04" + bytes(2000),
        "no header": "甲,乙,丙\r\n1,2,3\r\n".encode(),
        "half utf-16": b"\xff\xfe\x00",
        "bad utf-8": b"\xef\xbb\xbf\xff\xff",
    }
    made = {name: place / f"{name}.csv" for name in files}
    for name, data in files.items():
        made[name].write_bytes(data)
    made["directory"] = place
    made["missing"] = place / "missing.csv"
    return made


def test_a_file_that_is_no_ledger_is_refused_with_one_sentence(office: OfficeDesk, tmp_path: Path) -> None:
    place = tmp_path / "files"
    place.mkdir()
    before = office.ask("history")["entries"]
    for name, file in refused_files(place).items():
        outcome = office.run("import", "people", str(file))
        assert outcome.exit_code == 6, name
        assert outcome.err.count("\n") == 1, name
        assert "Traceback" not in outcome.err
    assert office.ask("history")["entries"] == before


def test_a_kind_is_a_kind_even_where_a_folder_is_called_so(
    office: OfficeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tests").mkdir()
    monkeypatch.chdir(tmp_path)
    office.run("import", "people", str(PEOPLE))
    assert office.run("--json", "import", "tests", str(TESTS)).document["kind"] == "tests"
    assert office.run("import", "tests").exit_code == 2
    assert office.run("import", "nonsense", str(TESTS)).exit_code == 2


def test_a_folder_that_cannot_be_written_to_is_one_sentence(office: OfficeDesk, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"a file")
    outcome = office.run("export", "all", "--to", str(taken))
    assert outcome.exit_code == 1
    assert "没有料到" not in outcome.err
    assert taken.read_bytes() == b"a file"


def test_marker_values_stand_in_clear_in_no_file_of_the_vault(office: OfficeDesk, tmp_path: Path) -> None:
    office.run("import", str(PEOPLE), str(TESTS))
    office.run("backup", "--to", str(tmp_path / "b.backup"))
    markers = ["肖阿妹", "530898199711073307", "15500008991", PASSPHRASE]
    for file in (*office.folder.iterdir(), tmp_path / "b.backup"):
        data = file.read_bytes()
        for marker in markers:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert marker.encode(encoding) not in data, (file.name, marker)
