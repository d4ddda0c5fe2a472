"""Fiction keeps the contract: every generated ledger is imported whole, without one warning, and then is the same."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from store.desk.office import Office, found_office, load_office
from store.desk.worklist import worklist
from store.errors import ExitCode
from store.fiction.demo import DEMO_PEOPLE, make_demo_vault
from store.fiction.generate import generate_ledgers
from store.handoff.importing import import_files
from store.model.assignment import ROSTER_ROLES
from store.model.ledgers import LEDGERS
from store.vault.unit_of_work import Act
from store.vault.vault import Vault, create_vault, open_vault

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PASSPHRASE = "made-up township, for tests only"
ACT = Act(operator="测试员", action="import", today=TODAY, at=NOW)
OFFICE = Office(township_code="530899100", name="岳宋乡", in_use_from=date(2023, 1, 1), operators=("测试员",))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    create_vault(tmp_path / "vault", PASSPHRASE, lambda connection: found_office(connection, OFFICE, ACT))
    with open_vault(tmp_path / "vault", PASSPHRASE) as opened:
        yield opened


def imported(vault: Vault, *files: Path) -> list[dict[str, Any]]:
    outcome = import_files(vault.connection, files, ACT)
    assert outcome.exit_code is ExitCode.DONE
    document = outcome.document()
    return list(document.get("files", [document]))


def assert_spotless(report: dict[str, Any]) -> None:
    assert report["problems"] == []
    assert report["unmapped_columns"] == []
    assert report["skipped_rows"] == []
    assert report["header_row"] == 1


def on_roster(folder: Path) -> int:
    """The assignments that the roster names too."""
    with (folder / "ledgers" / "assignments.csv").open(encoding="utf-8-sig", newline="") as file:
        return sum(row["角色"] in ROSTER_ROLES.values() for row in csv.DictReader(file))


@pytest.mark.parametrize(("seed", "together"), [(0, False), (1, True), (2, False), (3, True)])
def test_every_ledger_is_imported_without_a_word(vault: Vault, tmp_path: Path, seed: int, together: bool) -> None:
    rows = generate_ledgers(tmp_path / "ledgers", 60, seed, TODAY)
    files = [tmp_path / "ledgers" / f"{kind}.csv" for kind in LEDGERS]
    reports = imported(vault, *files) if together else [report for file in files for report in imported(vault, file)]
    for report in reports:
        assert_spotless(report)
        counts = report["counts"]
        assert counts["rows"] == rows[report["kind"]]
        # The measure and the staff that stand on the roster are recorded by then, unless all come in one import.
        known = {"measures": 60, "assignments": on_roster(tmp_path)}.get(report["kind"], 0) if not together else 0
        assert counts["new"] == counts["rows"] - known
        assert counts["same"] + counts["changed"] == known
    for report in imported(vault, *files):
        assert_spotless(report)
        assert report["counts"]["same"] == report["counts"]["rows"]


def test_the_demo_vault_is_marked_and_has_work_for_today(tmp_path: Path) -> None:
    make_demo_vault(tmp_path / "demo", PASSPHRASE, TODAY)
    with open_vault(tmp_path / "demo", PASSPHRASE) as vault:
        assert load_office(vault.connection).demo
        assert vault.connection.execute("SELECT count(*) FROM person").fetchone() == (DEMO_PEOPLE,)
        due = worklist(vault.connection, TODAY)
    assert {item.obligation.level for item in due} == {1, 2, 3, 4}
    assert not list((tmp_path / "demo").glob(".fiction-*"))
