"""Random lives under a measure, as the plain facts of ``day_by_day`` and as the records of the program."""

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from store.model.assessment import Assessment
from store.model.drug_test import TEST_KINDS, TEST_RESULTS, DrugTest
from store.model.leave import Leave
from store.model.measure import COMPLETED, Measure
from store.model.notice import TRANSFER_DECIDED, Notice
from store.model.suspension import Suspension
from store.model.visit import CONTENTS, MODES, VISIT_RESULTS, Visit
from store.rules.case import Case
from tests.laws.day_by_day import DAY, Life, later

EDGES = (
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2023, 2, 28),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2023, 10, 31),
    date(2024, 4, 15),
    date(2024, 4, 16),
    date(2023, 5, 29),
)
_REPORTS = st.one_of(st.sampled_from(EDGES), st.dates(date(2019, 1, 1), date(2025, 12, 31)))


@st.composite
def lives(draw: st.DrawFn, *, leaves: bool = True) -> tuple[Life, date]:
    """A life and the day from which it is looked at; some of its facts lie after that day."""
    reported_on = draw(_REPORTS)
    rng = random.Random(draw(st.integers(0, 2**32)))
    category = draw(st.sampled_from(("社区戒毒", "社区康复")))
    months = 36 if category == "社区戒毒" else draw(st.sampled_from((6, 12, 18, 24, 30, 36)))
    today = reported_on + timedelta(days=draw(st.integers(0, months * 31 + 200)))
    paper_end = later(reported_on, months)
    life = Life(
        category=category,
        months=months,
        reported_on=reported_on,
        in_use_from=rng.choice((date(2015, 1, 1), _near(rng, reported_on, 400), _near(rng, today, 60))),
        offset=rng.choice((0, 0, 0, rng.randrange(400), rng.randrange(1096))),
        taken_over_on=rng.choice((None, None, None, _near(rng, today, 300))),
        confirmed_end=rng.choice((None, None, None, None, _near(rng, reported_on + timedelta(days=months * 30), 90))),
        closed_on=rng.choice(
            (
                None,
                None,
                None,
                _near(rng, today, 40),
                reported_on + timedelta(rng.randrange(1200)),
                _near(rng, paper_end, 20),
            )
        ),
        transfer_decided_on=rng.choice((None,) * 7 + (_near(rng, today, 40),)),
        suspensions=_suspensions(rng, reported_on, today),
        leaves=_leaves(rng, reported_on, today) if leaves else [],
        visits=[_visit(rng, today) for _ in range(rng.choice((0, 3, 12, 40)))],
        tests=[
            (_near(rng, today, 500), rng.choice(TEST_KINDS), rng.choice(TEST_RESULTS[:3]))
            for _ in range(rng.randrange(8))
        ],
        assessments=[_near(rng, today, 600) for _ in range(rng.randrange(3))],
    )
    return life, today


def _near(rng: random.Random, day: date, days: int) -> date:
    return day + timedelta(days=rng.randint(-days, days // 4))


def _suspensions(rng: random.Random, reported_on: date, today: date) -> list[tuple[date, date | None]]:
    found: list[tuple[date, date | None]] = []
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        begun = rng.choice((reported_on + timedelta(rng.randrange(-10, 900)), _near(rng, today, 100), today))
        resumed = begun + timedelta(days=rng.choice((0, 1, 10, 45, 200)))
        found.append((begun, rng.choice((None, resumed, resumed, resumed))))
    return found


def _leaves(rng: random.Random, reported_on: date, today: date) -> list[tuple[date, date, date | None, str]]:
    found: list[tuple[date, date, date | None, str]] = []
    for _ in range(rng.choice((0, 0, 1, 3))):
        left = rng.choice((_near(rng, today, 120), reported_on + timedelta(rng.randrange(900))))
        due = left + timedelta(days=rng.choice((0, 3, 4, 8, 20, 120)))
        returned = due + timedelta(days=rng.randint(-4, 10))
        found.append((left, due, rng.choice((None, max(left, returned))), rng.choice(("是", "是", "否"))))
    return found


def _visit(rng: random.Random, today: date) -> tuple[date, str, tuple[str, ...], str]:
    ticks = tuple(word for word in CONTENTS if rng.random() < 0.5) or CONTENTS[:1]
    mode = rng.choice((MODES[0], *MODES))
    return _near(rng, today, rng.choice((30, 120, 400))), mode, ticks, rng.choice((VISIT_RESULTS[0], *VISIT_RESULTS))


def as_case(life: Life) -> Case:
    """The same life as records."""
    return Case(
        measure=Measure(
            category=life.category,
            served_on=life.reported_on - 3 * DAY,
            reported_on=life.reported_on,
            term_months=life.months,
            offset_days=life.offset or None,
            taken_over_on=life.taken_over_on,
            confirmed_end=life.confirmed_end,
            closed_on=life.closed_on,
            close_reason=COMPLETED if life.closed_on else None,
        ),
        in_use_from=life.in_use_from,
        suspensions=tuple(Suspension(started_on=begun, resumed_on=resumed) for begun, resumed in life.suspensions),
        leaves=tuple(
            Leave(left_on=left, due_back_on=due, returned_on=returned, reported=reported)
            for left, due, returned, reported in life.leaves
        ),
        visits=tuple(
            Visit(uid=f"v{at}", day=day, mode=mode, contents=ticks, result=result)
            for at, (day, mode, ticks, result) in enumerate(life.visits)
        ),
        tests=tuple(
            DrugTest(uid=f"t{at}", day=day, sample="尿液", kind=kind, result=result)
            for at, (day, kind, result) in enumerate(life.tests)
        ),
        assessments=tuple(Assessment(uid=f"a{at}", day=day) for at, day in enumerate(life.assessments)),
        notices=(Notice(day=life.transfer_decided_on, matter=TRANSFER_DECIDED),) if life.transfer_decided_on else (),
    )
