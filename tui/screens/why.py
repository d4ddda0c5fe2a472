"""Why something is due. All obligations of the person stand on top; the one under the cursor is explained below."""

from collections.abc import Iterable
from functools import partial

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.desk.worklist import worklist
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.worklist import Obligation
from store.text import clean, fit
from tui.actions import bindings
from tui.confirmation_text import overtaken_reason
from tui.dossier import Dossier, read_dossier
from tui.office_screen import OfficeScreen
from tui.reasons import reasons
from tui.requests import AssessmentAsked, TestAsked, VisitAsked
from tui.settling import settle
from tui.today_list import PersonDue, chip
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace
from tui.wrapping import wrapped

_COLUMNS = (Column(1), Column(0))
_LABEL_WIDTH = 10
_OPEN = (State.DUE, State.OVERDUE)


class WhyScreen(OfficeScreen):
    """Explains one obligation at a time; up and down go to the person's other ones. F5 and F6 register at once."""

    CSS_PATH = "why.tcss"
    NAME = "为什么"
    HELP = "上面是这个人的应办事项,上下键换一项;下面写明依据、期间、上一期怎样、哪些记录不算、怎样算完成。"
    ACTIONS = ("help", "visit", "test", "assess", "settle", "back")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, due: PersonDue) -> None:
        super().__init__(workplace)
        self._due = due
        self._dues = due.obligations
        self._revision = -1
        self._dossier: Dossier | None = None
        self._day = workplace.today

    def body(self) -> Iterable[Widget]:
        person = self._due.person
        yield Line(f"为什么    {person.name}  {person.village}{person.village_group or ''}", style="bold")
        yield RecordList(_COLUMNS, id="obligations")
        yield Rule()
        yield VerticalScroll(Static(id="reasons", markup=False), can_focus=False)

    def on_mount(self) -> None:
        self._list_dues()
        self.set_focus(self._list)
        self._revision = self.workplace.session.revision
        self.run_step(self._read())

    def _list_dues(self) -> None:
        rows = tuple(ListRow(number, (" ", chip(due, self._day))) for number, due in enumerate(self._dues))
        self._list.styles.height = max(1, min(len(rows), 6))
        self._list.show(ListedRows(rows))

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if session.is_open and self._revision not in (-1, session.revision):
            self._revision = session.revision
            self.run_newest(self._read_anew, "dues")

    async def _read_anew(self) -> None:
        """Something was recorded from here: what is settled goes, the rest stays in its order."""
        job = partial(worklist, today=self._day, people=(self._due.person.id,))
        standing = {(due.key, due.start): due for due in (item.obligation for item in
                    await self.workplace.session.read(job))}  # fmt: skip
        # What was not due anyhow is explained on as it was.
        kept = [standing.get((due.key, due.start), None if due.state in _OPEN else due) for due in self._dues]
        self._dues = tuple(due for due in kept if due is not None)
        self._list_dues()
        if self._dues:
            await self._read()
        else:
            self.query_one("#reasons", Static).update("")
            self.say("这些事都办完了。Esc 返回。")

    async def _read(self) -> None:
        job = partial(read_dossier, person_id=self._due.person.id, today=self._day)
        self._dossier = await self.workplace.session.read(job)
        self._explain()

    def taken_back(self, said: str) -> None:
        # What was due may be due no more, or something else: the list she came from knows.
        self.dismiss(said)

    def forget(self) -> None:
        self._dossier = None
        self.query_one("#reasons", Static).update("")

    @property
    def _list(self) -> RecordList:
        return self.query_one("#obligations", RecordList)

    @property
    def obligation(self) -> Obligation:
        """The obligation under the cursor."""
        row = self._list.current
        return self._dues[row.key if row and isinstance(row.key, int) else 0]

    @on(RecordList.Moved)
    def _explain(self) -> None:
        if self._dossier is None or self._dossier.case is None or not self._dues:
            return
        case, policies = self._dossier.case, self._dossier.policies
        whole = schedule(case, policies, self._day, self._dossier.holidays)
        found = reasons(self.obligation, case, whole, policies, self._day)
        if self._dossier.overtaken is not None:
            found = (*found, ("到期日", overtaken_reason(self._dossier.overtaken, self._day)))
        self.query_one("#reasons", Static).update(_content(found, self.size.width))

    def action_settle(self) -> None:
        if self._dues:
            settle(self, self._due.person, self.obligation)

    def action_visit(self) -> None:
        self.post_message(VisitAsked(self._due.person, self._dues[:1] and (self.obligation,)))

    def action_test(self) -> None:
        self.post_message(TestAsked(self._due.person))

    def action_assess(self) -> None:
        self.post_message(AssessmentAsked(self._due.person))


def _content(found: Iterable[tuple[str, str]], width: int) -> Content:
    lines: list[Content] = []
    for label, text in found:
        first, *rest = wrapped(clean(text), width - _LABEL_WIDTH - 2)
        lines.append(Content.assemble((f" {fit(label, _LABEL_WIDTH)}", "bold"), first))
        lines += [Content(" " * (_LABEL_WIDTH + 1) + line) for line in rest]
    return Content("\n").join(lines)
