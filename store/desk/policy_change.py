"""A policy comes into force: what that changes for whom, said before it is saved, and the unit of work that does it.

A new policy takes effect tomorrow at the earliest and after every other one. A window belongs to the policy in force
on its first day, so no window that has begun ever changes; only a policy that is not in force yet can be taken back.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from store.desk.checked_file import read_text
from store.desk.lives import Recorded, everybody
from store.desk.office import load_office
from store.desk.policies import DatedPolicy, dated_policies, office_policies
from store.desk.policy_file import POLICY, read_policy
from store.desk.tier_schemes import load_scheme
from store.errors import StoreError
from store.model.person import Person
from store.rules.calendar import add_days
from store.rules.case import Case, as_of
from store.rules.escalation import missed_in_a_row, series_level
from store.rules.ownership import is_open, measure_at
from store.rules.policy import Policies, Policy, Series, series_on
from store.rules.reigns import parts
from store.rules.state import State
from store.rules.term import Term, term
from store.rules.windows import Window, windows_of
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

ACTION = "policy"
_PER_STEP = 20
"""People after whom progress is told."""

Told = Callable[[int, int], None]
"""Is told how many people were compared, and how many there are. It may raise to stop."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one person's windows of one rule. ``first`` is the first day on which anything differs.

    ``levels``: the level that the misses in a row known today have without the change and with it; ``None`` where it
    stays.
    """

    label: str
    appearing: int
    vanishing: int
    changing: int
    first: date
    levels: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Everything a change of policy means for one person."""

    person: Person
    differences: tuple[Difference, ...]
    note: str = ""
    """What there is to say beside the windows."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change means: for whom, and how many people were compared."""

    changes: tuple[PersonChange, ...]
    compared: int
    limits: tuple["Limits", ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """The misses in a row from which a series has the levels 2, 3 and 4: before, and with the change."""

    label: str
    before: tuple[int, int, int]
    after: tuple[int, int, int]


def policy_from_file(connection: Connection, path: Path) -> str:
    """The text of a policy file that can be put into force here. ``FileRefusedError`` with line and reason."""
    text = read_text(path, POLICY)
    read_policy(text, load_scheme(connection).words)
    return text


def check_since(connection: Connection, since: date, today: date) -> None:
    """Raise ``StoreError`` for a day on which no new policy may come into force."""
    earliest = earliest_since(connection, today)
    if since < earliest:
        raise StoreError("起用日期太早", f"新办法最早从 {earliest} 起用:已经开始的窗口不能变。什么都没有改。")


def earliest_since(connection: Connection, today: date) -> date:
    """The first day on which a new policy may come into force: tomorrow, and after every other one."""
    days = [add_days(today, 1)]
    days += [add_days(each.since, 1) for each in dated_policies(connection) if each.since]
    return max(days)


def add_policy(connection: Connection, act: Act, since: date, text: str) -> Policy:
    """Put a policy into force from ``since`` on, as one unit of work. Refuses as the two functions above."""
    policy = read_policy(text, load_scheme(connection).words)
    check_since(connection, since, act.today)
    reason = f"{policy.title} {policy.version} 自 {since} 起"
    with unit_of_work(connection, dataclasses.replace(act, action=ACTION, reason=reason)) as unit:
        (row_id,) = unit.next_ids("policy", 1)
        unit.insert("policy", ("id", "since", "content"), [(row_id, since.isoformat(), text)])
    return policy


def remove_policy(connection: Connection, act: Act, known: DatedPolicy) -> None:
    """Take back a policy that is not in force yet, as one unit of work. ``StoreError`` for any other."""
    if known.since is None or known.since <= act.today:
        raise StoreError("办法已经在用", "已经起用的办法不能去掉:过去的窗口是按它排的。请从明天或以后起用新的。")
    if known.id not in {each.id for each in dated_policies(connection)}:
        raise StoreError("情况已变", "这个办法已经去掉了,没有再改。")
    reason = f"去掉 {known.policy.title} {known.policy.version} 自 {known.since} 起"
    with unit_of_work(connection, dataclasses.replace(act, action=ACTION, reason=reason)) as unit:
        unit.delete("policy", known.id)


def preview_addition(connection: Connection, since: date, text: str, today: date, told: Told | None = None) -> Preview:
    """What would change if the policy came into force on ``since``, for everybody with an open measure."""
    before = office_policies(connection)
    policy = read_policy(text, load_scheme(connection).words)
    check_since(connection, since, today)
    return preview(connection, before, Policies((*before.dated, (since, policy))), today, told)


def preview_removal(connection: Connection, known: DatedPolicy, today: date, told: Told | None = None) -> Preview:
    """What would change if a policy that is not in force yet were taken back."""
    before = office_policies(connection)
    after = Policies(tuple(each for each in before.dated if each[0] != known.since))
    return preview(connection, before, after, today, told)


def preview(
    connection: Connection, before: Policies, after: Policies, today: date, told: Told | None = None
) -> Preview:
    """Everybody's schedules with and without the change, person by person, so that no more than one is held."""
    in_use_from = load_office(connection).in_use_from
    since = _first_difference(before, after)
    found: list[PersonChange] = []
    compared = 0
    for recorded in looked_at(connection, told):
        case = open_case(recorded, in_use_from, today)
        if case is not None:
            compared += 1
            differences = compare(case, before, after, today)
            if differences:
                found.append(PersonChange(recorded.person, differences))
    limits = dict.fromkeys(_limits(before.on(since), after.on(since))) if since else ()
    return Preview(tuple(found), compared, tuple(limits))


def looked_at(connection: Connection, told: Told | None, *, without: Collection[type[Any]] = ()) -> Iterator[Recorded]:
    """Everybody, as ``everybody`` reads them; ``told`` hears after every few how many were looked at."""
    (total,) = connection.execute("SELECT count(*) FROM person").fetchone()
    for number, recorded in enumerate(everybody(connection, without=without), 1):
        yield recorded
        if told and (number % _PER_STEP == 0 or number == total):
            told(number, total)


# Asked for every person; of policies that compare by identity.
@lru_cache(maxsize=8)
def _first_difference(before: Policies, after: Policies) -> date | None:
    """The first day on which another policy is in force; ``None`` where there is none."""
    days = sorted({since for since, _ in (*before.dated, *after.dated)})
    return next((day for day in days if before.on(day) != after.on(day)), None)


def _limits(before: Policy, after: Policy) -> Iterator[Limits]:
    """Series of both policies that have other limits in them; one that comes or goes shows in its windows."""
    known = {_concerned(series): series.thresholds for series in before.series}
    for series in after.series:
        was = known.get(_concerned(series), series.thresholds)
        if was != series.thresholds:
            yield Limits(series.label, was, series.thresholds)


def _concerned(series: Series) -> tuple[object, ...]:
    return series.rule, series.label, series.categories, series.over_months, series.up_to_months


def open_case(recorded: Recorded, in_use_from: date, today: date) -> Case | None:
    """The case of a person's open measure; ``None`` where there is none."""
    measure = measure_at(recorded.measures, today)
    return recorded.case(measure, in_use_from) if measure and is_open(measure, today) else None


def compare(case: Case, before: Policies, after: Policies, today: date) -> tuple[Difference, ...]:
    """What the change does to the windows and levels of one measure, rule by rule."""
    known = as_of(case, today)
    known_term = term(known.measure, known.suspensions, today)
    if known_term is None:
        return ()
    found: list[Difference] = []
    since = _first_difference(before, after)
    for rule in dict.fromkeys((*before.rules, *after.rules)):
        if _asked(rule, known, known_term, before) != _asked(rule, known, known_term, after):
            old, new = (_by_label(windows_of(rule, known, known_term, each, today)) for each in (before, after))
            found += filter(
                None, (_difference(label, old.get(label, ()), new.get(label, ())) for label in {**old, **new})
            )
        moved = _levels(rule, known, known_term, before, after, today, since) if since else None
        if moved is not None:
            found = [*_with_levels(found, moved)]
    return tuple(found)


def _with_levels(found: Sequence[Difference], moved: Difference) -> Iterator[Difference]:
    """One difference a series: what becomes of its level stands beside what becomes of its windows."""
    for each in found:
        yield dataclasses.replace(each, levels=moved.levels) if each.label == moved.label else each
    if moved.label not in {each.label for each in found}:
        yield moved


def _levels(
    rule: str, known: Case, known_term: Term, before: Policies, after: Policies, today: date, since: date
) -> Difference | None:
    """The level of a series whose limits change: by the misses known today, as if nothing came to be until then."""
    old, new = (series_on(each, rule, known.measure, since) for each in (before, after))
    if old is None or new is None or old.thresholds == new.thresholds:
        return None
    missed = missed_in_a_row(windows_of(rule, known, known_term, before, today))
    levels = series_level(missed, old.thresholds), series_level(missed, new.thresholds)
    return Difference(new.label, 0, 0, 0, since, levels) if levels[0] != levels[1] else None


def _asked(rule: str, known: Case, known_term: Term, policies: Policies) -> list[tuple[object, ...]]:
    """What is laid and what meets it: where this is the same nothing differs, and most rules of most people are."""
    laid: list[tuple[object, ...]] = []
    for part in parts(rule, known, known_term, policies):
        what = (part.layout, part.series.label, part.series.qualifying)
        if laid and laid[-1][0] == what and laid[-1][2] == part.first - 1:
            laid[-1] = (what, laid[-1][1], part.last)
        else:
            laid.append((what, part.first, part.last))
    return laid


def _by_label(windows: Iterable[Window]) -> dict[str, tuple[Window, ...]]:
    found: dict[str, tuple[Window, ...]] = {}
    for window in windows:
        found[window.label] = (*found.get(window.label, ()), window)
    return found


Asked = tuple[State, bool]


def _difference(label: str, old: Iterable[Window], new: Iterable[Window]) -> Difference | None:
    """Windows are the same by their days; one that stays changes when its state or what it asks does."""
    before, after = _standing(old), _standing(new)
    appearing, vanishing = after.keys() - before.keys(), before.keys() - after.keys()
    changing = {days for days in before.keys() & after.keys() if before[days] != after[days]}
    days = appearing | vanishing | changing
    if not days:
        return None
    return Difference(label, len(appearing), len(vanishing), len(changing), min(days)[0])


def _standing(windows: Iterable[Window]) -> dict[tuple[date, date], Asked]:
    return {(window.start, window.end): (window.state, window.required) for window in windows}


def summed(changes: Iterable[PersonChange]) -> Iterator[tuple[str, int, int, int]]:
    """By label, how many windows appear, disappear and change over all these people."""
    total: Counter[tuple[str, int]] = Counter()
    for change in changes:
        for each in change.differences:
            for place, count in enumerate((each.appearing, each.vanishing, each.changing)):
                total[each.label, place] += count
    for label in dict.fromkeys(label for label, _ in total):
        counts = total[label, 0], total[label, 1], total[label, 2]
        if any(counts):
            yield label, *counts
