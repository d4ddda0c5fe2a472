"""签订单: the pages of a gathering, and where the file is written."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual.widget import Widget

from store.desk.sign_pages import SignPage, sign_pages
from store.desk.signing import Gathering, signing_lines
from store.sheets.sign_sheet import TITLE, sign_sheet
from tui.pact_matrix import NO_GROUP
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.widgets.field_row import FieldRow
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.workplace import Workplace


class SignSheetScreen(PrintScreen):
    """One line a page. Every household of the gathering is on paper, whatever was keyed in already."""

    NAME = TITLE
    HELP = (
        "把名单印成签订单:一页十户,有签名和按手印的地方。单上没有证件号码、电话,看不出谁在册。\n"
        "每页右上角有页码,收回来以后在名单上按 Ctrl+B,照页码和行号录入。"
    )

    def __init__(self, workplace: Workplace, gathering: Gathering) -> None:
        super().__init__(workplace)
        self._gathering = gathering
        self._pages: tuple[SignPage, ...] = ()

    def rows(self) -> Sequence[FieldRow]:
        return ()

    def preview(self) -> Iterable[Widget]:
        yield RecordList((Column(1), Column(10), Column(10), Column(6), Column(0)), id="pages")

    def forget(self) -> None:
        self._pages, self._revision = (), -1
        self.show()

    async def read(self) -> None:
        lines = await self.workplace.session.read(partial(signing_lines, gathering=self._gathering))
        self._pages = sign_pages(self._gathering, lines)

    def show(self) -> None:
        rows = (
            ListRow(
                each.number,
                (" ", f"页码 {each.code}", each.village_group or NO_GROUP, f"{len(each.lines)} 户", _between(each)),
            )
            for each in self._pages
        )
        self.query_one("#pages", RecordList).show(ListedRows(tuple(rows)))

    def file_name(self) -> str:
        return f"{TITLE}-{self._gathering.day}.html"

    def hindrance(self) -> tuple[Widget, str] | None:
        return None if self._pages else (self.query_one("#target"), "这里没有可以签的户,没有可打印的。")

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        return sign_sheet(office, self._gathering, self._pages)


def _between(page: SignPage) -> str:
    return f"{page.lines[0].household.number} 至 {page.lines[-1].household.number}"
