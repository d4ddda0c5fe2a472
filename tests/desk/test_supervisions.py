"""督办单: issued, late to the day, replied to, taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.records import load
from store.desk.supervisions import check_reply, days_late, issue, late_supervisions, record_reply, supervisions
from store.desk.undoable import last_undoable, undo_last
from store.errors import NotFoundError
from store.model.supervision import Supervision
from store.vault.cipher import Connection
from tests.ledger import TODAY, act, new_ledger

DUE = TODAY + timedelta(days=7)
ONE_DAY = timedelta(days=1)
REPLY = {"replied_on": "2026-11-25", "reply": "已找到本人"}


def paper(**facts: object) -> Supervision:
    given = {"issued_on": TODAY, "level": "三级", "addressee": "专干", "items": "报到", "reply_due": DUE, **facts}
    return Supervision(**given)  # type: ignore[arg-type]  # facts of the test


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    return new_ledger(tmp_path)


def test_a_paper_is_late_from_the_day_after_its_date_until_the_reply(connection: Connection) -> None:
    issued = issue(connection, act(), paper())
    assert [late_supervisions(connection, day) for day in (DUE, DUE + ONE_DAY)] == [0, 1]
    assert days_late(issued, DUE + ONE_DAY) == 1
    assert record_reply(connection, act(today=date(2026, 12, 5)), issued, REPLY) == ()
    assert late_supervisions(connection, DUE + ONE_DAY) == 0
    (answered,) = load(connection, Supervision)
    assert (answered.replied_on, answered.reply) == (date(2026, 11, 25), "已找到本人")


def test_a_reply_of_tomorrow_has_not_come(connection: Connection) -> None:
    issued = issue(connection, act(), paper())
    record_reply(connection, act(today=date(2026, 12, 5)), issued, {**REPLY, "replied_on": "2026-12-03"})
    assert [late_supervisions(connection, date(2026, 12, day)) for day in (2, 3)] == [1, 0]


def test_who_waits_longest_stands_on_top_and_answered_ones_below(connection: Connection) -> None:
    for due, addressee in ((DUE, "乙"), (DUE - ONE_DAY, "甲"), (DUE, "丙")):
        issue(connection, act(), paper(reply_due=due, addressee=addressee))
    record_reply(connection, act(today=DUE), load(connection, Supervision)[0], REPLY)
    assert [each.addressee for each in supervisions(connection, DUE)] == ["甲", "丙", "乙"]
    assert supervisions(connection, TODAY - ONE_DAY) == ()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"replied_on": "2026-11-25", "reply": ""}, "reply"),
        ({"replied_on": "", "reply": "已办"}, "replied_on"),
        ({"replied_on": "2026-11-21", "reply": "已办"}, "replied_on"),
        ({"replied_on": "2027-01-01", "reply": "已办"}, "replied_on"),
    ],
)
def test_a_reply_needs_its_day_and_its_words(connection: Connection, typed: dict[str, str], field: str) -> None:
    issued = issue(connection, act(), paper())
    assert [fault.field for fault in check_reply(issued, typed, date(2026, 12, 1))] == [field]
    assert record_reply(connection, act(today=date(2026, 12, 1)), issued, typed)
    assert load(connection, Supervision) == [issued]


def test_a_reply_to_what_was_changed_meanwhile_is_refused(connection: Connection) -> None:
    issued = issue(connection, act(), paper())
    record_reply(connection, act(today=DUE), issued, REPLY)
    with pytest.raises(NotFoundError):
        record_reply(connection, act(today=DUE), issued, REPLY)


def test_the_last_paper_can_be_taken_back(connection: Connection) -> None:
    issue(connection, act(), paper())
    last = last_undoable(connection)
    assert last is not None
    assert "督办" in last.sentence
    undo_last(connection, act("undo"), expected=last.number)
    assert load(connection, Supervision) == []
