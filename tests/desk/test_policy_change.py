"""A policy comes into force: never for what has begun, shown before it is saved, one unit of work, and seen at once."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.policies import dated_policies, default_policies, office_policies, shipped_policy, shipped_text
from store.desk.policy_change import (
    add_policy,
    earliest_since,
    preview_addition,
    preview_removal,
    remove_policy,
    summed,
)
from store.desk.rates import contributions
from store.desk.records import add, load
from store.desk.schedule import schedule_of
from store.desk.worklist import unexplained_misses, worklist
from store.errors import FileRefusedError, StoreError, VaultDamagedError
from store.model.assessment import Assessment
from store.model.measure import Measure
from store.model.person import Person
from store.rules.windows import Window
from store.vault.backup import backup, restore
from store.vault.cipher import Connection
from store.vault.interruption import StoppedError
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import open_vault
from store.vault.verify import verify
from tests.desk.eventful import let_things_happen
from tests.ledger import NOW, PASSPHRASE, TODAY, act, new_ledger
from tests.township import settle
from tests.vault.vaults import office_vault

TOMORROW = TODAY + timedelta(days=1)
TIERED = shipped_text("tiered")
SOON = date(2027, 1, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    settle(connection, 12, 11)
    let_things_happen(connection, 3)
    yield connection
    connection.close()


def windows_of(connection: Connection, until: date = TODAY) -> dict[int, list[Window]]:
    """Everybody's windows that have begun by ``until``, as they stand today."""
    found = {
        person.id: schedule_of(connection, person.id, TODAY).schedule.windows for person in load(connection, Person)
    }
    return {person: [each for each in windows if each.start <= until] for person, windows in found.items()}


def facts(found: dict[int, list[Window]]) -> list[tuple[object, ...]]:
    return [
        (person, w.rule, w.ordinal, w.start, w.end, w.required, w.why, w.active_days, w.state, w.by, w.basis)
        for person, windows in found.items()
        for w in windows
    ]


def test_an_office_that_chose_nothing_follows_the_shipped_policy(ledger: Connection) -> None:
    assert office_policies(ledger) is default_policies()
    (only,) = dated_policies(ledger)
    assert (only.id, only.since, only.policy.name) == (0, None, "yuesong")


def test_a_policy_holds_from_its_day_on(ledger: Connection) -> None:
    add_policy(ledger, act(), SOON, TIERED)
    known = office_policies(ledger)
    assert known is office_policies(ledger), "the same object: what is remembered of it stays good"
    assert known.on(SOON - timedelta(days=1)) == shipped_policy("yuesong")
    assert known.on(SOON) == shipped_policy("tiered")
    assert [(each.since, each.policy.title) for each in dated_policies(ledger)] == [(None, "岳宋"), (SOON, "分级")]
    units = ledger.execute("SELECT action, reason, entries FROM unit ORDER BY number DESC LIMIT 1").fetchone()
    assert units == ("policy", "分级 2026-01 自 2027-01-01 起", 1)


@pytest.mark.parametrize("since", [date(2020, 1, 1), TODAY - timedelta(days=1), TODAY])
def test_no_policy_takes_effect_before_tomorrow(ledger: Connection, since: date) -> None:
    with pytest.raises(StoreError, match="最早从 2026-11-23 起用"):
        add_policy(ledger, act(), since, TIERED)
    assert office_policies(ledger) is default_policies()


def test_every_policy_comes_after_every_other(ledger: Connection) -> None:
    add_policy(ledger, act(), SOON, TIERED)
    assert earliest_since(ledger, TODAY) == SOON + timedelta(days=1)
    for since in (TOMORROW, SOON):
        with pytest.raises(StoreError, match="最早从 2027-01-02 起用"):
            add_policy(ledger, act(), since, shipped_text("yuesong"))
    add_policy(ledger, act(), SOON + timedelta(days=1), shipped_text("yuesong"))


def test_a_bad_file_changes_nothing(ledger: Connection) -> None:
    with pytest.raises(FileRefusedError):
        add_policy(ledger, act(), SOON, TIERED.replace("half_month", "fortnight"))
    assert len(dated_policies(ledger)) == 1


def test_what_has_begun_stays_as_it_was(ledger: Connection) -> None:
    before = facts(windows_of(ledger))
    add_policy(ledger, act(), TOMORROW, TIERED)
    assert facts(windows_of(ledger)) == before


def test_only_a_policy_that_is_not_in_force_can_be_taken_back(ledger: Connection) -> None:
    before = worklist(ledger, SOON)
    add_policy(ledger, act(), SOON, TIERED)
    shipped, known = dated_policies(ledger)
    with pytest.raises(StoreError, match="不能去掉"):
        remove_policy(ledger, act(today=SOON), known)
    with pytest.raises(StoreError, match="不能去掉"):
        remove_policy(ledger, act(), shipped)
    remove_policy(ledger, act(), known)
    assert worklist(ledger, SOON) == before
    with pytest.raises(StoreError, match="已经去掉"):
        remove_policy(ledger, act(), known)


