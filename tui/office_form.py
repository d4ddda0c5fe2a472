"""A form that belongs to no person: rows of entries, checks as typed, F2 saves, Esc asks only for typed text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.desk.form_checks import FormNote
from store.errors import StoreError
from store.text import clean
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry


class OfficeForm(OfficeScreen):
    """The id of an entry is the name of its field. Ends with a sentence about what was saved."""

    ACTIONS: ClassVar[tuple[str, ...]] = ("help", "save", "next_field", "previous_field", "field_below", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        *bindings("previous_field", "field_below"),
    ]
    NOTE: ClassVar[str] = ""
    """What stands below the fields: what she should know before she saves."""
    LOST: ClassVar[str] = "不保存就离开? 已输入的文字会丢掉。"
    _busy = False

    @property
    def heading(self) -> str:
        """As ``NAME``, where it depends on what the form was opened for."""
        return self.NAME

    @property
    def note(self) -> str:
        """As ``NOTE``, where it depends on what the form was opened for."""
        return self.NOTE

    def rows(self) -> Sequence[FieldRow]:
        """The fields, top to bottom."""
        raise NotImplementedError

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        """What is wrong with what was typed, in the order of the fields. Writes nothing."""
        raise NotImplementedError

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        """Save, and say so through ``done``; or return what is wrong, and save nothing."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        yield Line(self.heading, style="bold")
        yield Rule()
        yield from self.rows()
        yield Static(id="faults", markup=False)
        yield Static(self.note, id="note", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.first())

    def first(self) -> Widget:
        """The entry that has the focus when the form opens."""
        return self.entries[0]

    @property
    def entries(self) -> list[Widget]:
        """The entries, top to bottom."""
        return [row.entry for row in self.query(FieldRow)]

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the entries, by field."""
        return {entry.id or "": _value_of(entry) for entry in self.entries}

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        self.say("")
        for row in self.query(FieldRow):
            if isinstance(row.entry, DayEntry):
                reading, wrong = row.entry.reading
                row.hint.show(reading, "bold red" if wrong else "")
        self.run_newest(self._check, "check")

    async def _check(self) -> None:
        typed = self.typed
        self._show([fault for fault in await self.check(typed) if typed.get(fault.field)])

    def _show(self, faults: Sequence[FormNote]) -> None:
        text = clean(faults[0].sentence) if faults else ""
        self.query_one("#faults", Static).update(Content.styled(text, "bold red"))

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_field_below(self) -> None:
        self.focus_next()

    def action_next_field(self) -> None:
        entries = self.entries
        if self.focused is entries[-1]:
            self.say("这是最后一项,按 F2 保存。")
        elif self.focused in entries:
            self.set_focus(entries[entries.index(self.focused) + 1])

    def action_save(self) -> None:
        if not self._busy:
            self._busy = True
            self.run_step(self._save())

    async def _save(self) -> None:
        typed = self.typed
        faults = await self.check(typed) or await self.keep(typed)
        self._busy = False
        if faults:
            self._show(faults)
            self.say("还没有保存,请先改好上面指出的一项。", "bold reverse")
            self.set_focus(next((entry for entry in self.entries if entry.id == faults[0].field), self.entries[0]))

    def failed(self, error: StoreError) -> None:
        self._busy = False
        self.say("")
        super().failed(error)

    def action_back(self) -> None:
        if self._busy:
            self.say("正在保存,请稍候...")
        elif any(_is_typed(entry) for entry in self.entries):
            self.post_message(QuestionAsked(self.LOST, self.leave))
        else:
            self.leave()

    def leave(self) -> None:
        """Go without saving."""
        self.dismiss(None)


def _value_of(entry: Widget) -> str:
    if isinstance(entry, DayEntry):
        return entry.value if entry.day is None else entry.day.isoformat()
    if isinstance(entry, ChoiceEntry):
        return entry.chosen or ""
    return entry.value if isinstance(entry, TextEntry) else ""


def _is_typed(entry: Widget) -> bool:
    return isinstance(entry, TextEntry) and entry.typed
