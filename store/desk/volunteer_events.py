"""Training, commendation, evaluation and contact of volunteers, by hand; and which contact is due.

Nothing here reads the roster.
"""

from dataclasses import dataclass, replace
from datetime import date

from store.desk.drafts import DraftKey, saving
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import NotFoundError, StoreError
from store.model.team import REPORTERS, Team
from store.model.volunteer import LEFT, Volunteer
from store.model.volunteer_event import CONTACT, VolunteerEvent
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_KEPT = "没有保存,您填的内容还在。"


def record_volunteer_event(
    connection: Connection, act: Act, record: VolunteerEvent, *, draft: DraftKey | None = None
) -> None:
    """Save one event.

    Raises ``StoreError`` for a day that has not come or lies before joining, for a next contact that is not after this
    one, and for what is recorded already; ``NotFoundError`` for a volunteer who is not there any more.
    """
    _check(connection, act.today, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_volunteer_event(
    connection: Connection, act: Act, old: VolunteerEvent, new: VolunteerEvent, *, draft: DraftKey | None = None
) -> None:
    """Correct an event. Raises as ``record_volunteer_event``, and ``NotFoundError`` when ``old`` is gone."""
    require_recorded(connection, old)
    new = replace(new, id=old.id, uid=old.uid, volunteer_id=old.volunteer_id)
    _check(connection, act.today, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def _check(connection: Connection, today: date, record: VolunteerEvent) -> None:
    volunteers = load(connection, Volunteer, "WHERE id = ?", (record.volunteer_id,))
    if not volunteers:
        raise NotFoundError("没有这位志愿者", f"这位志愿者刚才已经撤下,{_KEPT}")
    if record.day > today:
        raise StoreError("日期在今天之后", f"还没有发生的不能记,{_KEPT}请改日期。")
    if record.day < volunteers[0].joined_on:
        raise StoreError("早于加入", f"这一天早于他加入的日期,{_KEPT}请核对日期。")
    if record.next_on is not None and record.kind != CONTACT:
        raise StoreError("不是通联", f"只有 通联 写 下次联系,{_KEPT}请改类别,或把它空着。")
    if record.next_on is not None and record.next_on <= record.day:
        raise StoreError("日期先后不对", f"下次联系要在这次之后,{_KEPT}请核对日期。")
    same = load(connection, VolunteerEvent, "WHERE volunteer_id = ? AND id <> ?", (record.volunteer_id, record.id))
    if any((each.kind, each.day, each.content) == (record.kind, record.day, record.content) for each in same):
        raise StoreError("已经记过", f"这一天同样的内容已经记过,{_KEPT}")


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One 信息员 with the last contact, and the next one that was meant then; both None without any contact."""

    volunteer: Volunteer
    last: VolunteerEvent | None

    @property
    def next_on(self) -> date | None:
        """When the next contact is meant to be."""
        return self.last.next_on if self.last else None

    def is_due(self, today: date) -> bool:
        """Whether there was none yet, or the next one is meant to have been by ``today``."""
        return self.last is None or (self.next_on is not None and self.next_on <= today)


def contact_lines(connection: Connection, today: date) -> tuple[ContactLine, ...]:
    """Everybody who serves as 信息员, or is kept contact with: first who has had none, then by the next day."""
    teams = {each.name for each in load(connection, Team, "WHERE kind = ?", (REPORTERS,))}
    last: dict[int, VolunteerEvent] = {}
    for event in load(
        connection, VolunteerEvent, "WHERE kind = ? AND day <= ? ORDER BY day, id", (CONTACT, today.isoformat())
    ):
        last[event.volunteer_id] = event
    serving = load(connection, Volunteer, "WHERE state IS NOT ? ORDER BY name, number", (LEFT,))
    lines = [
        ContactLine(each, last.get(each.id))
        for each in serving
        if each.id in last or each.team in teams or REPORTERS in (each.post or "", each.team or "")
    ]
    return tuple(sorted(lines, key=lambda line: (line.last is not None, line.next_on or date.max)))


def contacts_due(connection: Connection, today: date) -> int:
    """With how many of them contact is due."""
    return sum(line.is_due(today) for line in contact_lines(connection, today))
