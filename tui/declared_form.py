"""What every form over a declared record shares: rows, entries, checks and help, read off the declaration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, cast

from textual.widget import Widget

from store.desk.completion import written_lately
from store.desk.form_checks import CheckedForm, FormNote
from store.desk.record_checks import check_record
from store.desk.records import AnyRecord
from store.fields import Declared, FieldType, Text, declared_field, declared_fields
from store.text import clean
from tui.field_entries import FieldEntry, entry_for, suggest, typed_in, usual_help
from tui.form_screen import Fault, FormScreen
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


class DeclaredForm(FormScreen, Generic[AnyRecord]):
    """A new record, or the correction of a recorded one.

    By itself a choice is chosen by digits, several are ticked, a day is read as it is typed, long text has lines, and
    short text completes to what was written into that field lately.
    """

    CSS_PATH: ClassVar = [Path(__file__).with_name(name) for name in ("form_screen.tcss", "declared_form.tcss")]
    RECORD: ClassVar[type]
    """The declared record type."""
    DRAFT: ClassVar[str] = ""
    """The act of recording one, in the journal; drafts of the form are kept under it."""
    ENTER: ClassVar[Callable[..., object]]
    AMEND: ClassVar[Callable[..., object]]
    FIELDS: ClassVar[tuple[str, ...]] = ()
    """Rows of a new record, the one to begin with first; every declared field where none is named.

    A correction shows all of them.
    """
    BEGIN: ClassVar[Mapping[str, str]] = {}
    """What a new form begins with, in ledger words. Never a result: that would be a guess."""
    FIELD_HELP: ClassVar[Mapping[str, str]] = {}
    """What F1 says about a field, where there is more to say than how to fill in an entry of its sort."""
    COMPLETED: ClassVar[Mapping[str, "Completion"]] = {}
    """Where the words of a field come from: of the ledger, today, in a village. Else what stood there lately."""
    NOT_COMPLETED: ClassVar[frozenset[str]] = frozenset()
    """Short texts that are never the same twice, as numbers of papers."""
    SEVERAL: ClassVar[frozenset[str]] = frozenset()
    """Texts that name several people, parted by 、."""

    WIDE_LABELS: ClassVar[bool] = False
    """Whether a label is longer than four characters."""

    def __init__(
        self, workplace: Workplace, *, recorded: AnyRecord | None = None, begun: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(workplace)
        self._recorded = recorded
        self.set_class(recorded is not None, "correction")
        self.set_class(self.WIDE_LABELS, "wide-labels")
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
        if self._recorded is not None:
            for name, text in self._suggested.items():
                suggest(self.entries[name], text)
        for name, entry in self.entries.items():
            if isinstance(entry, CompletingEntry):
                entry.offer(await session.read(partial(self._words, name=name, today=today)))

    @property
    def village(self) -> str | None:
        """The village whose people are offered first."""
        return None

    def _words(self, connection: "Connection", name: str, today: "date") -> "Words":
        completion = self.COMPLETED.get(name)
        if completion is not None:
            return completion(connection, today, self.village)
        return written_lately(connection, self.RECORD, name)

    def fill_in(self, values: Mapping[str, str]) -> None:
        """Put what is likely where nothing stands. What cannot be shown as it is would be saved unseen: left out."""
        for name, text in values.items():
            if text and clean(text) == text:
                suggest(self.entries[name], text)

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

    def keys(self) -> Mapping[str, object]:
        """What a new record has beside its declared fields: what it belongs to."""
        return {}

    def record(self) -> AnyRecord:
        """The record that would be saved. Only without faults."""
        values = self.checked().values
        if self._recorded is not None:
            return replace(self._recorded, **values)
        return cast(AnyRecord, self.RECORD(**self.keys(), **values))

    def outcome(self) -> str:
        record = self.record()
        if self._recorded is not None and record == self._recorded:
            return "还没有改动"
        return self.consequence(record)

    def consequence(self, record: AnyRecord) -> str:
        """What saving it would mean."""
        return ""

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
            return f"已保存: {self.about} {self.saved_text(record)}"
        act = self.workplace.act("amend")
        job = partial(self.AMEND, act=act, old=self._recorded, new=record, draft=self.draft_key)
        await session.write(job)
        done = "没有改动" if record == self._recorded else "已更正"
        return f"{done}: {self.about} {self.saved_text(record)}"

    @property
    def about(self) -> str:
        """What or whom the record is about, in a word."""
        return ""

    def saved_text(self, record: AnyRecord) -> str:
        """The record in a few words, after it was saved."""
        raise NotImplementedError
