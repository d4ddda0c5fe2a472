"""The sample ledgers, row by row: verdict, codes and cleaned values as an independent hand wrote them down."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.desk.records import load
from store.handoff.decode import decode, read_bytes
from store.handoff.headers import find_heading
from store.handoff.importing import LedgerFile, import_files, prepare
from store.handoff.known import Known
from store.model.drug_test import DrugTest
from store.model.person import Person
from tests.handoff.offices import ACT, LEDGER_FOLDER, TODAY, Desk, codes_by_row, empty_office

NAMES = ("people-1", "tests-1")


def expected_of(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((LEDGER_FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, dict[str, Any]]]]:
    folder = tmp_path_factory.mktemp("samples")
    with empty_office(folder / "vault") as connection:
        desk = Desk(connection, folder)
        reports = {name: desk.bring(LEDGER_FOLDER / f"{name}.csv").document() for name in NAMES}
        yield desk, reports


def verdicts(desk: Desk, name: str) -> dict[int, str]:
    """The verdict of every row, from a dry preparation against the vault as it is."""
    path = LEDGER_FOLDER / f"{name}.csv"
    decoded = decode(read_bytes(path))
    file = LedgerFile(path, decoded, find_heading(decoded.text))
    prepare(Known(desk.connection), [file], TODAY)
    return {row.number: row.verdict.value for row in file.rows if row.verdict}


@pytest.mark.parametrize("name", NAMES)
def test_the_report_of_a_sample(imported: tuple[Desk, dict[str, dict[str, Any]]], name: str) -> None:
    report, expected = imported[1][name], expected_of(name)
    assert report["kind"] == expected["kind"]
    assert report["header_row"] == expected["header_row"]
    assert report["skipped_rows"] == expected["skipped_rows"]
    assert report["unmapped_columns"] == expected["unmapped"]
    assert report["counts"] == expected["counts"]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_sample_has_its_codes(imported: tuple[Desk, dict[str, dict[str, Any]]], name: str) -> None:
    found = codes_by_row(imported[1][name])
    expected = {int(row): sorted(entry["codes"]) for row, entry in expected_of(name)["rows"].items()}
    assert {row: found.get(row, []) for row in expected} == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_sample_has_its_verdict(tmp_path: Path, name: str) -> None:
    with empty_office(tmp_path / "vault") as connection:
        desk = Desk(connection, tmp_path)
        if name == "tests-1":
            import_files(connection, [LEDGER_FOLDER / "people-1.csv"], ACT)
        expected = {int(row): entry["verdict"] for row, entry in expected_of(name)["rows"].items()}
        assert verdicts(desk, name) == expected


def test_every_accepted_person_has_the_cleaned_values(imported: tuple[Desk, dict[str, dict[str, Any]]]) -> None:
    people = {record["证件号码"]: record for record in imported[0].records("people")}
    entries = [entry["person"] for entry in expected_of("people-1")["rows"].values() if "person" in entry]
    assert len(people) == len(entries) == 41
    for entry in entries:
        record = people[entry["证件号码"]]
        assert {header: record[header] for header in entry} == entry


def test_every_accepted_test_is_recorded(imported: tuple[Desk, dict[str, dict[str, Any]]]) -> None:
    connection = imported[0].connection
    numbers = {person.id: person.id_number for person in load(connection, Person)}
    recorded = sorted(
        (numbers[test.person_id] or "", test.day.isoformat(), test.result) for test in load(connection, DrugTest)
    )
    expected = expected_of("tests-1")["rows"].values()
    assert recorded == sorted((*entry["key"], entry["result"]) for entry in expected if "key" in entry)


def test_the_copies_of_the_samples_are_whole() -> None:
    assert {path.name for path in LEDGER_FOLDER.iterdir()} >= {
        f"{name}.{end}" for name in NAMES for end in ("csv", "expected.json")
    }


def test_the_samples_a_second_time(imported: tuple[Desk, dict[str, dict[str, Any]]]) -> None:
    desk, reports = imported
    entries = desk.entries()
    for name in NAMES:
        again, first = desk.bring(LEDGER_FOLDER / f"{name}.csv").document(), reports[name]
        counts = first["counts"]
        assert again["counts"] == {**counts, "new": 0, "same": counts["same"] + counts["new"]}
        assert again["batch"] is None
    assert desk.entries() == entries
