"""What is recorded about a person, as somebody might read it out, and what of it is known on a day."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Measure:
    """One decision and its execution; ``months`` is the term on paper."""

    category: str = "社区戒毒"
    served_on: date | None = None
    reported_on: date | None = None
    agreement_on: date | None = None
    months: int | None = None
    offset: int = 0
    taken_over_on: date | None = None
    confirmed_end: date | None = None
    closed_on: date | None = None
    close_reason: str | None = None


@dataclass(frozen=True)
class Suspension:
    begun: date
    resumed: date | None = None


@dataclass(frozen=True)
class Leave:
    left: date
    due_back: date
    returned: date | None = None
    reported: str | None = "是"


@dataclass(frozen=True)
class Visit:
    day: date
    mode: str = "见面"
    ticks: tuple[str, ...] = ("见面",)
    result: str = "已见到"


@dataclass(frozen=True)
class Sample:
    day: date
    kind: str = "定期"
    result: str = "阴性"
    finding: str | None = None
    finding_on: date | None = None


@dataclass(frozen=True)
class Assessment:
    day: date
    tier: str | None = None


@dataclass(frozen=True)
class Notice:
    day: date
    matter: str
    number: str | None = None


@dataclass(frozen=True)
class Person:
    """Everything about one person, in the order in which it happened."""

    measures: tuple[Measure, ...]
    in_use_from: date
    suspensions: tuple[Suspension, ...] = ()
    leaves: tuple[Leave, ...] = ()
    visits: tuple[Visit, ...] = ()
    tests: tuple[Sample, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    notices: tuple[Notice, ...] = ()
    name: str = ""
    village: str = ""
    control_state: str | None = None


def begun_on(measure: Measure) -> date:
    """The first day anything is known of the measure; one without any day has always been there."""
    return min([day for day in (measure.served_on, measure.reported_on) if day] or [date.min])


def known_on(person: Person, today: date) -> Person:
    """The person as recorded on ``today``: a fact dated later is not recorded yet (rules, section 1)."""

    def past(day: date | None) -> date | None:
        return day if day is not None and day <= today else None

    return replace(
        person,
        measures=tuple(
            replace(
                one,
                served_on=past(one.served_on),
                reported_on=past(one.reported_on),
                agreement_on=past(one.agreement_on),
                taken_over_on=past(one.taken_over_on),
                closed_on=past(one.closed_on),
                close_reason=one.close_reason if past(one.closed_on) else None,
            )
            for one in person.measures
            if begun_on(one) <= today
        ),
        suspensions=tuple(replace(one, resumed=past(one.resumed)) for one in person.suspensions if one.begun <= today),
        leaves=tuple(replace(one, returned=past(one.returned)) for one in person.leaves if one.left <= today),
        visits=tuple(one for one in person.visits if one.day <= today),
        tests=tuple(_test_known_on(one, today) for one in person.tests if one.day <= today),
        assessments=tuple(one for one in person.assessments if one.day <= today),
        notices=tuple(one for one in person.notices if one.day <= today),
    )


def _test_known_on(test: Sample, today: date) -> Sample:
    if test.finding_on and test.finding_on > today:
        return replace(test, finding=None, finding_on=None)
    return test


def owner(person: Person, day: date) -> Measure | None:
    """The measure that something of ``day`` belongs to: the newest begun by then, else the first."""
    ordered = sorted(person.measures, key=begun_on)
    begun = [one for one in ordered if begun_on(one) <= day]
    return begun[-1] if begun else next(iter(ordered), None)


def within(person: Person, measure: Measure) -> Person:
    """The person with only those events that belong to one of the measures. Everything must be known already."""
    return replace(
        person,
        measures=(measure,),
        suspensions=tuple(one for one in person.suspensions if owner(person, one.begun) == measure),
        leaves=tuple(one for one in person.leaves if owner(person, one.left) == measure),
        visits=tuple(one for one in person.visits if owner(person, one.day) == measure),
        tests=tuple(one for one in person.tests if owner(person, one.day) == measure),
        assessments=tuple(one for one in person.assessments if owner(person, one.day) == measure),
        notices=tuple(one for one in person.notices if owner(person, one.day) == measure),
    )


def current(person: Person) -> Measure | None:
    """The open measure, else the last one."""
    ordered = sorted(person.measures, key=begun_on)
    still_open = [one for one in ordered if one.closed_on is None]
    return next(reversed(still_open or ordered), None)


def positive_on(test: Sample) -> date | None:
    """The day on which the test became a confirmed positive, if it is one."""
    if test.result == "阳性" and test.finding == "确认":
        return test.finding_on or test.day
    return None
