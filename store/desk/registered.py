"""What the form of a person and a measure needs of the ledger when it opens, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.desk.cases import load_case, measure_at, measures_of
from store.desk.drafts import DraftKey
from store.desk.form_checks import FormNote
from store.desk.office import load_office
from store.desk.records import load
from store.desk.registering import Registration, amend_registration, check_registration, open_measure, register
from store.errors import NotFoundError
from store.model.measure import Measure
from store.model.person import Person
from store.rules.case import Case
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act


@dataclass(frozen=True, slots=True)
class Registered:
    """Whom the form is about. ``measure`` and its ``case`` are None where the form opens a new measure.

    ``warnings`` hold of what is recorded already: they are no news to whoever corrects something else.
    """

    person: Person | None = None
    measure: Measure | None = None
    case: Case | None = None
    warnings: tuple[FormNote, ...] = ()


def registered(
    connection: Connection, person_id: int, act: Act, *, measure_uid: str = "", next_measure: bool = False
) -> Registered:
    """A person with the measure to correct: the one of that uid, else the one that counts today.

    Raises ``NotFoundError`` for a person who is no longer there.
    """
    persons = load(connection, Person, "WHERE id = ?", (person_id,))
    if not persons:
        raise NotFoundError("没有这个人", "此人的登记已经撤下,没有打开。请回到名单核对。")
    measure = None if next_measure else _to_correct(connection, person_id, act, measure_uid)
    warnings = check_registration(connection, act, {}, persons[0], measure).warnings
    case = load_case(connection, measure, load_office(connection).in_use_from) if measure else None
    return Registered(persons[0], measure, case, warnings)


def save_form(
    connection: Connection, act: Act, typed: Mapping[str, str], about: Registered, draft: DraftKey | None
) -> Registration:
    """Save the form: somebody new, the next measure of ``about``, or a correction of its measure."""
    if about.person is None:
        return register(connection, act, typed, draft=draft)
    if about.measure is None:
        return open_measure(connection, act, about.person, typed, draft=draft)
    return amend_registration(connection, act, about.person, about.measure, typed, draft=draft)


def _to_correct(connection: Connection, person_id: int, act: Act, measure_uid: str) -> Measure | None:
    measures = measures_of(connection, person_id)
    if measure_uid:
        return next((measure for measure in measures if measure.uid == measure_uid), None)
    return measure_at(measures, act.today)
