"""What the forms share: fields from top to bottom, checks while typing, drafts, F2 saves, Esc asks for typed text."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from store.desk.drafts import Draft, DraftKey, draft_of, drop_draft, keep_draft
from store.errors import StoreError
from tui.actions import bindings
from tui.kept_entries import Kept, kept_entries, take_up, untouched_entries
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.widgets.completing_entry import CompletingEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.long_entry import LongEntry
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a form from being saved, and the entry to mend it in. ``wrong``: more than that nothing is there."""

    text: str
    entry: Widget
    wrong: bool = False


class _Fields(VerticalScroll, inherit_bindings=False):
    """Scrolls with the focus. Up and down are not for scrolling: they lead from field to field."""


class FormScreen(OfficeScreen):
    """A form. Ends with a sentence about what was saved."""

    ACTIONS = ("help", "save", "next_field", "previous_field", "field_below", "new_line", "mark", "back")
    # Keys that change the field are taken before the field sees them: what is typed next, even in one burst over a
    # slow line, must not end up in the field before.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        *bindings("previous_field", "field_below"),
    ]
    PAUSE: ClassVar[float] = 0.6
    """Seconds without a key after which what is typed is kept as a draft."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._saving = False
        self._ready = False
        self._opening: Worker[None] | None = None
        self._offers = False
        self._save_when_ready = False
        self._pause: Timer | None = None
        self._untouched: Kept = {}
        self._kept: Kept | None = None
        self.field_rows: tuple[FieldRow, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield Line(self.subject, style="bold", id="subject")
        yield Rule()
        yield _Fields(*self.fields(), id="fields", can_focus=False)
        yield Line(id="settles")
        yield Line(id="last")

    @property
    def subject(self) -> str:
        """What the form is and whom it is about."""
        raise NotImplementedError

    @property
    def draft_key(self) -> DraftKey | None:
        """What the draft is kept under; None while it is not known, or for a form that keeps none."""
        return None

    @property
    def corrects(self) -> bool:
        """Whether the form changes what is recorded. Its draft then holds what was changed and nothing else:

        taken up after somebody else changed the record, it must not put the rest back.
        """
        return False

    def fields(self) -> Sequence[Widget]:
        """What stands in the form: its rows, and headings between them."""
        return self.rows()

    def rows(self) -> Sequence[FieldRow]:
        """The fields, top to bottom."""
        raise NotImplementedError

    def first(self) -> Widget:
        """The entry that has the focus when the form opens."""
        raise NotImplementedError

    async def prepare(self) -> None:
        """Read what the form needs and fill in what it suggests."""

    def faults(self) -> list[Fault]:
        """What is missing or wrong, in the order of the fields."""
        raise NotImplementedError

    def outcome(self) -> str:
        """What saving would mean. Asked only without faults."""
        return ""

    async def keep(self) -> str | None:
        """Save. The sentence about what was saved; None where it was refused and the form says why."""
        raise NotImplementedError

    def on_mount(self) -> None:
        # Looked up once: a long form asks for its rows several times a key.
        self.field_rows = tuple(self.query(FieldRow))
        self.set_focus(self.first())
        self._untouched = kept_entries(self.field_rows)
        self._opening = self.run_step(self._open())

    async def _open(self) -> None:
        await self.prepare()
        # What was typed meanwhile is not what stood there untouched.
        self._untouched |= untouched_entries(self.field_rows)
        draft = await self._left_draft()
        self._ready = True
        self.check()
        if draft is not None:
            self._offer(draft)
        elif self._save_when_ready:
            self.action_save()

    async def _left_draft(self) -> Draft | None:
        if self.draft_key is None:
            return None
        form, about = self.draft_key
        return await self.workplace.session.read(partial(draft_of, form=form, subject=about))

    def _offer(self, draft: Draft) -> None:
        self._offers = True
        question = f"上次没存完: 有 {draft.saved_at:%m-%d %H:%M} 的草稿。接着填? (Esc 先不用)"
        self.post_message(QuestionAsked(question, partial(self._take_up, draft)))

    def _take_up(self, draft: Draft) -> None:
        take_up(self.field_rows, draft.content)
        self._kept = kept_entries(self.field_rows)
        self.check()

    def on_edited(self, event: Edited) -> None:
        event.stop()
        self.check()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(self.PAUSE, self.rest)

    def rest(self) -> None:
        """What is done when typing pauses: what stands there is kept, so that a killed terminal loses nothing."""
        if self._ready and self.draft_key is not None:
            self.run_job(self._keep_draft())

    async def keep_typed(self) -> None:
        if self._opening is not None:
            with suppress(WorkerError):
                await self._opening.wait()
        if self._ready:
            await self._keep_draft()

    async def _keep_draft(self) -> None:
        typed, key, session = kept_entries(self.field_rows), self.draft_key, self.workplace.session
        if key is None or self._saving or not session.is_open or typed == (self._kept or self._untouched):
            return
        if self._offers:
            # Until she has answered, the draft that was left is not replaced by the few keys typed before the question.
            return
        self._kept = typed
        try:
            # A draft is nobody's record: lists need not be read anew for it.
            if typed == self._untouched:
                await session.read(partial(drop_draft, form=key[0], subject=key[1]))
            else:
                content = self._differing(typed) if self.corrects else typed
                job = partial(keep_draft, form=key[0], subject=key[1], content=content, at=self.workplace.clock())
                await session.read(job)
        except StoreError as error:
            self.say(error.message, "bold reverse")

    def _differing(self, typed: Kept) -> Kept:
        return {label: value for label, value in typed.items() if value != self._untouched.get(label)}

    def check(self) -> None:
        """Say what is missing and what the record would settle, after every change."""
        faults = self.faults()
        for row in self.field_rows:
            self.show_hint(row)
        missing = "; ".join(fault.text for fault in faults if not fault.wrong)
        wrong = "; ".join(fault.text for fault in faults if fault.wrong)
        parts = (f"还缺: {missing}" if missing else "", f"要改: {wrong}" if wrong else "")
        self.say("  ".join(part for part in parts if part))
        self.query_one("#settles", Line).show("" if faults else self.outcome())

    def show_hint(self, row: FieldRow) -> None:
        """Show beside the entry how it is read, or what it may be completed to."""
        if isinstance(row.entry, DayEntry):
            reading, wrong = row.entry.reading
            row.hint.show(reading, "bold red" if wrong else "")
        elif isinstance(row.entry, CompletingEntry):
            row.hint.show(row.entry.offers if row.entry.has_focus else "")

    def on_descendant_focus(self) -> None:
        for row in self.field_rows:
            if isinstance(row.entry, CompletingEntry):
                self.show_hint(row)

    def action_previous_field(self) -> None:
        self.focus_previous()

    def action_field_below(self) -> None:
        self.focus_next()

    def action_next_field(self) -> None:
        entries = [row.entry for row in self.field_rows]
        if isinstance(self.focused, CompletingEntry):
            self.focused.take_initials()
        if self.focused is entries[-1]:
            self.say("这是最后一项,按 F2 保存。")
        elif self.focused in entries:
            self.set_focus(entries[entries.index(self.focused) + 1])
        self.rest()

    def action_save(self) -> None:
        if not self._ready:
            self._save_when_ready = True
            return
        if isinstance(self.focused, CompletingEntry):
            self.focused.take_initials()
        if not self._saving and not self._refused():
            self._saving = True
            self.run_step(self._save())

    def _refused(self) -> bool:
        """Whether something keeps the form from being saved; it is said, and the cursor stands there."""
        faults = self.faults()
        if faults:
            self.set_focus(faults[0].entry)
            self.say(f"还没有保存: {faults[0].text}", "bold reverse")
        return bool(faults)

    async def _save(self) -> None:
        # Keys that came in one burst with F2 have changed the entries since they were checked.
        said = None if self._refused() else await self.keep()
        if said is None:
            self._saving = False
        else:
            self.dismiss(said)

    def failed(self, error: StoreError) -> None:
        self._saving = False
        super().failed(error)

    def action_back(self) -> None:
        if self._saving:
            self.say("正在保存,请稍候...")
        elif any(entry.typed for entry in self._text_entries()):
            self.post_message(QuestionAsked("不保存就离开? 已输入的文字会丢掉。", self._give_up))
        else:
            self._give_up()

    def _give_up(self) -> None:
        self._saving = True
        key, session = self.draft_key, self.workplace.session
        if key is not None and self._kept is not None and session.is_open:
            # The application waits for the job, the screen does not.
            self.app.run_worker(session.read(partial(drop_draft, form=key[0], subject=key[1])), exit_on_error=False)
        self.dismiss(None)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._offers = False
        self.rest()

    def _text_entries(self) -> list[TextEntry | LongEntry]:
        return [*self.query(TextEntry), *self.query(LongEntry)]
