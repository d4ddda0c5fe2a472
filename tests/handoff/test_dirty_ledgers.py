"""Random ledgers with known dirt: every slip is found, named, and does to its row what the contract says."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.handoff.ledger_makers import DIRT, PEOPLE_HEADERS, Dirt, lines, people
from tests.handoff.offices import Desk, codes_by_row, empty_office, verdict_counts


@pytest.mark.parametrize("dirt", DIRT, ids=lambda dirt: dirt.name)
def test_each_slip_alone(desk: Desk, dirt: Dirt) -> None:
    rows = people(random.Random(7), 3)
    dirt.spoil(rows[1])
    report = desk.take(*lines(PEOPLE_HEADERS, rows))
    assert codes_by_row(report) == {3: list(dirt.codes)}
    assert verdict_counts(report) == ({"new": 2, "rejected": 1} if dirt.rejects else {"new": 3})


@given(seed=st.integers(0, 10**6), slips=st.lists(st.one_of(st.none(), st.sampled_from(DIRT)), min_size=1, max_size=12))
@settings(max_examples=25)
def test_slips_among_good_rows(tmp_path_factory: pytest.TempPathFactory, seed: int, slips: list[Dirt | None]) -> None:
    rows = people(random.Random(seed), len(slips))
    for row, dirt in zip(rows, slips, strict=True):
        if dirt:
            dirt.spoil(row)
    folder = tmp_path_factory.mktemp("dirt")
    with empty_office(folder / "vault") as connection:
        desk = Desk(connection, folder)
        ledger = lines(PEOPLE_HEADERS, rows)
        first = desk.take(*ledger, rejects=desk.rejects)
        expected = {number: list(dirt.codes) for number, dirt in enumerate(slips, start=2) if dirt}
        rejected = sum(1 for dirt in slips if dirt and dirt.rejects)
        assert codes_by_row(first) == expected
        assert first["counts"]["new"] == len(slips) - rejected
        assert len(desk.records("people")) == len(slips) - rejected
        _comes_again(desk, ledger, first)
        _loops(desk, [number for number, dirt in enumerate(slips, start=2) if dirt and dirt.rejects], expected)


def _comes_again(desk: Desk, ledger: list[str], first: dict[str, dict[str, int]]) -> None:
    """The same file twice: what went in is the same, what was rejected is rejected again, nothing is written."""
    entries = desk.entries()
    again = desk.take(*ledger)
    assert again["counts"]["same"] == first["counts"]["new"]
    assert again["counts"]["rejected"] == first["counts"]["rejected"]
    assert again["batch"] is None
    assert desk.entries() == entries


def _loops(desk: Desk, rejected: list[int], expected: dict[int, list[str]]) -> None:
    """The rejects file, imported unchanged, has the same errors in the same order."""
    assert desk.rejects.exists() == bool(rejected)
    if rejected:
        report = desk.bring(desk.rejects).document()
        assert codes_by_row(report) == {row: expected[old] for row, old in enumerate(rejected, start=2)}


def test_dry_run_gives_the_same_report_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    rows = people(random.Random(3), 5)
    DIRT[0].spoil(rows[2])
    ledger = lines(PEOPLE_HEADERS, rows)
    entries = desk.entries()
    rehearsed = desk.take(*ledger, dry_run=True)
    assert desk.entries() == entries
    assert {**desk.take(*ledger), "batch": None} == rehearsed


def test_all_or_nothing_takes_nothing_with_one_bad_row(desk: Desk) -> None:
    rows = people(random.Random(3), 5)
    DIRT[0].spoil(rows[2])
    outcome = desk.bring(desk.write(*lines(PEOPLE_HEADERS, rows)), all_or_nothing=True)
    assert (outcome.exit_code, outcome.batch) == (6, None)
    assert desk.records("people") == []
