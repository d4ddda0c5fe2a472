"""The worklist (今日): who has to be seen, tested or settled, why, and how urgently."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.due_item import DueItem, PersonLine, ordered
from store.desk.due_memory import everything_due
from store.desk.happenings import Happenings, happenings
from store.desk.holidays import load_holidays
from store.desk.lives import everybody
from store.desk.newest_days import NewestDays, newest_days, newest_days_of_few
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.desk.records import columns_of, from_row
from store.errors import NotFoundError
from store.model.assessment import Assessment
from store.model.measure import Measure
from store.rules.calendar import add_days
from store.rules.case import Case
from store.rules.ownership import is_open
from store.rules.policy import Policies
from store.rules.schedule import schedule
from store.rules.shortcut import UndecidedError, applies
from store.rules.worklist import Obligation, full_obligations, misses, obligations, owes_seal
from store.vault.cipher import Connection

__all__ = ["DueItem", "PersonLine", "person_line", "unexplained_misses", "worklist"]

_PERSON = "id, uid, name, sex, birth_date, id_number, phone, village, village_group, grid"


def worklist(
    connection: Connection,
    today: date,
    *,
    level: int | None = None,
    village: str | None = None,
    within: int | None = None,
    people: Sequence[int] | None = None,
) -> tuple[DueItem, ...]:
    """What can be acted on at ``today``, most urgent first; with ``within`` also what opens in that many days.

    With ``people`` (row ids, as many as a screen shows) of these alone, without reading anybody else's records.
    """
    if people is not None:
        return _wanted(ordered(due_items(connection, today, within, people)), level, village)
    return _wanted(everything_due(connection, today, within, due_items), level, village)


def _wanted(items: tuple[DueItem, ...], level: int | None, village: str | None) -> tuple[DueItem, ...]:
    if level is None and village is None:
        return items
    return tuple(
        item for item in items if level in (None, item.obligation.level) and village in (None, item.person.village)
    )


def due_items(
    connection: Connection, today: date, within: int | None, people: Sequence[int] | None
) -> Iterator[DueItem]:
    """The items of ``people`` or of everybody, in no order."""
    policies, holidays = office_policies(connection), load_holidays(connection)
    in_use_from = load_office(connection).in_use_from
    roster = _roster(connection, people)
    happened = happenings(connection, today, people)
    horizon = add_days(today, within or 0)
    # In the order of row ids, in which everybody is read.
    asked = [
        (person, tuple(_asked(of, today, horizon, person in happened))) for person, (_, of) in sorted(roster.items())
    ]
    newest = _newest(connection, [person for person, of in asked if of], policies, today, few=people is not None)
    whole = _whole_cases(connection, asked, in_use_from, few=people is not None) if newest is None else iter(())
    rated = _ratings(connection, people) if newest is not None and policies.have_tiers else {}
    nothing = Happenings()
    for person, of in asked:
        for measure in of:
            row, measures = roster[person]
            others = tuple(other for other in measures if other is not measure) if len(measures) > 1 else ()
            if newest is None:
                found = full_obligations(next(whole), policies, today, holidays, within)
            else:
                case = happened.get(person, nothing).case(measure, others, in_use_from)
                if person in rated:
                    case = replace(case, assessments=rated[person])
                try:
                    found = obligations(case, newest.get(person, {}), policies, today, holidays, within)
                except UndecidedError:
                    case = load_case(connection, measure, in_use_from)
                    found = full_obligations(case, policies, today, holidays, within)
            if found:
                line = _line(row, measure_at(measures, today))
                for obligation in found:
                    yield DueItem(line, obligation)


def _ratings(connection: Connection, people: Sequence[int] | None) -> dict[int, tuple[Assessment, ...]]:
    """By person the assessments that gave a tier, of each the day and the tier alone."""
    wanted, which = _among("person_id", people)
    found: dict[int, tuple[Assessment, ...]] = {}
    query = f"SELECT person_id, uid, day, risk FROM assessment WHERE risk IS NOT NULL AND {wanted}"
    for person, uid, day, risk in connection.execute(query, which):
        rating = Assessment(person_id=person, uid=uid, day=date.fromisoformat(day), risk=risk)
        found[person] = (*found.get(person, ()), rating)
    return found


def _whole_cases(
    connection: Connection, asked: Sequence[tuple[int, Sequence[Measure]]], in_use_from: date, *, few: bool
) -> Iterator[Case]:
    """The case of every measure that is asked, in that order, with everything recorded; one person at a time."""
    if few:
        yield from (load_case(connection, measure, in_use_from) for _, of in asked for measure in of)
        return
    wanted = dict(asked)
    for recorded in everybody(connection):
        for measure in wanted.get(recorded.person.id, ()):
            yield recorded.case(measure, in_use_from)


def _asked(measures: Sequence[Measure], today: date, horizon: date, happened: bool) -> Iterator[Measure]:
    """The measures that can owe something: the one that counts, and closed ones that outlive their closing."""
    current = measure_at(measures, today)
    for measure in measures:
        closed = not is_open(measure, today)
        if closed:
            # 复检, 报告公安 and 封存 stay owed after the closing.
            if happened or (measure is current and owes_seal(measure, horizon)):
                yield measure
        elif measure is current:
            yield measure


def _newest(
    connection: Connection, people: Sequence[int], policies: Policies, today: date, *, few: bool
) -> NewestDays | None:
    """The newest qualifying days, or ``None`` where they do not decide and every schedule has to be read whole."""
    if not applies(policies):
        return None
    return (
        newest_days_of_few(connection, people, policies, today)
        if few
        else newest_days(connection, people, policies, today)
    )


def unexplained_misses(
    connection: Connection, today: date, *, level: int | None = None, village: str | None = None
) -> tuple[DueItem, ...]:
    """Every missed window of the measures that are open at ``today`` and that no 漏项说明 explains.

    In the order of the worklist. An explanation names one window by its 文号 (``见面 2026-11-09``), or with another
    文号 speaks for all that was over on its day.
    """
    policies = office_policies(connection)
    in_use_from = load_office(connection).in_use_from
    items = (
        DueItem(_line(row, measure), obligation)
        for row, measures in _roster(connection, None).values()
        if (measure := measure_at(measures, today)) and is_open(measure, today) and village in (None, row[7])
        for obligation in _misses(connection, measure, in_use_from, policies, today)
    )
    return ordered(item for item in items if level in (None, item.obligation.level))


def _misses(
    connection: Connection, measure: Measure, in_use_from: date, policies: Policies, today: date
) -> Sequence[Obligation]:
    case = load_case(connection, measure, in_use_from)
    return misses(schedule(case, policies, today), measure, policies, today, case.notices)


def person_line(connection: Connection, person: int, today: date) -> PersonLine:
    """What a list shows of one person, by row id. Without any measure ``category`` is empty.

    Raises ``NotFoundError`` for somebody who is not there.
    """
    row = connection.execute(f"SELECT {_PERSON} FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        raise NotFoundError("没有这个人", "花名册里已经没有这个人,没有任何改动。请回到花名册再看。")
    return _line(row, measure_at(measures_of(connection, person), today))


def _roster(connection: Connection, people: Sequence[int] | None) -> dict[int, tuple[Sequence[Any], list[Measure]]]:
    """By row id, each person's row and measures. Who has no measure is left out."""
    wanted, which = _among("id", people)
    rows = {row[0]: row for row in connection.execute(f"SELECT {_PERSON} FROM person WHERE {wanted}", which)}
    wanted, which = _among("person_id", people)
    found: dict[int, tuple[Sequence[Any], list[Measure]]] = {}
    query = f"SELECT {', '.join(columns_of(Measure))} FROM measure WHERE {wanted} ORDER BY id"
    for row in connection.execute(query, which):
        measure = from_row(Measure, row)
        if measure.person_id in rows:
            found.setdefault(measure.person_id, (rows[measure.person_id], []))[1].append(measure)
    return found


def _among(column: str, people: Sequence[int] | None) -> tuple[str, tuple[int, ...]]:
    if people is None:
        return "TRUE", ()
    return f"{column} IN ({', '.join('?' * len(people))})", tuple(people)


def _line(row: Sequence[Any], measure: Measure | None) -> PersonLine:
    row_id, uid, name, sex, born, id_number, phone, village, village_group, grid = row
    birth_date = date.fromisoformat(born) if born else None
    known = (row_id, uid, name, sex, birth_date, id_number, phone, village, village_group, grid)
    if measure is None:
        return PersonLine(*known, category="", reported_on=None)
    return PersonLine(*known, category=measure.category, reported_on=measure.reported_on)
