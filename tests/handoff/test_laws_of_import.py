"""What holds for every ledger: neither the order of its rows nor how it was cut into files changes what is recorded."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model.ledgers import LEDGERS
from tests.handoff.ledger_makers import DIRT, EVENT_MAKERS, PEOPLE_HEADERS, lines, people
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
        for kind in LEDGERS
    }


def ledgers(drawn: random.Random) -> dict[tuple[str, ...], Rows]:
    """By headers a dirty roster and events, the roster first."""
    persons = people(drawn, 10)
    events = {headers: make(drawn, persons) for headers, make in EVENT_MAKERS.items()}
    for person in drawn.sample(persons, 3):
        drawn.choice(DIRT).spoil(person)
    return {PEOPLE_HEADERS: persons, **events}


@given(seed=st.integers(0, 10**6))
@settings(max_examples=10)
def test_neither_order_nor_cutting_matters(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    drawn = random.Random(seed)
    made = ledgers(drawn)
    folder = tmp_path_factory.mktemp("laws")
    with empty_office(folder / "one") as one, empty_office(folder / "many") as many:
        whole, parts = Desk(one, folder), Desk(many, folder)
        whole.bring(
            *(whole.write(*lines(headers, rows), name=f"{headers[3]}.csv") for headers, rows in reversed(made.items()))
        )
        persons = made.pop(PEOPLE_HEADERS)
        drawn.shuffle(persons)
        parts.take(*lines(PEOPLE_HEADERS, persons[:4]))
        parts.take(*lines(PEOPLE_HEADERS, persons[4:]))
        for headers, rows in made.items():
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
        for headers, rows in ledgers(drawn).items():
            desk.rejects.unlink(missing_ok=True)
            counts = desk.take(*lines(headers, rows), rejects=desk.rejects)["counts"]
            assert counts["rows"] == len(rows) == sum(counts.values()) - counts["rows"]
            out = desk.bring(desk.rejects, dry_run=True).document()["counts"]["rows"] if desk.rejects.exists() else 0
            assert out == counts["rejected"] + counts["conflict"]
