"""The form of a person and a measure: somebody new, a correction, the next measure of somebody known."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from textual.widget import Widget

from store.desk.completion import completions
from store.desk.drafts import DraftKey
from store.desk.form_checks import FORM_FIELDS, MEASURE_FIELDS, CheckedForm, FormNote, check_typed
from store.desk.holidays import load_holidays
from store.desk.policies import default_policies, office_policies
from store.desk.registered import Registered, registered, save_form
from store.desk.registering import Registration, check_registration, typed_of
from store.model.measure import Measure
from store.rules.calendar import WEEKENDS_ONLY
from store.rules.case import Case
from tui.form_screen import Fault, FormScreen
from tui.person_fields import COMPLETED, SECTIONS, changed, entry_of, fill, masked_hint, row_of
from tui.registration_outcome import registration_outcome
from tui.requests import RegistrationAsked
from tui.standing import day_and_weekday
from tui.typed_day import typed_day
from tui.widgets.completing_entry import CompletingEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.workplace import Workplace


class PersonForm(FormScreen):
    """Everything the declarations of person and measure name, in sections. What was asked for says whom it is about."""

    CSS_PATH: ClassVar = ["../form_screen.tcss", "person_form.tcss"]
    NAME = "人员和措施登记"
    HELP = (
        "登记一个人和他的措施。必填的只有 姓名、村、类别,社区康复还要期限;其余知道多少填多少。\n"
        "Enter 到下一项,数字键选选项,F2 随时保存。红字是要改的,不改不会保存;提醒看过以后再按一次 F2。"
    )

    def __init__(self, workplace: Workplace, asked: RegistrationAsked) -> None:
        super().__init__(workplace)
        self._asked = asked
        self._recorded = Registered()
        self._holidays = WEEKENDS_ONLY
        self._policies = default_policies()
        self._noted = CheckedForm()
        self._shown: dict[str, str] = {}
        self._seen: set[FormNote] = set()
        self._checked: tuple[dict[str, str], CheckedForm] | None = None
        self._entries = {
            name: entry_of(FORM_FIELDS[name], lambda: workplace.today) for names in SECTIONS.values() for name in names
        }
        self._rows = {name: row_of(FORM_FIELDS[name], entry) for name, entry in self._entries.items()}

    @property
    def subject(self) -> str:
        person = self._recorded.person
        if person is None:
            return "登记新人" if self._asked.person_id is None else "修改登记"
        what = "修改登记" if self._recorded.measure else "登记下一项措施"
        return f"{what}    {person.name}  {person.village}{person.village_group or ''}"

    @property
    def draft_key(self) -> DraftKey | None:
        if self._asked.person_id is None:
            return ("person", "")
        if self._recorded.person is None:
            return None
        return ("measure" if self._recorded.measure is None else "person", self._recorded.person.uid)

    @property
    def corrects(self) -> bool:
        return self._recorded.person is not None

    def fields(self) -> Sequence[Widget]:
        return [
            widget
            for title, names in SECTIONS.items()
            for widget in (Line(f"- {title} -", classes="section"), *(self._rows[name] for name in names))
        ]

    def rows(self) -> Sequence[FieldRow]:
        return tuple(self._rows.values())

    def first(self) -> Widget:
        return self._entries[self._asked.field or ("category" if self._asked.next_measure else "name")]

    async def prepare(self) -> None:
        if self._asked.person_id is not None:
            job = partial(
                registered,
                person_id=self._asked.person_id,
                act=self.workplace.act("amend"),
                measure_uid=self._asked.measure_uid,
                next_measure=self._asked.next_measure,
            )
            self._recorded = await self.workplace.session.read(job)
        self._holidays = await self.workplace.session.read(load_holidays)
        self._policies = await self.workplace.session.read(office_policies)
        self._shown = typed_of(self._recorded.person, self._recorded.measure)
        self._seen = set(self._recorded.warnings)
        for name, text in self._shown.items():
            fill(self._entries[name], FORM_FIELDS[name], text)
        for name, words in await self.workplace.session.read(partial(completions, names=COMPLETED)):
            entry = self._entries[name]
            if isinstance(entry, CompletingEntry):
                entry.offer(words)
        self.query_one("#subject", Line).show(self.subject, "bold")

    def _typed(self) -> dict[str, str]:
        return changed(self._entries, self._shown)

    def _form(self) -> CheckedForm:
        """What can be said of what stands there: with the ledger where that was asked already, else of itself."""
        typed = self._typed()
        if self._checked is not None and self._checked[0] == typed:
            return self._checked[1]
        recorded = {
            name: getattr(record, name, None)
            for record in (self._recorded.person, self._recorded.measure)
            if record is not None
            for name in FORM_FIELDS
            if hasattr(record, name)
        }
        return check_typed(typed, self.workplace.today, recorded)

    def rest(self) -> None:
        super().rest()
        if self._ready and self.workplace.session.is_open:
            self.run_step(self._ask_the_ledger())

    async def _ask_the_ledger(self) -> None:
        typed, today = self._typed(), self.workplace.act("amend")
        job = partial(
            check_registration, act=today, typed=typed, person=self._recorded.person, measure=self._recorded.measure
        )
        if self._checked is None or self._checked[0] != typed:
            self._checked = (typed, await self.workplace.session.read(job))
            self.check()

    def faults(self) -> list[Fault]:
        notes = sorted(self._form().faults, key=lambda note: list(self._entries).index(note.field))
        return [self._fault(note) for note in notes]

    def _fault(self, note: FormNote) -> Fault:
        label = FORM_FIELDS[note.field].label
        if note.code == "missing":
            return Fault(label, self._entries[note.field])
        return Fault(f"{label} {note.sentence}", self._entries[note.field], wrong=True)

    def check(self) -> None:
        # Once for all rows: asked for each, it would be checked forty times a key.
        self._noted = self._form()
        super().check()
        self._show_note()

    def show_hint(self, row: FieldRow) -> None:
        name = next(name for name, each in self._rows.items() if each is row)
        form, entry = self._noted, row.entry
        fault = next((note for note in form.faults if note.field == name and note.code != "missing"), None)
        warning = next((note for note in form.warnings if note.field == name), None)
        if fault is not None:
            row.hint.show(f"! {fault.sentence}", "bold red")
        elif isinstance(entry, CompletingEntry) and entry.has_focus and entry.offers:
            row.hint.show(entry.offers)
        elif warning is not None:
            row.hint.show(f"? {warning.sentence}")
        elif isinstance(entry, DayEntry):
            day = typed_day(entry.value, self.workplace.today)
            row.hint.show(day_and_weekday(day) if day else "")
        else:
            row.hint.show("" if getattr(entry, "value", "") else masked_hint(name, self._shown))

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self._show_note()

    def _show_note(self) -> None:
        """The whole sentence about the field that has the focus; beside the entry it may be cut."""
        name = next((name for name, entry in self._entries.items() if entry is self.focused), "")
        form = self._form()
        notes = [note for note in (*form.faults, *form.warnings) if note.field == name and note.code != "missing"]
        self.query_one("#last", Line).show(f"{FORM_FIELDS[name].label}: {notes[0].sentence}" if notes else "")

    def outcome(self) -> str:
        values = self._form().values
        facts: dict[str, Any] = {name: values.get(name) for name in MEASURE_FIELDS}
        measure = Measure(**facts)
        case, office = self._recorded.case, self.workplace.session.office
        if office is None:
            return ""
        known = replace(case, measure=measure) if case else Case(measure=measure, in_use_from=office.in_use_from)
        return registration_outcome(known, self._policies, self.workplace.today, self._holidays)

    async def keep(self) -> str | None:
        typed, act = self._typed(), self.workplace.act("register")
        person, measure = self._recorded.person, self._recorded.measure
        form = await self.workplace.session.read(
            partial(check_registration, act=act, typed=typed, person=person, measure=measure)
        )
        unseen = [note for note in form.warnings if note not in self._seen]
        if form.faults or unseen:
            self._seen |= set(unseen)
            self._show_refusal(typed, form)
            return None
        saved: list[Registration] = []
        job = partial(save_form, act=act, typed=typed, about=self._recorded, draft=self.draft_key)
        await self.workplace.session.write(lambda connection: saved.append(job(connection)))
        if saved and saved[0].faults:
            self._show_refusal(typed, CheckedForm(form.values, saved[0].faults, saved[0].warnings))
            return None
        unchanged = saved and saved[0].unit is None
        return f"没有改动: {form.values['name']}" if unchanged else self._done_text(form)

    def _done_text(self, form: CheckedForm) -> str:
        what = "已修改" if self._recorded.measure else "已登记"
        return f"{what}: {form.values['name']} {form.values['village']} {form.values['category']}"

    def _show_refusal(self, typed: dict[str, str], form: CheckedForm) -> None:
        self._checked = (typed, form)
        self.check()
        first = (form.faults or form.warnings)[0]
        self.set_focus(self._entries[first.field])
        if form.faults:
            self.say(f"还没有保存: {self._fault(form.faults[0]).text}", "bold reverse")
        else:
            more = f" (另有 {len(form.warnings) - 1} 条)" if len(form.warnings) > 1 else ""
            self.say(f"请看一眼: {first.sentence}{more} 没错就再按 F2 保存。", "bold reverse")