def test_list_misses_schedule_and_rates_follow_the_policy(ledger: Connection) -> None:
    """The meeting of somebody in tier 低 is asked for by the month from the policy's day on."""
    with unit_of_work(ledger, act()) as unit:
        (person,) = add(unit, [Person(name="新来", village="岳宋村")])
        began = date(2026, 6, 1)
        add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=began, reported_on=began)])
        add(unit, [Assessment(person_id=person.id, day=date(2026, 11, 1), risk="低")])
    late, month = date(2027, 3, 31), (date(2027, 3, 1), date(2027, 4, 1))

    def counted() -> tuple[int, int, tuple[int, int]]:
        due = [one.obligation for one in worklist(ledger, late) if one.person.id == person.id]
        (meeting,) = [one for one in due if one.rule == "meeting"]
        missed = [one for one in unexplained_misses(ledger, late) if one.person.id == person.id]
        (share,) = [each.shares[0] for each in contributions(ledger, [month], late) if each.person.id == person.id]
        assert meeting.start is not None
        assert meeting.end is not None
        days = (meeting.end - meeting.start).days
        return days, sum(one.obligation.rule == "meeting" for one in missed), share["见面率"]

    assert counted() == (7, 43, (0, 4))
    add_policy(ledger, act(), SOON, TIERED)
    days, missed, share = counted()
    assert days == 31
    # The last week ends on 3 January: January had begun before that and is dropped, so February is the first month.
    assert missed == 31 + 1
    assert share == (0, 1), "last days in March: the month itself"


def test_a_preview_tells_what_the_policy_then_does(ledger: Connection) -> None:
    old = windows_of(ledger, date.max)
    told: list[tuple[int, int]] = []
    shown = preview_addition(ledger, SOON, TIERED, TODAY, lambda done, total: told.append((done, total)))
    assert told[-1] == (len(load(ledger, Person)),) * 2
    add_policy(ledger, act(), SOON, TIERED)
    new = windows_of(ledger, date.max)
    changed = {change.person.id for change in shown.changes}
    assert changed == {person for person in old if laid(old[person]) != laid(new[person])}
    appearing = sum(count for _, count, _, _ in summed(shown.changes))
    assert appearing == sum(len(laid(new[person]) - laid(old[person])) for person in changed)
    assert all(each.first >= SOON for change in shown.changes for each in change.differences)


def laid(windows: list[Window]) -> set[tuple[str, date, date]]:
    return {(window.label, window.start, window.end) for window in windows}


def test_a_preview_writes_nothing_and_can_be_stopped(ledger: Connection) -> None:
    units = ledger.execute("SELECT count(*) FROM unit").fetchone()

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        preview_addition(ledger, SOON, TIERED, TODAY, stop)
    preview_addition(ledger, SOON, TIERED, TODAY)
    assert ledger.execute("SELECT count(*) FROM unit").fetchone() == units
    assert len(dated_policies(ledger)) == 1


def test_the_preview_of_the_same_policy_shows_no_one(ledger: Connection) -> None:
    assert preview_addition(ledger, SOON, shipped_text("yuesong"), TODAY).changes == ()


def test_other_limits_of_the_levels_show_who_changes_level(ledger: Connection) -> None:
    """Though not one window differs. What is shown is what the list then says, while nothing new is missed."""
    on = {(each.person.id, each.obligation.rule): each.obligation for each in worklist(ledger, TODAY)}
    strict = re.sub(r'"levels": \[[\d, ]+\]', '"levels": [20, 30, 60]', shipped_text("yuesong"))
    assert strict != shipped_text("yuesong")
    shown = preview_addition(ledger, TOMORROW, strict, TODAY)
    assert ("见面", (20, 30, 60)) in {(each.label, each.after) for each in shown.limits}
    assert list(summed(shown.changes)) == []
    said = {(change.person.id, each.label): each.levels for change in shown.changes for each in change.differences}
    assert said
    meetings = {person: each for (person, rule), each in on.items() if rule == "meeting"}
    for person, each in meetings.items():
        before, after = said.get((person, "见面")) or (each.level, each.level)
        assert before == each.level
        assert after == 1 + sum(each.missed_in_a_row >= limit for limit in (20, 30, 60))


def test_taking_a_policy_back_is_previewed_the_other_way_round(ledger: Connection) -> None:
    forth = preview_addition(ledger, SOON, TIERED, TODAY)
    add_policy(ledger, act(), SOON, TIERED)
    back = preview_removal(ledger, dated_policies(ledger)[1], TODAY)
    assert [change.person.id for change in back.changes] == [change.person.id for change in forth.changes]
    assert [(label, new, old) for label, new, old, _ in summed(back.changes)] == [
        (label, old, new) for label, new, old, _ in summed(forth.changes)
    ]


def test_the_remembered_list_is_made_anew(ledger: Connection) -> None:
    on = SOON + timedelta(days=40)
    before = worklist(ledger, on)
    add_policy(ledger, act(), SOON, TIERED)
    assert worklist(ledger, on) != before
    remove_policy(ledger, act(), dated_policies(ledger)[1])
    assert worklist(ledger, on) == before


def test_everybodys_list_is_that_of_each_alone(ledger: Connection) -> None:
    add_policy(ledger, act(), SOON, TIERED)
    on = SOON + timedelta(days=40)
    people = [person.id for person in load(ledger, Person)]
    assert worklist(ledger, on) == worklist(ledger, on, people=people)


def test_a_backup_carries_the_policies(tmp_path: Path) -> None:
    with office_vault(tmp_path / "vault") as vault:
        add_policy(vault.connection, act(), SOON, TIERED)
        assert verify(vault.connection, DOMAIN_RULES) == []
        backup(vault, tmp_path / "copy.yuesong")
        kept = dated_policies(vault.connection)
    restore(tmp_path / "copy.yuesong", tmp_path / "again", PASSPHRASE, now=NOW)
    with open_vault(tmp_path / "again", PASSPHRASE) as vault:
        assert dated_policies(vault.connection) == kept


def test_a_spoilt_policy_is_found_and_nothing_is_computed_by_it(ledger: Connection) -> None:
    with unit_of_work(ledger, act()) as unit:
        unit.insert("policy", ("since", "content"), [("2027-01-01", '{"series": []}')])
    with pytest.raises(VaultDamagedError, match="备份"):
        worklist(ledger, TODAY)
    assert [fault.where for fault in verify(ledger, DOMAIN_RULES)] == ["自 2027-01-01 起的办法读不出来"]
