"""到场: for how many minutes those who come count, once for the whole list."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual.widget import Widget

from store.desk.activities import activity_times
from store.fields import declared_field
from store.model.activity import Activity
from store.model.service import Service
from store.rules.service import clock_fault
from tui.form_screen import Fault, FormScreen
from tui.requests import RollCallAsked
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class AttendanceForm(FormScreen):
    """Writes nothing itself. What was noted for somebody of this activity is proposed for the others."""

    CSS_PATH: ClassVar = ["../form_screen.tcss"]
    NAME = "记到场"
    HELP = (
        "先定下这次活动每人算几分钟:照实写,路上的时间不算,不进位。起止时间不知道就空着。\n"
        "按 F2 到名单,一人一下;中途停电也不丢,再进来接着记。"
    )

    def __init__(self, workplace: Workplace, activity: Activity) -> None:
        super().__init__(workplace)
        self._activity = activity
        self._minutes, self._start, self._end = TextEntry(), TextEntry(), TextEntry()

    @property
    def subject(self) -> str:
        return f"{self.NAME}    {self._activity.number} {self._activity.day} {self._activity.name}"

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("分钟", self._minutes, help="每人服务多少分钟,如 90。个别不同的,在名单里打在名字后面。"),
            FieldRow("开始时间", self._start, help="几点开始,如 14:30;不知道就空着。"),
            FieldRow("结束时间", self._end, help="几点结束;不知道就空着。"),
        )

    def first(self) -> Widget:
        return self._minutes

    async def prepare(self) -> None:
        times = await self.workplace.session.read(partial(activity_times, activity=self._activity))
        if times is None:
            return
        for entry, text in zip(
            (self._minutes, self._start, self._end), (str(times[0]), times[1], times[2]), strict=True
        ):
            if text and not entry.value:
                entry.initial = entry.value = text
                entry.cursor_position = len(text)

    def _read(self, name: str, entry: TextEntry) -> Any:  # noqa: ANN401 (what the field holds)
        text = cleaned_text(entry.value)
        return None if text is None else declared_field(Service, name).type.clean(text, self.workplace.today).value

    @property
    def _times(self) -> tuple[int | None, str | None, str | None]:
        """What the entries say; words that mean nothing (无, -) are nothing."""
        minutes, start = self._read("minutes", self._minutes), self._read("started_at", self._start)
        return minutes, start, self._read("ended_at", self._end)

    def faults(self) -> list[Fault]:
        found: list[Fault] = []
        minutes, start, end = self._times
        for name, entry in (("minutes", self._minutes), ("started_at", self._start), ("ended_at", self._end)):
            if fault := fault_of(cleaned_text(entry.value), declared_field(Service, name), self.workplace.today):
                found.append(Fault(fault, entry, wrong=True))
        if found:
            return found
        if minutes is None:
            return [Fault(declared_field(Service, "minutes").label, self._minutes)]
        code = clock_fault(start, end, minutes)
        said = "结束早于开始" if code == "date-order" else "分钟多于起止时间"
        return [Fault(said, self._minutes, wrong=True)] if code else []

    def outcome(self) -> str:
        return "按 F2 到名单: 打拼音首字母,Enter 到场"

    async def keep(self) -> str | None:
        minutes, start, end = self._times
        if minutes is None:
            return None
        self.post_message(RollCallAsked(self._activity, minutes, start, end))
        return ""
