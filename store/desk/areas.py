"""The areas of the township as the office keeps them: counted, renamed, merged and split, with all that lies in them.

An area that is renamed is the same area: every record bears its new name, and the journal keeps the old one. Where
areas are merged or split, households move from a day on: before it they stand where they were.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from store.desk.area_tree import area_fault, area_name_key
from store.desk.drafts import DraftKey, saving
from store.desk.household_standings import number_order, walking_order
from store.desk.recording import require_recorded
from store.desk.records import add, change, load, remove
from store.errors import StoreError
from store.fields.area import usual_area_name
from store.fields.codes import CODES
from store.model.area import AREA_LEVELS, Area
from store.model.document import Document
from store.model.household import CLOSED, FormerState, Household
from store.model.person import Person
from store.model.staff import Staff
from store.rules.household_states import own_state
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

_KEPT = "没有保存,您填的内容还在。"


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area: how deep it lies, and how many households live in it, but for 注销."""

    area: Area
    depth: int
    households: int


def area_lines(connection: Connection, today: date) -> tuple[AreaLine, ...]:
    """The villages with their groups, then 片区 with 网格 and 点; each below what it lies in, by code."""
    areas = sorted(load(connection, Area), key=lambda area: (AREA_LEVELS.index(area.level), number_order(area.code)))
    where = "WHERE state IS NOT ? AND coalesce(state_since, '') <= ?"
    homes = load(connection, Household, where, (CLOSED, today.isoformat()))
    counts = _counts(areas, homes)
    known = {area.code for area in areas}
    top = [area for area in areas if area.parent_code not in known]
    return tuple(line for area in top for line in _branch(area, areas, counts, 0))


def _branch(area: Area, areas: Sequence[Area], counts: Mapping[int, int], depth: int) -> Iterator[AreaLine]:
    yield AreaLine(area, depth, counts[area.id])
    for child in areas:
        if child.parent_code == area.code:
            yield from _branch(child, areas, counts, depth + 1)


def _counts(areas: Sequence[Area], homes: Iterable[Household]) -> Mapping[int, int]:
    by_place, by_grid = Counter[tuple[str, str | None]](), Counter[str | None]()
    for home in homes:
        by_place[home.village, home.village_group] += 1
        by_grid[home.grid] += 1
    found: dict[int, int] = {}
    # What lies in another comes behind it in the order of the levels: the other way round its sum is known.
    for area in reversed(areas):
        name = usual_area_name(area.level, area.name)
        inner = sum(found[child.id] for child in areas if child.parent_code == area.code)
        if area.level == "村":
            found[area.id] = sum(count for (village, _), count in by_place.items() if village == name)
        elif area.level == "组":
            found[area.id] = by_place[_village_of(area, areas), name]
        else:
            found[area.id] = inner + by_grid[area.name] + (by_grid[area.code] if area.code != area.name else 0)
    return found


def _village_of(area: Area, areas: Iterable[Area]) -> str:
    parent = next((each for each in areas if each.code == area.parent_code), None)
    return usual_area_name("村", parent.name) if parent else ""


def record_area(connection: Connection, act: Act, record: Area, *, draft: DraftKey | None = None) -> None:
    """Save a new area. Raises ``StoreError`` if its code or name is taken, or it does not lie in a fitting one."""
    _require_fitting(connection, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_area(connection: Connection, act: Act, old: Area, new: Area, *, draft: DraftKey | None = None) -> None:
    """Correct an area; a new name or code goes into every record that bears the old one.

    Raises as ``record_area``; for another level; and ``NotFoundError`` when ``old`` is not what is recorded any more.
    """
    require_recorded(connection, old)
    new = replace(new, id=old.id)
    if new.level != old.level:
        raise StoreError("层级不能改", f"一个区划的层级不能改,{_KEPT}请另外登记一个。")
    _require_fitting(connection, new)
    areas = load(connection, Area)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)
        if new.code != old.code:
            for child in areas:
                if child.parent_code == old.code:
                    change(unit, child, replace(child, parent_code=new.code))
        for record, place in _bearing(connection, old, _village_of(old, areas)):
            renamed: dict[str, Any] = {place: usual_area_name(new.level, new.name)}
            change(unit, record, replace(record, **renamed))


def _bearing(connection: Connection, area: Area, village: str) -> Iterator[tuple[Any, str]]:
    """Every record that names an area, with the attribute that does."""
    name = usual_area_name(area.level, area.name)
    if area.level == "村":
        for record_type in (Household, FormerState, Person, Document, Staff):
            yield from ((record, "village") for record in load(connection, record_type, "WHERE village = ?", (name,)))
    elif area.level == "组":
        for record_type in (Household, FormerState, Person):
            where = "WHERE village = ? AND village_group = ?"
            found: list[Any] = load(connection, record_type, where, (village, name))
            yield from ((record, "village_group") for record in found)
    elif area.level in ("网格", "点"):
        for record_type in (Household, FormerState, Person):
            found = load(connection, record_type, "WHERE grid IN (?, ?)", (area.name, area.code))
            yield from ((record, "grid") for record in found)


