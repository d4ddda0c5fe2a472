"""分出: some households of a group or a grid become an area of their own from a day on."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from store.desk.areas import split_area
from store.fields import declared_field
from store.model.area import Area
from tui.form_screen import Fault, FormScreen
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class SplitForm(FormScreen):
    """Which households go is told by the first and the last of them in walking order."""

    CSS_PATH: ClassVar = ["../form_screen.tcss", "split_form.tcss"]
    NAME = "分出"
    HELP = (
        "从一个组或网格里分出一部分户,成立新的组或网格。写按走访的顺序第一户和最后一户的户编号,\n"
        "这一段户(和他们家在册的人)从那天起算新的;以前的统计不变。"
    )

    def __init__(self, workplace: Workplace, area: Area) -> None:
        super().__init__(workplace)
        self._area = area
        self._called, self._code = TextEntry(id="name"), TextEntry(id="code")
        self._first, self._last = TextEntry(id="first"), TextEntry(id="last")
        self._day = DayEntry(lambda: workplace.today)

    @property
    def subject(self) -> str:
        return f"{self.NAME}    从 {self._area.level} {self._area.name}"

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("新的名称", self._called, help=f"新的{self._area.level}叫什么。"),
            FieldRow("新的编码", self._code, help="区划编码,全乡不重复。"),
            FieldRow("从户编号", self._first, help="分出去的第一户。"),
            FieldRow("到户编号", self._last, help="分出去的最后一户。"),
            FieldRow("从哪天起", self._day, hinted=True, help=f"从这天起算新的。{DAY_HELP}"),
        )

    def first(self) -> Widget:
        return self._called

    def faults(self) -> list[Fault]:
        found: list[Fault] = []
        for row in self.rows_of_text:
            text = cleaned_text(row[1].value)
            fault = fault_of(text, declared_field(Area, row[2]), self.workplace.today) if row[2] else None
            if text is None:
                found.append(Fault(row[0], row[1]))
            elif fault:
                found.append(Fault(fault, row[1], wrong=True))
        if self._day.day is None:
            found.append(Fault("从哪天起", self._day))
        return found

    @property
    def rows_of_text(self) -> tuple[tuple[str, TextEntry, str], ...]:
        """Label, entry, and the field of an area it is typed for."""
        return (
            ("新的名称", self._called, "name"), ("新的编码", self._code, "code"),
            ("从户编号", self._first, ""), ("到户编号", self._last, ""),
        )  # fmt: skip

    async def keep(self) -> str | None:
        day = self._day.day
        name, code, first, last = (cleaned_text(row[1].value) or "" for row in self.rows_of_text)
        if day is None:
            return None
        part = Area(level=self._area.level, code=code, name=name, parent_code=self._area.parent_code)
        act, moved = self.workplace.act("area"), list[int]()
        job = partial(split_area, act=act, area=self._area, part=part, numbers=(first, last), day=day)
        await self.workplace.session.write(lambda connection: moved.append(job(connection)))
        return f"已分出: {moved[0]} 户从 {day} 起算 {name}。Ctrl+G 可以撤回。"
