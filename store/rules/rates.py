"""The office's rates over a period: numerator and denominator, person by person, so that every figure can be opened.

A period is ``[start, end)``. Every rate is computed as of the earlier of its end and the day after today; windows and
deadlines that still run then count in neither number. As-of means valid time: a record entered late changes a past
figure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store.model.visit import REACHED
from store.rules.calendar import add_days
from store.rules.case import Case, positive_on
from store.rules.deadlines import COMMUNITY
from store.rules.escalation import series_levels
from store.rules.reckoning import Reckoning
from store.rules.schedule import Schedule
from store.rules.state import State

CONTACT_DAYS = 90
"""管控率 looks this many days back."""
HIGHEST_ORDERLY_LEVEL = 2
"""执行率 counts measures all of whose series stand at level 1 or 2."""

Fraction = tuple[int, int]
NEITHER: Fraction = (0, 0)


@dataclass(frozen=True, slots=True)
class Rate:
    """A named formula: what one person adds to its numerator and its denominator.

    The numerator of an adverse rate counts what should not have happened.
    """

    name: str
    formula: str
    of: Callable[[Reckoning], Fraction]
    is_adverse: bool = False


def _sum(fractions: Iterable[Fraction]) -> Fraction:
    numerator = denominator = 0
    for more, of in fractions:
        numerator, denominator = numerator + more, denominator + of
    return numerator, denominator


def _share(yes: bool) -> Fraction:
    return (int(yes), 1)


def _reported(person: Reckoning) -> Fraction:
    """报到率: reported ÷ (reported + deadline passed unreported); 戒毒条例 第十四条、第三十八条."""
    found = (d for whole in person.schedules for d in whole.deadlines if d.rule == "report_in")
    return _sum(_done(d.state) for d in found if person.is_in(d.last_day))


def _done(state: State) -> Fraction:
    if state is State.DONE:
        return _share(True)
    return _share(False) if state in (State.OVERDUE, State.MISSED) else NEITHER


def _agreed(person: Reckoning) -> Fraction:
    """协议签订率: agreement signed ÷ reported (戒毒条例 第十六条). One that may still be signed in time waits."""
    total = NEITHER
    for case, whole in zip(person.life.cases, person.schedules, strict=True):
        if case.measure.category in COMMUNITY and person.is_in(case.measure.reported_on):
            still_runs = any(d.rule == "agreement" and d.state is State.DUE for d in whole.deadlines)
            signed = case.measure.agreement_on is not None
            total = _sum((total, NEITHER if still_runs else _share(signed)))
    return total


def _windows(rule: str) -> Callable[[Reckoning], Fraction]:
    """done ÷ (done + missed) of the windows whose last day lies in the period."""

    return lambda person: person.ended.get(rule, NEITHER)


def _orderly(person: Reckoning) -> Fraction:
    """执行率: in force with no deadline overdue and every series at level 1 or 2 ÷ in force."""
    return _sum(_share(_is_orderly(case, whole, person)) for case, whole in person.in_force)


def _is_orderly(case: Case, whole: Schedule, person: Reckoning) -> bool:
    if any(deadline.state is State.OVERDUE for deadline in whole.deadlines):
        return False
    levels = series_levels(whole.windows, case.measure, person.policies, person.day)
    return all(level <= HIGHEST_ORDERLY_LEVEL for _, level in levels.values())


def _in_contact(person: Reckoning) -> Fraction:
    """管控率: in force with a visit (已见到) or a test in the last 90 days ÷ in force."""
    since = add_days(person.day, -CONTACT_DAYS)
    return _sum(_share(_has_contact(case, since, person.day)) for case, _ in person.in_force)


def _has_contact(case: Case, since: date, day: date) -> bool:
    seen = (visit.day for visit in case.visits if visit.result == REACHED)
    tested = (test.day for test in case.tests)
    return any(since <= contact < day for days in (seen, tested) for contact in days)


def _relapsed(person: Reckoning) -> Fraction:
    """复吸率: of those in force at the start of the period, those with a confirmed positive in it."""
    if not person.was_in_force(person.start) or person.day <= person.start:
        return NEITHER
    positives = (positive_on(test) for case in person.life.cases for test in case.tests)
    return _share(any(person.is_in(day) for day in positives))


def _settled(person: Reckoning) -> Fraction:
    """戒断三年巩固率: three clean years ÷ registered, not dead, not moved away; 戒毒条例 第七条."""
    if person.life.is_dead or person.life.has_moved_away or not person.life.cases:
        return NEITHER
    opened = (d.opens for whole in person.schedules for d in whole.deadlines if d.rule == "seal")
    return _share(any(day is not None and day <= person.day for day in opened))


RATES = (
    Rate("报到率", "已报到 / (已报到 + 期满未报到),报到期限在期内", _reported),
    Rate("定期检测完成率", "完成 / (完成 + 漏),最后一天在期内", _windows("test")),
    Rate("见面率", "完成 / (完成 + 漏),最后一天在期内", _windows("meeting")),
    Rate("谈话率", "完成 / (完成 + 漏),最后一天在期内", _windows("talk")),
    Rate("走访率", "完成 / (完成 + 漏),最后一天在期内", _windows("home_visit")),
    Rate("汇报率", "完成 / (完成 + 漏),最后一天在期内", _windows("report")),
    Rate("协议签订率", "已签 / 期内报到", _agreed),
    Rate("执行率", "期末执行中,无逾期、各项不超过二级 / 期末执行中", _orderly),
    Rate("管控率", "期末执行中,近90天见过或检测过 / 期末执行中", _in_contact),
    Rate("复吸率", "期初执行中,期内确认阳性 / 期初执行中", _relapsed, is_adverse=True),
    Rate("戒断三年巩固率", "期末戒断满三年 / 在册(不含死亡、迁出)", _settled),
)
"""Every rate in the order in which it is printed."""

ADVERSE = frozenset(rate.name for rate in RATES if rate.is_adverse)


def weighs_on(rate: str, share: Fraction) -> bool:
    """Whether a share makes the rate worse: something is lacking, or of an adverse rate anything is there."""
    numerator, denominator = share
    return numerator > 0 if rate in ADVERSE else numerator < denominator


def fractions(person: Reckoning) -> dict[str, Fraction]:
    """What one person adds to every rate, by its name."""
    return {rate.name: rate.of(person) for rate in RATES}


def totals(shares: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """Every rate over these persons."""
    return {rate.name: _sum(share.get(rate.name, NEITHER) for share in shares) for rate in RATES}
