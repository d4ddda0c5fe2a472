"""The staff list: who holds which post on a day, and what the form refuses."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.staff import check_staff, remove_staff, save_staff, staff_list, staff_on, typed_staff
from store.desk.undoable import last_undoable, undo_last
from store.errors import NotFoundError
from store.model.assignment import ROLES
from store.model.staff import STAFF_ROLES, Staff
from store.vault.cipher import Connection
from store.vault.verify import verify
from tests.hostile import hostile_strings
from tests.ledger import TODAY, act, new_ledger

WANG = {"role": "网格员", "name": "王强", "village": "班帅", "started_on": "2025-01-01"}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def saved(connection: Connection, **typed: str) -> Staff:
    outcome = save_staff(connection, act(), {**WANG, **typed})
    assert outcome.faults == ()
    assert outcome.staff
    return outcome.staff


def names(posts: list[Staff]) -> list[str]:
    return [post.name for post in posts]


def test_a_post_is_cleaned_as_ledgers_are_and_found_again(connection: Connection) -> None:
    wang = saved(connection, role="专干", name="王 强", village="班帅村委会", phone="138 0000 1111")
    assert wang == Staff(
        id=1, role="禁毒专干", name="王强", phone="13800001111", village="班帅村", started_on=date(2025, 1, 1)
    )
    assert staff_list(connection) == [wang]
    assert verify(connection) == []


def test_the_last_day_is_exclusive(connection: Connection) -> None:
    saved(connection, ended_on="2026-11-22")
    assert names(staff_on(connection, date(2026, 11, 21))) == ["王强"]
    assert staff_on(connection, date(2026, 11, 22)) == []
    assert staff_on(connection, date(2024, 12, 31)) == []


def test_those_of_the_village_are_offered_first(connection: Connection) -> None:
    saved(connection, name="艾保", village="岳宋村")
    saved(connection, name="王强", village="班帅村")
    saved(connection, name="李专", role="专干", village="")
    assert names(staff_on(connection, TODAY)) == ["李专", "艾保", "王强"]
    assert names(staff_on(connection, TODAY, role="网格员", village="班帅村")) == ["王强", "艾保"]
    assert names(staff_on(connection, TODAY, role="网格员", village="岳宋村")) == ["艾保", "王强"]
    assert names(staff_on(connection, TODAY, village="岳宋村"))[0] == "艾保"
    assert staff_on(connection, TODAY, role="医务人员") == []


def test_roles_but_the_open_one_are_those_of_assignments() -> None:
    assert set(STAFF_ROLES) - {"其他"} <= set(ROLES)


def test_a_correction_keeps_what_is_not_typed(connection: Connection) -> None:
    wang = saved(connection, phone="13800001111")
    outcome = save_staff(connection, act(reason="调走"), {"ended_on": "2026-12-31"}, wang)
    assert outcome.staff == Staff(
        id=wang.id, role="网格员", name="王强", phone="13800001111", village="班帅",
        started_on=date(2025, 1, 1), ended_on=date(2026, 12, 31),
    )  # fmt: skip
    assert staff_list(connection) == [outcome.staff]
    reason = connection.execute("SELECT action, reason FROM unit ORDER BY number DESC LIMIT 1").fetchone()
    assert reason == ("staff", "调走")


def test_saving_it_unchanged_makes_no_unit(connection: Connection) -> None:
    wang = saved(connection)
    before = connection.execute("SELECT count(*) FROM unit").fetchone()
    assert save_staff(connection, act(), typed_staff(wang), wang).staff == wang
    assert connection.execute("SELECT count(*) FROM unit").fetchone() == before


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"role": ""}, "role"),
        ({"role": "乡长"}, "role"),
        ({"name": ""}, "name"),
        ({"name": "王?"}, "name"),
        ({"started_on": ""}, "started_on"),
        ({"started_on": "2026-11-23"}, "started_on"),
        ({"started_on": "2026.3"}, "started_on"),
        ({"ended_on": "2025-01-01"}, "ended_on"),
        ({"phone": "1.38E+10"}, "phone"),
        ({"village": "x" * 61}, "village"),
    ],
)
def test_what_is_refused(connection: Connection, typed: dict[str, str], field: str) -> None:
    outcome = save_staff(connection, act(), {**WANG, **typed})
    assert outcome.staff is None or outcome.faults
    assert [fault.field for fault in outcome.faults] == [field]
    assert staff_list(connection) == []


def test_an_odd_phone_is_kept_with_a_warning(connection: Connection) -> None:
    outcome = save_staff(connection, act(), {**WANG, "phone": "110"})
    assert outcome.faults == ()
    assert [warning.field for warning in outcome.warnings] == ["phone"]


def test_one_post_twice_at_a_time_is_refused(connection: Connection) -> None:
    wang = saved(connection, ended_on="2026-01-01")
    twice = save_staff(connection, act(), {**WANG, "started_on": "2025-12-31"})
    assert [fault.field for fault in twice.faults] == ["started_on"]
    again = saved(connection, started_on="2026-01-01")
    assert names(staff_list(connection)) == ["王强", "王强"]
    assert check_staff(connection, {"ended_on": ""}, TODAY, wang).faults
    assert not check_staff(connection, {"ended_on": "2026-06-01"}, TODAY, again).faults


def test_a_post_that_changed_meanwhile_is_not_overwritten(connection: Connection) -> None:
    wang = saved(connection)
    save_staff(connection, act(), {"phone": "13800001111"}, wang)
    with pytest.raises(NotFoundError):
        save_staff(connection, act(), {"phone": "13900002222"}, wang)
    with pytest.raises(NotFoundError):
        remove_staff(connection, act(), wang)
    assert [post.phone for post in staff_list(connection)] == ["13800001111"]


def test_the_last_change_of_the_list_can_be_taken_back(connection: Connection) -> None:
    wang = saved(connection)
    remove_staff(connection, act(), wang)
    last = last_undoable(connection)
    assert last
    assert "名单修改" in last.sentence
    assert "撤下工作人员1" in last.sentence
    undo_last(connection, act(), expected=last.number)
    assert staff_list(connection) == [wang]
    assert verify(connection) == []


def test_a_mistaken_post_goes_and_the_journal_keeps_it(connection: Connection) -> None:
    wang = saved(connection)
    remove_staff(connection, act(reason="录错"), wang)
    assert staff_list(connection) == []
    entry = connection.execute("SELECT before ->> 'name', after FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    assert entry == ("王强", None)


def test_hostile_names_are_refused_or_kept_exactly(connection: Connection) -> None:
    kept = set[Staff | None]()
    for text in hostile_strings()[::3]:
        outcome = save_staff(connection, act(), {**WANG, "name": text})
        if not outcome.faults and outcome.staff not in kept:
            kept.add(outcome.staff)
    assert len(kept) > 5
    posts = staff_list(connection)
    assert set(posts) == kept
    for post in posts:
        assert check_staff(connection, typed_staff(post), TODAY, post).staff == post