def _require_fitting(connection: Connection, area: Area) -> None:
    township = _township_code(connection)
    others = [each for each in load(connection, Area) if each.id != area.id]
    if any(each.code == area.code for each in others):
        raise StoreError("编码已有", f"编码 {area.code} 已经是另一个区划的,{_KEPT}请改编码。")
    key = area_name_key(area, township)
    if any(area_name_key(each, township) == key for each in others):
        raise StoreError("名称已有", f"同一级里已经有 {area.name},{_KEPT}请改名称;两个要合成一个,用 并入。")
    fault = area_fault(area, {each.code: each for each in others}, township)
    if fault is not None:
        raise StoreError("上级编码不对", f"上级编码: {CODES[fault].message},{_KEPT}{CODES[fault].remedy}。")


def _township_code(connection: Connection) -> str:
    code: str = connection.execute("SELECT value FROM setting WHERE name = 'township_code'").fetchone()[0]
    return code


def merge_area(connection: Connection, act: Act, gone: Area, into: Area, day: date) -> int:
    """Have everything of an area go into another one of its level from ``day`` on; returns how many households moved.

    What lies in it comes to lie in the other. Raises ``StoreError`` for another level, and where the other has an area
    of the same name within it; ``NotFoundError`` when either is not what is recorded any more.
    """
    require_recorded(connection, gone)
    require_recorded(connection, into)
    if gone.id == into.id or gone.level != into.level:
        raise StoreError("不能并入", f"只能并入同一级的另一个区划,{_KEPT}请重新选。")
    areas, township = load(connection, Area), _township_code(connection)
    children = [replace(each, parent_code=into.code) for each in areas if each.parent_code == gone.code]
    taken = {area_name_key(each, township) for each in areas if each.parent_code == into.code}
    double = next((child for child in children if area_name_key(child, township) in taken), None)
    if double is not None:
        raise StoreError("下级重名", f"两边都有 {double.name},{_KEPT}请先给一边改名,或先合并它们。")
    place = _place_in(into, areas)
    with unit_of_work(connection, act) as unit:
        moved = _move(connection, unit, _living_in(connection, gone, areas), place, day)
        for child in children:
            change(unit, next(each for each in areas if each.id == child.id), child)
        remove(unit, gone)
    return moved


def split_area(
    connection: Connection, act: Act, area: Area, part: Area, numbers: tuple[str, str], day: date
) -> int:  # fmt: skip
    """Have a new area of the same level begin on ``day`` with the households from one number to another.

    They are counted in walking order, both ends included; returns how many moved. Raises ``StoreError`` if either does
    not live in ``area``, and as ``record_area`` for the new one.
    """
    require_recorded(connection, area)
    if area.level not in ("组", "网格"):
        raise StoreError("不能分出", f"只有组和网格可以分出一部分,{_KEPT}")
    part = replace(part, id=0, level=area.level, parent_code=area.parent_code)
    _require_fitting(connection, part)
    areas = load(connection, Area)
    living = [record for record in _living_in(connection, area, areas) if isinstance(record, Household)]
    living.sort(key=lambda home: walking_order(home.village_group, home.number))
    at = [next((place for place, home in enumerate(living) if home.number == number), None) for number in numbers]
    first, last = at
    if first is None or last is None or first > last:
        raise StoreError("户编号不对", f"{area.name} 里没有这一段户编号,{_KEPT}请按走访的顺序写第一户和最后一户。")
    homes = living[first : last + 1]
    own = {home.number for home in homes}
    people = [
        record
        for record in _living_in(connection, area, areas)
        if isinstance(record, Person) and record.household_number in own
    ]
    with unit_of_work(connection, act) as unit:
        add(unit, [part])
        return _move(connection, unit, [*homes, *people], _place_in(part, [*areas, part]), day)


def _place_in(area: Area, areas: Sequence[Area]) -> dict[str, str]:
    """What is written into a record that moves to an area."""
    name = usual_area_name(area.level, area.name)
    if area.level == "村":
        return {"village": name}
    if area.level == "组":
        return {"village": _village_of(area, areas), "village_group": name}
    return {"grid": name} if area.level in ("网格", "点") else {}


def _living_in(connection: Connection, area: Area, areas: Sequence[Area]) -> list[Any]:
    """The households and people whose place is named by an area now."""
    found = _bearing(connection, area, _village_of(area, areas))
    return [record for record, _ in found if isinstance(record, Household | Person)]


def _move(
    connection: Connection, unit: UnitOfWork, records: Iterable[Any], place: Mapping[str, str], day: date
) -> int:  # fmt: skip
    """Write another place into records; a household that lived where it was keeps that in its history."""
    moved = 0
    for record in records:
        new = replace(record, **place)
        if isinstance(record, Household):
            moved += 1
            if (record.state_since or date.min) < day:
                add(unit, [own_state(record)])
                new = replace(new, state_since=day)
        change(unit, record, new)
    return moved
