"""A township to which things happen: leaves, notices, suspensions, findings and refusals, drawn at random."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from store.desk.records import add, change, load
from store.model.drug_test import CONFIRMATIONS, TEST_KINDS, DrugTest
from store.model.leave import Leave
from store.model.measure import CLOSE_REASONS, Measure
from store.model.notice import MATTERS, Notice
from store.model.person import Person
from store.model.suspension import Suspension
from store.model.visit import CONTENTS, MODES, Visit
from store.vault.cipher import Connection
from store.vault.unit_of_work import UnitOfWork, unit_of_work
from tests.ledger import TODAY, act


def let_things_happen(connection: Connection, seed: int, *, share: float = 0.5) -> None:
    """Something of everything to a share of the people, years back and to the day; closed measures are not spared."""
    rng = random.Random(seed)
    with unit_of_work(connection, act("happen")) as unit:
        for person in load(connection, Person):
            if rng.random() < share:
                happen(unit, rng, person.id, TODAY)
        for measure in load(connection, Measure, "WHERE closed_on IS NOT NULL"):
            closed_on = _near(rng, TODAY, 2000)
            begun = measure.reported_on or measure.served_on
            if begun is None or begun <= closed_on:
                reason = rng.choice(CLOSE_REASONS)
                change(unit, measure, _closed(measure, closed_on, reason))


def _closed(measure: Measure, closed_on: date, reason: str) -> Measure:
    agreement_on = measure.agreement_on if measure.agreement_on and measure.agreement_on <= closed_on else None
    return replace(measure, closed_on=closed_on, close_reason=reason, agreement_on=agreement_on)


def happen(unit: UnitOfWork, rng: random.Random, person_id: int, today: date) -> None:
    """A few things to one person around ``today``."""
    add(unit, [_leave(rng, person_id, today) for _ in range(rng.choice((0, 0, 1, 3)))])
    add(unit, [_notice(rng, person_id, today) for _ in range(rng.choice((0, 0, 1, 4)))])
    add(unit, [_suspension(rng, person_id, today) for _ in range(rng.choice((0, 0, 0, 1)))])
    add(unit, [_test(rng, person_id, today) for _ in range(rng.choice((0, 1, 4)))])
    add(unit, [_call(rng, person_id, today) for _ in range(rng.choice((0, 2, 6)))])


def _near(rng: random.Random, today: date, days: int) -> date:
    return today - timedelta(days=rng.choice((rng.randrange(days), rng.randrange(40), rng.randrange(8))))


def _leave(rng: random.Random, person_id: int, today: date) -> Leave:
    left_on = _near(rng, today, 700)
    due_back_on = left_on + timedelta(days=rng.choice((0, 3, 10, 60, 300)))
    returned_on = rng.choice((None, due_back_on, left_on + timedelta(days=rng.randrange(90))))
    return Leave(
        person_id=person_id,
        left_on=left_on,
        due_back_on=due_back_on,
        returned_on=returned_on if returned_on and returned_on <= today else None,
        reported=rng.choice(("是", "是", "否", None)),
    )


def _notice(rng: random.Random, person_id: int, today: date) -> Notice:
    return Notice(
        person_id=person_id,
        day=_near(rng, today, 700),
        matter=rng.choice(MATTERS),
        content=rng.choice((None, "见附件")),
    )


def _suspension(rng: random.Random, person_id: int, today: date) -> Suspension:
    started_on = _near(rng, today, 300)
    resumed_on = rng.choice((None, started_on + timedelta(days=rng.randrange(100))))
    return Suspension(
        person_id=person_id,
        started_on=started_on,
        resumed_on=resumed_on if resumed_on and resumed_on <= today else None,
    )


def _test(rng: random.Random, person_id: int, today: date) -> DrugTest:
    day = _near(rng, today, 700)
    result, finding = rng.choice(_RESULTS)
    found_on = rng.choice((None, day, day + timedelta(days=rng.randrange(6)))) if finding else None
    return DrugTest(
        person_id=person_id,
        day=day,
        sample="尿液",
        kind=rng.choice(TEST_KINDS),
        result=result,
        confirmation=finding,
        confirmed_on=found_on if found_on and found_on <= today else None,
    )


_RESULTS: Sequence[tuple[str, str | None]] = (
    *(("阳性", finding) for finding in (None, *CONFIRMATIONS)),
    *((result, None) for result in ("拒检", "逃避", "逃避", "未到")),
)


def _call(rng: random.Random, person_id: int, today: date) -> Visit:
    contents = tuple(word for word in CONTENTS if rng.random() < 0.5) or CONTENTS[:1]
    mode = rng.choice(MODES)
    return Visit(person_id=person_id, day=_near(rng, today, 200), mode=mode, contents=contents, result="已见到")
