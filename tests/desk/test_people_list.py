"""The roster as a list: order, filters, the five base counts, and what a line shows."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from store.desk.cases import measure_at, measures_of
from store.desk.ledger_rows import place_order
from store.desk.people_list import (
    Sort,
    Wanted,
    base_counts,
    list_beginning,
    list_people,
    newest_row_id,
    places_recorded,
)
from store.desk.people_sql import Count
from store.desk.records import add, load
from store.desk.search import search
from store.desk.search_tokens import spoken_order
from store.model.assessment import Assessment
from store.model.assignment import Assignment
from store.model.measure import CATEGORIES, Measure
from store.model.person import CONTROL_STATES, Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger
from tests.township import settle

PEOPLE = 150


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    connection = new_ledger(tmp_path_factory.mktemp("list"))
    settle(connection, PEOPLE, 11)
    yield connection
    connection.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


def enter(connection: Connection, person: Person, **measure: Any) -> int:
    """One person, with a measure as given; the row id."""
    with unit_of_work(connection, act()) as unit:
        (stored,) = add(unit, [person])
        if measure:
            add(unit, [Measure(**{"category": "社区戒毒", "person_id": stored.id, **measure})])
    return stored.id


def people(connection: Connection) -> dict[int, Person]:
    return {person.id: person for person in load(connection, Person)}


def measure_of(connection: Connection, person: int, today: date = TODAY) -> Measure | None:
    return measure_at(measures_of(connection, person), today)


def risk_of(connection: Connection, person: int) -> str | None:
    order = "WHERE person_id = ? AND risk IS NOT NULL AND day <= ? ORDER BY day DESC, uid DESC LIMIT 1"
    tiers = load(connection, Assessment, order, (person, TODAY.isoformat()))
    return tiers[0].risk if tiers else None


def test_it_opens_with_everybody_in_the_order_of_the_ledgers(ledger: Connection) -> None:
    listed = list_people(ledger, TODAY)
    assert listed.count() == PEOPLE
    by_id = people(ledger)
    keys = [place_order(by_id[person])[:-1] for person in listed.people]
    assert keys == sorted(keys)
    assert [row.id for row in listed.rows(0, PEOPLE)] == list(listed.people)


def test_group_10_follows_group_2(own: Connection) -> None:
    for group in ("10组", "2组", None, "老寨"):
        enter(own, Person(name="三木", village="村", village_group=group))
    rows = list_people(own, TODAY).rows(0, 4)
    assert [row.village_group for row in rows] == [None, "2组", "10组", "老寨"]


@pytest.mark.parametrize("today", [TODAY, date(2025, 3, 1), date(2015, 1, 1)])
def test_a_line_shows_the_measure_that_counts_that_day(ledger: Connection, today: date) -> None:
    listed = list_people(ledger, today)
    for row in listed.rows(0, PEOPLE):
        measure = measure_of(ledger, row.id, today)
        assert measure
        assert (row.category, row.reported_on, row.closed_on) == (
            measure.category,
            measure.reported_on,
            measure.closed_on,
        )


def test_a_line_shows_facts_and_only_the_tails_of_numbers(ledger: Connection) -> None:
    by_id = people(ledger)
    for row in list_people(ledger, TODAY).rows(0, PEOPLE):
        person = by_id[row.id]
        assert (row.uid, row.name, row.sex, row.birth_date) == (person.uid, person.name, person.sex, person.birth_date)
        assert (row.village, row.village_group, row.grid) == (person.village, person.village_group, person.grid)
        assert row.state == person.control_state
        assert row.risk == risk_of(ledger, row.id)
        assert row.id_tail == (person.id_number[-4:] if person.id_number else None)
        assert row.phone_tail == (person.phone.split("、")[0][-4:] if person.phone else None)


def test_lines_are_read_in_any_portion(ledger: Connection) -> None:
    listed = list_people(ledger, TODAY)
    assert [row.id for row in listed.rows(10, 15)] == list(listed.people[10:15])
    assert listed.rows(PEOPLE, PEOPLE + 5) == ()
    assert len(listed.rows(PEOPLE - 2, PEOPLE + 5)) == 2
    assert listed.rows(5, 5) == ()


def test_everybody_can_be_found_again_in_the_list(ledger: Connection) -> None:
    listed = list_people(ledger, TODAY)
    assert [listed.index_of(person) for person in listed.people] == list(range(PEOPLE))
    assert listed.index_of(PEOPLE + 1) is None


FILTERS: dict[str, Callable[[Connection, Person], str | None]] = {
    "category": lambda connection, person: m.category if (m := measure_of(connection, person.id)) else None,
    "village": lambda connection, person: person.village,
    "grid": lambda connection, person: person.grid,
    "risk": lambda connection, person: risk_of(connection, person.id),
    "state": lambda connection, person: person.control_state,
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_shows_exactly_whom_it_fits_in_the_same_order(ledger: Connection, name: str) -> None:
    facts = {person.id: FILTERS[name](ledger, person) for person in people(ledger).values()}
    everybody = list_people(ledger, TODAY).people
    for value in set(facts.values()):
        filters: dict[str, Any] = {name: value or ""}
        wanted = Wanted(**filters)
        assert list(list_people(ledger, TODAY, wanted).people) == [id for id in everybody if facts[id] == value]


def test_filters_add_up_and_take_any_text(ledger: Connection) -> None:
    row = list_people(ledger, TODAY).rows(0, 1)[0]
    wanted = Wanted(village=row.village, category=row.category)
    both = list_people(ledger, TODAY, wanted)
    assert 0 < both.count() < list_people(ledger, TODAY, Wanted(village=row.village)).count()
    assert all((each.village, each.category) == (row.village, row.category) for each in both.rows(0, PEOPLE))
    assert list_people(ledger, TODAY, Wanted(village="' OR 1=1 {today} --")).count() == 0


def test_who_has_no_main_helper_today_is_listed(own: Connection) -> None:
    spans = {
        "无": None,
        "在任": (date(2026, 1, 1), None),
        "已离": (date(2026, 1, 1), TODAY),
        "将离": (date(2026, 1, 1), date(2026, 11, 23)),
        "未到": (date(2026, 11, 23), None),
    }
    for name, span in spans.items():
        person = enter(own, Person(name=name, village="村"))
        roles = [Assignment(person_id=person, role="网格员", helper="王强", started_on=date(2026, 1, 1))]
        if span:
            roles.append(
                Assignment(person_id=person, role="主帮教人", helper="王强", started_on=span[0], ended_on=span[1])
            )
        with unit_of_work(own, act()) as unit:
            add(unit, roles)
    lacking = list_people(own, TODAY, Wanted(without_main_helper=True))
    assert {row.name for row in lacking.rows(0, 9)} == {"无", "已离", "未到"}


@pytest.mark.parametrize("sort", get_args(Sort))
def test_every_order_lists_everybody_and_turns_round(ledger: Connection, sort: Sort) -> None:
    everybody = set(people(ledger))
    up = list_people(ledger, TODAY, Wanted(sort=sort))
    down = list_people(ledger, TODAY, Wanted(sort=sort, descending=True))
    assert set(up.people) == set(down.people) == everybody
    assert up.people != down.people


SORT_KEYS: dict[str, Callable[[dict[str, object]], object]] = {
    "age": lambda row: None if row["birth_date"] is None else -row["birth_date"].toordinal(),  # type: ignore[attr-defined]
    "sex": lambda row: {"男": 0, "女": 1, None: None}[row["sex"]],  # type: ignore[index]
    "grid": lambda row: row["grid"],
    "category": lambda row: CATEGORIES.index(str(row["category"])) if row["category"] else None,
    "reported": lambda row: row["reported_on"],
    "risk": lambda row: {"高": 0, "中": 1, "低": 2, None: None}[row["risk"]],  # type: ignore[index]
    "state": lambda row: CONTROL_STATES.index(str(row["state"])) if row["state"] else None,
}


@pytest.mark.parametrize("sort", SORT_KEYS)
@pytest.mark.parametrize("descending", [False, True])
def test_a_column_is_sorted_with_the_empty_last(ledger: Connection, sort: Sort, descending: bool) -> None:
    rows = list_people(ledger, TODAY, Wanted(sort=sort, descending=descending)).rows(0, PEOPLE)
    keys = [SORT_KEYS[sort](dataclasses.asdict(row)) for row in rows]
    known = [key for key in keys if key is not None]
    assert keys == known + [None] * (len(keys) - len(known))
    assert known == sorted(known, reverse=descending)  # type: ignore[type-var]


def test_names_are_sorted_as_they_are_read_aloud(own: Connection) -> None:
    for name in ("张三", "单明", "安娜", "曾伟", "岩三木", "Bob", "单亮"):
        enter(own, Person(name=name, village="村"))
    rows = list_people(own, TODAY, Wanted(sort="name")).rows(0, 9)
    assert [row.name for row in rows] == ["安娜", "Bob", "单亮", "单明", "岩三木", "曾伟", "张三"]
    assert [row.name for row in rows] == sorted((row.name for row in rows), key=spoken_order)


def test_a_search_in_the_list_shows_the_likeliest_first(ledger: Connection) -> None:
    row = list_people(ledger, TODAY).rows(70, 71)[0]
    for typed in (row.name, row.name[0], row.village, "a"):
        assert list(list_people(ledger, TODAY).searched(typed).people) == list(search(ledger, typed).people)


def test_a_search_in_a_sorted_or_filtered_list_keeps_order_and_filter(ledger: Connection) -> None:
    row = list_people(ledger, TODAY).rows(70, 71)[0]
    oldest = list_people(ledger, TODAY, Wanted(sort="age", descending=True))
    fitting = set(search(ledger, row.village).people)
    assert list(oldest.searched(row.village).people) == [person for person in oldest.people if person in fitting]
    filtered = list_people(ledger, TODAY, Wanted(category=row.category))
    assert set(filtered.searched(row.village).people) == set(filtered.people) & fitting
    assert filtered.searched(" ").people == filtered.people


SOCIETY: dict[str, object] = {"category": "社会面管理"}
COUNTED: tuple[tuple[str, dict[str, object], dict[str, object], str], ...] = (
    ("戒毒中", {}, {"reported_on": date(2026, 5, 1)}, "在册 现有 社戒"),
    ("康复中", {}, {"category": "社区康复", "term_months": 36}, "在册 现有 社康"),
    ("今年发现", {"first_found_on": date(2026, 1, 1)}, SOCIETY, "在册 现有 新增"),
    ("去年发现", {"first_found_on": date(2025, 12, 31)}, SOCIETY, "在册 现有"),
    ("明天发现", {"first_found_on": date(2026, 11, 23)}, SOCIETY, "在册 现有"),
    ("戒断", {"control_state": "戒断三年"}, SOCIETY, "在册"),
    ("死亡", {"control_state": "死亡"}, SOCIETY, ""),
    ("出国", {"control_state": "出国"}, SOCIETY, ""),
    ("死亡未结", {"control_state": "死亡"}, {"reported_on": date(2026, 5, 1)}, "社戒"),
    ("失联", {"control_state": "失联"}, {"category": "自愿戒毒"}, "在册 现有"),
    ("期满", {}, {"closed_on": date(2026, 5, 1), "close_reason": "期满解除"}, "在册 现有"),
    ("转出", {}, {"closed_on": date(2026, 5, 1), "close_reason": "变更执行地"}, ""),
    ("明天转出", {}, {"closed_on": date(2026, 11, 23), "close_reason": "变更执行地"}, "在册 现有 社戒"),
    ("今天结束", {}, {"closed_on": TODAY, "close_reason": "其他"}, "在册 现有"),
    ("没有措施", {}, {}, "在册 现有"),
)


@pytest.mark.parametrize(("name", "facts", "measure", "counts"), COUNTED, ids=[row[0] for row in COUNTED])
def test_whom_the_five_base_counts_count(
    own: Connection, name: str, facts: dict[str, Any], measure: dict[str, Any], counts: str
) -> None:
    row = enter(own, Person(name=name, village="村", **facts), **measure)
    assert [count for count, number in base_counts(own, TODAY).items() if number] == counts.split()
    listed = {count: list(list_people(own, TODAY, Wanted(counted=count)).people) for count in get_args(Count)}
    assert listed == {count: [row] if count in counts.split() else [] for count in get_args(Count)}


@pytest.mark.parametrize("count", get_args(Count))
def test_every_count_opens_as_the_list_of_those_it_counts(ledger: Connection, count: Count) -> None:
    counted = base_counts(ledger, TODAY)
    assert list(counted) == list(get_args(Count))
    assert list_people(ledger, TODAY, Wanted(counted=count)).count() == counted[count]


@pytest.mark.parametrize("size", [1, 7, PEOPLE])
def test_counted_in_portions_the_numbers_add_up(ledger: Connection, size: int) -> None:
    portions = (range(start, start + size) for start in range(0, newest_row_id(ledger) + 1, size))
    added: Counter[str] = Counter()
    for portion in portions:
        added.update(base_counts(ledger, TODAY, portion))
    assert added == base_counts(ledger, TODAY)


@pytest.mark.parametrize("number", [1, 40, PEOPLE - 1, PEOPLE, PEOPLE + 1])
def test_the_beginning_is_the_first_lines_of_everybody(ledger: Connection, number: int) -> None:
    beginning, everybody = list_beginning(ledger, TODAY, number), list_people(ledger, TODAY)
    assert beginning.people == everybody.people[:number]
    assert beginning.rows(0, number) == everybody.rows(0, number)
    assert everybody.is_whole
    assert beginning.is_whole is (number > PEOPLE), "of as many as were asked for nobody knows whether others follow"


def test_places_to_filter_by_are_those_recorded(ledger: Connection) -> None:
    known = people(ledger).values()
    assert set(places_recorded(ledger, "village")) == {person.village for person in known}
    assert set(places_recorded(ledger, "grid")) == {person.grid for person in known if person.grid}


def test_an_empty_roster_is_an_empty_list(own: Connection) -> None:
    listed = list_people(own, TODAY)
    assert listed.count() == 0
    assert listed.rows(0, 20) == ()
    assert listed.searched("岩").count() == 0
    assert set(base_counts(own, TODAY).values()) == {0}
    assert list_beginning(own, TODAY, 20).is_whole
