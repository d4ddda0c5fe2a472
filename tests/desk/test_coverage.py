"""Who signed of those that have to: a small township counted by hand, on several days."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.desk.coverage import By, CoverageRow, coverage
from store.desk.household_standings import household_standings, number_order
from store.desk.orphans import orphans
from store.desk.rates import SIGNING, rates
from store.desk.records import add, change, load
from store.desk.renewals import pact_places, renewal_lines, renewals_due
from store.fiction.generate import generate_ledgers
from store.handoff.importing import import_files
from store.model.area import Area
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.ledgers import LEDGERS, OF_PEOPLE
from store.model.person import Person
from store.model.signature import Signature
from store.rules.signatures import Standing
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger

PLEDGE, PACT = "禁毒承诺书", "禁毒村规民约"
HOMES: dict[str, tuple[Any, ...]] = {
    # number: village, group, grid, newest state, since
    "Y1": ("岳宋村", "1组", "G1", "常住", date(2020, 1, 1)),
    "Y2": ("岳宋村", "1组", "G1", "外出", date(2020, 1, 1)),
    "Y3": ("岳宋村", "2组", "G1", "空户", date(2020, 1, 1)),
    "Y4": ("岳宋村", "2组", None, None, None),
    "Y5": ("岳宋村", None, None, "注销", date(2026, 6, 1)),
    "M1": ("曼亨村", "1组", "G2", "常住", date(2026, 7, 1)),
    "M2": ("曼亨村", "1组", "G2", "常住", None),
}
FORMER = {"Y5": ("岳宋村", "常住", None), "M1": ("岳宋村", "常住", date(2021, 1, 1))}
VERSIONS = {
    "2025": Document(kind=PLEDGE, version="2025", effective_on=date(2025, 1, 1), validity_months=12),
    "2026": Document(kind=PLEDGE, version="2026", effective_on=date(2026, 1, 1), validity_months=6),
    "一": Document(kind=PACT, version="一", effective_on=date(2020, 1, 1), repealed_on=date(2026, 8, 1)),
    "岳": Document(kind=PACT, version="岳", village="岳宋村", effective_on=date(2026, 3, 1)),
}
SIGNED = (
    ("Y1", "2026", "已签", date(2026, 1, 10)),  # binds through 07-09
    ("Y1", "一", "已签", date(2020, 5, 1)),
    ("Y1", "岳", "已签", date(2026, 3, 10)),
    ("Y2", "2025", "已签", date(2025, 2, 1)),
    ("Y2", "2026", "外出未签", date(2026, 1, 10)),
    ("Y2", "2026", "已签", date(2026, 9, 1)),
    ("Y4", "2025", "已签", date(2025, 2, 1)),
    ("Y5", "2026", "已签", date(2026, 1, 10)),
    ("M1", "2026", "拒签", date(2026, 1, 10)),
    ("M2", "一", "已签", date(2020, 5, 1)),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act("settle")) as unit:
        places = ("village", "village_group", "grid", "state", "state_since")
        made = [
            Household(number=number, head="岩块", **dict(zip(places, facts, strict=True)))
            for number, facts in HOMES.items()
        ]
        homes = {household.number: household.id for household in add(unit, made)}
        for number, (village, state, since) in FORMER.items():
            add(unit, [FormerState(household_id=homes[number], village=village, state=state, state_since=since)])
        papers = {name: add(unit, [version])[0].id for name, version in VERSIONS.items()}
        for number, version, status, day in SIGNED:
            add(
                unit, [Signature(household_id=homes[number], document_id=papers[version], status=status, signed_on=day)]
            )
    yield connection
    connection.close()


def row(kind: str, version: str, area: str | None, households: int, excluded: int, *standings: int) -> CoverageRow:
    """Standings in the order signed, expired, away, refused, unsigned."""
    return CoverageRow(kind, version, area, households, excluded, households - excluded, *standings)


def test_the_matrix_at_today_is_the_table_by_hand(ledger: Connection) -> None:
    assert coverage(ledger, TODAY, by="village") == [
        row(PLEDGE, "2026", None, 7, 2, 1, 2, 0, 1, 1),
        row(PACT, "岳", None, 5, 2, 1, 0, 0, 0, 2),
        row(PLEDGE, "2026", "岳宋村", 5, 2, 1, 2, 0, 0, 0),
        row(PACT, "岳", "岳宋村", 5, 2, 1, 0, 0, 0, 2),
        row(PLEDGE, "2026", "曼亨村", 2, 0, 0, 0, 0, 1, 1),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2019, 12, 31), []),
        (date(2020, 3, 1), [
            row(PACT, "一", None, 6, 1, 0, 0, 0, 0, 5), row(PACT, "一", "岳宋村", 5, 1, 0, 0, 0, 0, 4),
            row(PACT, "一", "曼亨村", 1, 0, 0, 0, 0, 0, 1),
        ]),
        (date(2026, 5, 31), [
            row(PLEDGE, "2026", None, 7, 1, 2, 1, 1, 1, 1), row(PACT, "一", None, 1, 0, 1, 0, 0, 0, 0),
            row(PACT, "岳", None, 6, 1, 1, 0, 0, 0, 4), row(PLEDGE, "2026", "岳宋村", 6, 1, 2, 1, 1, 1, 0),
            row(PACT, "岳", "岳宋村", 6, 1, 1, 0, 0, 0, 4), row(PLEDGE, "2026", "曼亨村", 1, 0, 0, 0, 0, 0, 1),
            row(PACT, "一", "曼亨村", 1, 0, 1, 0, 0, 0, 0),
        ]),
        (date(2026, 6, 30), [
            row(PLEDGE, "2026", None, 7, 2, 1, 1, 1, 1, 1), row(PACT, "一", None, 1, 0, 1, 0, 0, 0, 0),
            row(PACT, "岳", None, 6, 2, 1, 0, 0, 0, 3), row(PLEDGE, "2026", "岳宋村", 6, 2, 1, 1, 1, 1, 0),
            row(PACT, "岳", "岳宋村", 6, 2, 1, 0, 0, 0, 3), row(PLEDGE, "2026", "曼亨村", 1, 0, 0, 0, 0, 0, 1),
            row(PACT, "一", "曼亨村", 1, 0, 1, 0, 0, 0, 0),
        ]),
        (date(2026, 7, 1), [
            row(PLEDGE, "2026", None, 7, 2, 1, 1, 1, 1, 1), row(PACT, "一", None, 2, 0, 1, 0, 0, 0, 1),
            row(PACT, "岳", None, 5, 2, 1, 0, 0, 0, 2), row(PLEDGE, "2026", "岳宋村", 5, 2, 1, 1, 1, 0, 0),
            row(PACT, "岳", "岳宋村", 5, 2, 1, 0, 0, 0, 2), row(PLEDGE, "2026", "曼亨村", 2, 0, 0, 0, 0, 1, 1),
            row(PACT, "一", "曼亨村", 2, 0, 1, 0, 0, 0, 1),
        ]),
    ],
)  # fmt: skip
def test_an_earlier_day_is_told_as_it_was(ledger: Connection, today: date, expected: list[CoverageRow]) -> None:
    assert coverage(ledger, today, by="village") == expected


@pytest.mark.parametrize(("today", "signed"), [(date(2026, 7, 9), 1), (date(2026, 7, 10), 0)])
def test_a_signature_binds_up_to_its_last_day(ledger: Connection, today: date, signed: int) -> None:
    assert coverage(ledger, today, document=PLEDGE)[0].signed == signed


def test_groups_and_grids_of_one_document(ledger: Connection) -> None:
    assert coverage(ledger, TODAY, document=PLEDGE, by="group") == [
        row(PLEDGE, "2026", None, 7, 2, 1, 2, 0, 1, 1),
        row(PLEDGE, "2026", "岳宋村", 1, 1, 0, 0, 0, 0, 0),
        row(PLEDGE, "2026", "岳宋村1组", 2, 0, 1, 1, 0, 0, 0),
        row(PLEDGE, "2026", "岳宋村2组", 2, 1, 0, 1, 0, 0, 0),
        row(PLEDGE, "2026", "曼亨村1组", 2, 0, 0, 0, 0, 1, 1),
    ]
    assert coverage(ledger, TODAY, document=PLEDGE, by="grid")[1:] == [
        row(PLEDGE, "2026", "G1", 3, 1, 1, 1, 0, 0, 0),
        row(PLEDGE, "2026", "G2", 2, 0, 0, 0, 0, 1, 1),
        row(PLEDGE, "2026", "无网格", 2, 1, 0, 1, 0, 0, 0),
    ]
    assert coverage(ledger, TODAY, document="没有这种文书") == []


def test_the_rate_is_signed_of_required_on_the_last_day_of_the_period(ledger: Connection) -> None:
    for end, today, expected in (
        (date(2026, 12, 1), TODAY, {None: (2, 8), "岳宋村": (2, 6), "曼亨村": (0, 2)}),
        (date(2026, 7, 1), TODAY, {None: (3, 10), "岳宋村": (2, 8), "曼亨村": (1, 2)}),
        (date(2026, 12, 1), date(2026, 6, 30), {None: (3, 10), "岳宋村": (2, 8), "曼亨村": (1, 2)}),
    ):
        found = rates(ledger, date(2026, 1, 1), end, today, by_village=True)
        signing = [each for each in found if each.rate == SIGNING]
        assert {each.area: (each.numerator, each.denominator) for each in signing} == expected


def test_everybody_in_no_leaf_of_one_axis_is_found(ledger: Connection) -> None:
    assert orphans(ledger, TODAY).households == ("M1", "M2", "Y1", "Y2", "Y3", "Y4"), "no areas, no leaf"
    with unit_of_work(ledger, act("settle")) as unit:
        add(unit, [
            Area(level="村", code="V1", name="岳宋村村委会"),
            Area(level="组", code="V1-1", name="第一组", parent_code="V1"),
            Area(level="村", code="V2", name="曼亨村"), Area(level="片区", code="A", name="东片"),
            Area(level="网格", code="G1", name="岳宋网格", parent_code="A"),
            Area(level="点", code="P1", name="寨头", parent_code="G1"),
        ])  # fmt: skip
        people = add(unit, [
            Person(name=f"人{place}", village=village, village_group=group, grid=grid)
            for place, (village, group, grid) in enumerate((
                ("岳宋村", "1组", "岳宋网格"), ("岳宋村", "9组", "G1"), ("曼亨村", None, "寨头"),
                ("无此村", None, "G1"),
                ("曼亨村", "4组", None),
            ))
        ])  # fmt: skip
    found = orphans(ledger, TODAY)
    assert set(found.people) == {people[1].uid, people[3].uid, people[4].uid}
    assert found.households == ("M1", "M2", "Y3", "Y4")
    assert orphans(ledger, date(2026, 5, 31)).households == ("M1", "M2", "Y3", "Y4", "Y5"), "not closed yet"


def test_a_generated_township_stands_in_every_way_and_nothing_of_it_depends_on_the_roster(tmp_path: Path) -> None:
    generate_ledgers(tmp_path / "made", 60, 1, TODAY)
    found = []
    for name, kinds in (("whole", tuple(LEDGERS)), ("bare", tuple(kind for kind in LEDGERS if kind not in OF_PEOPLE))):
        connection = new_ledger(tmp_path / name)
        assert (
            import_files(connection, [tmp_path / "made" / f"{kind}.csv" for kind in kinds], act("import")).exit_code
            == 0
        )
        ways: tuple[By | None, ...] = (None, "village", "group", "grid")
        found.append(([coverage(connection, TODAY, by=by) for by in ways], orphans(connection, TODAY).households))
        connection.close()
    assert found[0] == found[1]
    (whole, *_), lost = found[0]
    assert lost == ()
    assert {each.document for each in whole} == {PLEDGE, PACT, "禁毒工作责任书"}
    total = {standing: sum(getattr(each, standing.value) for each in whole) for standing in Standing}
    assert all(total.values()), total
    assert all(each.excluded and each.required for each in whole)


def told(connection: Connection, today: date, kind: str, village: str) -> list[tuple[Any, ...]]:
    return [
        (
            each.household.number,
            each.standing.value if each.standing else None,
            each.newest and (each.newest.status, each.of_version),
            each.binds_until,
        )
        for each in household_standings(connection, today, kind, village)
    ]


def test_the_list_behind_a_village_tells_each_household_in_walking_order(ledger: Connection) -> None:
    assert told(ledger, TODAY, PLEDGE, "岳宋村") == [
        ("Y5", None, ("已签", "2026"), None),
        ("Y1", "expired", ("已签", "2026"), None),
        ("Y2", "signed", ("已签", "2026"), date(2027, 3, 1)),
        ("Y3", None, None, None),
        ("Y4", "expired", ("已签", "2025"), None),
    ]
    assert told(ledger, date(2026, 5, 31), PLEDGE, "岳宋村") == [
        ("M1", "refused", ("拒签", "2026"), None),
        ("Y5", "signed", ("已签", "2026"), date(2026, 7, 10)),
        ("Y1", "signed", ("已签", "2026"), date(2026, 7, 10)),
        ("Y2", "away", ("外出未签", "2026"), None),
        ("Y3", None, None, None),
        ("Y4", "expired", ("已签", "2025"), None),
    ], "M1 lived there without a group, and Y5 was not closed yet"
    assert told(ledger, date(2026, 5, 31), PACT, "曼亨村") == [("M2", "signed", ("已签", "一"), date(2026, 8, 1))]
    assert told(ledger, TODAY, PACT, "曼亨村") == [], "no version is in force there any more"
    assert told(ledger, TODAY, "没有这种文书", "岳宋村") == []


def test_numbers_are_walked_by_their_value() -> None:
    numbers = ["B2-10", "B2-9", "B10-1", "B2", "²", "岳宋1", ""]
    assert sorted(numbers, key=number_order) == ["", "B2", "B2-9", "B2-10", "B10-1", "²", "岳宋1"]


def test_the_lists_add_up_to_the_matrix_on_any_day(tmp_path: Path) -> None:
    generate_ledgers(tmp_path / "made", 40, 2, TODAY)
    connection = new_ledger(tmp_path)
    kinds = tuple(kind for kind in LEDGERS if kind not in OF_PEOPLE)
    assert import_files(connection, [tmp_path / "made" / f"{kind}.csv" for kind in kinds], act("import")).exit_code == 0
    for today in (TODAY, TODAY - timedelta(days=200), TODAY - timedelta(days=900), TODAY - timedelta(days=1500)):
        for counted in coverage(connection, today, by="village"):
            if counted.area is None:
                continue
            groups = coverage(connection, today, document=counted.document, by="group", village=counted.area)
            assert (groups[0].required, groups[0].signed) == (counted.required, counted.signed)
            assert groups[0].area is None
            for each in (counted, *groups[1:]):
                group = None if each is counted else str(each.area)[len(counted.area) :]
                listed = household_standings(connection, today, counted.document, counted.area, group)
                standings = Counter(one.standing for one in listed)
                assert standings[None] == each.excluded
                assert all(standings[standing] == getattr(each, standing.value) for standing in Standing)
    connection.close()


def test_who_has_to_sign_again_within_thirty_days_is_counted_and_listed(ledger: Connection) -> None:
    for today, expected in (
        (TODAY, {("Y1", PLEDGE, date(2026, 7, 10), True), ("Y4", PLEDGE, date(2026, 1, 1), True)}),
        (date(2026, 2, 1), {("Y4", PLEDGE, date(2026, 1, 1), True),
                            ("Y1", PACT, date(2026, 3, 1), False)}),
        (date(2026, 6, 9), {("Y4", PLEDGE, date(2026, 1, 1), True)}),
        (date(2026, 6, 10), {("Y4", PLEDGE, date(2026, 1, 1), True), ("Y1", PLEDGE, date(2026, 7, 10), False)}),
    ):  # fmt: skip
        lines = [each for place in pact_places(ledger) for each in renewal_lines(ledger, today, *place)]
        found = {
            (each.standing.household.number, each.standing.version.kind, each.lapsed_on, each.is_over) for each in lines
        }
        assert found == expected, today
        assert renewals_due(ledger, today).households == len(lines)


def test_the_count_of_renewals_is_taken_from_memory_only_while_nothing_changed(ledger: Connection) -> None:
    first = renewals_due(ledger, TODAY)
    with unit_of_work(ledger, act("register")) as unit:
        add(unit, [Person(name="岩罗", village="岳宋村")])
    second = renewals_due(ledger, TODAY, first)
    assert (second.households, second.seen > first.seen) == (first.households, True)
    with unit_of_work(ledger, act("amend")) as unit:
        home = load(ledger, Household, "WHERE number = 'Y4'")[0]
        change(unit, home, replace(home, state="空户", state_since=TODAY))
    assert renewals_due(ledger, TODAY, second).households == first.households - 1
    assert renewals_due(ledger, date(2026, 2, 1), second).households == 1, "Y4 is told of from today on only"
