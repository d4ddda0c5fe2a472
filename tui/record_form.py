"""One form for every kind of record about a person: a new one, or the correction of a recorded one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, cast

from textual.widget import Widget

from store.desk.completion import written_lately
from store.desk.drafts import DraftKey
from store.desk.form_checks import CheckedForm, FormNote
from store.desk.record_checks import check_record, own_day
from store.desk.records import AnyRecord, Record
from store.desk.worklist import PersonLine
from store.fields import Declared, FieldType, Text, declared_field, declared_fields
from store.rules.worklist import Obligation
from store.text import clean
from tui.dossier import Dossier, read_dossier
from tui.field_entries import FieldEntry, entry_for, suggest, typed_in, usual_help
from tui.form_screen import Fault, FormScreen
from tui.record_text import record_title
from tui.settlement import CASE_FIELDS, other_owner, owner_text, settlement, settlement_text
from tui.standing import short_day
from tui.typed_text import sentence_of
from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.completing_entry import CompletingEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.long_entry import LongEntry
from tui.workplace import Workplace

if TYPE_CHECKING:
    from datetime import date

    from store.desk.completion import Words
    from store.vault.cipher import Connection

    Completion = Callable[[Connection, date, str | None], Words]

_SHOWN_CHANGES = 3


class RecordForm(FormScreen, Generic[AnyRecord]):
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

    By itself a choice is chosen by digits, several are ticked, a day is read as it is typed, long text has lines, and
    short text completes to what was written into that field lately.
    """

    CSS_PATH: ClassVar = [Path(__file__).with_name(name) for name in ("form_screen.tcss", "record_form.tcss")]
    RECORD: ClassVar[type]
    """The declared record type."""
    DRAFT: ClassVar[str] = ""
    """The act of recording one, in the journal; drafts of the form are kept under it."""
    ENTER: ClassVar[Callable[..., Record]]
    AMEND: ClassVar[Callable[..., Record]]
    FIELDS: ClassVar[tuple[str, ...]] = ()
    """Rows of a new record, the one to begin with first; every declared field where none is named.

    A correction shows all of them.
    """
    BEGIN: ClassVar[Mapping[str, str]] = {}
    """What a new form begins with, in ledger words. Never a result: that would be a guess."""
    REPEATED: ClassVar[tuple[str, ...]] = ()
    """What is taken over from the person's last record of this kind."""
    FIELD_HELP: ClassVar[Mapping[str, str]] = {}
    """What F1 says about a field, where there is more to say than how to fill in an entry of its sort."""
    COMPLETED: ClassVar[Mapping[str, "Completion"]] = {}
    """Where the words of a field come from: of the ledger, today, in a village. Else what stood there lately."""
    NOT_COMPLETED: ClassVar[frozenset[str]] = frozenset()
    """Short texts that are never the same twice, as numbers of papers."""
    SEVERAL: ClassVar[frozenset[str]] = frozenset()
    """Texts that name several people, parted by 、."""

    def __init__(
        self, workplace: Workplace, person: PersonLine, *, obligations: tuple[Obligation, ...] = (),
        recorded: AnyRecord | None = None, begun: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(workplace)
        self.person = person
        self.obligations = obligations
        self._recorded = recorded
        self.set_class(recorded is not None, "correction")
        self.dossier: Dossier | None = None
        self._suggested = dict(begun or {})
        first = {**self.begin(), **self._suggested} if recorded is None else {}
        self.entries = {name: self._entry(name, first.get(name, "")) for name in self._names}
        self._begun = {name: typed_in(entry) for name, entry in self.entries.items()}
        self._rows = {name: self._row(name, entry) for name, entry in self.entries.items()}

    @property
    def _names(self) -> tuple[str, ...]:
        """A correction shows what a new record need not ask for, below: it may have come in with a ledger."""
        declared = tuple(field.name for field in declared_fields(self.RECORD))
        shown = self.FIELDS or declared
        return shown if self._recorded is None else tuple(dict.fromkeys((*shown, *declared)))

    @property
    def types(self) -> Mapping[str, FieldType]:
        """The field types for which the office has words of its own."""
        return {}

    def _field(self, name: str) -> Declared:
        declared = declared_field(self.RECORD, name)
        return replace(declared, type=self.types[name]) if name in self.types else declared

    def _entry(self, name: str, begun: str) -> FieldEntry:
        field = self._field(name)
        text = begun if self._recorded is None else field.type.format(getattr(self._recorded, name))
        plain = isinstance(field.type, Text) and not field.type.multiline and name not in self.NOT_COMPLETED
        completed = name in self.COMPLETED or plain
        several = name in self.SEVERAL
        return entry_for(field, lambda: self.workplace.today, text, completed=completed, several=several)

    def _row(self, name: str, entry: FieldEntry) -> FieldRow:
        field = self._field(name)
        return FieldRow(
            field.label,
            entry,
            help=self.FIELD_HELP.get(name) or usual_help(field, entry),
            typed=not isinstance(entry, ChoiceEntry | TickEntry),
            hinted=isinstance(entry, DayEntry | CompletingEntry | TickEntry),
        )

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
    def corrects(self) -> bool:
        return self._recorded is not None

    def begin(self) -> Mapping[str, str]:
        """What a new form begins with, in ledger words."""
        return self.BEGIN

    def rows(self) -> Sequence[FieldRow]:
        return tuple(self._rows.values())

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self._rows[name]

    def first(self) -> Widget:
        """Of a correction asked for one fact, that fact: it is what she came for."""
        sought = next(iter(self._suggested), self._names[0]) if self.corrects else self._names[0]
        return self.entries[sought]

    async def prepare(self) -> None:
        session, today = self.workplace.session, self.workplace.today
        kind = self.RECORD if self._recorded is None else None
        job = partial(read_dossier, person_id=self.person.id, today=today, kind=kind)
        self.dossier = await session.read(job)
        if self._recorded is None:
            self.prefill(self.dossier)
        else:
            for name, text in self._suggested.items():
                suggest(self.entries[name], text)
        for name, entry in self.entries.items():
            if isinstance(entry, CompletingEntry):
                entry.offer(await session.read(partial(self._words, name=name, today=today)))

    def _words(self, connection: "Connection", name: str, today: "date") -> "Words":
        completion = self.COMPLETED.get(name)
        if completion is not None:
            return completion(connection, today, self.person.village)
        return written_lately(connection, self.RECORD, name)

    def prefill(self, dossier: Dossier) -> None:
        """Fill in what the last record of this person suggests."""
        if dossier.last is None:
            return
        for name in self.REPEATED:
            text = self._field(name).type.format(getattr(dossier.last, name))
            # A suggestion that cannot be shown as it is would be saved unseen: it is left out.
            if text and clean(text) == text:
                suggest(self.entries[name], text)
        self.query_one("#last", Line).show(f"上次: {self.last_time(cast(AnyRecord, dossier.last))}")

    def last_time(self, last: AnyRecord) -> str:
        """The last record of this person in a few words."""
        return record_title(last, self.workplace.today)

    def checked(self) -> CheckedForm:
        """What stands there, checked; what was not touched stays exactly as it is recorded."""
        typed = {name: typed_in(entry) for name, entry in self.entries.items()}
        if self._recorded is None:
            return check_record(self.RECORD, typed, self.workplace.today, types=self.types)
        changed = {name: text for name, text in typed.items() if text != self._begun[name]}
        recorded = {name: getattr(self._recorded, name) for name in self._names}
        return check_record(self.RECORD, changed, self.workplace.today, recorded, self.types)

    def faults(self) -> list[Fault]:
        notes = {note.field: note for note in reversed(self.checked().faults)}
        found = (self._fault(name, entry, notes.get(name)) for name, entry in self.entries.items())
        return [fault for fault in found if fault is not None]

    def _fault(self, name: str, entry: FieldEntry, note: FormNote | None) -> Fault | None:
        label = self._field(name).label
        if isinstance(entry, DayEntry) and entry.reading[1]:
            return Fault(label, entry)
        if note is None:
            return None
        if note.code == "missing":
            key = {ChoiceEntry: "(按数字选)", TickEntry: "(按数字勾选)"}.get(type(entry), "")
            return Fault(f"{label}{key}", entry)
        return Fault(sentence_of(note, self._field(name)), entry, wrong=True)

    def record(self) -> AnyRecord:
        """The record that would be saved. Only without faults."""
        values = self.checked().values
        if self._recorded is not None:
            return replace(self._recorded, **values)
        return cast(AnyRecord, self.RECORD(person_id=self.person.id, **values))

    def outcome(self) -> str:
        record = self.record()
        if self._recorded is not None and record == self._recorded:
            return "还没有改动"
        dossier, today = self.dossier, self.workplace.today
        if dossier is None or dossier.case is None or self.RECORD not in CASE_FIELDS:
            return ""
        found = settlement(dossier.case, dossier.policies, today, record, dossier.holidays, self._recorded)
        said = settlement_text(found, today, correction=self.corrects)
        elsewhere = other_owner(dossier.case, record)
        return f"{owner_text(elsewhere)}; {said}" if elsewhere else said

    def check(self) -> None:
        super().check()
        if self._recorded is not None:
            self.query_one("#last", Line).show(self._changes())

    def _changes(self) -> str:
        """What the correction would change, from what to what; long text only by name."""
        said = [
            self._change(name, entry) for name, entry in self.entries.items() if typed_in(entry) != self._begun[name]
        ]
        more = f" 等{len(said)}项" if len(said) > _SHOWN_CHANGES else ""
        return f"更正: {'; '.join(said[:_SHOWN_CHANGES])}{more}" if said else ""

    def _change(self, name: str, entry: FieldEntry) -> str:
        label = self._field(name).label
        if isinstance(entry, LongEntry):
            return f"{label}有改动"
        return f"{label} {self._begun[name] or '(空)'} 改为 {typed_in(entry) or '(空)'}"

    async def keep(self) -> str:
        record, session = self.record(), self.workplace.session
        if self._recorded is None:
            act = self.workplace.act(self.DRAFT)
            await session.write(partial(self.ENTER, act=act, record=record, draft=self.draft_key))
            return f"已保存: {self.person.name} {self.saved_text(record)}"
        act = self.workplace.act("amend")
        job = partial(self.AMEND, act=act, old=self._recorded, new=record, draft=self.draft_key)
        await session.write(job)
        done = "没有改动" if record == self._recorded else "已更正"
        return f"{done}: {self.person.name} {self.saved_text(record)}"

    def saved_text(self, record: AnyRecord) -> str:
        """The record in a few words, after it was saved: its day first."""
        day: date = getattr(record, own_day(self.RECORD))
        return f"{short_day(day, self.workplace.today)} {self.NAME}"
