"""What is recorded, and what the ledgers of one import would make of it. Nothing is written from here."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from store.desk.area_tree import AreaTree, area_tree
from store.desk.office import load_office
from store.desk.records import columns_of, load
from store.desk.tier_schemes import load_scheme, risk_choice
from store.fields import FieldType, declared_field
from store.fields.text import usual_name
from store.model.activity import Activity
from store.model.area import Area
from store.model.assessment import Assessment
from store.model.document import Document
from store.model.household import Household
from store.model.person import RESIDENT_ID, Person
from store.model.team import Team
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection

_OWNERS = ("person_id", "household_id", "volunteer_id")
"""How a record names whose it is."""


@dataclass(slots=True, eq=False)
class Held:
    """A record as it is stored (``before``, ``None`` for a new one) and as it will be (``now``)."""

    before: Any
    now: Any

    @property
    def is_changed(self) -> bool:
        """Whether anything has to be written."""
        return self.before is None or self.before != self.now


@dataclass(slots=True, eq=False)
class KnownRecords:
    """The records of one type, by uid and by whose they are (``owner``): a person's, a household's, a volunteer's."""

    owner: str = "person_id"
    of_person: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    by_uid: dict[str, Held] = field(default_factory=dict)
    added: list[Held] = field(default_factory=list)

    def put(self, held: Held) -> Held:
        """Take in a record; a new one is remembered as added."""
        self.of_person[getattr(held.now, self.owner)].append(held)
        if uid := getattr(held.now, "uid", ""):
            self.by_uid[uid] = held
        if held.before is None:
            self.added.append(held)
        return held

    def remove(self, held: Held) -> None:
        """Forget a record that was taken in as new and is not to be made after all."""
        self.of_person[getattr(held.now, self.owner)].remove(held)
        self.by_uid.pop(held.now.uid, None)
        self.added.remove(held)

    def rename(self, held: Held, uid: str) -> None:
        """The record was given the uid that a ledger brings."""
        self.by_uid.pop(held.now.uid, None)
        self.by_uid[uid] = held


class KnownKeyed:
    """Records of one type that the office knows by a number, code or name of its own. New ones have negative ids."""

    def __init__(self, records: Iterable[Any], key: Callable[[Any], Hashable]) -> None:
        self._key = key
        self.by_key: dict[Hashable, Held] = {key(record): Held(record, record) for record in records}

    @property
    def next_id(self) -> int:
        """A negative id that no other new record has."""
        return -1 - len(self.by_key)

    def put(self, record: Any) -> Held:  # noqa: ANN401 (whatever type these records are of)
        """Take in a new record, whose ``id`` is ``next_id``."""
        held = Held(None, record)
        self.by_key[self._key(record)] = held
        return held

    def now(self) -> Iterator[Any]:
        """Every record as it will be."""
        return (held.now for held in self.by_key.values())


class Known:
    """Persons and their records, areas, households and documents. New ones have negative ids until they are written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.people: list[Held] = []
        self.by_number: dict[str, Held] = {}
        self.by_uid: dict[str, Held] = {}
        self.papers: set[str] = set()
        self._by_name: dict[str, list[Held]] | None = None
        self._records: dict[type, KnownRecords] = {}
        self.keyed: list[KnownKeyed] = []
        for person in load(connection, Person):
            self._put(Held(person, person))

    def _put(self, held: Held) -> None:
        person = held.now
        self.people.append(held)
        self.by_uid[person.uid] = held
        self._by_name = None
        self.note_number(held)

    def note_number(self, held: Held) -> None:
        """Find the person by the number they have now."""
        person = held.now
        if person.id_number:
            self.by_number[person.id_number] = held
            if person.id_type not in (None, RESIDENT_ID):
                self.papers.add(person.id_number)

    def add_person(self, person: Person) -> Held:
        """Take in a new person, whose ``id`` is ``next_person_id``."""
        held = Held(None, person)
        self._put(held)
        return held

    @property
    def next_person_id(self) -> int:
        """A negative id that no other new person has."""
        return -1 - len(self.people)

    def named(self, name: str) -> list[Held]:
        """Everybody who bears this name now."""
        if self._by_name is None:
            by_name: dict[str, list[Held]] = defaultdict(list)
            for held in self.people:
                by_name[usual_name(held.now.name)].append(held)
            self._by_name = by_name
        return self._by_name.get(name, [])

    def records(self, record_type: type) -> KnownRecords:
        """The records of a type, read on first use."""
        if record_type not in self._records:
            known = KnownRecords(next(name for name in _OWNERS if name in columns_of(record_type)))
            recorded: list[Any] = load(self._connection, record_type)
            for record in recorded:
                known.put(Held(record, record))
            self._records[record_type] = known
        return self._records[record_type]

    @cached_property
    def areas(self) -> KnownKeyed:
        """The areas by their codes."""
        return self._keyed(Area, attrgetter("code"))

    @cached_property
    def households(self) -> KnownKeyed:
        """The households by their numbers."""
        return self._keyed(Household, attrgetter("number"))

    @cached_property
    def documents(self) -> KnownKeyed:
        """The documents by kind and version."""
        return self._keyed(Document, attrgetter("kind", "version"))

    @cached_property
    def volunteers(self) -> KnownKeyed:
        """The volunteers by their numbers."""
        return self._keyed(Volunteer, attrgetter("number"))

    @cached_property
    def teams(self) -> KnownKeyed:
        """The teams by their names."""
        return self._keyed(Team, attrgetter("name"))

    @cached_property
    def activities(self) -> KnownKeyed:
        """The activities by their numbers."""
        return self._keyed(Activity, attrgetter("number"))

    def _keyed(self, record_type: type, key: Callable[[Any], Hashable]) -> KnownKeyed:
        recorded: list[Any] = load(self._connection, record_type)
        self.keyed.append(keyed := KnownKeyed(recorded, key))
        return keyed

    def area_tree(self) -> AreaTree:
        """The areas as they will be."""
        return area_tree(self.areas.now())

    @cached_property
    def township_code(self) -> str:
        """The code of the whole township, which a ledger may name as what a village lies in."""
        return load_office(self._connection).township_code

    def own_words(self) -> Mapping[str, FieldType]:
        """The field types of columns, by header, for which the office has words of its own."""
        return {declared_field(Assessment, "risk").label: risk_choice(load_scheme(self._connection))}

    def records_by_type(self) -> Iterator[KnownRecords]:
        """The records of persons, households and volunteers, of every type that was asked for."""
        yield from self._records.values()

    def touched(self) -> Iterator[Held]:
        """Everything that was asked for."""
        yield from self.people
        for keyed in self.keyed:
            yield from keyed.by_key.values()
        for records in self._records.values():
            for mine in records.of_person.values():
                yield from mine


def answers_to(person: Person, name: str) -> bool:
    """Whether a name is the person's, now or formerly."""
    if usual_name(person.name) == usual_name(name):
        return True
    former = person.former_name or ""
    return usual_name(name) in {usual_name(former), *(usual_name(part) for part in former.split("、") if part)}
