"""The worklist (今日): who has to be seen, tested or settled, why, and how urgently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.due_item import DueItem, PersonLine, line_of, ordered
from store.desk.due_memory import everything_due
from store.desk.happenings import Happenings, happenings
from store.desk.holidays import load_holidays
from store.desk.lives import Span, everybody
from store.desk.newest_days import NewestDays, newest_days, newest_days_of_few
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.desk.ratings import as_assessments, ratings
from store.desk.records import columns_of, from_row, load
from store.errors import NotFoundError
from store.model.measure import Measure
from store.model.visit import Visit
from store.rules.calendar import Holidays, add_days
from store.rules.case import Case
from store.rules.ownership import is_open
from store.rules.policy import Policies, rules_owed, tiered_rules
from store.rules.schedule import schedule
from store.rules.shortcut import UndecidedError, applies, visits_needed_from
from store.rules.term import term_months
from store.rules.worklist import Obligation, are_over, at_rest, full_obligations, misses, obligations, owes_seal
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
    policies = office_policies(connection)
    roster = _roster(connection, people)
    happened = happenings(connection, today, people)
    horizon = add_days(today, within or 0)
    # In the order of row ids, in which everybody is read.
    asked = [
        (person, tuple(_asked(of, today, horizon, person in happened))) for person, (_, of) in sorted(roster.items())
    ]
    reading = _Reading(connection, policies, load_holidays(connection), today, within, horizon)
    in_use_from = load_office(connection).in_use_from
    if applies(policies):
        found = _quickly(reading, asked, roster, happened, in_use_from, people)
    else:
        found = _wholly(reading, asked, in_use_from, few=people is not None)
    for person, due in found:
        row, measures = roster[person]
        line = _line(row, measure_at(measures, today))
        yield from (DueItem(line, obligation) for obligation in due)


_Roster = dict[int, tuple[Sequence[Any], list[Measure]]]
"""By row id, each person's row and measures."""

_Asked = Sequence[tuple[int, Sequence[Measure]]]
"""Who is asked, and which of the measures can owe something."""

_Found = Iterator[tuple[int, Sequence[Obligation]]]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is the same for everybody."""

    connection: Connection
    policies: Policies
    holidays: Holidays
    today: date
    within: int | None
    horizon: date

    def in_full(self, case: Case) -> tuple[Obligation, ...]:
        return full_obligations(case, self.policies, self.today, self.holidays, self.within)


def _wholly(reading: _Reading, asked: _Asked, in_use_from: date, *, few: bool) -> _Found:
    """Off everybody's whole schedules."""
    for case in _whole_cases(reading.connection, asked, in_use_from, few=few):
        found = reading.in_full(case)
        if found:
            yield case.measure.person_id, found


def _quickly(
    reading: _Reading,
    asked: _Asked,
    roster: _Roster,
    happened: Mapping[int, Happenings],
    in_use_from: date,
    people: Sequence[int] | None,
) -> _Found:
    """Off the newest qualifying days, and what happened beside the routine."""
    connection, policies, today, horizon = reading.connection, reading.policies, reading.today, reading.horizon
    newest = _newest(reading, asked, few=people is not None)
    rated = ratings(connection, today, people) if tiered_rules(policies) else {}
    nothing, no_days = Happenings(), dict[str, date]()
    for person, of in asked:
        happening, last_days, mine = happened.get(person), newest.get(person, no_days), rated.get(person, ())
        rating = mine[-1] if mine else None
        is_quiet = happening is None or are_over(happening, today)
        for measure in of:
            found = at_rest(measure, last_days, rating, policies, today, horizon) if is_quiet else None
            if found is not None:
                if found:
                    yield person, found
                continue
            others = tuple(other for other in roster[person][1] if other is not measure)
            case = (happening or nothing).case(measure, others, in_use_from)
            if mine:
                case = replace(case, assessments=as_assessments(person, mine))
            if happening is not None and happening.was_on_leave:
                since = visits_needed_from(measure, last_days, rating, policies, today, horizon)
                case = replace(case, visits=_visits(connection, person, since, today))
            try:
                found = obligations(case, last_days, policies, today, reading.holidays, reading.within)
            except UndecidedError:
                found = reading.in_full(load_case(connection, measure, in_use_from))
            if found:
                yield person, found


def _visits(connection: Connection, person: int, since: date | None, today: date) -> tuple[Visit, ...]:
    """The visits of a person of the days from ``since`` to ``today``; none without ``since``."""
    if since is None:
        return ()
    days = (person, since.isoformat(), today.isoformat())
    return tuple(load(connection, Visit, "WHERE person_id = ? AND day BETWEEN ? AND ?", days))


def _newest(reading: _Reading, asked: _Asked, *, few: bool) -> NewestDays:
    """The newest qualifying days of everybody under an open measure, of the series it owes."""
    policies = reading.policies
    wanted = {
        person: rules
        for person, of in asked
        for measure in of
        if is_open(measure, reading.today) and (rules := rules_owed(policies, measure.category, term_months(measure)))
    }
    read = newest_days_of_few if few else newest_days
    return read(reading.connection, wanted, policies, reading.today)


def _whole_cases(connection: Connection, asked: _Asked, in_use_from: date, *, few: bool) -> Iterator[Case]:
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


def unexplained_misses(
    connection: Connection,
    today: date,
    *,
    level: int | None = None,
    village: str | None = None,
    people: Span | None = None,
) -> tuple[DueItem, ...]:
    """Every missed window of the measures that are open at ``today`` and that no 漏项说明 explains.

    With ``people`` of these alone.

    In the order of the worklist. An explanation names one window by its 文号 (``见面 2026-11-09``), or with another
    文号 speaks for all that was over on its day.
    """
    policies = office_policies(connection)
    in_use_from = load_office(connection).in_use_from
    found: list[DueItem] = []
    for recorded in everybody(connection, people):
        measure = measure_at(recorded.measures, today)
        if measure is None or not is_open(measure, today) or village not in (None, recorded.person.village):
            continue
        case = recorded.case(measure, in_use_from)
        missed = misses(schedule(case, policies, today), measure, policies, today, case.notices)
        line = line_of(recorded.person, measure)
        found += (DueItem(line, each) for each in missed if level in (None, each.level))
    return ordered(found)


def person_line(connection: Connection, person: int, today: date) -> PersonLine:
    """What a list shows of one person, by row id. Without any measure ``category`` is empty.

    Raises ``NotFoundError`` for somebody who is not there.
    """
    row = connection.execute(f"SELECT {_PERSON} FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        raise NotFoundError("没有这个人", "花名册里已经没有这个人,没有任何改动。请回到花名册再看。")
    return _line(row, measure_at(measures_of(connection, person), today))


def _roster(connection: Connection, people: Sequence[int] | None) -> _Roster:
    """By row id, each person's row and measures. Who has no measure is left out."""
    wanted, which = _among("id", people)
    rows = {row[0]: row for row in connection.execute(f"SELECT {_PERSON} FROM person WHERE {wanted}", which)}
    wanted, which = _among("person_id", people)
    found: _Roster = {}
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
