"""Coverage of random histories in a real ledger, against a count by hand of every household."""

import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.desk.coverage import By, coverage
from store.desk.records import add
from store.fields import new_uid
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from store.rules.household_states import history, state_at
from store.rules.signatures import facts_of, is_valid, standing_of, valid_since, version_in_force
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.laws.oracle import signatures as second
from tests.ledger import act, new_ledger

FIRST = date(2023, 1, 25)
WAYS: tuple[By | None, ...] = (None, "village", "group", "grid")
VILLAGES = ("岳宋村", "曼亨村", "班帅村")


def a_day(rng: random.Random) -> date:
    return FIRST + timedelta(days=rng.randrange(500))


def papers_of(rng: random.Random) -> list[second.Paper]:
    """Versions that replace, repeal and compete with one another, some on one day."""
    found = []
    for kind in ("禁毒承诺书", "禁毒村规民约"):
        for number in range(rng.randrange(5)):
            effective = rng.choice((a_day(rng), FIRST + timedelta(days=100)))
            repealed = effective + timedelta(days=rng.randrange(300)) if rng.random() < 0.3 else None
            village = rng.choice((None, None, *VILLAGES[:2]))
            found.append(second.Paper(kind, str(number), village, effective, repealed, rng.choice((None, 1, 6, 12))))
    return found


def home_of(rng: random.Random, papers: Sequence[second.Paper]) -> second.Home:
    dated = sorted({a_day(rng) for _ in range(rng.randrange(4))})
    starts: list[date | None] = [*([None] if not dated or rng.random() < 0.4 else []), *dated]
    stays = [
        second.Stay(
            since,
            rng.choice(("常住", "常住", "外出", "空户", "注销", None)),
            rng.choice(VILLAGES),
            rng.choice((None, "1组", "2组")),
            rng.choice((None, "G1", "G2")),
        )
        for since in starts
    ]
    # Few days and few ids: records of one day and signatures of the last valid day have to happen.
    signings = [
        second.Signing(paper, rng.choice(("已签", "已签", "外出未签", "拒签")), a_day(rng), new_uid())
        for paper in rng.choices(papers, k=rng.randrange(6))
    ] if papers else []  # fmt: skip
    if signings and rng.random() < 0.3:
        signings.append(second.Signing(signings[0].paper, rng.choice(("已签", "拒签")), signings[0].day, new_uid()))
    return second.Home(stays, signings)


def written(folder: Path, homes: Sequence[second.Home], papers: Sequence[second.Paper]) -> Connection:
    """All of it in a real ledger, records in no order."""
    connection = new_ledger(folder)
    with unit_of_work(connection, act("settle")) as unit:
        ids = {paper: add(unit, [document_of(paper)])[0].id for paper in sorted(papers, key=str, reverse=True)}
        for number, home in enumerate(homes):
            *past, newest = states_of(home)
            (household,) = add(unit, [household_of(newest, f"B{number}")])
            add(unit, [replace(state, household_id=household.id) for state in past])
            add(unit, [signature_of(signing, household.id, ids) for signing in reversed(home.signings)])
    return connection


def states_of(home: second.Home) -> list[FormerState]:
    return [
        FormerState(village=s.village, village_group=s.group, grid=s.grid, state=s.state, state_since=s.since)
        for s in home.stays
    ]


def household_of(newest: FormerState, number: str) -> Household:
    return Household(
        number=number, head="岩块", village=newest.village, village_group=newest.village_group, grid=newest.grid,
        state=newest.state, state_since=newest.state_since,
    )  # fmt: skip


def document_of(paper: second.Paper) -> Document:
    return Document(
        kind=paper.kind, version=paper.version, village=paper.village, effective_on=paper.effective,
        repealed_on=paper.repealed, validity_months=paper.months,
    )  # fmt: skip


def signature_of(signing: second.Signing, household_id: int, ids: dict[second.Paper, int]) -> Signature:
    return Signature(
        uid=signing.uid, household_id=household_id, document_id=ids[signing.paper], status=signing.status,
        signed_on=signing.day,
    )  # fmt: skip


def drawn(seed: int) -> tuple[random.Random, list[second.Paper], list[second.Home]]:
    rng = random.Random(seed)
    papers = papers_of(rng)
    return rng, papers, [home_of(rng, papers) for _ in range(rng.randrange(1, 40))]


def counts(connection: Connection, today: date, by: By | None) -> second.Matrix:
    found = {}
    for row in coverage(connection, today, by=by):
        cells = asdict(row)
        found[cells.pop("document"), cells.pop("version"), cells.pop("area")] = cells
    return found


def test_coverage_is_what_counting_every_household_gives(tmp_path: Path, effort: int) -> None:
    seen: set[str] = set()
    for seed in range(12 * effort):
        rng, papers, homes = drawn(seed)
        connection = written(tmp_path / str(seed), homes, papers)
        for today in {a_day(rng) for _ in range(4)} | {FIRST + timedelta(days=900)}:
            for by in WAYS:
                expected = second.matrix(homes, papers, today, by)
                assert counts(connection, today, by) == expected, (seed, today, by)
                seen |= {name for cells in expected.values() for name, count in cells.items() if count}
                assert all(
                    cells["required"] == sum(cells[name] for name in second.COUNTED[3:]) for cells in expected.values()
                )
        connection.close()
    assert seen == set(second.COUNTED), "every way to stand happened"


def test_the_rules_say_of_one_household_what_the_second_reading_says(effort: int) -> None:
    for seed in range(1000, 1000 + 60 * effort):
        rng, papers, homes = drawn(seed)
        ids = {paper: number for number, paper in enumerate(papers, 1)}
        documents = [replace(document_of(paper), id=ids[paper]) for paper in papers]
        for home, today in ((home, a_day(rng)) for home in homes):
            *past, newest = states_of(home)
            household = household_of(newest, "B")
            stay, expected = state_at(history(household, reversed(past)), today), second.stay_on(home, today)
            assert (stay and (stay.state, stay.village)) == (expected and (expected.state, expected.village))
            for kind in {paper.kind for paper in papers}:
                versions = [document for document in documents if document.kind == kind]
                version = version_in_force(versions, home.stays[-1].village, today)
                paper = second.in_force(papers, kind, home.stays[-1].village, today)
                assert (version and version.version) == (paper and paper.version)
                if version is None or paper is None:
                    continue
                mine = [signature_of(signing, 1, ids) for signing in home.signings if signing.paper.kind == kind]
                assert standing_of(facts_of(mine, version, today)).value == second.standing(home, paper, today)


@pytest.mark.parametrize("months", [1, 2, 6, 12, 18])
def test_signatures_bind_from_a_day_on(months: int) -> None:
    """What the ledger is asked by (a day) is what the rule says of every signature (months)."""
    version = Document(kind="禁毒承诺书", version="1", effective_on=FIRST, validity_months=months)
    for number in range(800):
        today = date(2024, 1, 1) + timedelta(days=number)
        since = valid_since(version, today)
        for away in range(-5, 6):
            day = since + timedelta(days=away)
            assert is_valid(day, version, today) == (day >= since), (today, day)
