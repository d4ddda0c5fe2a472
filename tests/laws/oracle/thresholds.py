"""Refusals and absences, counted anew on every day of the measure (rules, section 5)."""

from dataclasses import dataclass, replace
from datetime import date

from tests.laws.oracle.days import DAY, days
from tests.laws.oracle.facts import Leave, Measure, Person, known_on, within


@dataclass(frozen=True)
class Counts:
    """What is counted at the end of one day."""

    refusals: int
    absences: int
    absent_days: int

    def warnings(self) -> set[str]:
        """Which thresholds are one step away."""
        near = {"refusals": self.refusals == 2, "absences": self.absences == 2, "days": 24 <= self.absent_days <= 30}
        return {name for name, is_near in near.items() if is_near}

    def reached(self) -> set[str]:
        """Which thresholds are reached."""
        over = {"refusals": self.refusals >= 3, "absences": self.absences >= 3, "days": self.absent_days > 30}
        return {name for name, is_over in over.items() if is_over}


def counts(person: Person, measure: Measure, today: date) -> Counts:
    """What the measure has come to by ``today``; nothing more is counted once it is closed."""
    return _counted(within(person, measure), measure, today)


def _counted(mine: Person, measure: Measure, today: date) -> Counts:
    last = min(today, measure.closed_on) if measure.closed_on else today
    known = known_on(mine, last)
    refusals = [one for one in known.tests if one.result in ("拒检", "逃避")]
    found = [absent_days(known, leave, last) for leave in known.leaves]
    inside = [{day for day in one if measure.closed_on is None or day < measure.closed_on} for one in found]
    absences = [one for one in inside if one]
    return Counts(len(refusals), len(absences), len(set().union(*absences)))


def absent_days(person: Person, leave: Leave, today: date) -> set[date]:
    """The unauthorised days of one leave: (a) never reported and three days or longer, (b) returned late, confirmed."""
    found: set[date] = set()
    back = leave.returned or today
    if leave.reported == "否" and (back - leave.left).days >= 3:
        found |= set(days(leave.left, back))
    confirmed = [one for one in person.notices if one.matter == "擅自离开认定"]
    if any(_newest_leave(person, notice.day) == leave for notice in confirmed):
        found |= set(days(leave.due_back + DAY, back + DAY))
    return found


def _newest_leave(person: Person, day: date) -> Leave | None:
    begun = [one for one in person.leaves if one.left <= day]
    return max(begun, key=lambda one: one.left, default=None)


def reached_on(person: Person, measure: Measure, today: date) -> dict[str, date]:
    """The first day on which each threshold was reached, looking at every day with what was known on it.

    What is reached stays reached, so somebody who has come to nothing by today need not be looked at.
    """
    found: dict[str, date] = {}
    mine = replace(within(person, measure), visits=(), assessments=())
    reached = _counted(mine, measure, today).reached()
    events = [one.day for one in mine.tests] + [one.left for one in mine.leaves]
    day = min(events, default=today)
    while len(found) < len(reached):
        for name in _counted(mine, measure, day).reached():
            found.setdefault(name, day)
        day += DAY
    return found
