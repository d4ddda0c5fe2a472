"""Laws of undo, on ledgers that random days of work have passed over."""

import contextlib
import dataclasses
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.contacts import amend_visit, record_test, record_visit
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import TABLES, load
from store.desk.registering import amend_registration, open_measure, register
from store.desk.undo import undo
from store.desk.undoable import last_undoable, undo_last
from store.desk.voiding import void
from store.errors import StoreError
from store.handoff.importing import import_files
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from tests.handoff.ledger_makers import EVENT_MAKERS, PEOPLE_HEADERS, lines, people
from tests.ledger import TODAY, act, new_ledger

DERIVED = ("person_token",)
Tables = dict[str, list[tuple[Any, ...]]]
POOL = people(random.Random(7), 5)


class Days:
    """Days of work on one ledger, drawn from one seed. What the desk refuses is refused; nothing else may happen."""

    def __init__(self, connection: Connection, folder: Path, seed: int) -> None:
        self.connection = connection
        self.folder = folder
        self.drawn = random.Random(seed)
        self.work: list[Callable[[], object]] = [
            self.bring_people, self.bring_events, self.bring_events, self.visit, self.test, self.amend,
            self.amend_visit, self.next_measure, self.register, self.void, *[self.take_back] * 3,
        ]  # fmt: skip

    def pass_over(self, count: int) -> None:
        self.bring_people()
        for _ in range(count):
            with contextlib.suppress(StoreError):
                self.drawn.choice(self.work)()

    def _import(self, headers: tuple[str, ...], rows: list[dict[str, str]]) -> None:
        path = self.folder / "ledger.csv"
        path.write_text("".join(f"{line}\r\n" for line in lines(headers, rows)), encoding="utf-8")
        import_files(self.connection, [path], act("import"))

    def bring_people(self) -> None:
        chosen = [dict(row) for row in self.drawn.sample(POOL, k=self.drawn.randint(1, 4))]
        for row in chosen:
            row["备注"] = self.drawn.choice(("", "务农", "外出"))
            row["网格员"] = self.drawn.choice(("王强", "李芳", ""))
        self._import((*PEOPLE_HEADERS,), chosen)

    def bring_events(self) -> None:
        headers = self.drawn.choice(list(EVENT_MAKERS))
        self._import(headers, EVENT_MAKERS[headers](self.drawn, POOL))

    def _any(self, record_type: type[Any]) -> Any:
        found: list[Any] = load(self.connection, record_type)
        if not found:
            raise StoreError("没有", "还没有这种记录。")
        return self.drawn.choice(found)

    def _day(self) -> date:
        return TODAY - timedelta(days=self.drawn.randrange(700))

    def visit(self) -> None:
        record = Visit(
            person_id=self._any(Person).id, day=self._day(), mode="见面", contents=("见面",), result="已见到"
        )
        record_visit(self.connection, act("visit"), record)

    def test(self) -> None:
        record = DrugTest(person_id=self._any(Person).id, day=self._day(), sample="尿液", kind="定期", result="阴性")
        record_test(self.connection, act("test"), record)

    def amend_visit(self) -> None:
        old = self._any(Visit)
        amend_visit(self.connection, act("amend"), old, dataclasses.replace(old, day=self._day(), needs="就学"))

    def amend(self) -> None:
        measure = self._any(Measure)
        (person,) = load(self.connection, Person, "WHERE id = ?", (measure.person_id,))
        typed = self.drawn.choice((
            {"phone": "13800001111"}, {"name": person.name + "木"}, {"id_number": ""}, {"village": "岳宋村"},
            {"closed_on": self._day().isoformat(), "close_reason": "其他"}, {"closed_on": "", "close_reason": ""},
        ))  # fmt: skip
        amend_registration(self.connection, act(), person, measure, typed)

    def next_measure(self) -> None:
        typed = {"category": "社区康复", "term_months": "3", "served_on": self._day().isoformat()}
        open_measure(self.connection, act(), self._any(Person), typed)

    def register(self) -> None:
        typed = {"name": "娜叶", "village": "班帅村", "category": "自愿戒毒"}
        register(self.connection, act(), typed | {"id_number": self.drawn.choice(POOL)["证件号码"]})

    def void(self) -> None:
        void(
            self.connection,
            act(),
            self._any(self.drawn.choice((Visit, DrugTest, Suspension, Notice, Measure, Person))),
            "录错",
        )

    def take_back(self) -> None:
        newest: int = self.connection.execute("SELECT max(number) FROM unit").fetchone()[0]
        undo(self.connection, self.drawn.randint(1, newest), act())


def tables(connection: Connection) -> Tables:
    """Every row of every record table, and of what is derived from them."""
    rows = {name: connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in TABLES.values()}
    return rows | {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in DERIVED}


@contextlib.contextmanager
def worked_ledger(folder: Path, seed: int, count: int) -> Iterator[Connection]:
    connection = new_ledger(folder)
    try:
        Days(connection, folder, seed).pass_over(count)
        yield connection
    finally:
        connection.close()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    return lambda: tmp_path_factory.mktemp("days")


SEEDS, COUNTS = st.integers(0, 2**32), st.integers(0, 14)


@given(SEEDS, COUNTS)
def test_days_of_work_hold_together_and_can_be_taken_back(place: Callable[[], Path], seed: int, count: int) -> None:
    """One ledger for all three laws: days of work cost more than what is asked of them."""
    with worked_ledger(place(), seed, count) as connection:
        chain_and_facts_hold(connection)
        taking_back_the_last_thing_and_that_again_changes_nothing(connection)
        taken_back_from_the_newest_to_the_first_nothing_is_left(connection)


def chain_and_facts_hold(connection: Connection) -> None:
    assert check_chain(connection) is None
    assert [fault for rule in DOMAIN_RULES if (fault := rule(connection))] == []
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def taking_back_the_last_thing_and_that_again_changes_nothing(connection: Connection) -> None:
    before = tables(connection)
    for _ in range(2):
        last = last_undoable(connection)
        assert last is not None
        done = undo_last(connection, act(), expected=last.number)
        assert (done.kept, done.failed) == ((), ())
        assert done.reversed > 0
    assert tables(connection) == before


def taken_back_from_the_newest_to_the_first_nothing_is_left(connection: Connection) -> None:
    numbers = [number for (number,) in connection.execute("SELECT number FROM unit ORDER BY number DESC")]
    for number in numbers:
        with contextlib.suppress(StoreError):  # founded the vault, wrote nothing, or taken back by what came later
            done = undo(connection, number, act())
            assert (done.kept, done.failed) == ((), ())
    assert all(rows == [] for rows in tables(connection).values())
    assert check_chain(connection) is None
