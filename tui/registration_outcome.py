"""What a registration would mean, told before it is saved: the term, what has to be done, what is already past."""

from datetime import date, timedelta

from store.rules.calendar import WEEKENDS_ONLY, Holidays
from store.rules.case import Case
from store.rules.deadlines import Deadline
from store.rules.policy import Policies
from store.rules.schedule import Schedule, schedule
from store.rules.state import State
from tui.standing import short_day
from tui.today_list import SHORT_LABELS

_OPEN = (State.DUE, State.OVERDUE)


def registration_outcome(case: Case, policies: Policies, today: date, holidays: Holidays = WEEKENDS_ONLY) -> str:
    """One line: term, open deadlines, due series, windows that are past without a record."""
    if case.measure.closed_on is not None:
        return f"措施 {case.measure.closed_on.isoformat()} 结束,不再提醒应办事项"
    found = schedule(case, policies, today, holidays)
    deadlines = [_deadline(deadline, today) for deadline in found.deadlines if deadline.state in _OPEN]
    parts = (_term(found), *deadlines, _due(found), _missed(found))
    return ", ".join(part for part in parts if part) or "没有应办事项会提醒"


def _term(found: Schedule) -> str:
    if found.term is None:
        return ""
    return f"期限 {found.term.start.isoformat()} 至 {(found.term.end - timedelta(days=1)).isoformat()}"


def _deadline(deadline: Deadline, today: date) -> str:
    if deadline.last_day is None:
        return f"{deadline.label}({deadline.basis})"
    over = "已逾期" if deadline.state is State.OVERDUE else ""
    return f"应{deadline.label} {short_day(deadline.last_day, today)}止{over}"


def _due(found: Schedule) -> str:
    labels = dict.fromkeys(SHORT_LABELS.get(w.label, w.label) for w in found.windows if w.state is State.DUE)
    return f"现在应办 {'、'.join(labels)}" if labels else ""


def _missed(found: Schedule) -> str:
    missed = sum(window.state is State.MISSED for window in found.windows)
    return f"已过 {missed} 期没有记录" if missed else ""
