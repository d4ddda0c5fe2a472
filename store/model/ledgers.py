"""The ledgers (kinds) and their columns, read off the declarations. Column order is public."""

from dataclasses import dataclass

from store.fields import Declared, Sensitivity, Uid, declared_field, declared_fields
from store.model.activity import Activity
from store.model.area import Area
from store.model.assessment import Assessment
from store.model.assignment import ROSTER_ROLES, Assignment
from store.model.document import Document
from store.model.drug_test import DrugTest
from store.model.household import Household
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import Person
from store.model.service import Service
from store.model.signature import Signature
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.team import Team
from store.model.visit import Visit
from store.model.volunteer import Volunteer


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a ledger: the ``record`` and ``field`` it is read from and written to.

    ``role`` names the assignment a people column stands for; ``finding`` columns only say whose row it is.
    """

    header: str
    record: type
    field: Declared
    required: bool = False
    role: str | None = None
    finding: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """One kind. ``record`` is what a row makes; ``people`` rows make a person and the current measure.

    ``of_people`` kinds are about persons; rows of the others never tell whether anybody is on the roster.
    """

    kind: str
    title: str
    record: type
    columns: tuple[Column, ...]
    accepted: tuple[Column, ...] = ()
    """Columns taken on import for finding a person, and never exported."""
    of_people: bool = True

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(column.header for column in self.columns)

    @property
    def is_event(self) -> bool:
        """Rows of an event kind belong to a person who is already known."""
        return self.of_people and self.record is not Person


_UID = Uid()
_AT_HOME = ("left_on", "team_since")
"""Fields that the office keeps and no ledger has a column for."""
PERSON_UID = Column("人员编号", Person, Declared("uid", "人员编号", _UID, False, Sensitivity.PERSONAL), finding=True)
_ID_NUMBER = Column("证件号码", Person, declared_field(Person, "id_number"), finding=True)
_NAME = Column("姓名", Person, declared_field(Person, "name"), finding=True)
_VILLAGE = Column("村", Person, declared_field(Person, "village"), finding=True)


def _own(record: type) -> tuple[Column, ...]:
    return tuple(Column(field.label, record, field, field.required) for field in declared_fields(record))


def _assigned(header: str, name: str = "helper") -> Column:
    role = ROSTER_ROLES[header.removesuffix("电话")]
    return Column(header, Assignment, declared_field(Assignment, name), role=role)


def _people_columns() -> tuple[Column, ...]:
    person = _own(Person)
    split = [column.field.name for column in person].index("control_state")
    facts, (state, drugs, found, note) = person[:split], person[split:]
    risk = Column("风险等级", Assessment, declared_field(Assessment, "risk"))
    team = (
        _assigned("监护人"),
        _assigned("监护人电话", "helper_phone"),
        _assigned("网格员"),
        _assigned("责任民警"),
        _assigned("禁毒专干"),
    )
    return (PERSON_UID, *facts, *_own(Measure), risk, state, drugs, found, *team, note)


def _found_by(record: type, name: str, *, required: bool = True) -> Column:
    field = declared_field(record, name)
    return Column(field.label, record, field, required=required, finding=True)


def _pact(kind: str, title: str, record: type, *finding: Column) -> Ledger:
    uid = (_record_uid(record),) if finding else ()
    own = (column for column in _own(record) if column.field.name not in _AT_HOME)
    return Ledger(kind, title, record, (*finding, *own, *uid), of_people=False)


def _record_uid(record: type) -> Column:
    return Column("记录编号", record, Declared("uid", "记录编号", _UID, False, Sensitivity.OPEN))


def _event(kind: str, title: str, record: type) -> Ledger:
    columns = (_ID_NUMBER, _NAME, *_own(record), PERSON_UID, _record_uid(record))
    return Ledger(kind, title, record, columns, (_VILLAGE,))


LEDGERS: dict[str, Ledger] = {
    ledger.kind: ledger
    for ledger in (
        Ledger("people", "人员花名册", Person, _people_columns()),
        _event("measures", "措施", Measure),
        _event("visits", "走访谈话记录", Visit),
        _event("tests", "检测记录", DrugTest),
        _event("assessments", "评估", Assessment),
        _event("suspensions", "中止", Suspension),
        _event("leaves", "请假外出", Leave),
        _event("notices", "事项文书", Notice),
        _event("supports", "帮扶", Support),
        _event("assignments", "帮教责任", Assignment),
        _pact("areas", "区划网格", Area),
        _pact("households", "户", Household),
        _pact("documents", "公约文书", Document),
        _pact(
            "signatures",
            "签订",
            Signature,
            _found_by(Household, "number"),
            _found_by(Document, "kind"),
            _found_by(Document, "version"),
        ),
        _pact("volunteers", "志愿者", Volunteer),
        _pact("teams", "队伍", Team),
        _pact("activities", "活动", Activity),
        _pact(
            "service",
            "志愿服务记录",
            Service,
            _found_by(Volunteer, "number", required=False),
            _found_by(Volunteer, "name", required=False),
        ),
    )
}
"""Every kind the program takes in and hands out."""
OF_PEOPLE = tuple(kind for kind, ledger in LEDGERS.items() if ledger.of_people)
"""The kinds about persons: everything a dossier holds."""
