"""Whatever was changed past the program is found, and the first fault says where."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from store.desk.records import add
from store.errors import VaultDamagedError
from store.model.person import Person
from store.vault.cipher import Connection, connect
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import LEDGER
from store.vault.verify import verify, verify_file
from tests.ledger import KEY, act, new_ledger

VILLAGE = "岳宋村"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    """Three people in one unit, one of them changed in the next, one removed in the last."""
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        add(unit, [Person(name=name, village=VILLAGE) for name in ("岩三木", "娜叶", "艾块")])
    with unit_of_work(connection, act()) as unit:
        unit.update("person", 2, {"note": "改过"})
    with unit_of_work(connection, act()) as unit:
        unit.delete("person", 3)
    yield connection
    connection.close()


def past_the_journal(connection: Connection, statement: str, *, table: str = "person") -> None:
    """Run ``statement`` as somebody would who has the key: guards off, statement, guards on again."""
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
    ).fetchall()
    connection.execute("PRAGMA foreign_keys = OFF")
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.execute("PRAGMA foreign_keys = ON")


def first(connection: Connection) -> tuple[str, str]:
    fault = verify(connection)[0]
    return fault.check, fault.where


def test_a_vault_that_only_the_program_wrote_has_no_fault(ledger: Connection) -> None:
    assert verify(ledger) == []


def test_an_empty_vault_has_no_fault(tmp_path: Path) -> None:
    assert verify(new_ledger(tmp_path)) == []


def test_a_changed_row_is_named(ledger: Connection) -> None:
    past_the_journal(ledger, "UPDATE person SET name = '别人' WHERE id = 2")
    assert first(ledger) == ("records", "表 person 第 2 条与日志记载不符，曾被绕过日志改动")


def test_a_removed_row_is_named(ledger: Connection) -> None:
    past_the_journal(ledger, "DELETE FROM person WHERE id = 1")
    assert first(ledger) == ("records", "表 person 第 1 条与日志记载不符，曾被绕过日志改动")


def test_an_added_row_is_named(ledger: Connection) -> None:
    uid = "0193e7a0-0000-7000-8000-000000000000"
    past_the_journal(ledger, f"INSERT INTO person (id, uid, name, village) VALUES (9, '{uid}', '无', '无村')")
    assert first(ledger) == ("records", "表 person 第 9 条与日志记载不符，曾被绕过日志改动")


def test_a_row_brought_back_after_its_removal_is_named(ledger: Connection) -> None:
    uid = "0193e7a0-0000-7000-8000-000000000000"
    past_the_journal(ledger, f"INSERT INTO person (id, uid, name, village) VALUES (3, '{uid}', '艾块', '{VILLAGE}')")
    assert first(ledger)[1].startswith("表 person 第 3 条")


def test_settings_and_operators_are_guarded_like_records(ledger: Connection) -> None:
    past_the_journal(ledger, "UPDATE operator SET name = '别人'", table="operator")
    assert first(ledger) == ("records", "表 operator 第 1 条与日志记载不符，曾被绕过日志改动")


def test_a_change_that_the_program_later_wrote_over_is_still_found(ledger: Connection) -> None:
    past_the_journal(ledger, "UPDATE person SET note = '冒充' WHERE id = 2")
    with unit_of_work(ledger, act()) as unit:
        unit.update("person", 2, {"note": "后来"})
    check, where = first(ledger)
    assert check == "history"
    assert "表 person 第 2 条" in where


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE journal SET after = replace(after, '娜叶', '娜花') WHERE seq = 6", "第 2 次操作（日志第 6 条）"),
        ("DELETE FROM journal WHERE seq = 8", "第 3 次操作"),
    ],
)
def test_a_change_of_the_journal_is_located(ledger: Connection, statement: str, where: str) -> None:
    past_the_journal(ledger, statement, table="journal")
    check, found = first(ledger)
    assert check == "chain"
    assert found.startswith(where)


def test_journal_and_row_changed_alike_are_found_by_the_chain(ledger: Connection) -> None:
    past_the_journal(ledger, "UPDATE person SET name = '别人' WHERE id = 1")
    past_the_journal(
        ledger, "UPDATE journal SET after = replace(after, '岩三木', '别人') WHERE seq = 5", table="journal"
    )
    assert [fault.check for fault in verify(ledger)] == ["chain"]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER visit_delete_is_journalled",
        "DROP INDEX person_id_number",
        "CREATE TRIGGER spy AFTER INSERT ON person BEGIN SELECT 1; END",
        "CREATE VIEW everyone AS SELECT * FROM person",
        "CREATE TABLE other (x)",
        "ALTER TABLE visit ADD COLUMN y TEXT",
        "PRAGMA user_version = 0",
    ],
)
def test_a_changed_schema_is_found(ledger: Connection, statement: str) -> None:
    ledger.execute(statement)
    assert "schema" in {fault.check for fault in verify(ledger)}


def test_a_lost_reference_is_named(ledger: Connection) -> None:
    past_the_journal(
        ledger,
        "INSERT INTO assignment (id, uid, person_id, from_roster, role, helper, started_on) VALUES "
        "(1, '0193e7a0-0000-7000-8000-000000000000', 77, 0, '亲属', '岩', '2026-01-01')",
        table="assignment",
    )
    assert first(ledger) == ("references", "表 assignment 第 1 条所指的 person 不存在")


def test_rules_of_the_desk_come_last(ledger: Connection) -> None:
    def broken(connection: Connection) -> str | None:
        return f"一共 {connection.execute('SELECT count(*) FROM person').fetchone()[0]} 人"

    def unreadable(connection: Connection) -> str | None:
        connection.execute("SELECT nothing FROM nowhere")
        return None

    def kept(connection: Connection) -> str | None:
        return None

    faults = verify(ledger, (kept, broken, unreadable))
    assert [(fault.check, fault.where) for fault in faults] == [
        ("domain", "一共 2 人"),
        ("domain", "台账文件有一部分读不出来，无法核对"),
    ]


def filled(folder: Path) -> Path:
    connection = new_ledger(folder)
    with unit_of_work(connection, act()) as unit:
        add(unit, [Person(name=f"第{number}人", village=VILLAGE, note="字" * 50) for number in range(200)])
    connection.close()
    return folder / LEDGER


def test_every_damaged_page_is_named(tmp_path: Path) -> None:
    path = filled(tmp_path)
    last = path.stat().st_size // 4096
    for page in (last - 5, last):
        with path.open("r+b") as file:
            file.seek((page - 1) * 4096 + 700)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))
    connection = connect(path, KEY)
    pages = [fault.where for fault in verify_file(connection) if fault.check == "pages"]
    assert [(f"page {last - 5}" in where, f"page {last}" in where) for where in pages] == [(True, False), (False, True)]
    assert verify(connection)[0].check == "pages"
    connection.close()


def test_single_flipped_bits_are_all_found(tmp_path: Path, effort: int) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    undetected = []
    for number in range(40 * effort):
        bit = (number * 104_729 + 11) % (len(whole) * 8)
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        if not is_found_faulty(path):
            undetected.append(bit)
    assert undetected == []


def is_found_faulty(path: Path) -> bool:
    try:
        connection = connect(path, KEY)
    except VaultDamagedError:
        return True
    try:
        return bool(verify_file(connection))
    finally:
        connection.close()


def test_the_flipping_itself_is_what_is_found(tmp_path: Path) -> None:
    assert not is_found_faulty(filled(tmp_path))


def test_no_fault_shows_what_stands_in_the_records(ledger: Connection) -> None:
    past_the_journal(ledger, "UPDATE person SET name = '岩机密' WHERE id = 2")
    assert not any("岩机密" in fault.where or "娜叶" in fault.where for fault in verify(ledger))


def test_rows_written_before_a_column_was_added_are_still_as_they_were_left(ledger: Connection) -> None:
    ledger.execute("ALTER TABLE person ADD COLUMN added_later TEXT")
    assert [fault.check for fault in verify(ledger)] == ["schema"]


def test_verifying_changes_nothing(ledger: Connection) -> None:
    ledger.execute("PRAGMA query_only = ON")
    assert verify(ledger) == []
    with pytest.raises(dbapi2.OperationalError):
        ledger.execute("CREATE TABLE x (y)")
