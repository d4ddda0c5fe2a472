"""The form for a visit, talk or call."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from store.desk.completion import places, visitors
from store.desk.contacts import record_visit
from store.desk.worklist import PersonLine
from store.fields import declared_field
from store.model.visit import CONTENTS, IN_PERSON, MODES, REACHED, VISIT_RESULTS, Visit
from store.rules.case import Case
from store.rules.policy import Policies
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.worklist import Obligation
from store.text import clean
from tui.contact_form import ContactForm
from tui.dossier import Dossier
from tui.form_screen import Fault
from tui.standing import short_day
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.choice_entry import ChoiceEntry, TickEntry
from tui.widgets.completing_entry import COMPLETION_HELP, CompletingEntry
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.long_entry import LongEntry
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

if TYPE_CHECKING:
    from tui.contact_form import Completions

_CONTENT_OF_RULE = {"meeting": "见面", "talk": "谈话", "home_visit": "走访", "report": "汇报"}
_VISITORS_HELP = f"去的人,几个人用顿号隔开;先填好了上次的人。{COMPLETION_HELP}"
_TEXTS = ("place", "visitors", "situation", "needs")


class VisitForm(ContactForm):
    """Person fixed; the content she came for is ticked, the visitors are those of the last time."""

    CSS_PATH: ClassVar = ["../form_screen.tcss", "visit_form.tcss"]
    NAME = "走访谈话记录"
    SUBJECT = "走访谈话记录"
    DRAFT = "visit"
    HELP = "记一次走访、见面、谈话或电话。数字键选选项,Enter 到下一项,F2 保存。保存前会写明这条记录能完成哪些事项。"

    def __init__(self, workplace: Workplace, person: PersonLine, obligations: tuple[Obligation, ...] = ()) -> None:
        super().__init__(workplace, person)
        content = next((_CONTENT_OF_RULE[due.rule] for due in obligations if due.rule in _CONTENT_OF_RULE), None)
        self._day = DayEntry(lambda: workplace.today)
        self._mode = ChoiceEntry(MODES, IN_PERSON)
        self._contents = TickEntry(CONTENTS, (content,) if content else ())
        self._result = ChoiceEntry(VISIT_RESULTS, REACHED)
        self._place, self._visitors = CompletingEntry(), CompletingEntry(several=True)
        self._situation, self._needs = LongEntry(), LongEntry()

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow(
                "日期",
                self._day,
                hinted=True,
                help=DAY_HELP,
            ),
            FieldRow("方式", self._mode, typed=False, help="按数字选。电话和视频一般不算见面、谈话、走访。"),
            FieldRow("内容", self._contents, typed=False, hinted=True, help="这次做了哪几样就勾哪几样,按数字勾选。"),
            FieldRow("结果", self._result, typed=False, help="没见到人也要记,选 未见到;不算完成,但留有记录。"),
            FieldRow("地点", self._place, hinted=True, help=f"在哪里见的,如 家中、村委会。{COMPLETION_HELP}"),
            FieldRow("走访人", self._visitors, hinted=True, help=_VISITORS_HELP),
            FieldRow("情况", self._situation, help="本人近况。Ctrl+N 换行。"),
            FieldRow("困难诉求", self._needs, help="本人提出的困难和请求。Ctrl+N 换行。"),
        )

    @property
    def _contents_row(self) -> FieldRow:
        return next(row for row in self.query(FieldRow) if row.entry is self._contents)

    def first(self) -> Widget:
        return self._day

    def prefill(self, dossier: Dossier) -> None:
        if dossier.case is not None:
            self._contents_row.hint.show(_asked_for(dossier.case, dossier.policies, self.workplace.today))
        last = dossier.last_visit
        if last is None:
            return
        # A suggestion that cannot be shown as it is would be saved unseen: it is left out.
        if last.visitors and not self._visitors.value and clean(last.visitors) == last.visitors:
            self._visitors.initial = last.visitors
            self._visitors.value = last.visitors
        self.query_one("#last", Line).show(_last_time(last, self.workplace))

    def faults(self) -> list[Fault]:
        found = []
        if self._day.day is None:
            found.append(Fault("日期", self._day))
        if not self._contents.ticked:
            found.append(Fault("内容(按数字勾选)", self._contents))
        for name, entry in self._texts().items():
            wrong = fault_of(_text_of(entry), declared_field(Visit, name), self.workplace.today)
            if wrong:
                found.append(Fault(wrong, entry, wrong=True))
        return found

    def record(self) -> Visit:
        day, mode, result = self._day.day, self._mode.chosen, self._result.chosen
        if day is None or mode is None or result is None:
            raise ValueError("asked for a record of a form with faults")
        return Visit(
            person_id=self.person.id,
            day=day,
            mode=mode,
            contents=self._contents.ticked,
            result=result,
            place=_text_of(self._place),
            visitors=_text_of(self._visitors),
            situation=_text_of(self._situation),
            needs=_text_of(self._needs),
        )

    async def keep(self) -> str:
        record = self.record()
        job = partial(record_visit, act=self.workplace.act("visit"), visit=record, draft=self.draft_key)
        await self.workplace.session.write(job)
        contents = "、".join(record.contents)
        return f"已保存: {self.person.name} {short_day(record.day, self.workplace.today)} {contents} {record.result}"

    def completions(self) -> "Completions":
        visiting = partial(visitors, today=self.workplace.today, village=self.person.village)
        return {self._place: places, self._visitors: visiting}

    def _texts(self) -> dict[str, TextEntry | LongEntry]:
        return dict(zip(_TEXTS, (self._place, self._visitors, self._situation, self._needs), strict=True))


def _text_of(entry: TextEntry | LongEntry) -> str | None:
    return cleaned_text(entry.text if isinstance(entry, LongEntry) else entry.value)


def _asked_for(case: Case, policies: Policies, today: date) -> str:
    due = [window for window in schedule(case, policies, today).windows if window.state is State.DUE]
    words = [_CONTENT_OF_RULE[window.rule] for window in due if window.rule in _CONTENT_OF_RULE]
    return f"应办 {'、'.join(words)}" if words else ""


def _last_time(last: Visit, workplace: Workplace) -> str:
    said = f"「{last.situation}」" if last.situation else ""
    parts = (short_day(last.day, workplace.today), last.mode, "、".join(last.contents), last.place or "", said)
    return "上次: " + " ".join(part for part in parts if part)
