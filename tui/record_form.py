"""One form for every kind of record about a person: a new one, or the correction of a recorded one."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from store.desk.drafts import DraftKey
from store.desk.record_checks import own_day
from store.desk.records import AnyRecord
from store.desk.worklist import PersonLine
from store.rules.worklist import Obligation
from tui.declared_form import DeclaredForm
from tui.dossier import Dossier, read_dossier
from tui.record_text import record_title
from tui.settlement import CASE_FIELDS, other_owner, owner_text, settlement, settlement_text
from tui.standing import short_day
from tui.widgets.line import Line
from tui.workplace import Workplace

if TYPE_CHECKING:
    from datetime import date


class RecordForm(DeclaredForm[AnyRecord]):
    """Rows, entries, checks and help come from the declarations of ``RECORD``; a kind adds what only it knows.

    A new kind gets its form in three steps:

    1. Declare the record (``store/model``) and its table, and give ``store/desk`` the two functions that save it: one
       for a new record, ``(connection, act, record, *, draft)``, one for a correction, ``(connection, act, old, new,
       *, draft)``, which refuses what is not recorded exactly so any more. What must hold between its fields goes into
       ``store/desk/record_checks.py``; if rules read it, its place in a case into ``tui/settlement.py``.
    2. Write a class in ``tui/screens`` with the constants below. ``RECORD``, ``NAME``, ``DRAFT``, ``ENTER`` and
       ``AMEND`` are all it must have::

            class LeaveForm(RecordForm[Leave]):
                NAME = "请假外出"
                RECORD = Leave
                DRAFT = "leave"
                ENTER = staticmethod(record_leave)
                AMEND = staticmethod(amend_leave)

    3. Name it in ``tui/entering.py``; F4 on a recorded one and what F7 offers then find it.
    """

    REPEATED: ClassVar[tuple[str, ...]] = ()
    """What is taken over from the person's last record of this kind."""

    def __init__(
        self, workplace: Workplace, person: PersonLine, *, obligations: tuple[Obligation, ...] = (),
        recorded: AnyRecord | None = None, begun: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.person = person
        self.obligations = obligations
        self.dossier: Dossier | None = None
        super().__init__(workplace, recorded=recorded, begun=begun)

    @property
    def subject(self) -> str:
        about = f"{self.person.name}  {self.person.village}{self.person.village_group or ''}"
        if self._recorded is None:
            return f"{self.NAME}    {about}"
        return f"更正{self.NAME}    {about}    原记 {record_title(self._recorded, self.workplace.today)}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, getattr(self._recorded, "uid", self.person.uid))

    @property
    def village(self) -> str | None:
        return self.person.village

    @property
    def about(self) -> str:
        return self.person.name

    async def prepare(self) -> None:
        kind = self.RECORD if self._recorded is None else None
        job = partial(read_dossier, person_id=self.person.id, today=self.workplace.today, kind=kind)
        self.dossier = await self.workplace.session.read(job)
        if self._recorded is None:
            self.prefill(self.dossier)
        await super().prepare()

    def prefill(self, dossier: Dossier) -> None:
        """Fill in what the last record of this person suggests."""
        if dossier.last is None:
            return
        self.fill_in({name: self._field(name).type.format(getattr(dossier.last, name)) for name in self.REPEATED})
        self.query_one("#last", Line).show(f"上次: {self.last_time(cast(AnyRecord, dossier.last))}")

    def last_time(self, last: AnyRecord) -> str:
        """The last record of this person in a few words."""
        return record_title(last, self.workplace.today)

    def keys(self) -> Mapping[str, object]:
        return {"person_id": self.person.id}

    def consequence(self, record: AnyRecord) -> str:
        dossier, today = self.dossier, self.workplace.today
        if dossier is None or dossier.case is None or self.RECORD not in CASE_FIELDS:
            return ""
        found = settlement(dossier.case, dossier.policies, today, record, dossier.holidays, self._recorded)
        said = settlement_text(found, today, correction=self.corrects)
        elsewhere = other_owner(dossier.case, record)
        return f"{owner_text(elsewhere)}; {said}" if elsewhere else said

    def saved_text(self, record: AnyRecord) -> str:
        day: date = getattr(record, own_day(self.RECORD))
        return f"{short_day(day, self.workplace.today)} {self.NAME}"
