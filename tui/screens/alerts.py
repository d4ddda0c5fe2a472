"""预警: who is near a threshold of 戒毒条例 第二十条 or has reached it, and whose end has to be confirmed anew.

The program flags; a person confirms.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from textual import on
from textual.widget import Widget

from store.desk.alerts import Alert, alerts
from store.desk.confirmations import Overtaken, overtaken
from store.desk.due_item import PersonLine
from store.desk.measure_facts import record_behind
from store.model.notice import ABSENCE_CONFIRMED, REPORTED_TO_POLICE
from store.rules.thresholds import REFUSALS
from tui.actions import bindings
from tui.confirmation_text import overtaken_cause, overtaken_text
from tui.office_screen import OfficeScreen
from tui.requests import CorrectionAsked, EventAsked, OneOfAsked, PersonAsked
from tui.standing import short_day
from tui.threshold_text import count_text, threshold_text
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_COLUMNS = (Column(2), Column(8), Column(16), Column(0))
_CONFIRMED_END = "confirmed_end"


class AlertsScreen(OfficeScreen):
    """One line a threshold of a person, the reached ones first; below, what of the one under the cursor was counted.

    Ends to be confirmed anew come last.
    """

    NAME = "预警"
    HELP = (
        "拒检、逃避满 3 次,擅自离开满 3 次或累计超过 30 天,就达到戒毒条例第二十条的界限;差一次、满 24 天先预警。\n"
        "程序只提醒,由人来认定:Ctrl+X 记擅自离开认定或报告公安,要写明理由。! 是已经达到的。确认到期日以后又记了\n"
        "中止的列在最后,Ctrl+X 改确认到期日。Enter 打开这个人。"
    )
    ACTIONS = ("help", "settle", "open", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._alerts: dict[tuple[int, str], Alert | Overtaken] = {}
        self._read_at: tuple[int, date] | None = None

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
        if session.is_open and (session.revision, self.workplace.today) != self._read_at:
            self.run_newest(self._read, "alerts", awaited=True)

    async def _read(self) -> None:
        session, today = self.workplace.session, self.workplace.today
        now = (session.revision, today)
        found = await session.read(partial(alerts, today=today))
        ends = await session.read(partial(overtaken, today=today))
        self._read_at = now
        self._alerts = {(alert.person.id, alert.threshold.rule): alert for alert in found}
        self._alerts |= {(each.person.id, _CONFIRMED_END): each for each in ends}
        self._show()

    def forget(self) -> None:
        self._alerts, self._read_at = {}, None
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#alerts", RecordList)

    @property
    def current(self) -> Alert | Overtaken | None:
        """What is under the cursor."""
        row = self._list.current
        return next((alert for key, alert in self._alerts.items() if row and row.key == key), None)

    def _show(self) -> None:
        thresholds = [each for each in self._alerts.values() if isinstance(each, Alert)]
        reached, ends = sum(_is_reached(each) for each in thresholds), len(self._alerts) - len(thresholds)
        said = f"{self.NAME}    已达 {reached}  预警 {len(thresholds) - reached}"
        self.query_one("#subject", Line).show(f"{said}  到期日要重新确认 {ends}" if ends else said, "bold")
        self._list.show(ListedRows(tuple(self._row(key, alert) for key, alert in self._alerts.items())))
        if not self._alerts and self._read_at is not None:
            self.say("没有人接近界限。拒检、逃避在检测里记,外出在请假外出里记。")

    def _row(self, key: tuple[int, str], alert: Alert | Overtaken) -> ListRow:
        person = alert.person
        mark = "!" if _is_reached(alert) else " "
        return ListRow(key, (mark, person.name, f"{person.village}{person.village_group or ''}", self._said(alert)))

    def _said(self, alert: Alert | Overtaken) -> str:
        if isinstance(alert, Overtaken):
            return overtaken_text(alert)
        return f"{threshold_text(alert.threshold)}  {short_day(alert.since, self.workplace.today)} 起"

    @on(RecordList.Moved)
    def _show_counted(self) -> None:
        alert, today = self.current, self.workplace.today
        said = ""
        if isinstance(alert, Overtaken):
            said = f" {overtaken_cause(alert, today)}。重新确认后按 Ctrl+X 改。"
        elif alert is not None and alert.counted:
            said = f" 算入: {'、'.join(f'{short_day(day, today)} {word}' for day, word in alert.counted)}"
        self.query_one("#counted", Line).show(said)

    def action_settle(self) -> None:
        alert = self.current
        if isinstance(alert, Overtaken):
            self.run_job(self._confirm_anew(alert.person))
        elif alert is not None:
            confirmed = () if alert.threshold.rule == REFUSALS else (ABSENCE_CONFIRMED,)
            question = f"{alert.person.name} {count_text(alert.threshold)},记哪一样?"
            ways = (*confirmed, REPORTED_TO_POLICE)
            self.post_message(OneOfAsked(question, ways, lambda matter: self._record(alert, matter)))

    async def _confirm_anew(self, person: PersonLine) -> None:
        job = partial(record_behind, person_id=person.id, form="measure", uid=None, today=self.workplace.today)
        measure = await self.workplace.session.read(job)
        self.post_message(CorrectionAsked(person, measure, {_CONFIRMED_END: ""}))  # type: ignore[arg-type]  # a measure

    def _record(self, alert: Alert, matter: str) -> None:
        known = {"content": f"{count_text(alert.threshold)}"} if matter == REPORTED_TO_POLICE else {}
        self.post_message(EventAsked("notice", alert.person, (), {"matter": matter, **known}))

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(PersonAsked(self.current.person.id))


def _is_reached(alert: Alert | Overtaken) -> bool:
    return isinstance(alert, Alert) and alert.threshold.reached_on is not None
