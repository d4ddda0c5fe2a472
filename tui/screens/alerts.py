"""预警: who is near a threshold of 戒毒条例 第二十条 or has reached it. The program flags; a person confirms."""

from collections.abc import Iterable
from functools import partial

from textual import on
from textual.widget import Widget

from store.desk.alerts import Alert, alerts
from store.model.notice import ABSENCE_CONFIRMED, REPORTED_TO_POLICE
from store.rules.thresholds import REFUSALS
from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import EventAsked, OneOfAsked, PersonAsked
from tui.standing import short_day
from tui.threshold_text import count_text, threshold_text
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_COLUMNS = (Column(1), Column(8), Column(16), Column(0))


class AlertsScreen(OfficeScreen):
    """One line a threshold of a person, the reached ones first; below, what of the one under the cursor was counted."""

    NAME = "预警"
    HELP = (
        "拒检、逃避满 3 次,擅自离开满 3 次或累计超过 30 天,就达到戒毒条例第二十条的界限;差一次、满 24 天先预警。\n"
        "程序只提醒,由人来认定:Ctrl+X 记擅自离开认定或报告公安,要写明理由。Enter 打开这个人。! 是已经达到的。"
    )
    ACTIONS = ("help", "settle", "open", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._alerts: dict[tuple[int, str], Alert] = {}
        self._revision = -1

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, id="subject", style="bold")
        yield Rule()
        yield RecordList(_COLUMNS, id="alerts")
        yield Line(id="counted")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and session.revision != self._revision:
            self.run_newest(self._read, "alerts", awaited=True)

    async def _read(self) -> None:
        revision = self.workplace.session.revision
        found = await self.workplace.session.read(partial(alerts, today=self.workplace.today))
        self._revision = revision
        self._alerts = {(alert.person.id, alert.threshold.rule): alert for alert in found}
        self._show()

    def forget(self) -> None:
        self._alerts, self._revision = {}, -1
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#alerts", RecordList)

    @property
    def current(self) -> Alert | None:
        """The alert under the cursor."""
        row = self._list.current
        return next((alert for key, alert in self._alerts.items() if row and row.key == key), None)

    def _show(self) -> None:
        reached = sum(alert.threshold.reached_on is not None for alert in self._alerts.values())
        said = f"{self.NAME}    已达 {reached}  预警 {len(self._alerts) - reached}"
        self.query_one("#subject", Line).show(said, "bold")
        self._list.show(ListedRows(tuple(self._row(key, alert) for key, alert in self._alerts.items())))
        if not self._alerts and self._revision >= 0:
            self.say("没有人接近界限。拒检、逃避在检测里记,外出在请假外出里记。")

    def _row(self, key: tuple[int, str], alert: Alert) -> ListRow:
        person, today = alert.person, self.workplace.today
        mark = "!" if alert.threshold.reached_on else " "
        text = f"{threshold_text(alert.threshold)}  {short_day(alert.since, today)} 起"
        return ListRow(key, (mark, person.name, f"{person.village}{person.village_group or ''}", text))

    @on(RecordList.Moved)
    def _show_counted(self) -> None:
        alert, today = self.current, self.workplace.today
        counted = alert.counted if alert else ()
        said = "、".join(f"{short_day(day, today)} {word}" for day, word in counted)
        self.query_one("#counted", Line).show(f" 算入: {said}" if said else "")

    def action_settle(self) -> None:
        alert = self.current
        if alert is None:
            return
        confirmed = () if alert.threshold.rule == REFUSALS else (ABSENCE_CONFIRMED,)
        question = f"{alert.person.name} {count_text(alert.threshold)},记哪一样?"
        self.post_message(OneOfAsked(question, (*confirmed, REPORTED_TO_POLICE), self._record))

    def _record(self, matter: str) -> None:
        alert = self.current
        if alert is not None:
            known = {"content": f"{count_text(alert.threshold)}"} if matter == REPORTED_TO_POLICE else {}
            self.post_message(EventAsked("notice", alert.person, (), {"matter": matter, **known}))

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(PersonAsked(self.current.person.id))
