"""One door: nothing changes outside a unit of work, and a unit is all or nothing."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from store.desk.records import TABLES, add, change, load
from store.model.measure import Measure
from store.model.person import Person
from store.vault.unit_of_work import unit_exists, unit_of_work
from tests.ledger import act, new_ledger, opened_ledger

PERSON = Person(name="岩三木", village="班帅村")


@pytest.mark.parametrize("table", [*TABLES.values(), "setting", "operator", "figure_set", "policy"])
@pytest.mark.parametrize("change_of", ["INSERT", "UPDATE", "DELETE"])
def test_raw_sql_without_an_open_unit_is_refused(tmp_path: Path, table: str, change_of: str) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [PERSON])
        _one_row_in_every_table(unit.connection, person.id)
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    statements = {
        "INSERT": f"INSERT INTO {table} SELECT * FROM {table} WHERE 0 UNION ALL {_copy_of(table, connection)}",
        "UPDATE": f"UPDATE {table} SET id = id",
        "DELETE": f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
    }
    with pytest.raises(dbapi2.IntegrityError, match=r"no open unit of work|FOREIGN KEY"):
        connection.execute(statements[change_of])
    assert connection.execute(f"SELECT * FROM {table}").fetchall() == before
    connection.close()


def _copy_of(table: str, connection: dbapi2.Connection) -> str:
    """The newest row again under fresh keys."""
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    fresh = {"id": "id + 1000", "uid": "'01a20590-0000-7000-8000-000000000999'", "code": "'x9'", "number": "'x9'"}
    if table in ("setting", "operator"):
        fresh["name"] = "'x9'"
    if table == "measure":
        fresh["closed_on"] = "'2026-01-01'"
    if table == "policy":
        fresh["since"] = "'2027-02-01'"
    if table == "inquiry":
        fresh["settled_on"] = "'2026-11-02'"
    if table == "review":
        fresh |= {"round": "2", "closed_on": "'2026-11-02'"}
    if table == "review_item":
        fresh["review_id"] = "review_id + 1"
    if table == "document":
        fresh["version"] = "'2027'"
    if table == "former_state":
        fresh["state_since"] = "'2026-11-02'"
    if table in ("award", "letter"):
        fresh["year"] = "2027"
    if table == "team":
        fresh["name"] = "'二队'"
    if table in ("plan", "duty"):
        fresh["day"] = "'2026-11-30'"
    return f"SELECT {', '.join(fresh.get(name, name) for name in columns)} FROM {table} ORDER BY id DESC LIMIT 1"


def _one_row_in_every_table(connection: dbapi2.Connection, person: int) -> None:
    uid = "01a20590-0000-7000-8000-00000000000"
    for statement in (
        f"INSERT INTO measure (uid, person_id, from_roster, category) VALUES ('{uid}1', {person}, 0, '社区戒毒')",
        "INSERT INTO visit (uid, person_id, day, mode, contents, result)"
        f" VALUES ('{uid}2', {person}, '2026-11-01', '见面', '见面', '已见到')",
        "INSERT INTO drug_test (uid, person_id, day, sample, kind, result)"
        f" VALUES ('{uid}3', {person}, '2026-11-01', '尿液', '定期', '阴性')",
        f"INSERT INTO assessment (uid, person_id, from_roster, day) VALUES ('{uid}4', {person}, 0, '2026-11-01')",
        "INSERT INTO assignment (uid, person_id, from_roster, role, helper, started_on)"
        f" VALUES ('{uid}5', {person}, 0, '网格员', '王强', '2026-11-01')",
        "INSERT INTO area (level, code, name) VALUES ('村', 'C1', '班帅村')",
        "INSERT INTO household (number, village, head) VALUES ('B2-014', '班帅村', '岩块')",
        "INSERT INTO former_state (household_id, village) SELECT id, village FROM household",
        "INSERT INTO document (kind, version, effective_on) VALUES ('禁毒承诺书', '2026', '2026-01-01')",
        "INSERT INTO signature (uid, household_id, document_id, status, signed_on)"
        f" SELECT '{uid}f', household.id, document.id, '已签', '2026-11-01' FROM household, document",
        "INSERT INTO award (uid, household_id, title, year, level, nominated_on)"
        f" SELECT '{uid[:-1]}10', id, '禁毒积极家庭', 2026, '村', '2026-11-01' FROM household",
        f"INSERT INTO letter (uid, year, responsible, signed_on) VALUES ('{uid[:-1]}11', 2026, '李敏', '2026-01-05')",
        "INSERT INTO volunteer (number, name, phone, joined_on, consent_on)"
        " VALUES ('Z0001', '岩保', '13800001111', '2026-01-01', '2026-01-01')",
        "INSERT INTO team (name, kind) VALUES ('一队', '劝导队')",
        "INSERT INTO activity (number, day, name) VALUES ('H1', '2026-11-01', '进寨宣讲')",
        "INSERT INTO service (uid, volunteer_id, day, minutes, content)"
        f" SELECT '{uid[:-1]}12', id, '2026-11-01', 90, '宣讲' FROM volunteer",
        "INSERT INTO certificate (uid, volunteer_id, number, first_on, last_on, minutes, services, issuer, handler,"
        f" issued_on) SELECT '{uid[:-1]}13', id, 'FW2026-0001', '2026-01-01', '2026-11-01', 90, 1, '岳宋乡', '李敏',"
        " '2026-11-01' FROM volunteer",
        "INSERT INTO volunteer_event (uid, volunteer_id, kind, day, content)"
        f" SELECT '{uid[:-1]}14', id, '培训', '2026-11-01', '宣讲培训' FROM volunteer",
        "INSERT INTO duty (uid, volunteer_id, team, day, shift)"
        f" SELECT '{uid[:-1]}15', id, '巡逻队', '2026-11-01', '夜班' FROM volunteer",
        f"INSERT INTO plan (uid, person_id, day, contents) VALUES ('{uid}6', {person}, '2026-11-23', '走访')",
        f"INSERT INTO suspension (uid, person_id, started_on) VALUES ('{uid}7', {person}, '2026-11-01')",
        "INSERT INTO leave (uid, person_id, left_on, due_back_on)"
        f" VALUES ('{uid}8', {person}, '2026-11-01', '2026-11-05')",
        f"INSERT INTO notice (uid, person_id, day, matter) VALUES ('{uid}9', {person}, '2026-11-01', '告诫书')",
        f"INSERT INTO support (uid, person_id, day, category) VALUES ('{uid}a', {person}, '2026-11-01', '慰问')",
        "INSERT INTO figure_set (start, end, day, recipient, head, figures)"
        f" VALUES ('2026-10-01', '2026-11-01', '2026-11-01', '县禁毒办', '{'0' * 64}', '[]')",
        "INSERT INTO policy (since, content) VALUES ('2027-01-01', '{}')",
        "INSERT INTO supervision (uid, issued_on, level, addressee, items, reply_due)"
        f" VALUES ('{uid}b', '2026-11-01', '三级', '专干', '报到', '2026-11-08')",
        f"INSERT INTO inquiry (uid, person_id, opened_on, kind) VALUES ('{uid}c', {person}, '2026-11-01', '失联')",
        f"INSERT INTO review (uid, round, started_on, due_on) VALUES ('{uid}d', 1, '2026-11-01', '2026-12-01')",
        f"INSERT INTO review_item (uid, person_id, review_id) SELECT '{uid}e', {person}, id FROM review",
        "INSERT INTO staff (role, name, started_on) VALUES ('网格员', '王强', '2026-11-01')",
    ):
        connection.execute(statement)


def test_what_a_unit_wrote_is_there_after_reopening(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [PERSON])
        add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=date(2026, 3, 2))])
    connection.close()
    with opened_ledger(tmp_path) as again:
        assert load(again, Person) == [person]
        assert load(again, Measure)[0].served_on == date(2026, 3, 2)


def test_an_exception_inside_leaves_no_trace(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    units = connection.execute("SELECT count(*) FROM unit").fetchone()
    with pytest.raises(LookupError), unit_of_work(connection, act()) as unit:
        add(unit, [PERSON])
        raise LookupError
    assert load(connection, Person) == []
    assert connection.execute("SELECT count(*) FROM unit").fetchone() == units
    connection.close()


def test_units_do_not_nest(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with pytest.raises(dbapi2.OperationalError), unit_of_work(connection, act()), unit_of_work(connection, act()):
        pass
    assert not connection.in_transaction
    connection.close()


def test_a_second_open_unit_cannot_even_be_written_by_hand(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit, pytest.raises(dbapi2.IntegrityError, match="UNIQUE"):
        connection.execute(
            "INSERT INTO unit (number, at, operator, action, reason, today) VALUES (?, '', 'x', 'x', '', '2026-01-01')",
            (unit.number + 1,),
        )
    connection.close()


def test_row_ids_are_never_used_twice(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        (first,) = add(unit, [PERSON])
    with unit_of_work(connection, act()) as unit:
        unit.delete("person", first.id)
    with unit_of_work(connection, act()) as unit:
        (second,) = add(unit, [PERSON])
    assert second.id > first.id
    connection.close()


def test_a_change_writes_only_what_differs_and_nothing_where_nothing_does(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [PERSON])
    with unit_of_work(connection, act()) as unit:
        change(unit, person, person)
        assert connection.execute("SELECT count(*) FROM journal WHERE unit = ?", (unit.number,)).fetchone() == (0,)
        change(unit, person, dataclasses.replace(person, village="岳宋村"))
        assert connection.execute("SELECT count(*) FROM journal WHERE unit = ?", (unit.number,)).fetchone() == (1,)
    assert load(connection, Person)[0].village == "岳宋村"
    connection.close()


def test_a_committed_unit_is_known_by_its_number(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        add(unit, [PERSON])
    assert unit_exists(connection, unit.number)
    assert not unit_exists(connection, unit.number + 1)
    connection.close()


def test_a_person_with_records_cannot_be_deleted(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [PERSON])
        add(unit, [Measure(person_id=person.id, category="社区戒毒")])
    with pytest.raises(dbapi2.IntegrityError, match="FOREIGN KEY"), unit_of_work(connection, act()) as unit:
        unit.delete("person", person.id)
    assert len(load(connection, Person)) == 1
    connection.close()


def test_two_open_measures_of_one_person_are_impossible(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with pytest.raises(dbapi2.IntegrityError), unit_of_work(connection, act()) as unit:
        (person,) = add(unit, [PERSON])
        add(unit, [Measure(person_id=person.id, category=category) for category in ("社区戒毒", "社区康复")])
    assert load(connection, Person) == []
    connection.close()
