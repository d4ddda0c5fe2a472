"""The tables are those of the golden file, and every declared field has its column."""

from pathlib import Path

import pytest

from store.desk.records import TABLES, columns_of
from store.errors import NewerVaultError
from store.fields import declared_fields
from store.vault.cipher import Connection
from store.vault.schema import MIGRATIONS, bring_up_to_date, statements, version_of
from tests.ledger import new_ledger

GOLDEN = Path(__file__).with_name("golden_schema.sql")


def schema_text(connection: Connection) -> str:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    return ";\n\n".join(sql for (sql,) in rows) + ";\n"


def test_the_schema_is_the_golden_one(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    assert schema_text(connection) == GOLDEN.read_text(encoding="utf-8")
    connection.close()


def test_every_declaration_has_one_column_of_its_type(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    for record_type, table in TABLES.items():
        columns = {name: sql for _, name, sql, *_ in connection.execute(f"PRAGMA table_info({table})")}
        assert tuple(columns) == columns_of(record_type), table
        for field in declared_fields(record_type):
            assert columns[field.name] == field.type.sql, (table, field.name)
    connection.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    strict = {row[1]: row[5] for row in connection.execute("PRAGMA table_list") if row[0] == "main"}
    ours = {name for name in strict if not name.startswith(("sqlite_", "_sqlite"))}
    assert ours >= set(TABLES.values()) | {"journal", "unit", "setting", "operator"}
    assert all(strict[name] for name in ours)
    connection.close()


def test_every_record_table_is_journalled_on_every_change(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    triggers = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for table in (*TABLES.values(), "setting", "operator", "figure_set", "policy"):
        for change in ("insert", "update", "delete"):
            assert f"{table}_{change}_is_journalled" in triggers
    connection.close()


def test_bringing_up_to_date_twice_changes_nothing(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    before = schema_text(connection)
    bring_up_to_date(connection)
    assert schema_text(connection) == before
    assert version_of(connection) == len(MIGRATIONS)
    connection.close()


def test_a_newer_schema_is_refused_untouched(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(NewerVaultError) as refusal:
        bring_up_to_date(connection)
    assert refusal.value.exit_code == 7
    connection.close()


@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_is_whole_statements(name: str) -> None:
    assert all(statement.rstrip().endswith(";") for statement in statements(name))
