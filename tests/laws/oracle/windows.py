"""The windows of every series, laid day by day (rules, section 3)."""

from dataclasses import dataclass
from datetime import date

from tests.laws.oracle.days import DAY, days
from tests.laws.oracle.facts import Measure, Person, within
from tests.laws.oracle.policy import Bucket, Layout, Policies, Series, buckets
from tests.laws.oracle.term import Term, months_of, stands_still, term


@dataclass(frozen=True)
class Window:
    rule: str
    start: date
    end: date
    ordinal: int
    of: int
    required: bool
    active_days: int
    state: str


def windows(person: Person, measure: Measure, policies: Policies, today: date) -> list[Window]:
    """Every window of the measure; ``person`` must be known on ``today``."""
    found_term = term(person, measure, today)
    found: list[Window] = []
    if found_term is None or found_term.nominal_end <= found_term.start:
        return found
    mine = within(person, measure)
    for rule in policies.rules():
        of = len(_laid(person, measure, rule, policies, found_term.start, found_term.nominal_end))
        laid = _laid(person, measure, rule, policies, found_term.start, found_term.end)
        for ordinal, (series, bucket, start, end) in enumerate(laid, 1):
            active = len(
                [day for day in days(start, end) if not stands_still(day, mine.suspensions, open_until=date.max)]
            )
            required = _is_required(mine, measure, found_term, bucket, start, active)
            state = _state(person, series, start, end, required, today)
            found.append(Window(rule, start, end, ordinal, of, required, active, state))
    return found


Laid = tuple[Series, Bucket, date, date]


def _laid(person: Person, measure: Measure, rule: str, policies: Policies, start: date, until: date) -> list[Laid]:
    """A window opens on a day that begins a bucket of the layout in force that day, the first day always may.

    While it runs no other opens: buckets of a newer layout that begin before its end are dropped.
    """
    layouts: dict[str, Layout] = {}
    found: list[Laid] = []
    day = start
    while day < until:
        series = policies.series(rule, measure.category, months_of(measure), day)
        if series is not None:
            text = _layout_for(series, person, day)
            layout = layouts.setdefault(text, buckets(text, start))
            bucket = layout(day)
            if bucket and (bucket[0] == day or day == start):
                found.append((series, bucket, day, min(bucket[1], until)))
                day = bucket[1]
                continue
        day += DAY
    return found


def _layout_for(series: Series, person: Person, day: date) -> str:
    tier = None
    for one in person.assessments:
        if one.tier and one.day <= day:
            tier = one.tier
    return dict(series.tiers).get(tier or "", series.layout)


def _is_required(person: Person, measure: Measure, found: Term, bucket: Bucket, start: date, active: int) -> bool:
    if 2 * active < (bucket[1] - bucket[0]).days:
        return False
    if start < person.in_use_from:
        return False
    if measure.taken_over_on and start < measure.taken_over_on:
        return False
    transfers = [one for one in person.notices if one.matter == "转入决定"]
    if transfers and not measure.taken_over_on:
        return False
    closed_on = measure.closed_on
    return not (closed_on and bucket[0] <= closed_on < bucket[1] and closed_on < found.term_end)


def _state(person: Person, series: Series, start: date, end: date, required: bool, today: date) -> str:
    if _is_satisfied(person, series, start, end):
        return "done"
    if not required:
        return "excused"
    if today < start:
        return "upcoming"
    return "due" if today < end else "missed"


def _is_satisfied(person: Person, series: Series, start: date, end: date) -> bool:
    if series.rule == "test":
        return any(
            start <= one.day < end and one.kind in ("定期", "异地") and one.result in ("阴性", "阳性")
            for one in person.tests
        )
    if series.rule == "assessment":
        return any(start <= one.day < end for one in person.assessments)
    modes = series.modes
    leave_days = [day for day in days(start, end) if is_on_leave(person, day)]
    if 2 * len(leave_days) >= (end - start).days:
        modes += series.away_modes
    return any(
        start <= one.day < end and one.result == "已见到" and series.tick in one.ticks and one.mode in modes
        for one in person.visits
    )


def is_on_leave(person: Person, day: date) -> bool:
    """Whether a reported leave covers the day, the day of return or of 应返 included."""
    return any(
        one.reported == "是" and one.left <= day <= min(one.due_back, one.returned or one.due_back)
        for one in person.leaves
    )
