"""The office's rates of one period or several, of the township and of its villages, and the people behind a figure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.lives import Recorded, everybody
from store.desk.office import load_office
from store.desk.policies import default_policies
from store.model.notice import Notice
from store.model.person import Person
from store.rules.calendar import add_days
from store.rules.ownership import begun_on
from store.rules.policy import Policies
from store.rules.rates import NEITHER, RATES, Fraction, Life, fractions, period_day, reckon, totals
from store.vault.cipher import Connection

DEAD, MOVED = "死亡", "变更执行地"
TRANSFERRED_OUT = "转出"
_PER_STEP = 50
"""People after whom progress is told."""

Period = tuple[date, date]
"""``[start, end)``."""


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
    connection: Connection, periods: Sequence[Period], today: date, told: Callable[[int], None] | None = None
) -> list[Contribution]:
    """Everybody who counts in any rate of any period. ``told`` is called with the number of people reckoned so far."""
    in_use_from, policies = load_office(connection).in_use_from, default_policies()
    found: list[Contribution] = []
    for number, recorded in enumerate(everybody(connection), 1):
        shares = tuple(_shares(recorded, period, today, in_use_from, policies) for period in periods)
        if any(shares):
            found.append(Contribution(recorded.person, shares))
        if told and number % _PER_STEP == 0:
            told(number)
    return found


def _shares(
    recorded: Recorded, period: Period, today: date, in_use_from: date, policies: Policies
) -> Mapping[str, Fraction]:
    """The rates in which the person counts; those that are neither here nor there are left out."""
    start, end = period
    life = _life(recorded, min(period_day(end, today), today), in_use_from)
    if not life.cases:
        return {}
    shares = fractions(reckon(life, policies, start, end, today))
    return {name: share for name, share in shares.items() if share != NEITHER}


def _life(recorded: Recorded, day: date, in_use_from: date) -> Life:
    """What was known of the person at ``day``: a measure none of whose days has come is not recorded yet."""
    begun = sorted((each for each in recorded.measures if begun_on(each) <= day), key=begun_on)
    return Life(
        cases=tuple(recorded.case(measure, in_use_from) for measure in begun),
        is_dead=recorded.person.control_state == DEAD or _closed_by(DEAD, recorded, day),
        has_moved_away=_has_moved_away(recorded, day),
    )


def _closed_by(reason: str, recorded: Recorded, day: date) -> bool:
    return any(each.close_reason == reason and each.closed_on and each.closed_on <= day for each in recorded.measures)


def _has_moved_away(recorded: Recorded, day: date) -> bool:
    """Closed by 变更执行地 or noted as 转出, and no measure has begun since."""
    left = [each.closed_on for each in recorded.measures if each.close_reason == MOVED and each.closed_on]
    left += [each.day for each in recorded.records[Notice] if each.matter == TRANSFERRED_OUT]
    gone = max((each for each in left if each <= day), default=None)
    return gone is not None and not any(gone < begun_on(each) <= day for each in recorded.measures)


def rates(
    connection: Connection, start: date, end: date, today: date, *, by_village: bool = False
) -> tuple[RateRow, ...]:
    """Every rate of ``[start, end)``: the township's first, then with ``by_village`` each village's."""
    return rate_rows(contributions(connection, [(start, end)], today), 0, by_village=by_village)


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
    """The people behind one figure, those who lack something first, then by place and name."""
    counted = [
        (each.person, each.shares[period][rate])
        for each in found
        if rate in each.shares[period] and area in (None, each.person.village)
    ]
    return sorted(counted, key=lambda pair: (pair[1][0] == pair[1][1], pair[0].village, pair[0].name, pair[0].uid))


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
