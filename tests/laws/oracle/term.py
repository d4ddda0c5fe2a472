"""The term of a measure, served one day at a time (rules, section 2)."""

from dataclasses import dataclass
from datetime import date

from tests.laws.oracle.days import DAY, later
from tests.laws.oracle.facts import Measure, Person, Suspension, within

WITH_TERM = ("社区戒毒", "社区康复")


@dataclass(frozen=True)
class Term:
    start: date
    nominal_end: date
    term_end: date
    end: date
    provisional: bool


def months_of(measure: Measure) -> int | None:
    """Three years by law for 社区戒毒, what is written for 社区康复, none for the rest."""
    if measure.category not in WITH_TERM:
        return None
    return 36 if measure.category == "社区戒毒" else measure.months


def stands_still(day: date, suspensions: tuple[Suspension, ...], open_until: date) -> bool:
    """Whether a suspension covers the day; one that is open runs to ``open_until``."""
    return any(one.begun <= day < (one.resumed or open_until) for one in suspensions)


def term(person: Person, measure: Measure, today: date) -> Term | None:
    """The term as it stands today."""
    months = months_of(measure)
    if measure.reported_on is None or months is None:
        return None
    start = measure.reported_on
    nominal_end = later(start, months) - measure.offset * DAY
    suspensions = within(person, measure).suspensions
    provisional = False
    if nominal_end <= start:
        term_end = start
    elif measure.confirmed_end:
        term_end = measure.confirmed_end
    else:
        owed, term_end = (nominal_end - start).days, start
        while owed > 0:
            if not stands_still(term_end, suspensions, open_until=today):
                owed -= 1
            term_end += DAY
        provisional = any(one.resumed is None and one.begun < term_end for one in suspensions)
    end = min(term_end, measure.closed_on) if measure.closed_on else term_end
    return Term(start, nominal_end, term_end, end, provisional)


def in_force(person: Person, measure: Measure, day: date, today: date) -> bool:
    """Whether the measure is in force on ``day``, as seen on ``today``."""
    found = term(person, measure, today)
    return found is not None and found.start <= day < found.end
