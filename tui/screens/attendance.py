"""到场名单: as the list is read out, some letters of the name and Enter; each is on disk before the next."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from store.desk.activities import Attendance, attend, attendance
from store.desk.completion import NO_WORDS, words_of
from store.desk.hours import hours_text
from store.errors import StoreError
from store.model.activity import Activity
from store.sheets.list_sheet import HANDED_BACK, ListSheet
from tui.actions import bindings
from tui.list_screen import place_of
from tui.office_screen import OfficeScreen
from tui.requests import ListSheetAsked
from tui.typed_text import cleaned_text
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.finding_entry import FindingEntry
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_OWN_MINUTES = re.compile(r"(.*?)\s*(\d{1,4})", re.ASCII | re.DOTALL).fullmatch
_COLUMNS = (Column(1), Column(10), Column(8), Column(20), Column(14), Column(0))


class AttendanceScreen(OfficeScreen):
    """The entry keeps the focus; a number behind the name is how long this one was there."""

    CSS_PATH: ClassVar = ["../form_screen.tcss"]
    NAME = "到场名单"
    HELP = (
        "名单念一个,打他的拼音首字母、姓名或编号,光标停在他那一行按 Enter,就记到场并存好,接着打下一个。\n"
        "待的时间不同的,名字后面打分钟,如 yb 45。上下键在名单里选。记错了按 Ctrl+G 撤回最近一个。\n"
        "本队的人排在前面。F9 打印签到单。"
    )
    ACTIONS: ClassVar = ("help", "attend", "undo", "print", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back"),
        *bindings("attend", priority=True),
        Binding("f9", "print", show=False),
    ]

    def __init__(
        self, workplace: Workplace, activity: Activity, minutes: int, started_at: str | None, ended_at: str | None
    ) -> None:
        super().__init__(workplace)
        self._activity = activity
        self._minutes, self._started_at, self._ended_at = minutes, started_at, ended_at
        self._entry = FindingEntry()
        self._people: Sequence[Attendance] = ()
        self._words = NO_WORDS
        self._read_at: object = None
        self._writing = False

    def body(self) -> Iterable[Widget]:
        yield Line(id="headline", style="bold")
        yield Rule()
        yield FieldRow("到场", self._entry, help="拼音首字母、姓名或编号;后面可以打分钟。")
        yield Rule()
        yield RecordList(_COLUMNS, id="people")

    def on_mount(self) -> None:
        self.set_focus(self._entry)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if not self.is_gone and session.is_open and self._read_at != session.revision:
            self.run_newest(self._read, "people", awaited=True)

    def forget(self) -> None:
        self._people, self._words, self._read_at = (), NO_WORDS, None
        self._show()

    async def _read(self) -> None:
        revision = self.workplace.session.revision
        self._people = await self.workplace.session.read(partial(attendance, activity=self._activity))
        self._words = words_of(each.volunteer.name for each in self._people)
        self._read_at = revision
        self._show()

    @property
    def _list(self) -> RecordList:
        return self.query_one("#people", RecordList)

    @property
    def _typed(self) -> tuple[str | None, int]:
        """Whom she looks for, and for how many minutes that one was there."""
        text = cleaned_text(self._entry.value)
        found = _OWN_MINUTES(text) if text else None
        if found is None or self._is_number(text or ""):
            return text, self._minutes
        return found[1] or None, int(found[2])

    def _is_number(self, text: str) -> bool:
        return any(each.volunteer.number.casefold().startswith(text.casefold()) for each in self._people)

    @property
    def _fitting(self) -> Sequence[Attendance]:
        text, _ = self._typed
        if text is None:
            return self._people
        names = set(self._words.fitting(text))
        wanted = text.casefold()
        return [
            each
            for each in self._people
            if each.volunteer.name in names
            or wanted in each.volunteer.name.casefold()
            or each.volunteer.number.casefold().startswith(wanted)
        ]

    @on(Edited)
    def _edited(self) -> None:
        if self._entry.value:
            # Not when it was emptied for the next one: what was said about the last stays.
            self.say("")
        self._show()
        self._list.action_end(0)

    def _show(self) -> None:
        there = [each.service for each in self._people if each.service]
        told = f"到场 {len(there)} 人 {hours_text(sum(each.minutes for each in there))}"
        hours = f" {self._started_at or ''}-{self._ended_at or ''}" if self._started_at or self._ended_at else ""
        named = f"{self._activity.number} {self._activity.day} {self._activity.name}"
        self.query_one("#headline", Line).show(f"{named}    {told}    每人 {self._typed[1]} 分钟{hours}", "bold")
        self._list.show(ListedRows(tuple(_row(each) for each in self._fitting)))

    def action_into_list(self, key: str) -> None:
        steps = {"up": self._list.action_previous, "down": self._list.action_next}
        pages = {"pageup": -1, "pagedown": 1}
        if key in steps:
            steps[key]()
        else:
            self._list.action_page(pages[key])

    def action_attend(self) -> None:
        row = self._list.current
        chosen = next((each for each in self._fitting if row and each.volunteer.id == row.key), None)
        if chosen is None:
            self.say("名单里没有这个人。先在 4 志愿者 登记,要本人同意。" if self._read_at is not None else "")
        elif chosen.service is not None:
            self.say(f"{chosen.volunteer.name} 已经记过到场。分钟不对的,在他的志愿者登记里改那条服务。")
        elif not self._writing:
            self._writing = True
            self.run_step(self._write(chosen))

    async def _write(self, chosen: Attendance) -> None:
        _, minutes = self._typed
        job = partial(
            attend, act=self.workplace.act("attendance"), activity=self._activity, volunteer_id=chosen.volunteer.id,
            minutes=minutes, started_at=self._started_at, ended_at=self._ended_at,
        )  # fmt: skip
        await self.workplace.session.write(job)
        self._writing = False
        self._entry.value = ""
        await self._read()
        self.say(f"到场: {chosen.volunteer.name} {minutes} 分钟", "bold")

    def failed(self, error: StoreError) -> None:
        # What is recorded may differ from what is shown: it is read anew once the message is read.
        self._read_at, self._writing = None, False
        super().failed(error)

    def action_back(self) -> None:
        if self._entry.value:
            self._entry.value = ""
        else:
            self.dismiss(None)

    def action_print(self) -> None:
        if not self._people:
            self.say("没有可以打印的。")
            return
        rows = tuple(
            (each.volunteer.name, each.volunteer.number, each.volunteer.team or "", "", "") for each in self._people
        )
        title = f"签到单  {self._activity.day} {self._activity.name}"
        heads = ("姓名", "编号", "队伍", "签到", "分钟")
        self.post_message(ListSheetAsked(ListSheet("签到单", title, "", heads, rows, closing=HANDED_BACK)))


def _row(each: Attendance) -> ListRow:
    volunteer = each.volunteer
    told = f"到 {each.service.minutes} 分钟" if each.service else ""
    place = place_of(volunteer.village or "", volunteer.village_group)
    mark = "o" if each.service else " "
    return ListRow(volunteer.id, (mark, volunteer.name, volunteer.number, volunteer.team or "", place, told))
