"""The people behind one figure: those who make it worse first."""

from collections.abc import Iterable

from textual.widget import Widget

from store.desk.rates import behind
from store.model.person import Person
from store.rules.rates import ADVERSE, Fraction, weighs_on
from store.rules.reckoning import Period
from tui.actions import bindings
from tui.figures_reading import read_contributions
from tui.office_screen import OfficeScreen
from tui.requests import PersonAsked
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_MARKS, _ADVERSE_MARKS = ("还缺", "齐了"), ("计入", "未计")
"""Of who makes the figure worse, and of everybody else."""


class FigurePeopleScreen(OfficeScreen):
    """One line a person. What somebody lacks is found on the page of that person."""

    NAME = "数字后面的人"
    HELP = "一人一行,还缺的在前:完成了几件,一共几件。复吸率是计入的在前。Enter 打开这个人,看缺在哪里。"
    ACTIONS = ("help", "open", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(
        self, workplace: Workplace, rate: str, period: Period, area: str | None,
        people: tuple[tuple[Person, Fraction], ...], revision: int,
    ) -> None:  # fmt: skip
        super().__init__(workplace)
        self._rate, self._period, self._area = rate, period, area
        self._people = people
        self._revision = revision

    def body(self) -> Iterable[Widget]:
        yield Line(id="subject", style="bold")
        yield Rule()
        yield RecordList((Column(1), Column(6), Column(14), Column(16), Column(0)), id="people")

    def on_mount(self) -> None:
        self.set_focus(self._list)
        self._show()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and session.revision != self._revision:
            self.run_newest(self._read, "people")

    async def _read(self) -> None:
        """Something was recorded from here, or the ledger was locked: reckon the figure anew."""
        session = self.workplace.session
        revision = session.revision
        found = await read_contributions(
            session, (self._period,), self.workplace.today, lambda share: self.say(f"正在算  {share}")
        )
        self._people, self._revision = tuple(behind(found, self._rate, 0, self._area)), revision
        self.say("")
        self._show()

    def forget(self) -> None:
        self._people, self._revision = (), -1
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#people", RecordList)

    def _show(self) -> None:
        done = sum(numerator for _, (numerator, _) in self._people)
        whole = sum(denominator for _, (_, denominator) in self._people)
        said = f"{self._rate}  {done}/{whole}  {len(self._people)} 人" if self._people else self._rate
        self.query_one("#subject", Line).show(said, "bold")
        self._list.show(ListedRows(tuple(_row(self._rate, person, share) for person, share in self._people)))
        if not self._people and self._revision >= 0:
            self.say("这个数字后面没有人:没有到期的事,也没有漏的事。")

    def action_open(self) -> None:
        row = self._list.current
        if row is not None and isinstance(row.key, int):
            self.post_message(PersonAsked(row.key))


def _row(rate: str, person: Person, share: Fraction) -> ListRow:
    numerator, denominator = share
    worse, other = _ADVERSE_MARKS if rate in ADVERSE else _MARKS
    mark = worse if weighs_on(rate, share) else other
    place = f"{person.village}{person.village_group or ''}"
    return ListRow(person.id, (" ", mark, person.name, place, f"{numerator}/{denominator}"))
