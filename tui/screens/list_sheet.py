"""Printing a list of 清单 as it stood on the screen."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from store.sheets.list_sheet import ListSheet, list_sheet
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.widgets.field_row import FieldRow
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.workplace import Workplace


class ListSheetScreen(PrintScreen):
    """Names people in full: the sheet is for the office."""

    NAME = "清单"
    HELP = "把清单照屏幕上的样子印成表。表上是全名,只给办公室自己用,用后收好。"

    def __init__(self, workplace: Workplace, sheet: ListSheet) -> None:
        super().__init__(workplace)
        self._sheet = sheet

    def rows(self) -> Sequence[FieldRow]:
        return ()

    def preview(self) -> Iterable[Widget]:
        yield RecordList((Column(2), Column(10), Column(0)), id="lines")

    def forget(self) -> None:
        self._sheet = ListSheet(self._sheet.name, self.NAME, "", self._sheet.heads, ())
        self.show()

    async def read(self) -> None:
        """The list was read by the screen below."""

    def show(self) -> None:
        rows = (ListRow(place, (" ", row[0], row[1:])) for place, row in enumerate(self._sheet.rows))
        self.query_one("#lines", RecordList).show(ListedRows(tuple(rows)))

    def file_name(self) -> str:
        return f"{self._sheet.name}-{self.workplace.today}.html"

    def hindrance(self) -> tuple[Widget, str] | None:
        return None if self._sheet.rows else (self.query_one("#target"), "清单已经收起,请按 Esc 回去再按 F9。")

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        return list_sheet(office, self._sheet, self.workplace.today)
