"""移交: all people of one main helper go to another from a day on."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from store.desk.handovers import HelperLoad, hand_over
from store.fields import declared_field
from store.model.assignment import Assignment
from tui.form_screen import Fault, FormScreen
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class HandoverForm(FormScreen):
    """Says how many it is about before it is done; one Ctrl+G takes all of it back."""

    CSS_PATH: ClassVar = ["../form_screen.tcss"]
    NAME = "移交"
    HELP = "把一个主帮教人名下的人全部交给另一个。原来的到那天为止,新的从那天起,中间不断。"

    def __init__(self, workplace: Workplace, giver: HelperLoad) -> None:
        super().__init__(workplace)
        self._giver = giver
        self._to, self._number = TextEntry(id="to"), TextEntry(id="number")
        self._day = DayEntry(lambda: workplace.today)

    @property
    def subject(self) -> str:
        return f"{self.NAME}    {self._giver.helper} 名下 {len(self._giver.people)} 人"

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("交给", self._to, help="新的主帮教人的姓名。"),
            FieldRow("编号", self._number, help="是志愿者的,写 4 志愿者 里的编号;不是就空着。"),
            FieldRow("从哪天起", self._day, hinted=True, help=f"从这天起由新的负责。{DAY_HELP}"),
        )

    def first(self) -> Widget:
        return self._to

    def faults(self) -> list[Fault]:
        found: list[Fault] = []
        for label, entry, name in (("交给", self._to, "helper"), ("编号", self._number, "volunteer_number")):
            text = cleaned_text(entry.value)
            fault = fault_of(text, declared_field(Assignment, name), self.workplace.today)
            if text is None and name == "helper":
                found.append(Fault(label, entry))
            elif fault:
                found.append(Fault(fault, entry, wrong=True))
        if self._day.day is None:
            found.append(Fault("从哪天起", self._day))
        return found

    async def keep(self) -> str | None:
        day, to = self._day.day, cleaned_text(self._to.value)
        if day is None or to is None:
            return None
        act, moved = self.workplace.act("handover"), list[int]()
        job = partial(hand_over, act=act, giver=self._giver, to=to, number=cleaned_text(self._number.value), day=day)
        await self.workplace.session.write(lambda connection: moved.append(len(job(connection))))
        return f"已移交: {moved[0]} 人从 {day} 起由 {to} 负责。Ctrl+G 可以撤回。"
