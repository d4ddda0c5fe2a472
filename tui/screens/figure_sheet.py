"""Handing figures up: which month, to whom, and the sheet; what is handed up is kept as it stood."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual.widget import Widget

from store.desk.kept_figures import KeptFigures, head_now, keep_figures, kept_figures
from store.desk.rates import RateRow, rate_rows
from store.errors import StoreError
from store.rules.reckoning import Period
from store.sheets.figure_sheet import TITLE, figure_sheet
from tui.figures_page import counted, percent_text
from tui.figures_reading import read_contributions, read_signing
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.typed_text import cleaned_text
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

_OFFERED = 3
"""Months that can be handed up: this one and those before."""


class FigureSheetScreen(PrintScreen):
    """Keeps the figures with the head of the journal, then writes the sheet. Villages follow the township."""

    NAME = "统计表"
    HELP = (
        "把一个月的指标印成表,先写明报送给谁。按 F9 时留底:数字、日期和日志校验头记进台账,以后可以核对。\n"
        "表上只有数字,没有人名。以前报过的同一个月,下面写着当时报的数。"
    )

    def __init__(self, workplace: Workplace, periods: Sequence[Period]) -> None:
        super().__init__(workplace)
        offered = list(reversed(periods))[:_OFFERED]
        self._periods = {f"{start:%Y-%m}": (start, end) for start, end in offered}
        names = tuple(self._periods)
        self._month = ChoiceEntry(names, names[min(1, len(names) - 1)])
        self._recipient = TextEntry(id="recipient")
        self._rows: dict[Period, tuple[RateRow, ...]] = {}
        self._reckoned_at = -1
        self._kept: dict[Period, tuple[KeptFigures, ...]] = {}

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("月份", self._month, typed=False, help="按数字选;没过完的月只算到今天。"),
            FieldRow("报送", self._recipient, help="报给哪个单位,如 县禁毒办。印在表上,也记进日志。"),
        )

    def preview(self) -> Iterable[Widget]:
        yield RecordList((Column(1), Column(16), Column(10), Column(8), Column(0)), id="figures")

    def forget(self) -> None:
        self._rows, self._kept, self._revision, self._reckoned_at = {}, {}, -1, -1
        self.show()

    @property
    def _period(self) -> Period:
        return self._periods[self._month.chosen or next(iter(self._periods))]

    async def read(self) -> None:
        session, periods = self.workplace.session, tuple(self._periods.values())
        revision = session.revision
        found = await read_contributions(
            session, periods, self.workplace.today, lambda share: self.say(f"正在算  {share}")
        )
        signing = await read_signing(session, periods, self.workplace.today)
        self.say("")
        for place, (start, end) in enumerate(periods):
            self._kept[start, end] = await session.read(partial(kept_figures, start=start, end=end))
            self._rows[start, end] = (*rate_rows(found, place, by_village=True), *signing[place])
        self._reckoned_at = revision

    def show(self) -> None:
        rows = [row for row in self._rows.get(self._period, ()) if row.area is None]
        handed = {row.rate: row for kept in self._kept.get(self._period, ())[:1] for row in kept.rows if not row.area}
        listed = (_line(row, handed.get(row.rate)) for row in rows)
        self.query_one("#figures", RecordList).show(ListedRows(tuple(listed)))
        before = self._kept.get(self._period, ())
        if before:
            self.say(f"这个月 {before[0].day} 报给过 {before[0].recipient},右边是当时报的数。")

    def file_name(self) -> str:
        return f"{TITLE}-{self._month.chosen}.html"

    def hindrance(self) -> tuple[Widget, str] | None:
        revision = self.workplace.session.revision
        if self._reckoned_at != revision:
            # What is kept stands beside the head of the journal: it must not be older than that.
            if self._revision != revision:
                self.run_newest(self._begin, "print")
            return self._month, "还在算,请稍候再按 F9。"
        return None if self._recipient.value.strip() else (self._recipient, "还没有写明 报送 给哪个单位")

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        if self._reckoned_at != self.workplace.session.revision:
            raise StoreError("台账刚改过", "台账刚才改过,数字可能变了,还没有打印,也没有留底。请再按 F9。")
        (start, end), rows = self._period, self._rows[self._period]
        head = await self.workplace.session.read(head_now)
        recipient = (cleaned_text(self._recipient.value) or "").strip()
        return figure_sheet(office, start, end, recipient, head, rows, self.workplace.today)

    async def note_printed(self) -> None:
        (start, end), rows, recipient = self._period, self._rows[self._period], self._recipient.value
        act = self.workplace.act("figures")
        await self.workplace.session.write(
            lambda connection: keep_figures(connection, act, start, end, recipient, rows)
        )


def _line(row: RateRow, handed: RateRow | None) -> ListRow:
    then = f"报过 {counted(handed)}" if handed else ""
    return ListRow(row.rate, (" ", row.rate, counted(row), percent_text(row), then))
