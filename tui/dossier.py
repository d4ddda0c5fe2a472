"""What the forms and the reasons need of one person, read in one go in the database thread."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.contacts import last_test, last_visit
from store.desk.office import load_office
from store.desk.policies import default_policies
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.rules.case import Case
from store.rules.policy import Policies

if TYPE_CHECKING:
    from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Dossier:
    """The measure that counts today with its records, the policies, and the newest contacts."""

    case: Case | None
    policies: Policies
    last_visit: Visit | None
    last_test: DrugTest | None


def read_dossier(connection: "Connection", person_id: int, today: date) -> Dossier:
    """Read a person's dossier as of ``today``."""
    measure = measure_at(measures_of(connection, person_id), today)
    in_use_from = load_office(connection).in_use_from
    return Dossier(
        case=load_case(connection, measure, in_use_from) if measure else None,
        policies=default_policies(),
        last_visit=last_visit(connection, person_id),
        last_test=last_test(connection, person_id),
    )
