"""What the forms and the reasons need of one person, read in one go in the database thread."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.confirmations import Overtaken, overtaken_of
from store.desk.contacts import last_of
from store.desk.holidays import load_holidays
from store.desk.office import load_office
from store.desk.policies import office_policies
from store.rules.calendar import Holidays
from store.rules.case import Case
from store.rules.policy import Policies

if TYPE_CHECKING:
    from store.desk.records import Record
    from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Dossier:
    """The measure that counts today with its records, the policies, and the newest record of the kind in question."""

    case: Case | None
    policies: Policies
    holidays: Holidays
    last: "Record | None" = None
    overtaken: Overtaken | None = None
    """Where the confirmed end has to be confirmed anew."""


def read_dossier(connection: "Connection", person_id: int, today: date, kind: "type[Record] | None" = None) -> Dossier:
    """Read a person's dossier as of ``today``, with the newest record of ``kind``."""
    measure = measure_at(measures_of(connection, person_id), today)
    in_use_from = load_office(connection).in_use_from
    return Dossier(
        case=load_case(connection, measure, in_use_from) if measure else None,
        policies=office_policies(connection),
        holidays=load_holidays(connection),
        last=last_of(connection, kind, person_id) if kind else None,
        overtaken=overtaken_of(connection, person_id, today),
    )
