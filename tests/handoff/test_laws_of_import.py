"""What holds for every ledger: neither the order of its rows nor how it was cut into files changes what is recorded."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.handoff.ledger_makers import (
    DIRT,
    PEOPLE_HEADERS,
    TEST_HEADERS,
    VISIT_HEADERS,
    drug_tests_of,
    lines,
    people,
    visits_of,
)
from tests.handoff.offices import Desk, empty_office

Rows = list[dict[str, str]]


def recorded(desk: Desk) -> dict[str, list[dict[str, str]]]:
    """Everything that is recorded, without the uids the program made."""
    return {
        kind: sorted(
            (
                {header: cell for header, cell in row.items() if not header.endswith("编号")}
                for row in desk.records(kind)
            ),
            key=lambda row: tuple(row.values()),
        )
        for kind in ("people", "measures", "tests", "visits", "assessments")
    }


def ledgers(drawn: random.Random) -> tuple[Rows, Rows, Rows]:
    """A dirty roster, tests and visits."""
    persons = people(drawn, 10)
    tests, visits = drug_tests_of(drawn, persons), visits_of(drawn, persons)
    for person in drawn.sample(persons, 3):
        drawn.choice(DIRT).spoil(person)
    return persons, tests, visits


@given(seed=st.integers(0, 10**6))
@settings(max_examples=10)
def test_neither_order_nor_cutting_matters(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    drawn = random.Random(seed)
    persons, tests, visits = ledgers(drawn)
    folder = tmp_path_factory.mktemp("laws")
    with empty_office(folder / "one") as one, empty_office(folder / "many") as many:
        whole, parts = Desk(one, folder), Desk(many, folder)
        whole.bring(
            whole.write(*lines(VISIT_HEADERS, visits), name="v.csv"),
            whole.write(*lines(TEST_HEADERS, tests), name="t.csv"),
            whole.write(*lines(PEOPLE_HEADERS, persons), name="p.csv"),
        )
        drawn.shuffle(persons)
        parts.take(*lines(PEOPLE_HEADERS, persons[:4]))
        parts.take(*lines(PEOPLE_HEADERS, persons[4:]))
        for headers, rows in ((TEST_HEADERS, tests), (VISIT_HEADERS, visits)):
            drawn.shuffle(rows)
            for start in range(0, len(rows), 5):
                parts.take(*lines(headers, rows[start : start + 5]))
        assert recorded(whole) == recorded(parts)
        assert len(recorded(whole)["people"]) >= 7


@given(seed=st.integers(0, 10**6))
@settings(max_examples=10)
def test_every_row_has_one_verdict_and_rejects_are_exactly_the_rest(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    drawn = random.Random(seed)
    folder = tmp_path_factory.mktemp("laws")
    with empty_office(folder / "vault") as connection:
        desk = Desk(connection, folder)
        for headers, rows in zip((PEOPLE_HEADERS, TEST_HEADERS, VISIT_HEADERS), ledgers(drawn), strict=True):
            desk.rejects.unlink(missing_ok=True)
            counts = desk.take(*lines(headers, rows), rejects=desk.rejects)["counts"]
            assert counts["rows"] == len(rows) == sum(counts.values()) - counts["rows"]
            out = desk.bring(desk.rejects, dry_run=True).document()["counts"]["rows"] if desk.rejects.exists() else 0
            assert out == counts["rejected"] + counts["conflict"]
