"""Printing the sheets of level 1 or 2: agreed name, place and task, for whoever goes through the village."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual.widget import Widget

from store.desk.escalated import Escalated, escalated, for_one
from store.sheets.level_sheet import TITLE, alike, file_name, on_sheet, task_sheet, tasks
from tui.list_screen import place_of
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.today_list import LEVELS
from tui.widgets.field_row import FieldRow
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.workplace import Workplace


class TaskSheetScreen(PrintScreen):
    """One sheet for each village and who has to act. Names stay on the screen; the paper has agreed names."""

    NAME = TITLE
    HELP = (
        "一个村、一个责任人一张。纸上只有约定称呼、地点、要办的事和期限;没有约定称呼的只印姓和 某。\n"
        "检测、复检、解除这些由办公室自己办,不印。两个人印出来一样的,先去登记约定称呼。"
    )

    def __init__(self, workplace: Workplace, level: int, village: str | None, responsible: str | None = None) -> None:
        super().__init__(workplace)
        self._level, self._village, self._responsible = level, village, responsible
        self._entries_read: tuple[Escalated, ...] = ()

    def rows(self) -> Sequence[FieldRow]:
        return ()

    def preview(self) -> Iterable[Widget]:
        yield Line(id="alike")
        yield RecordList((Column(2), Column(8), Column(11), Column(22), Column(0)), id="lines")

    def forget(self) -> None:
        self._entries_read, self._revision = (), -1
        self.show()

    async def read(self) -> None:
        job = partial(escalated, today=self.workplace.today, level=self._level, village=self._village)
        self._entries_read = on_sheet(for_one(await self.workplace.session.read(job), self._responsible))

    def show(self) -> None:
        twins = {entry.person.id for entry in alike(self._entries_read)}
        rows = tuple(_row(entry, entry.person.id in twins) for entry in self._entries_read)
        self.query_one("#lines", RecordList).show(ListedRows(rows))
        said = f" {LEVELS[self._level]}  {self._village or '全部村'}  {len(rows)} 人"
        if twins:
            said += f"  其中 {len(twins)} 人印出来分不清(标 ?),请先登记约定称呼"
        self.query_one("#alike", Line).show(said)

    def file_name(self) -> str:
        return file_name(TITLE, self._level, self._village, self.workplace.today)

    def hindrance(self) -> tuple[Widget, str] | None:
        return None if self._entries_read else (self.query_one("#target"), "没有要上工作单的事,不用打印。")

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        return task_sheet(office, self._entries_read, self.workplace.today)


def _row(entry: Escalated, is_twin: bool) -> ListRow:
    person = entry.person
    place = place_of(person.village, person.village_group)
    mark = "?" if is_twin else " "
    return ListRow(person.id, (mark, person.name, place, entry.responsible, tasks(entry.obligations)))
