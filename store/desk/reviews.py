"""清塘: everybody on the roster of one day, each looked at once, round after round."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.desk.due_item import PersonLine, line_of
from store.desk.ledger_rows import group_order
from store.desk.people_sql import COUNTS, PEOPLE
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import StoreError
from store.fields import Text
from store.fields.cell import trim
from store.model.measure import Measure
from store.model.person import Person
from store.model.review import CHANGED, Review, ReviewItem
from store.rules.calendar import add_days
from store.rules.ownership import measure_at
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

REVIEW = "review"
ROUND_DAYS = 30
"""How long a round is meant to last (office)."""
_NOTE = Text(200)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One person of a round. ``differs`` says what on the roster is no longer as when the round began."""

    review: Review
    person: PersonLine
    item: ReviewItem
    differs: str | None


def newest_review(connection: Connection) -> Review | None:
    """The round that is open, else the last."""
    return next(iter(load(connection, Review, "ORDER BY round DESC LIMIT 1")), None)


def start_review(connection: Connection, act: Act) -> Review:
    """Begin the next round: a snapshot of everybody 在册 at the act's day. An open round is closed with it.

    One unit of work. Raises ``StoreError`` while nobody is on the roster.
    """
    snapshot = tuple(_snapshot(connection, act.today))
    if not snapshot:
        raise StoreError("花名册没有人", "花名册上没有在册的人,没有开始。请先登记或导入人员。")
    before = newest_review(connection)
    with unit_of_work(connection, dataclasses.replace(act, action=REVIEW)) as unit:
        if before is not None and before.closed_on is None:
            # Never before it began: a computer's day may have gone back.
            change(unit, before, dataclasses.replace(before, closed_on=max(act.today, before.started_on)))
        return _begin(unit, before.round + 1 if before else 1, act.today, snapshot)


def _begin(unit: UnitOfWork, number: int, today: date, snapshot: tuple[ReviewItem, ...]) -> Review:
    begun = Review(round=number, started_on=today, due_on=add_days(today, ROUND_DAYS))
    (review,) = add(unit, [begun])
    add(unit, [dataclasses.replace(item, review_id=review.id) for item in snapshot])
    return review


def _snapshot(connection: Connection, today: date) -> Iterator[ReviewItem]:
    """Everybody counted as 在册 (``people_list.base_counts``): not dead, not abroad, not moved away."""
    day = f"'{today.isoformat()}'"
    query = f"SELECT person.id, control_state, category {PEOPLE} WHERE {COUNTS['在册']} ORDER BY person.id"
    for person_id, state, category in connection.execute(query.format(today=day)):
        yield ReviewItem(person_id=person_id, was_state=state, was_category=category)


def review_lines(connection: Connection, today: date) -> tuple[ReviewLine, ...]:
    """A line for each person of the newest round, by village, group and name; none before the first round."""
    review = newest_review(connection)
    if review is None:
        return ()
    items = load(connection, ReviewItem, "WHERE review_id = ?", (review.id,))
    people = {person.id: person for person in load(connection, Person)}
    measures: dict[int, list[Measure]] = {}
    for measure in load(connection, Measure, "ORDER BY id"):
        measures.setdefault(measure.person_id, []).append(measure)
    lines = (_line(review, people[each.person_id], measures.get(each.person_id, []), each, today) for each in items)
    return tuple(sorted(lines, key=_order))


def _line(review: Review, person: Person, measures: list[Measure], item: ReviewItem, today: date) -> ReviewLine:
    measure = measure_at(measures, today)
    pairs = ((item.was_state, person.control_state), (item.was_category, measure.category if measure else None))
    differs = [f"{before or '空'}变{now or '空'}" for before, now in pairs if before != now]
    return ReviewLine(review, line_of(person, measure), item, "、".join(differs) or None)


def _order(line: ReviewLine) -> tuple[Any, ...]:
    """As every other list of the roster: 2组 before 10组."""
    person = line.person
    return (person.village, *group_order(person.village_group), person.name, person.uid)


def find(connection: Connection, act: Act, item: ReviewItem, finding: str, note: str | None = None) -> ReviewItem:
    """Record what was found of one person, as one unit of work: it is there once this returns, and can be taken back.

    Raises ``StoreError`` where the round is over or 已变化 does not say what has changed, ``NotFoundError`` if the
    line is not recorded exactly so any more.
    """
    require_recorded(connection, item)
    (review,) = load(connection, Review, "WHERE id = ?", (item.review_id,))
    if review.closed_on is not None:
        raise StoreError("这一轮已经结束", "这一轮清塘已经结束,没有记下。请在新的一轮里记。")
    said = trim(note or "") or None
    if finding == CHANGED and said is None:
        raise StoreError("没写变化", "已变化要写明变了什么,没有记下。请补写。")
    if said is not None and _NOTE.clean(said, act.today).codes:
        raise StoreError("写得太长", "变化请写在 200 字以内,没有记下,您填的内容还在。")
    new = dataclasses.replace(item, finding=finding, found_on=act.today, note=said)
    with unit_of_work(connection, dataclasses.replace(act, action=REVIEW)) as unit:
        change(unit, item, new)
    return new
