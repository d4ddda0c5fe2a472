"""Other holidays are used from now on: whose last day moves, said before they are saved."""

from datetime import date

from store.desk.holidays import holidays_with, load_holidays
from store.desk.lives import everybody
from store.desk.office import load_office
from store.desk.policy_change import PersonChange, Preview, Told, open_case
from store.model.visit import Visit
from store.rules.calendar import Holidays
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.term import term
from store.vault.cipher import Connection

_PER_STEP = 50
"""People after whom progress is told."""

_Key = tuple[str, str | None, str | None, date | None]


def preview_holidays(connection: Connection, text: str, today: date, told: Told | None = None) -> Preview:
    """Everybody with an open measure for whom the last day of a deadline becomes another one. Writes nothing.

    Raises ``FileRefusedError`` as ``read_holidays``, and what ``told`` raises.
    """
    before, after = load_holidays(connection), holidays_with(connection, text)
    in_use_from = load_office(connection).in_use_from
    (total,) = connection.execute("SELECT count(*) FROM person").fetchone()
    found: list[PersonChange] = []
    compared = 0
    for number, recorded in enumerate(everybody(connection, without=(Visit,)), 1):
        case = open_case(recorded, in_use_from, today)
        if case is not None:
            compared += 1
            moved = _moved(case, today, before, after)
            if moved:
                found.append(PersonChange(recorded.person, (), moved))
        if told and (number % _PER_STEP == 0 or number == total):
            told(number, total)
    return Preview(tuple(found), compared)


def _moved(case: Case, today: date, before: Holidays, after: Holidays) -> str:
    """The deadlines of a case that move, in words; empty where none does."""
    old, new = (_last_days(case, today, each) for each in (before, after))
    words = []
    for key in dict.fromkeys((*old, *new)):
        was, becomes = old.get(key), new.get(key)
        if was != becomes:
            words.append(f"{key[1]} 最后一天 {was or '无'} 变 {becomes or '无'}")
    return ",".join(words)


def _last_days(case: Case, today: date, holidays: Holidays) -> dict[_Key, date | None]:
    known = as_of(case, today)
    found = deadlines(known, term(known.measure, known.suspensions, today), today, holidays)
    return {(each.rule, each.label, each.record, each.opens): each.last_day for each in found}
