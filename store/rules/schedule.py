"""Everything one measure asks, from the start of the term to its end."""

from dataclasses import dataclass
from datetime import date

from store.rules.calendar import WEEKENDS_ONLY, Holidays
from store.rules.case import Case, as_of
from store.rules.case_deadlines import deadlines
from store.rules.deadlines import Deadline
from store.rules.policy import Policies
from store.rules.term import Term, term
from store.rules.windows import Window, windows


@dataclass(frozen=True, slots=True)
class Schedule:
    """Term (``None`` before the report), windows series by series, and deadlines, at one day."""

    term: Term | None
    windows: tuple[Window, ...]
    deadlines: tuple[Deadline, ...]


def schedule(case: Case, policies: Policies, today: date, holidays: Holidays = WEEKENDS_ONLY) -> Schedule:
    """What the recorded facts of ``case`` mean at ``today``. Facts dated later are not recorded yet."""
    known = as_of(case, today)
    known_term = term(known.measure, known.suspensions, today)
    return Schedule(
        known_term,
        windows(known, known_term, policies, today) if known_term else (),
        deadlines(known, known_term, today, holidays),
    )
