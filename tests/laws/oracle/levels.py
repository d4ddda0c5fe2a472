"""The four levels and the worklist (rules, section 6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.laws.oracle.days import DAY, Holidays
from tests.laws.oracle.deadlines import Deadline, deadlines
from tests.laws.oracle.facts import Measure, Person, current, known_on
from tests.laws.oracle.policy import Policies
from tests.laws.oracle.term import months_of
from tests.laws.oracle.windows import Window, windows


@dataclass(frozen=True)
class Item:
    """One line of the worklist."""

    name: str
    village: str
    rule: str
    start: date | None
    end: date | None
    last_day: date | None
    state: str
    ordinal: int | None
    of: int | None
    days_left: int | None
    level: int
    missed_in_a_row: int


def missed_in_a_row(laid: list[Window]) -> int:
    """Newest first: missed ones count, a done one ends the row, all others are passed over."""
    count = 0
    for window in reversed(laid):
        if window.state == "done":
            break
        count += window.state == "missed"
    return count


def series_level(missed: int, levels: tuple[int, int, int]) -> int:
    return 1 + sum(missed >= one for one in levels)


def deadline_level(last_day: date | None, today: date) -> int:
    """1 until overdue; overdue one day 2, four days 3, fifteen days 4."""
    overdue = (today - last_day).days if last_day else 0
    return 1 + (overdue >= 1) + (overdue >= 4) + (overdue >= 15)


def level_of(rule: str, measure: Measure, laid: list[Window], policies: Policies, today: date) -> tuple[int, int]:
    """How many were missed in a row, and the level of that under the policy of today."""
    mine = [one for one in laid if one.rule == rule]
    missed = missed_in_a_row(mine)
    series = policies.series(rule, measure.category, months_of(measure), today)
    return missed, series_level(missed, series.levels) if series else 1


def worklist(
    people: list[Person], policies: Policies, today: date, holidays: Holidays, within: int | None = None
) -> list[Item]:
    """Everything that can be acted on today, the most urgent first; ``within``: also what opens in so many days."""
    found = [item for person in people for item in items(person, policies, today, holidays, within)]
    return sorted(found, key=urgency)


def urgency(item: Item) -> tuple[bool, int, bool, date, str, str]:
    """Overdue first, then by level, last day (what has none comes after), village and name."""
    return (
        item.state != "overdue",
        -item.level,
        item.last_day is None,
        item.last_day or date.max,
        item.village,
        item.name,
    )


def items(
    person: Person,
    policies: Policies,
    today: date,
    holidays: Holidays,
    within: int | None = None,
    only: Measure | None = None,
) -> list[Item]:
    """What one person owes the list; ``only``: nothing of the other measures."""
    known = known_on(person, today)
    found: list[Item] = []
    for measure in known.measures:
        if only and measure != only:
            continue
        for deadline in deadlines(known, measure, today, holidays):
            if _is_listed(deadline.state, deadline.opens, today, within):
                found.append(_of_deadline(known, deadline, today))
    shown = current(known)
    if shown and shown.closed_on is None:
        laid = windows(known, shown, policies, today)
        for window in laid:
            if _is_listed(window.state, window.start, today, within):
                missed, level = level_of(window.rule, shown, laid, policies, today)
                found.append(_of_window(known, window, missed, level, today))
    return found


def _is_listed(state: str, opens: date | None, today: date, within: int | None) -> bool:
    if state == "upcoming" and within is not None and opens:
        return today < opens <= today + timedelta(days=within)
    return state in ("due", "overdue")


def _of_deadline(person: Person, one: Deadline, today: date) -> Item:
    days_left = (one.last_day - today).days if one.last_day else None
    level = deadline_level(one.last_day, today)
    return Item(
        person.name, person.village, one.rule, one.opens, None, one.last_day, one.state, None, None, days_left, level, 0
    )


def _of_window(person: Person, one: Window, missed: int, level: int, today: date) -> Item:
    last_day = one.end - DAY
    return Item(
        person.name,
        person.village,
        one.rule,
        one.start,
        one.end,
        last_day,
        one.state,
        one.ordinal,
        one.of,
        (last_day - today).days,
        level,
        missed,
    )


def to_be_explained(person: Person, policies: Policies, today: date) -> list[Window]:
    """The misses of the current measure that no 漏项说明 explains.

    A notice numbered ``定期检测 2026-05-15`` explains that window alone, any other all that were over on its day.
    """
    known = known_on(person, today)
    measure = current(known)
    laid = windows(known, measure, policies, today) if measure else []
    missed = [one for one in laid if one.state == "missed"]
    labels = {one.rule: one.label for one in policies.first}
    named = {f"{labels.get(one.rule)} {one.start}": one for one in laid}
    for notice in known.notices:
        if notice.matter != "漏项说明":
            continue
        if notice.number in named:
            missed = [one for one in missed if one != named[notice.number]]
        else:
            missed = [one for one in missed if one.end > notice.day]
    return missed
