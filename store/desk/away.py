"""外出驻外: who is away, where, who looks after them there, when they are due back, and when to call next."""

from dataclasses import dataclass
from datetime import date

from store.desk.cases import measures_of
from store.desk.due_item import DueItem, PersonLine
from store.desk.records import load
from store.desk.responsible import responsible_on
from store.desk.worklist import person_line, worklist
from store.model.assignment import MAIN_HELPER
from store.model.leave import REPORTED, Leave
from store.model.notice import Notice
from store.rules.case import leaves_as_of
from store.rules.ownership import is_open, owner
from store.rules.spans import days_within
from store.rules.windows import leave_spans
from store.rules.worklist import Obligation
from store.vault.cipher import Connection

AWAY = "外出"
REMOTE_RULES = ("meeting", "talk", "home_visit")
"""The series that a call or a video settles while a reported leave makes up half of the window (rules.md 3)."""
LOOK_AHEAD_DAYS = 31


@dataclass(frozen=True, slots=True)
class NextContact:
    """The next window to be settled, by what, and whether a call does."""

    label: str
    last_day: date
    by_call: bool


@dataclass(frozen=True, slots=True)
class Away:
    """One person who is away; without a ``leave`` only the 管控状态 says so."""

    person: PersonLine
    leave: Leave | None
    office: str | None
    """The co-managing office: 对方单位 of the newest notice since leaving."""
    next_contact: NextContact | None
    helper: str | None
    """The one who keeps contact while they are away (1对1): the main helper, who stays the same."""

    def days_over(self, today: date) -> int:
        """Days past 应返日期; 0 or less while there is time."""
        return (today - self.leave.due_back_on).days if self.leave else 0


def away(connection: Connection, today: date) -> tuple[Away, ...]:
    """Everybody with a leave that is open at ``today``, and everybody whose 管控状态 is 外出; overdue ones first.

    A leave that a closed measure left behind is over: nobody is asked back from it.
    """
    open_leaves: dict[int, Leave] = {}
    for leave in leaves_as_of(load(connection, Leave, "ORDER BY left_on, id"), today):
        if leave.returned_on is None and not _is_over(connection, leave, today):
            open_leaves[leave.person_id] = leave
    rows = connection.execute("SELECT id FROM person WHERE control_state = ?", (AWAY,)).fetchall()
    people = dict.fromkeys([*open_leaves, *(row_id for (row_id,) in rows)])
    due: dict[int, list[DueItem]] = {}
    for item in worklist(connection, today, within=LOOK_AHEAD_DAYS):
        if item.person.id in people and item.obligation.rule in REMOTE_RULES:
            due.setdefault(item.person.id, []).append(item)
    helpers = responsible_on(connection, today).assigned
    found = (
        _of(
            connection, person_id, open_leaves.get(person_id), due.get(person_id, []), today,
            helpers.get(person_id, {}).get(MAIN_HELPER),
        )
        for person_id in people
    )  # fmt: skip
    return tuple(sorted(found, key=lambda entry: _order(entry, today)))


def _is_over(connection: Connection, leave: Leave, today: date) -> bool:
    measure = owner(measures_of(connection, leave.person_id), leave.left_on)
    return measure is not None and not is_open(measure, today)


def _of(
    connection: Connection, person_id: int, leave: Leave | None, due: list[DueItem], today: date, helper: str | None
) -> Away:  # fmt: skip
    since = leave.left_on if leave else date.min
    known = "WHERE person_id = ? AND counterpart IS NOT NULL AND day BETWEEN ? AND ? ORDER BY day DESC, id DESC LIMIT 1"
    notices = load(connection, Notice, known, (person_id, since.isoformat(), today.isoformat()))
    return Away(
        person_line(connection, person_id, today),
        leave,
        notices[0].counterpart if notices else None,
        _next(leave, [item.obligation for item in due]),
        helper,
    )


def _next(leave: Leave | None, due: list[Obligation]) -> NextContact | None:
    dated = [(each.last_day, each) for each in due if each.last_day is not None]
    if not dated:
        return None
    last_day, first = min(dated, key=lambda pair: pair[0])
    return NextContact(first.label, last_day, _may_call(leave, first))


def _may_call(leave: Leave | None, due: Obligation) -> bool:
    if leave is None or leave.reported != REPORTED or due.start is None or due.end is None:
        return False
    return 2 * days_within(leave_spans([leave]), due.start, due.end) >= (due.end - due.start).days


def _order(entry: Away, today: date) -> tuple[bool, int, str, str]:
    leave = entry.leave
    return leave is None, -entry.days_over(today), entry.person.village, entry.person.name
