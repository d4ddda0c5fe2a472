"""The facts of one measure that the rules read, and what of them is known at a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.suspension import Suspension
from store.model.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One measure with everything recorded about it.

    ``suspensions`` are those of this measure only (see ``own_suspensions``); the other records may be all of the
    person's. ``in_use_from`` is the day the office became answerable (启用日期), ``transfer_decided_on`` the day of a
    转入决定, ``reason_accepted_on`` that of a 正当理由认定.
    """

    measure: Measure
    in_use_from: date
    suspensions: tuple[Suspension, ...] = ()
    leaves: tuple[Leave, ...] = ()
    visits: tuple[Visit, ...] = ()
    tests: tuple[DrugTest, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    transfer_decided_on: date | None = None
    reason_accepted_on: date | None = None

    @property
    def awaits_transfer(self) -> bool:
        """A 转入决定 is recorded and the measure has not been taken over."""
        return self.transfer_decided_on is not None and self.measure.taken_over_on is None


def as_of(case: Case, today: date) -> Case:
    """What is recorded at ``today``: a fact dated later counts as not recorded. Planned days stay."""
    return Case(
        measure=measure_as_of(case.measure, today),
        in_use_from=case.in_use_from,
        suspensions=suspensions_as_of(case.suspensions, today),
        leaves=leaves_as_of(case.leaves, today),
        visits=tuple(visit for visit in case.visits if visit.day <= today),
        tests=tuple(test for test in case.tests if test.day <= today),
        assessments=tuple(assessment for assessment in case.assessments if assessment.day <= today),
        transfer_decided_on=known(case.transfer_decided_on, today),
        reason_accepted_on=known(case.reason_accepted_on, today),
    )


def known(day: date | None, today: date) -> date | None:
    """The day of a fact, or ``None`` while it lies after ``today``."""
    return None if day is None or day > today else day


def measure_as_of(measure: Measure, today: date) -> Measure:
    """The measure without facts dated after ``today``. 确认到期日 is planned and stays."""
    for day in (
        measure.served_on,
        measure.reported_on,
        measure.agreement_on,
        measure.taken_over_on,
        measure.closed_on,
    ):
        if day is not None and day > today:
            return _cut(measure, today)
    return measure


def _cut(measure: Measure, today: date) -> Measure:
    closed_on = known(measure.closed_on, today)
    return replace(
        measure,
        served_on=known(measure.served_on, today),
        reported_on=known(measure.reported_on, today),
        agreement_on=known(measure.agreement_on, today),
        taken_over_on=known(measure.taken_over_on, today),
        closed_on=closed_on,
        close_reason=measure.close_reason if closed_on else None,
    )


def suspensions_as_of(suspensions: Sequence[Suspension], today: date) -> tuple[Suspension, ...]:
    """Suspensions that have begun; one that ends after ``today`` is open."""
    return tuple(
        suspension if known(suspension.resumed_on, today) else replace(suspension, resumed_on=None)
        for suspension in suspensions
        if suspension.started_on <= today
    )


def leaves_as_of(leaves: Sequence[Leave], today: date) -> tuple[Leave, ...]:
    """Leaves that have begun; a return after ``today`` has not happened."""
    return tuple(
        leave if known(leave.returned_on, today) else replace(leave, returned_on=None)
        for leave in leaves
        if leave.left_on <= today
    )


def own_suspensions(
    measure: Measure, measures: Sequence[Measure], suspensions: Sequence[Suspension]
) -> tuple[Suspension, ...]:
    """Those of a person's ``suspensions`` that belong to ``measure``, one of the person's ``measures``.

    A suspension belongs to the newest measure that had begun on its first day, else to the first one: an open
    suspension that a closed measure left behind must not stop its successor.
    """
    ordered = sorted(measures, key=_began)
    return tuple(s for s in suspensions if _owner(ordered, s.started_on) is measure)


def _owner(ordered: Sequence[Measure], day: date) -> Measure:
    begun = [measure for measure in ordered if _began(measure) <= day]
    return begun[-1] if begun else ordered[0]


def _began(measure: Measure) -> date:
    return measure.served_on or measure.reported_on or measure.decided_on or date.min
