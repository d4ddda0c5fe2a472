"""The office's rates of one period or several, of the township and of its villages, and the people behind a figure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.coverage import coverage
from store.desk.holidays import load_holidays
from store.desk.lives import Recorded, Span, everybody
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.rules.calendar import add_days
from store.rules.case import Case
from store.rules.ownership import begun_on, measure_at
from store.rules.policy import Policies
from store.rules.rates import NEITHER, RATES, Fraction, fractions, totals, weighs_on
from store.rules.reckoning import Hindsight, Life, Period, period_day, reckon
from store.vault.cipher import Connection

SIGNING = "签订率"
SIGNING_FORMULA = "已签 / 应签的户,期末那天,各种文书合计"
DEAD, MOVED = "死亡", "变更执行地"
TRANSFERRED_OUT = "转出"


@dataclass(frozen=True, slots=True)
class RateRow:
    """One rate of the township (``area`` is ``None``) or of one village."""

    rate: str
    area: str | None
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person adds to the rates of each period, in the order of the periods."""

    person: Person
    shares: tuple[Mapping[str, Fraction], ...]


def contributions(
    connection: Connection, periods: Sequence[Period], today: date, people: Span | None = None
) -> list[Contribution]:
    """Everybody who counts in any rate of any period, of all people or of those whose row ids lie in ``people``."""
    in_use_from, policies = load_office(connection).in_use_from, office_policies(connection)
    holidays = load_holidays(connection)
    days = [period_day(end, today) for _, end in periods]
    found: list[Contribution] = []
    for recorded in everybody(connection, people):
        begun = sorted(recorded.measures, key=begun_on)
        cases = [recorded.case(measure, in_use_from) for measure in begun]
        seen = Hindsight(policies, days, today, holidays)
        shares = tuple(_shares(recorded, cases, period, today, policies, seen) for period in periods)
        if any(shares):
            found.append(Contribution(recorded.person, shares))
    return found


def _shares(
    recorded: Recorded, cases: Sequence[Case], period: Period, today: date, policies: Policies, seen: Hindsight
) -> Mapping[str, Fraction]:
    """The rates in which the person counts; those that are neither here nor there are left out."""
    start, end = period
    life = _life(recorded, cases, min(period_day(end, today), today))
    if not life.cases:
        return {}
    shares = fractions(reckon(life, policies, start, end, today, hindsight=seen))
    return {name: share for name, share in shares.items() if share != NEITHER}


def _life(recorded: Recorded, cases: Sequence[Case], day: date) -> Life:
    """What was known of the person at ``day``: a measure none of whose days has come is not recorded yet.

    The last measure says who is gone: of whom another one is recorded after a death is 在册, as in the roster.
    """
    last = measure_at([each for each in recorded.measures if begun_on(each) <= day], day)
    return Life(
        cases=tuple(case for case in cases if begun_on(case.measure) <= day),
        is_dead=recorded.person.control_state == DEAD or _is_closed_by(DEAD, last, day),
        has_moved_away=_has_moved_away(recorded, last, day),
    )


def _is_closed_by(reason: str, measure: Measure | None, day: date) -> bool:
    if measure is None or measure.closed_on is None:
        return False
    return measure.close_reason == reason and measure.closed_on <= day


def _has_moved_away(recorded: Recorded, last: Measure | None, day: date) -> bool:
    """Whether the last measure was closed by 变更执行地, or a 转出 has been noted since it began."""
    if last is None:
        return False
    if _is_closed_by(MOVED, last, day):
        return True
    noted = (each.day for each in recorded.records[Notice] if each.matter == TRANSFERRED_OUT)
    return any(begun_on(last) <= each <= day for each in noted)


def rates(
    connection: Connection, start: date, end: date, today: date, *, by_village: bool = False
) -> tuple[RateRow, ...]:
    """Every rate of ``[start, end)``: the township's first, then with ``by_village`` each village's."""
    rows = rate_rows(contributions(connection, [(start, end)], today), 0, by_village=by_village)
    return tuple(sorted((*rows, *signing_rates(connection, end, today, by_village=by_village)), key=_by_area))


def _by_area(row: RateRow) -> str:
    return row.area or ""


def signing_rates(connection: Connection, end: date, today: date, *, by_village: bool = False) -> list[RateRow]:
    """签订率: signed ÷ required over all kinds of documents, on the last day before ``end`` that has come."""
    day = add_days(period_day(end, today), -1)
    signed, required = Counter[str | None]({None: 0}), Counter[str | None]()
    for row in coverage(connection, day, by="village" if by_village else None):
        signed[row.area] += row.signed
        required[row.area] += row.required
    return [RateRow(SIGNING, area, signed[area], required[area]) for area in signed]


def rate_rows(found: Sequence[Contribution], period: int, *, by_village: bool) -> tuple[RateRow, ...]:
    """The rates of one of the periods, added up."""
    areas: list[str | None] = [None]
    if by_village:
        areas += sorted({each.person.village for each in found})
    return tuple(row for area in areas for row in _rows_of(area, found, period))


def _rows_of(area: str | None, found: Sequence[Contribution], period: int) -> Iterator[RateRow]:
    counted = [each.shares[period] for each in found if area in (None, each.person.village)]
    for name, (numerator, denominator) in totals(counted).items():
        yield RateRow(name, area, numerator, denominator)


def behind(
    found: Sequence[Contribution], rate: str, period: int, area: str | None = None
) -> list[tuple[Person, Fraction]]:
    """The people behind one figure, those who make it worse first, then by place and name."""
    counted = [
        (each.person, each.shares[period][rate])
        for each in found
        if rate in each.shares[period] and area in (None, each.person.village)
    ]
    return sorted(counted, key=lambda pair: (not weighs_on(rate, pair[1]), pair[0].village, pair[0].name, pair[0].uid))


def months_back(today: date, count: int) -> list[Period]:
    """The last ``count`` calendar months, the one that holds ``today`` last."""
    first = today.replace(day=1)
    periods: list[Period] = []
    for _ in range(count):
        last = add_days(first, 31).replace(day=1)
        periods.append((first, last))
        first = add_days(first, -1).replace(day=1)
    return periods[::-1]


RATE_NAMES = tuple(rate.name for rate in RATES)
