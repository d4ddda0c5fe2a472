"""What the forms share: fields from top to bottom, checks while typing, F2 saves, Esc asks only for typed text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from store.desk.worklist import PersonLine
from store.errors import StoreError
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from tui.actions import bindings
from tui.dossier import Dossier, read_dossier
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.settlement import settled, settlement_text
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.long_entry import LongEntry
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a form from being saved, and the entry to mend it in."""

    text: str
    entry: Widget


class FormScreen(OfficeScreen):
    """A form for one record of one person. Ends with a sentence about what was saved."""

    ACTIONS = ("help", "save", "next_field", "new_line", "mark", "back")
    # Keys that change the field are taken before the field sees them: what is typed next, even in one burst over a
    # slow line, must not end up in the field before.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]
    SUBJECT: ClassVar[str] = ""

    def __init__(self, workplace: Workplace, person: PersonLine) -> None:
        super().__init__(workplace)
        self.person = person
        self.dossier: Dossier | None = None
        self._saving = False

    def body(self) -> Iterable[Widget]:
        place = f"{self.person.village}{self.person.village_group or ''}"
        yield Line(f"{self.SUBJECT}    {self.person.name}  {place}", style="bold", id="subject")
        yield Rule()
        yield VerticalScroll(*self.rows(), id="fields", can_focus=False)
        yield Line(id="settles")
        yield Line(id="last")

    def rows(self) -> Sequence[FieldRow]:
        """The fields, top to bottom."""
        raise NotImplementedError

    def first(self) -> Widget:
        """The entry that has the focus when the form opens."""
        raise NotImplementedError

    def prefill(self, dossier: Dossier) -> None:
        """Fill in what the last record of this person suggests."""

    def faults(self) -> list[Fault]:
        """What is missing or wrong, in the order of the fields."""
        raise NotImplementedError

    def record(self) -> Visit | DrugTest:
        """The record that would be saved. Only without faults."""
        raise NotImplementedError

    async def keep(self, record: Visit | DrugTest) -> None:
        """Save the record."""
        raise NotImplementedError

    def done_text(self, record: Visit | DrugTest) -> str:
        """One sentence about what was saved."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.set_focus(self.first())
        self.run_job(self._read())

    async def _read(self) -> None:
        job = partial(read_dossier, person_id=self.person.id, today=self.workplace.today)
        self.dossier = await self.workplace.session.read(job)
        self.prefill(self.dossier)
        self.check()

    def on_edited(self, event: Edited) -> None:
        event.stop()
        self.check()

    def check(self) -> None:
        """Say what is missing and what the record would settle, after every change."""
        faults = self.faults()
        for entry in self.query(DayEntry):
            self._show_reading(entry)
        self.say(f"还缺: {'; '.join(fault.text for fault in faults)}" if faults else "")
        self.query_one("#settles", Line).show("" if faults else self._settlement())

    def _show_reading(self, entry: DayEntry) -> None:
        reading, wrong = entry.reading
        if isinstance(entry.parent, FieldRow):
            entry.parent.hint.show(reading, "bold red" if wrong else "")

    def _settlement(self) -> str:
        if self.dossier is None or self.dossier.case is None:
            return ""
        today = self.workplace.today
        return settlement_text(settled(self.dossier.case, self.dossier.policies, today, self.record()), today)

    def action_next_field(self) -> None:
        entries = [row.entry for row in self.query(FieldRow)]
        if self.focused is entries[-1]:
            self.say("这是最后一项,按 F2 保存。")
        elif self.focused in entries:
            self.set_focus(entries[entries.index(self.focused) + 1])

    def action_save(self) -> None:
        faults = self.faults()
        if faults:
            self.set_focus(faults[0].entry)
            self.say(f"还没有保存: {faults[0].text}", "bold reverse")
        elif not self._saving:
            self._saving = True
            self.run_job(self._save(self.record()))

    async def _save(self, record: Visit | DrugTest) -> None:
        await self.keep(record)
        self.dismiss(self.done_text(record))

    def failed(self, error: StoreError) -> None:
        self._saving = False
        super().failed(error)

    def action_back(self) -> None:
        if any(entry.typed for entry in self._text_entries()):
            self.post_message(QuestionAsked("不保存就离开? 已输入的文字会丢掉。", lambda: self.dismiss(None)))
        else:
            self.dismiss(None)

    def _text_entries(self) -> list[TextEntry | LongEntry]:
        return [*self.query(TextEntry), *self.query(LongEntry)]
