"""Other holidays are used from now on: whose last day moves, said before they are saved."""

from datetime import date

from store.desk.holidays import holidays_with, load_holidays
from store.desk.office import load_office
from store.desk.policy_change import PersonChange, Preview, Told, looked_at, open_case
from store.model.visit import Visit
from store.rules.calendar import Holidays
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.deadlines import Deadline
from store.rules.state import State
from store.rules.term import term
from store.vault.cipher import Connection


def preview_holidays(connection: Connection, text: str, today: date, told: Told | None = None) -> Preview:
    """Everybody with an open measure of whom the last day of a deadline becomes another one. Writes nothing.

    A deadline that is done is told of only where the change makes it late, or no longer late. Raises
    ``FileRefusedError`` as ``read_holidays``, and what ``told`` raises.
    """
    before, after = load_holidays(connection), holidays_with(connection, text)
    in_use_from = load_office(connection).in_use_from
    found: list[PersonChange] = []
    compared = 0
    for recorded in looked_at(connection, told, without=(Visit,)):
        case = open_case(recorded, in_use_from, today)
        if case is not None:
            compared += 1
            if moved := _moved(case, today, before, after):
                found.append(PersonChange(recorded.person, (), moved))
    return Preview(tuple(found), compared)


def _moved(case: Case, today: date, before: Holidays, after: Holidays) -> str:
    """The deadlines of a case that move, in words; empty where none does."""
    known = as_of(case, today)
    known_term = term(known.measure, known.suspensions, today)
    old, new = (
        {_key(each): each for each in deadlines(known, known_term, today, holidays)} for holidays in (before, after)
    )
    pairs = ((old.get(key), new.get(key)) for key in dict.fromkeys((*old, *new)))
    return "、".join(_words(was, becomes) for was, becomes in pairs if _differs(was, becomes))


def _key(each: Deadline) -> tuple[object, ...]:
    return each.rule, each.label, each.opens, each.record, each.cause


def _differs(was: Deadline | None, becomes: Deadline | None) -> bool:
    if was is None or becomes is None:
        return True
    if was.state is becomes.state is State.DONE:
        return was.late != becomes.late
    return was.last_day != becomes.last_day


def _words(was: Deadline | None, becomes: Deadline | None) -> str:
    label = next(each.label for each in (was, becomes) if each)
    days = (each.last_day if each and each.last_day else "无" for each in (was, becomes))
    return f"{label} 最后一天 {' 变 '.join(map(str, days))}"
