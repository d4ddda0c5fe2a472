"""The term of a measure: its start, its end on paper, and the end that suspensions push back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.model.measure import RECOVERY, REHABILITATION, Measure
from store.model.suspension import Suspension
from store.rules.calendar import add_days, add_months
from store.rules.spans import Span, merged

REHABILITATION_MONTHS = 36
"""社区戒毒 lasts three years by law (禁毒法 第三十三条); nothing recorded changes it."""


@dataclass(frozen=True, slots=True)
class Term:
    """``start`` is the report; ``end`` the earlier of ``term_end`` and the closing, exclusive.

    ``provisional`` while an open suspension still moves ``term_end`` with every day.
    """

    start: date
    nominal_end: date
    term_end: date
    end: date
    provisional: bool


def term_months(measure: Measure) -> int | None:
    """The length of the term in months; ``None`` where the measure has none or it is not recorded."""
    if measure.category == REHABILITATION:
        return REHABILITATION_MONTHS
    return measure.term_months if measure.category == RECOVERY else None


def term(measure: Measure, suspensions: Sequence[Suspension], today: date) -> Term | None:
    """The term at ``today``; ``None`` before the report and where the measure has no term.

    ``measure`` and ``suspensions`` must be as of ``today``. Legal source: 戒毒条例 第十四条、第二十四条、第三十一条.
    """
    start, nominal_end = measure.reported_on, nominal_end_of(measure)
    if start is None or nominal_end is None:
        return None
    term_end, provisional = _term_end(measure, start, nominal_end, suspensions, today)
    end = term_end if measure.closed_on is None else min(term_end, measure.closed_on)
    return Term(start, nominal_end, term_end, end, provisional)


def nominal_end_of(measure: Measure) -> date | None:
    """The end on paper; ``None`` before the report and where the measure has no term."""
    months = term_months(measure)
    if measure.reported_on is None or months is None:
        return None
    nominal_end = add_months(measure.reported_on, months)
    return add_days(nominal_end, -measure.offset_days) if measure.offset_days else nominal_end


def _term_end(
    measure: Measure, start: date, nominal_end: date, suspensions: Sequence[Suspension], today: date
) -> tuple[date, bool]:
    if nominal_end <= start:
        return start, False
    if measure.confirmed_end is not None:
        return measure.confirmed_end, False
    if not suspensions:
        return nominal_end, False
    spans = merged((s.started_on, s.resumed_on or today) for s in suspensions)
    served = served_by(start, (nominal_end - start).days, spans)
    return served, any(s.resumed_on is None and s.started_on < served for s in suspensions)


def served_by(start: date, days: int, suspended: Sequence[Span]) -> date:
    """The first day D with ``days`` not-suspended days in ``[start, D)``; ``suspended`` must be merged."""
    for first, resumed in suspended:
        if resumed <= start:
            continue
        free = (first - start).days
        if days <= free:
            break
        days -= max(free, 0)
        start = resumed
    return add_days(start, days)
