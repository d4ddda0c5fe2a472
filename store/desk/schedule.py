"""One person's whole schedule: every window and deadline of a measure."""

from dataclasses import dataclass
from datetime import date

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.holidays import load_holidays
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.errors import NotFoundError
from store.model.measure import Measure
from store.rules.case import Case
from store.rules.schedule import Schedule, schedule
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class MeasureSchedule:
    """A measure, the case it was computed from, and its schedule at the day that was asked for."""

    measure: Measure
    case: Case
    schedule: Schedule


def schedule_of(connection: Connection, person_id: int, today: date, measure_uid: str | None = None) -> MeasureSchedule:
    """The schedule of the open measure at ``today``, else of the last, or of the one named by ``measure_uid``.

    Raises ``NotFoundError`` for a person without measures, or without that one.
    """
    measures = measures_of(connection, person_id)
    if measure_uid is not None:
        measures = [measure for measure in measures if measure.uid == measure_uid]
    measure = measure_at(measures, today)
    if measure is None:
        raise NotFoundError("没有这项措施", "这个人没有措施记录,或没有这个记录编号的措施。什么都没有改。")
    case = load_case(connection, measure, load_office(connection).in_use_from)
    return MeasureSchedule(measure, case, schedule(case, office_policies(connection), today, load_holidays(connection)))
