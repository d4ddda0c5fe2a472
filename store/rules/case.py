"""The facts of one measure that the rules read, and what of them is known at a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from store.model.assessment import Assessment
from store.model.drug_test import CONFIRMED, POSITIVE, DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import REASON_ACCEPTED, TRANSFER_DECIDED, Notice
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.ownership import measure_at, own


class Events(Protocol):
    """What happened to a person beside the routine."""

    @property
    def suspensions(self) -> Sequence[Suspension]: ...

    @property
    def leaves(self) -> Sequence[Leave]: ...

    @property
    def notices(self) -> Sequence[Notice]: ...

    @property
    def tests(self) -> Sequence[DrugTest]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One measure with everything recorded about its person.

    ``suspensions`` are those of this measure only; the other records may be all of the person's, and ``others`` are
    the person's other measures, which say what of them is this one's own. ``in_use_from`` is the day the office
    became answerable (启用日期).
    """

    measure: Measure
    in_use_from: date
    others: tuple[Measure, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    leaves: tuple[Leave, ...] = ()
    visits: tuple[Visit, ...] = ()
    tests: tuple[DrugTest, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def has_records(self) -> bool:
        """Whether anything but measures is in the case."""
        return bool(self.suspensions or self.leaves or self.visits or self.tests or self.assessments or self.notices)

    @property
    def own_leaves(self) -> tuple[Leave, ...]:
        """The leaves that began in this measure."""
        return own(self.measure, self.others, self.leaves, lambda leave: leave.left_on)

    @property
    def own_tests(self) -> tuple[DrugTest, ...]:
        """The tests taken in this measure."""
        return own(self.measure, self.others, self.tests, lambda test: test.day)

    @property
    def own_notices(self) -> tuple[Notice, ...]:
        """The notices of this measure."""
        return own(self.measure, self.others, self.notices, lambda notice: notice.day)

    @property
    def reason_accepted_on(self) -> date | None:
        """The day of the newest 正当理由认定."""
        return max(days_of(self.own_notices, REASON_ACCEPTED), default=None)

    @property
    def transfer_decided_on(self) -> date | None:
        """The day of the newest 转入决定."""
        return max(days_of(self.own_notices, TRANSFER_DECIDED), default=None)

    @property
    def awaits_transfer(self) -> bool:
        """A 转入决定 is recorded and the measure has not been taken over."""
        return bool(self.notices) and self.measure.taken_over_on is None and self.transfer_decided_on is not None

    def is_last(self, today: date) -> bool:
        """Whether this is the last measure of the person at ``today``, with no other one open."""
        return measure_at((self.measure, *self.others), today) is self.measure


def days_of(notices: Iterable[Notice], *matters: str) -> list[date]:
    """The days of the notices of these matters."""
    return [notice.day for notice in notices if notice.matter in matters]


def positive_on(test: DrugTest) -> date | None:
    """The day a test counts as positive from: its 认定日期, else its own; ``None`` unless 阳性 and 确认.

    Legal source: 吸毒检测程序规定 (a first screening is not yet a finding).
    """
    if test.result != POSITIVE or test.confirmation != CONFIRMED:
        return None
    return test.confirmed_on or test.day


def as_of(case: Case, today: date) -> Case:
    """What is recorded at ``today``: a fact dated later counts as not recorded. Planned days stay."""
    measure = measure_as_of(case.measure, today)
    if measure is case.measure and _is_known(case, today):
        return case
    return Case(
        measure=measure,
        in_use_from=case.in_use_from,
        others=case.others,
        suspensions=suspensions_as_of(case.suspensions, today),
        leaves=leaves_as_of(case.leaves, today),
        visits=tuple(visit for visit in case.visits if visit.day <= today),
        tests=tests_as_of(case.tests, today),
        assessments=tuple(assessment for assessment in case.assessments if assessment.day <= today),
        notices=tuple(notice for notice in case.notices if notice.day <= today),
    )


def are_known(events: Events, today: date) -> bool:
    """Whether all of these events stand at ``today`` as they are recorded: none of their facts is dated later."""
    # Both days of each: a tired hand writes a 认定日期 before the test.
    days = [leave.left_on for leave in events.leaves]
    days += [leave.returned_on for leave in events.leaves if leave.returned_on]
    days += [suspension.started_on for suspension in events.suspensions]
    days += [suspension.resumed_on for suspension in events.suspensions if suspension.resumed_on]
    days += [test.day for test in events.tests]
    days += [test.confirmed_on for test in events.tests if test.confirmed_on]
    days += [notice.day for notice in events.notices]
    return max(days, default=today) <= today


def _is_known(case: Case, today: date) -> bool:
    if any(visit.day > today for visit in case.visits) or any(each.day > today for each in case.assessments):
        return False
    return are_known(case, today)


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


def tests_as_of(tests: Sequence[DrugTest], today: date) -> tuple[DrugTest, ...]:
    """Tests taken by ``today``; one whose 认定 is dated later is still 初筛 (empty)."""
    return tuple(
        replace(test, confirmation=None, confirmed_on=None)
        if test.confirmed_on is not None and test.confirmed_on > today
        else test
        for test in tests
        if test.day <= today
    )


def own_suspensions(
    measure: Measure, others: Sequence[Measure], suspensions: Sequence[Suspension]
) -> tuple[Suspension, ...]:
    """Those of a person's ``suspensions`` that belong to ``measure``; ``others`` are the person's other measures."""
    return own(measure, others, suspensions, lambda suspension: suspension.started_on)
