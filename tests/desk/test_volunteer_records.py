"""The record of a volunteer: training, commendation, evaluation, contact; service corrected, voided and taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.records import add, load
from store.desk.serving import amend_service, record_service
from store.desk.undo import undo
from store.desk.undoable import last_undoable
from store.desk.voiding import void
from store.desk.volunteer_events import amend_volunteer_event, contact_lines, contacts_due, record_volunteer_event
from store.desk.volunteer_page import volunteer_page
from store.desk.volunteers import amend_volunteer
from store.errors import NotFoundError, StoreError
from store.model.service import Service
from store.model.team import REPORTERS, Team
from store.model.volunteer import LEFT, Volunteer
from store.model.volunteer_event import COMMENDATION, CONTACT, EVALUATION, TRAINING, VolunteerEvent
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.ledger import TODAY, act, new_ledger

JOINED = date(2026, 1, 1)
DAY = date(2026, 3, 1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    with unit_of_work(connection, act()) as unit:
        here = Volunteer(number="Z0001", name="岩保", phone="13800001111", joined_on=JOINED, consent_on=JOINED)
        far = replace(here, number="Z0002", name="艾惹", team="驻昆队", base="昆明")
        gone = replace(far, number="Z0003", name="娜叶", state=LEFT, left_on=date(2026, 4, 1))
        add(unit, [here, far, gone, replace(far, number="Z0004", name="叶茸")])
        add(unit, [Team(name="驻昆队", kind=REPORTERS)])
    yield connection
    assert verify(connection, DOMAIN_RULES) == []
    connection.close()


def event(**facts: Any) -> VolunteerEvent:
    known = {"volunteer_id": 1, "kind": TRAINING, "day": DAY, "content": "宣讲培训", "organization": "县禁毒办"}
    return VolunteerEvent(**{**known, **facts})


def recorded(connection: Connection, **facts: Any) -> None:
    record_volunteer_event(connection, act("volunteer_event"), event(**facts))


def test_the_page_shows_everything_the_newest_first(connection: Connection) -> None:
    for place, kind in enumerate((TRAINING, COMMENDATION, EVALUATION)):
        recorded(connection, kind=kind, day=DAY + timedelta(days=place))
    record_service(connection, act("service"), Service(volunteer_id=1, day=TODAY, minutes=45, content="宣讲"))
    record_service(connection, act("service"), Service(volunteer_id=1, day=DAY, minutes=50, content="劝导"))
    page = volunteer_page(connection, 1, TODAY)
    assert page is not None
    assert [each.kind for each in page.events] == [EVALUATION, COMMENDATION, TRAINING]
    assert [each.minutes for each in page.services] == [45, 50]
    assert len(page.months) == 12
    assert {month: minutes for month, minutes in page.months.items() if minutes} == {
        TODAY.replace(day=1): 45,
        DAY.replace(day=1): 50,
    }
    assert volunteer_page(connection, 99, TODAY) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"day": TODAY + timedelta(days=1)}, {"day": JOINED - timedelta(days=1)}, {"next_on": DAY + timedelta(days=9)},
        {"kind": CONTACT, "next_on": DAY}, {"content": "已有"}, {"volunteer_id": 99},
    ],
)  # fmt: skip
def test_what_cannot_be(connection: Connection, facts: dict[str, Any]) -> None:
    recorded(connection, content="已有")
    with pytest.raises(StoreError, match="没有保存"):
        recorded(connection, **facts)
    assert len(load(connection, VolunteerEvent)) == 1


def test_an_event_is_corrected_and_voided(connection: Connection) -> None:
    recorded(connection)
    (old,) = load(connection, VolunteerEvent)
    amend_volunteer_event(connection, act("amend"), old, replace(old, content="双语宣讲培训"))
    (new,) = load(connection, VolunteerEvent)
    assert new == replace(old, content="双语宣讲培训")
    with pytest.raises(NotFoundError):
        amend_volunteer_event(connection, act("amend"), old, new)
    batch = void(connection, act("void"), new, "记到了别人名下")
    assert load(connection, VolunteerEvent) == []
    undo(connection, batch, act("undo"))
    assert load(connection, VolunteerEvent) == [new]


def test_contact_is_due_first_where_there_was_none_and_never_with_those_who_left(connection: Connection) -> None:
    recorded(connection, volunteer_id=2, kind=CONTACT, content="电话", next_on=date(2026, 12, 1))
    recorded(connection, volunteer_id=2, kind=CONTACT, content="电话", day=date(2026, 5, 1), next_on=TODAY)
    lines = contact_lines(connection, TODAY)
    assert [(line.volunteer.name, line.next_on) for line in lines] == [("叶茸", None), ("艾惹", TODAY)]
    assert contacts_due(connection, TODAY) == 2
    assert contacts_due(connection, TODAY - timedelta(days=1)) == 1, "the day that was meant has not come"
    recorded(connection, volunteer_id=1, kind=CONTACT, content="见面")
    assert contacts_due(connection, TODAY) == 2, "without a day that was meant nothing is due"
    assert [line.volunteer.name for line in contact_lines(connection, TODAY)] == ["叶茸", "艾惹", "岩保"]


def service(**facts: Any) -> Service:
    return Service(**{"volunteer_id": 1, "day": DAY, "minutes": 60, "content": "宣讲", **facts})


def test_a_service_is_corrected_by_the_same_rules(connection: Connection) -> None:
    record_service(connection, act("service"), service(started_at="08:00", ended_at="10:00"))
    record_service(connection, act("service"), service(started_at="10:00", ended_at="12:00", content="劝导"))
    old, _ = load(connection, Service)
    amend_service(connection, act("amend"), old, replace(old, minutes=120))
    old, _ = load(connection, Service)
    assert old.minutes == 120
    for facts in ({"ended_at": "10:01"}, {"minutes": 121}, {"day": JOINED - timedelta(days=1)}):
        with pytest.raises(StoreError, match="没有保存"):
            amend_service(connection, act("amend"), old, replace(old, **facts))
    assert load(connection, Service)[0] == old


def test_undo_does_not_bring_overlapping_hours_back(connection: Connection) -> None:
    record_service(connection, act("service"), service(started_at="08:00", ended_at="10:00"))
    (old,) = load(connection, Service)
    amend_service(connection, act("amend"), old, replace(old, ended_at="09:00"))
    corrected = last_undoable(connection)
    assert corrected is not None
    record_service(connection, act("service"), service(started_at="09:30", ended_at="11:00", content="劝导"))
    undone = undo(connection, corrected.number, act("undo"))
    assert undone.reversed == 0
    assert "重叠" in undone.kept[0].why


def test_undo_does_not_leave_service_after_leaving(connection: Connection) -> None:
    left = load(connection, Volunteer, "WHERE number = 'Z0003'")[0]
    amend_volunteer(connection, act("amend"), left, replace(left, state="在册"))
    back = last_undoable(connection)
    assert back is not None
    record_service(connection, act("service"), service(volunteer_id=left.id, day=date(2026, 4, 2)))
    undone = undo(connection, back.number, act("undo"))
    assert undone.reversed == 0
    assert "加入和退出" in undone.kept[0].why


def test_verify_finds_hours_that_overlap(connection: Connection) -> None:
    with unit_of_work(connection, act()) as unit:
        add(unit, [service(started_at="08:00", ended_at="10:00"), service(started_at="09:00", ended_at="11:00")])
    (fault,) = verify(connection, DOMAIN_RULES)
    assert "重叠" in str(fault)
    one = load(connection, Service)[0]
    void(connection, act("void"), one, "重复")


def test_a_volunteer_or_team_with_records_is_not_voided(connection: Connection) -> None:
    record_service(connection, act("service"), service())
    used, unused = load(connection, Volunteer, "WHERE id IN (1, 4) ORDER BY id")
    with pytest.raises(StoreError, match="没有作废"):
        void(connection, act("void"), used, "登记错了")
    void(connection, act("void"), unused, "登记错了")
    (team,) = load(connection, Team)
    with pytest.raises(StoreError, match="没有作废"):
        void(connection, act("void"), team, "登记错了")
    assert len(load(connection, Volunteer)) == 3
