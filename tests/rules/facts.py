"""The smallest facts that make a measure, for tests that name only what they are about."""

from datetime import date
from typing import Any

from store.desk.policies import default_policies
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.model.visit import CONTENTS, Visit
from store.rules.case import Case
from store.rules.schedule import Schedule, schedule
from store.rules.windows import Window

IN_USE_FROM = date(2020, 1, 1)


def rehabilitation(reported_on: date | None, **facts: Any) -> Measure:
    """A measure of 社区戒毒."""
    return Measure(category="社区戒毒", reported_on=reported_on, **facts)


def case(measure: Measure, in_use_from: date = IN_USE_FROM, **records: Any) -> Case:
    """A measure with its records."""
    return Case(measure=measure, in_use_from=in_use_from, **records)


def suspension(started_on: date, resumed_on: date | None = None) -> Suspension:
    """A suspension over ``[started_on, resumed_on)``."""
    return Suspension(started_on=started_on, resumed_on=resumed_on)


def visit(day: date, *, mode: str = "见面", contents: tuple[str, ...] = CONTENTS, result: str = "已见到") -> Visit:
    """A visit that settles every contact series unless something else is said."""
    return Visit(uid=f"visit-{day}-{mode}", day=day, mode=mode, contents=contents, result=result)


def drug_test(day: date, *, kind: str = "定期", result: str = "阴性", **facts: Any) -> DrugTest:
    """A test that settles the test series unless something else is said."""
    return DrugTest(uid=f"test-{day}", day=day, sample="尿液", kind=kind, result=result, **facts)


def notice(day: date, matter: str, **facts: Any) -> Notice:
    """A notice about a matter."""
    return Notice(uid=f"{matter}-{day}", day=day, matter=matter, **facts)


def leave(left_on: date, due_back_on: date, returned_on: date | None = None, *, reported: str = "是") -> Leave:
    """A leave, reported unless something else is said."""
    return Leave(
        uid=f"leave-{left_on}", left_on=left_on, due_back_on=due_back_on, returned_on=returned_on, reported=reported
    )


def at(facts: Case, today: date) -> Schedule:
    """The schedule under the default policy, weekends the only days off."""
    return schedule(facts, default_policies(), today)


def windows(facts: Case, rule: str, today: date) -> list[Window]:
    """The windows of one series, the first at index 0."""
    return [window for window in at(facts, today).windows if window.rule == rule]


def holding(facts: Case, rule: str, day: date, today: date) -> Window:
    """The window of one series that holds ``day``."""
    return next(window for window in windows(facts, rule, today) if window.start <= day < window.end)
