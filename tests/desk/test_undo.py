"""Taking a unit of work back: what it wrote goes, what somebody worked on from it stays, and a sentence says why."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.desk.contacts import amend_visit, record_visit
from store.desk.records import TABLES, add, change, load
from store.desk.undo import undo
from store.desk.undoable import last_undoable, undo_last
from store.desk.voiding import void
from store.errors import NotFoundError, StoreError
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from store.vault.unit_of_work import unit_of_work
from tests.ledger import act, new_ledger

VILLAGE = "班帅村"
Tables = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def tables(connection: Connection) -> Tables:
    """Every row of every record table."""
    return {name: connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in TABLES.values()}


def enter(connection: Connection, *names: str) -> tuple[int, list[Person]]:
    """Register people with a measure each, in one unit; its number and the people."""
    with unit_of_work(connection, act("import")) as unit:
        people = add(unit, [Person(name=name, village=VILLAGE) for name in names])
        add(
            unit,
            [
                Measure(person_id=person.id, from_roster=True, category="社区戒毒", served_on=date(2026, 3, 2))
                for person in people
            ],
        )
    return unit.number, people


def visit_of(person: Person, day: date = date(2026, 11, 20)) -> Visit:
    return Visit(person_id=person.id, day=day, mode="见面", contents=("见面",), result="已见到")


def newest_unit(connection: Connection) -> int:
    number: int = connection.execute("SELECT max(number) FROM unit").fetchone()[0]
    return number


def test_with_no_later_edits_everything_is_as_before(ledger: Connection) -> None:
    before = tables(ledger)
    batch, _ = enter(ledger, "岩三木", "娜叶")
    done = undo(ledger, batch, act())
    assert (done.reversed, done.kept, done.failed) == (2, (), ())
    assert tables(ledger) == before
    assert check_chain(ledger) is None


def test_an_undo_is_a_unit_of_its_own_that_says_what_it_took_back(ledger: Connection) -> None:
    batch, _ = enter(ledger, "岩三木")
    done = undo(ledger, batch, act())
    header = ledger.execute("SELECT number, action, reason FROM unit ORDER BY number DESC LIMIT 1").fetchone()
    assert header == (done.batch, "undo", f"批次 {batch}")


def test_a_person_with_a_later_visit_stays_with_the_measure(ledger: Connection) -> None:
    batch, (rock, _) = enter(ledger, "岩三木", "娜叶")
    record_visit(ledger, act("visit"), visit_of(rock))
    done = undo(ledger, batch, act())
    assert done.reversed == 1
    assert [(left.record, left.why) for left in done.kept] == [(rock.uid, "名下有之后登记的记录,没有撤回。")]
    assert [person.name for person in load(ledger, Person)] == ["岩三木"]
    assert [measure.person_id for measure in load(ledger, Measure)] == [rock.id]


def test_a_row_that_was_edited_later_stays_as_it_is_now(ledger: Connection) -> None:
    batch, (rock, _) = enter(ledger, "岩三木", "娜叶")
    with unit_of_work(ledger, act("amend")) as unit:
        change(unit, rock, dataclasses.replace(rock, phone="13800001111"))
    done = undo(ledger, batch, act())
    assert [(left.record, left.why) for left in done.kept] == [(rock.uid, f"之后又改过(批次{unit.number}),没有撤回。")]
    assert [person.phone for person in load(ledger, Person)] == ["13800001111"]


def test_a_later_edit_of_the_measure_keeps_the_whole_row_of_the_roster(ledger: Connection) -> None:
    batch, (rock,) = enter(ledger, "岩三木")
    (measure,) = load(ledger, Measure)
    with unit_of_work(ledger, act("amend")) as unit:
        change(unit, measure, dataclasses.replace(measure, reported_on=date(2026, 3, 5)))
    before = tables(ledger)
    done = undo(ledger, batch, act())
    assert (done.batch, done.reversed, [left.record for left in done.kept]) == (None, 0, [rock.uid])
    assert tables(ledger) == before


def test_nothing_to_reverse_leaves_no_empty_unit(ledger: Connection) -> None:
    batch, (rock,) = enter(ledger, "岩三木")
    record_visit(ledger, act("visit"), visit_of(rock))
    newest = newest_unit(ledger)
    assert undo(ledger, batch, act()).batch is None
    assert newest_unit(ledger) == newest


def test_after_the_later_edit_is_taken_back_the_rest_can_be(ledger: Connection) -> None:
    before = tables(ledger)
    batch, (rock, _) = enter(ledger, "岩三木", "娜叶")
    record_visit(ledger, act("visit"), visit_of(rock))
    visited = newest_unit(ledger)
    assert undo(ledger, batch, act()).reversed == 1
    assert undo(ledger, visited, act()).reversed == 1
    assert undo(ledger, batch, act()).reversed == 1
    assert tables(ledger) == before


def test_an_undo_can_be_undone_and_that_too(ledger: Connection) -> None:
    empty = tables(ledger)
    batch, _ = enter(ledger, "岩三木", "娜叶")
    full = tables(ledger)
    for expected in (empty, full, empty, full):
        done = undo(ledger, batch, act())
        assert done.batch is not None
        assert tables(ledger) == expected
        batch = done.batch
    assert check_chain(ledger) is None


def test_a_change_is_taken_back_to_what_it_was(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    saved = record_visit(ledger, act("visit"), visit_of(rock))
    before = tables(ledger)
    amend_visit(ledger, act("amend"), saved, dataclasses.replace(saved, needs="想学修车", result="未见到"))
    assert undo(ledger, newest_unit(ledger), act()).reversed == 1
    assert tables(ledger) == before


def test_closing_one_measure_and_opening_the_next_goes_back_in_one(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    (old,) = load(ledger, Measure)
    before = tables(ledger)
    with unit_of_work(ledger, act("import")) as unit:
        change(unit, old, dataclasses.replace(old, closed_on=date(2026, 9, 1), close_reason="其他"))
        add(unit, [Measure(person_id=rock.id, category="社区康复", term_months=36, served_on=date(2026, 9, 2))])
    undo(ledger, unit.number, act())
    assert tables(ledger) == before


def test_a_measure_that_later_visits_belong_to_stays(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    (old,) = load(ledger, Measure)
    with unit_of_work(ledger, act("amend")) as unit:
        change(unit, old, dataclasses.replace(old, closed_on=date(2026, 9, 1), close_reason="其他"))
    with unit_of_work(ledger, act("import")) as unit:
        add(unit, [Measure(person_id=rock.id, category="社区康复", term_months=36, served_on=date(2026, 9, 2))])
    record_visit(ledger, act("visit"), visit_of(rock))
    done = undo(ledger, unit.number, act())
    assert [left.why for left in done.kept] == ["撤回后会有走访、检测等记录落在措施之外,没有撤回。"]
    assert len(load(ledger, Measure)) == 2


def test_a_measure_without_which_the_person_would_vanish_stays(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    (old,) = load(ledger, Measure)
    closed = dataclasses.replace(old, closed_on=date(2026, 9, 1), close_reason="其他")
    with unit_of_work(ledger, act("amend")) as unit:
        change(unit, old, closed)
    with unit_of_work(ledger, act("import")) as unit:
        add(unit, [Measure(person_id=rock.id, category="社区康复", term_months=36, served_on=date(2026, 9, 2))])
    void(ledger, act(), closed, "没有这项决定")
    done = undo(ledger, unit.number, act())
    assert [left.why for left in done.kept] == ["撤回后此人没有任何措施,会从名单上消失,没有撤回。"]
    assert len(load(ledger, Measure)) == 1


def test_what_was_lawfully_destroyed_in_the_journal_is_named_as_failed(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    with unit_of_work(ledger, act("import")) as unit:
        add(unit, [visit_of(rock), visit_of(rock, date(2026, 11, 19))])
    ledger.execute("DROP TRIGGER journal_is_final")
    ledger.execute("UPDATE journal SET after = NULL, salt = NULL WHERE unit = ? AND record = 1", (unit.number,))
    done = undo(ledger, unit.number, act())
    assert (done.reversed, [left.why for left in done.failed]) == (1, ["日志里这一条的内容已依法销毁,无法恢复。"])
    assert [visit.id for visit in load(ledger, Visit)] == [1]


def test_what_clashes_with_something_entered_since_stays(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    numbered = dataclasses.replace(rock, id_number="E1")
    with unit_of_work(ledger, act("amend")) as unit:
        change(unit, rock, numbered)
    with unit_of_work(ledger, act("amend")) as cleared:
        change(cleared, numbered, rock)
    with unit_of_work(ledger, act("register")) as taken:
        (leaf,) = add(taken, [Person(name="娜叶", village=VILLAGE, id_number="E1")])
        add(taken, [Measure(person_id=leaf.id, category="自愿戒毒")])
    done = undo(ledger, cleared.number, act())
    assert [left.why for left in done.kept] == ["与之后登记的内容冲突,没有撤回。"]
    assert load(ledger, Person, "WHERE id = ?", (rock.id,))[0].id_number is None


def test_a_voided_record_comes_back_under_its_keys(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩三木")
    saved = record_visit(ledger, act("visit"), visit_of(rock))
    before = tables(ledger)
    undo(ledger, void(ledger, act(), saved, "录错了人"), act())
    assert tables(ledger) == before


def test_a_batch_that_is_not_there_is_refused(ledger: Connection) -> None:
    with pytest.raises(NotFoundError):
        undo(ledger, 999, act())


def test_a_batch_is_taken_back_once(ledger: Connection) -> None:
    batch, _ = enter(ledger, "岩三木")
    undo(ledger, batch, act())
    newest = newest_unit(ledger)
    with pytest.raises(StoreError, match="已经撤回过"):
        undo(ledger, batch, act())
    assert newest_unit(ledger) == newest


def test_the_founding_of_the_vault_is_not_taken_back(ledger: Connection) -> None:
    with pytest.raises(StoreError, match="建立"):
        undo(ledger, 1, act())


def test_a_unit_that_wrote_nothing_is_refused(ledger: Connection) -> None:
    with unit_of_work(ledger, act("reveal")) as unit:
        pass
    with pytest.raises(StoreError, match="没有改动记录"):
        undo(ledger, unit.number, act())


def test_settings_are_not_taken_back(ledger: Connection) -> None:
    with unit_of_work(ledger, act("settings")) as unit:
        unit.insert("operator", ("id", "name"), [(unit.next_ids("operator", 1)[0], "岩保")])
    with pytest.raises(StoreError, match="设置"):
        undo(ledger, unit.number, act())


def test_nothing_was_done_yet(ledger: Connection) -> None:
    assert last_undoable(ledger) is None


def test_the_last_thing_done_is_named_with_who_when_and_what(ledger: Connection) -> None:
    enter(ledger, "岩三木", "娜叶")
    last = last_undoable(ledger)
    assert last is not None
    assert last.sentence == "将撤回 11-22 09:30 李敏的导入: 新增人员2、新增措施2"


def test_a_unit_about_one_person_names_the_person_safely(ledger: Connection) -> None:
    _, (rock,) = enter(ledger, "岩\x9b三木")
    record_visit(ledger, act("visit"), visit_of(rock))
    last = last_undoable(ledger)
    assert last is not None
    assert last.sentence == "将撤回 11-22 09:30 李敏的登记: 岩?三木 新增走访1"


def test_exports_and_reveals_are_passed_over(ledger: Connection) -> None:
    batch, _ = enter(ledger, "岩三木")
    for action in ("export", "reveal"):
        with unit_of_work(ledger, act(action)):
            pass
    last = last_undoable(ledger)
    assert last is not None
    assert last.number == batch


def test_taking_back_twice_brings_back(ledger: Connection) -> None:
    enter(ledger, "岩三木")
    full = tables(ledger)
    for _ in range(2):
        last = last_undoable(ledger)
        assert last is not None
        undo_last(ledger, act(), expected=last.number)
    assert tables(ledger) == full


def test_the_last_thing_is_taken_back_only_if_it_is_still_the_last(ledger: Connection) -> None:
    batch, (rock,) = enter(ledger, "岩三木")
    record_visit(ledger, act("visit"), visit_of(rock))
    with pytest.raises(StoreError, match="又有新的改动"):
        undo_last(ledger, act(), expected=batch)
    assert len(load(ledger, Visit)) == 1
