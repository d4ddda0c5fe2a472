"""统计: the rates of this month beside the last, a line of twelve months, and the people behind every figure."""

from collections.abc import Iterable
from datetime import date

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from store.desk.rates import SIGNING, SIGNING_FORMULA, behind
from store.rules.rates import RATES
from tui.actions import bindings
from tui.desk_screen import DeskScreen
from tui.figures_page import COLUMNS, HEADING, Months, listed, villages
from tui.figures_reading import read_contributions, read_signing
from tui.requests import DeskAsked, FigurePeopleAsked, FigureSheetAsked
from tui.standing import short_day
from tui.widgets.desk_line import DeskLine
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.line import Line
from tui.widgets.record_list import RecordList
from tui.widgets.trend_chart import TrendChart
from tui.workplace import Workplace

_FORMULAS = {rate.name: rate.formula for rate in RATES} | {SIGNING: SIGNING_FORMULA}


class FiguresScreen(DeskScreen):
    """One reading of everybody serves both months, the line and the people behind a figure."""

    CSS_PATH = "figures.tcss"
    DESK = "figures"
    NAME = "统计"
    HELP = (
        "每个指标写明 分子/分母。本月算到今天为止,还在期内、没到截止日的不算在内。\n"
        "Enter 看这个数字后面是哪些人,缺的排在前面;签订率 到 公约 看。下面的线是近十二个月。补记会改变过去的数字;\n"
        "上报时按 F9 打印并留底,以后查得到当时报的是多少。"
    )
    ACTIONS = ("help", "filter", "open", "print", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._months = Months.until(workplace.today)
        self._trends: dict[str, list[float | None]] = {}
        self._read_at: tuple[int, date] | None = None

    def body(self) -> Iterable[Widget]:
        yield DeskLine(self.DESK)
        with Horizontal(id="filters"):
            yield FilterChoice("村", (), id="village")
            yield Line(id="period")
        yield Line(HEADING, id="heading", style="bold")
        yield RecordList(COLUMNS, id="rates")
        yield Line(id="formula")
        yield TrendChart(id="trend")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and (session.revision, self.workplace.today) != self._read_at:
            self.run_newest(self._read, "figures")

    def forget(self) -> None:
        self._months, self._read_at = Months.until(self.workplace.today), None
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#rates", RecordList)

    @property
    def _village(self) -> FilterChoice:
        return self.query_one("#village", FilterChoice)

    async def _read(self) -> None:
        today, session = self.workplace.today, self.workplace.session
        revision, months = session.revision, Months.until(today)
        months.found = await read_contributions(
            session, months.periods, today, lambda share: self._tell(f"正在算近十二个月  {share}")
        )
        months.signing = await read_signing(session, months.periods, today)
        self._months, self._read_at = months, (revision, today)
        self._tell(f"本月 {months.this[0]:%Y-%m-%d} 至 {short_day(today, today)}")
        if months.is_empty:
            self.say("还没有可以统计的人。先在花名册登记,或者按 5 导入台账。")
        self._show()

    def _tell(self, text: str) -> None:
        self.query_one("#period", Line).show(text)

    def _show(self) -> None:
        self._village.offer(villages(self._months))
        self._trends = {} if self._months.is_empty else self._months.trends(self._village.chosen)
        self._list.show(listed(self._months, self._village.chosen))
        self._explain()

    @on(RecordList.Moved)
    def _explain(self) -> None:
        rate = self._rate
        self.query_one("#formula", Line).show(f" {rate} = {_FORMULAS[rate]}" if rate else "")
        self.query_one("#trend", TrendChart).show(self._trends.get(rate, ()), self._months.names if rate else ())

    @property
    def _rate(self) -> str:
        row = self._list.current
        return str(row.key) if row else ""

    @on(FilterChoice.Chosen)
    def _choose(self) -> None:
        self._show()

    def action_filter(self) -> None:
        self.set_focus(self._village if self.focused is self._list else self._list)

    def action_list(self) -> None:
        self.set_focus(self._list)

    def action_open(self) -> None:
        if self._rate == SIGNING:
            # Households are behind it, and no word about people: they stand at the desk of their own.
            self.post_message(DeskAsked("pacts"))
        elif self._rate:
            people = behind(self._months.found, self._rate, -1, self._village.chosen)
            revision = self._read_at[0] if self._read_at else -1
            asked = (self._rate, self._months.this, self._village.chosen, tuple(people), revision)
            self.post_message(FigurePeopleAsked(*asked))

    def action_print(self) -> None:
        if not self._months.is_empty:
            self.post_message(FigureSheetAsked(self._months.periods))
