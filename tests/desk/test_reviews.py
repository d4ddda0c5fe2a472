"""清塘: a snapshot of the roster, everybody once, taken back, round after round, and nothing lost by a kill."""

import dataclasses
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.inquiries import looked_into, record_inquiry
from store.desk.records import add, change, load
from store.desk.reviews import find, newest_review, review_lines, start_review
from store.desk.undo import undo
from store.desk.undoable import last_undoable, undo_last
from store.desk.voiding import void
from store.errors import NotFoundError, StoreError
from store.model.inquiry import Inquiry
from store.model.person import Person
from store.model.review import Review, ReviewItem
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.desk.village import person
from tests.ledger import TODAY, act, new_ledger, opened_ledger

ONE_DAY = timedelta(days=1)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return new_ledger(tmp_path)


def stands_as(connection: Connection, row_id: int, state: str) -> None:
    with unit_of_work(connection, act("amend")) as unit:
        (found,) = load(connection, Person, "WHERE id = ?", (row_id,))
        change(unit, found, dataclasses.replace(found, control_state=state))


def items(connection: Connection) -> dict[str, ReviewItem]:
    return {line.person.name: line.item for line in review_lines(connection, TODAY)}


def test_a_round_holds_everybody_of_its_day_once_and_nobody_who_has_gone(connection: Connection) -> None:
    for name, state in (("岩三木", "在册"), ("娜叶", "死亡"), ("艾块", "失联")):
        stands_as(connection, person(connection, name), state)
    person(connection, "尼惹", closed_on=date(2026, 11, 1))
    review = start_review(connection, act())
    person(connection, "后来人")
    assert (review.round, review.started_on, review.due_on) == (1, TODAY, TODAY + 30 * ONE_DAY)
    assert {name: (item.was_state, item.was_category) for name, item in items(connection).items()} == {
        "岩三木": ("在册", "社区戒毒"),
        "艾块": ("失联", "社区戒毒"),
    }


def test_groups_follow_by_their_number_as_on_every_other_list(connection: Connection) -> None:
    for group in ("10组", "2组", None):
        person(connection, f"岩{group}", group=group)
    start_review(connection, act())
    assert [line.person.village_group for line in review_lines(connection, TODAY)] == [None, "2组", "10组"]


def test_an_empty_roster_begins_no_round(connection: Connection) -> None:
    with pytest.raises(StoreError, match="花名册上没有在册的人"):
        start_review(connection, act())
    assert newest_review(connection) is None


def test_what_changed_on_the_roster_meanwhile_is_said(connection: Connection) -> None:
    row_id = person(connection, "岩三木")
    start_review(connection, act())
    stands_as(connection, row_id, "外出")
    assert [line.differs for line in review_lines(connection, TODAY)] == ["空变外出"]


def test_a_change_needs_its_words_and_a_finding_can_be_put_right(connection: Connection) -> None:
    person(connection, "岩三木")
    start_review(connection, act())
    item = items(connection)["岩三木"]
    for note in (None, " ", "长" * 201):
        with pytest.raises(StoreError):
            find(connection, act(), item, "已变化", note)
    assert items(connection)["岩三木"].finding is None
    found = find(connection, act(), item, "已变化", " 搬到县城 ")
    assert (found.finding, found.found_on, found.note) == ("已变化", TODAY, "搬到县城")
    with pytest.raises(NotFoundError):
        find(connection, act(), item, "在册属实")
    assert find(connection, act(), found, "在册属实").note is None


def test_a_finding_and_the_whole_round_can_be_taken_back(connection: Connection) -> None:
    person(connection, "岩三木")
    start_review(connection, act())
    find(connection, act(), items(connection)["岩三木"], "在册属实")
    last = last_undoable(connection)
    assert last is not None
    assert "清塘" in last.sentence
    undo_last(connection, act("undo"), expected=last.number)
    assert items(connection)["岩三木"].finding is None
    (number,) = connection.execute("SELECT min(unit) FROM journal WHERE kind = 'review'").fetchone()
    undo(connection, number, act("undo"))
    assert (load(connection, Review), load(connection, ReviewItem)) == ([], [])


def test_a_round_in_which_somebody_was_found_is_not_taken_back_under_them(connection: Connection) -> None:
    person(connection, "岩三木")
    start_review(connection, act())
    (number,) = connection.execute("SELECT min(unit) FROM journal WHERE kind = 'review'").fetchone()
    found = find(connection, act(), items(connection)["岩三木"], "在册属实")
    undone = undo(connection, number, act("undo"))
    assert undone.kept
    assert load(connection, ReviewItem) == [found]
    assert len(load(connection, Review)) == 1


def test_the_next_round_ends_the_last_one_and_nothing_more_goes_into_that(connection: Connection) -> None:
    person(connection, "岩三木")
    start_review(connection, act())
    item = items(connection)["岩三木"]
    tomorrow = act(today=TODAY + ONE_DAY)
    assert start_review(connection, tomorrow).round == 2
    assert [each.closed_on for each in load(connection, Review, "ORDER BY round")] == [TODAY + ONE_DAY, None]
    with pytest.raises(StoreError, match="已经结束"):
        find(connection, tomorrow, item, "在册属实")
    assert items(connection)["岩三木"].finding is None


def test_whom_the_round_could_not_find_is_proposed_until_looked_for(connection: Connection) -> None:
    row_id = person(connection, "岩三木")
    start_review(connection, act())
    find(connection, act(), items(connection)["岩三木"], "查无下落")
    assert [(each.kind, each.standing) for each in looked_into(connection, TODAY)] == [("失联", "待立项")]
    opened = record_inquiry(connection, act(), Inquiry(person_id=row_id, opened_on=TODAY, kind="失联"))
    assert [each.inquiry for each in looked_into(connection, TODAY)] == [opened]


def test_somebody_registered_by_mistake_leaves_the_round_too(connection: Connection) -> None:
    row_id = person(connection, "岩三木")
    start_review(connection, act())
    (registered,) = load(connection, Person, "WHERE id = ?", (row_id,))
    void(connection, act(), registered, "重复登记")
    assert load(connection, ReviewItem) == []


_WORKER = """
import sys
from pathlib import Path
from store.desk.reviews import find, review_lines
from tests.ledger import TODAY, act, opened_ledger
with opened_ledger(Path(sys.argv[1])) as connection:
    for line in review_lines(connection, TODAY):
        find(connection, act(), line.item, "在册属实")
        print(line.item.id, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a signal of POSIX")
def test_what_was_found_before_the_power_went_is_there(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act()) as unit:
        add(unit, [Person(name=f"岩{number}", village="岳宋村") for number in range(200)])
    start_review(connection, act())
    connection.close()
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as worker:
        assert worker.stdout is not None
        acknowledged = [int(worker.stdout.readline()) for _ in range(7)]
        worker.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in worker.stdout.read().splitlines() if line.strip()]
    with opened_ledger(tmp_path) as again:
        done = {item.id for item in load(again, ReviewItem, "WHERE finding IS NOT NULL")}
        assert set(acknowledged) <= done
        assert len(done) <= len(acknowledged) + 1
        assert sum(line.item.finding is None for line in review_lines(again, TODAY)) == 200 - len(done)
