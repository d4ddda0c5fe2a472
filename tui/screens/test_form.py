"""The form for a drug test."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from store.desk.completion import laboratories, testers
from store.desk.contacts import record_test
from store.desk.worklist import PersonLine
from store.fields import declared_field
from store.model.drug_test import CONFIRMATIONS, POSITIVE, SAMPLES, TEST_KINDS, TEST_RESULTS, DrugTest
from store.text import clean
from tui.contact_form import ContactForm
from tui.dossier import Dossier
from tui.form_screen import Fault
from tui.standing import short_day
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.completing_entry import COMPLETION_HELP, CompletingEntry
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

if TYPE_CHECKING:
    from tui.contact_form import Completions

_TEXTS = ("laboratory", "testers", "witness", "note")
_REPEATED = ("laboratory", "testers")


class TestForm(ContactForm):
    """Everything but the result is filled in. A result is never filled in beforehand: that would be a guess."""

    __test__ = False  # a form, not a test case
    CSS_PATH: ClassVar = ["../form_screen.tcss", "test_form.tcss"]
    NAME = "检测记录"
    SUBJECT = "检测记录"
    DRAFT = "test"
    HELP = "记一次检测。打开后按数字选结果,再按 F2 就保存。阳性要先初筛、后确认;没填认定按初筛算。"

    def __init__(self, workplace: Workplace, person: PersonLine) -> None:
        super().__init__(workplace, person)
        self._day = DayEntry(lambda: workplace.today)
        self._kind = ChoiceEntry(TEST_KINDS, TEST_KINDS[0])
        self._sample = ChoiceEntry(SAMPLES, SAMPLES[0])
        self._result = ChoiceEntry(TEST_RESULTS)
        self._confirmation = ChoiceEntry(CONFIRMATIONS, optional=True)
        self._confirmed = DayEntry(lambda: workplace.today, optional=True)
        self._laboratory, self._testers = CompletingEntry(), CompletingEntry(several=True)
        self._texts: dict[str, TextEntry] = dict(
            zip(_TEXTS, (self._laboratory, self._testers, TextEntry(), TextEntry()), strict=True)
        )

    def rows(self) -> Sequence[FieldRow]:
        result = "按数字选。没来选 未到,不肯测选 拒检;这两样不算完成检测,但留有记录。"
        return (
            FieldRow("结果", self._result, typed=False, help=result),
            FieldRow("检测日期", self._day, hinted=True, help=DAY_HELP),
            FieldRow("类型", self._kind, typed=False, help="定期和异地算定期检测,随机不算。"),
            FieldRow("样本", self._sample, typed=False, help="按数字选。"),
            FieldRow("认定", self._confirmation, typed=False, help="只有阳性才填:初筛、确认或排除。"),
            FieldRow("认定日期", self._confirmed, hinted=True, help="只有阳性才填;空着就是没有。"),
            FieldRow("检测机构", self._laboratory, hinted=True, help=f"先填好了上次的机构。{COMPLETION_HELP}"),
            FieldRow("检测人", self._testers, hinted=True, help=f"先填好了上次的人。{COMPLETION_HELP}"),
            FieldRow("见证人", self._texts["witness"], help="在场见证的人。"),
            FieldRow("备注", self._texts["note"], help="其他要记的。"),
        )

    def first(self) -> Widget:
        return self._result

    def prefill(self, dossier: Dossier) -> None:
        last = dossier.last_test
        if last is None:
            return
        self._sample.suggest(last.sample)
        for name in _REPEATED:
            self._repeat(self._texts[name], getattr(last, name))
        parts = (short_day(last.day, self.workplace.today), last.kind, last.sample, last.result)
        self.query_one("#last", Line).show("上次: " + " ".join(parts))

    def _repeat(self, entry: TextEntry, text: str | None) -> None:
        # A suggestion that cannot be shown as it is would be saved unseen: it is left out.
        if text and not entry.value and clean(text) == text:
            entry.initial = text
            entry.value = text

    def faults(self) -> list[Fault]:
        found = [Fault("结果(按数字选)", self._result)] if self._result.chosen is None else []
        if self._day.day is None:
            found.append(Fault("检测日期", self._day))
        found += self._confirmation_faults()
        for name, entry in self._texts.items():
            wrong = fault_of(cleaned_text(entry.value), declared_field(DrugTest, name), self.workplace.today)
            if wrong:
                found.append(Fault(wrong, entry, wrong=True))
        return found

    def _confirmation_faults(self) -> list[Fault]:
        given = self._confirmation.chosen is not None or bool(self._confirmed.value)
        if given and self._result.chosen not in (POSITIVE, None):
            return [Fault("只有阳性才有认定", self._confirmation, wrong=True)]
        if self._confirmed.value and self._confirmed.day is None:
            return [Fault("认定日期", self._confirmed)]
        return []

    def record(self) -> DrugTest:
        day, sample, kind, result = self._day.day, self._sample.chosen, self._kind.chosen, self._result.chosen
        if day is None or sample is None or kind is None or result is None:
            raise ValueError("asked for a record of a form with faults")
        return DrugTest(
            person_id=self.person.id,
            day=day,
            sample=sample,
            kind=kind,
            result=result,
            confirmation=self._confirmation.chosen,
            confirmed_on=self._confirmed.day,
            laboratory=self._text("laboratory"),
            testers=self._text("testers"),
            witness=self._text("witness"),
            note=self._text("note"),
        )

    def _text(self, name: str) -> str | None:
        return cleaned_text(self._texts[name].value)

    async def keep(self) -> str:
        record = self.record()
        job = partial(record_test, act=self.workplace.act("test"), test=record, draft=self.draft_key)
        await self.workplace.session.write(job)
        return f"已保存: {self.person.name} {short_day(record.day, self.workplace.today)} 检测 {record.result}"

    def completions(self) -> "Completions":
        testing = partial(testers, today=self.workplace.today, village=self.person.village)
        return {self._laboratory: laboratories, self._testers: testing}
