"""批量补录: a village's paper sheet keyed in, one line a person, checked as a whole and saved as one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from store.desk.batch import SheetNote, SheetPerson, check_sheet, record_sheet, sheet_people, sheet_villages
from store.desk.completion import testers, visitors, written_lately
from store.desk.drafts import Draft, draft_of, drop_draft, keep_draft
from store.errors import StoreError
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from tui.actions import bindings
from tui.batch_lines import SHEETS, TESTS, Piece, Sheet, read_line, record_text
from tui.office_screen import OfficeScreen
from tui.requests import QuestionAsked
from tui.typed_text import cleaned_text
from tui.widgets.completing_entry import COMPLETION_HELP, CompletingEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.widgets.sheet_choice import SheetChoice
from tui.widgets.sheet_line_entry import SheetLineEntry
from tui.workplace import Workplace

DRAFT = ("batch", "")
_COLUMNS = (Column(7), Column(12), Column(0))
_MONTHS = 12
PAUSE = 0.6
"""Seconds without a key after which the lines are kept as a draft."""
_LINE_HELP = (
    "几号 空格 结果 空格 备注: 3 阴,走访写 5 未遇 赶集;一个人几次用 ; 隔开: 3 阴; 18 未到。"
    "日子也可以写 10.30 或 昨天。谈话、走访、电话、随机、毛发 写在结果前后都行。"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One part of one line, with what the ledger says of it."""

    person: SheetPerson
    piece: Piece
    note: SheetNote | None

    @property
    def is_fault(self) -> bool:
        return self.piece.record is None or (self.note is not None and self.note.fault)

    @property
    def row(self) -> ListRow:
        said = self.piece.fault or (self.note.sentence if self.note else "")
        mark = "! 要改" if self.is_fault else "? 看看" if said else ""
        read = f"{record_text(self.piece.record)}  {said}" if self.piece.record else _faulty(self.piece.text, said)
        return ListRow((self.person.uid, self.piece.text), (mark, self.person.name, read.rstrip()))


def _faulty(typed: str, fault: str) -> str:
    """What was typed and what is wrong with it; a last word that ``fault`` begins with is not said twice."""
    *before, last = typed.split(" ")
    return " ".join((*before, fault)) if fault.startswith(f"{last} ") else f"{typed}  {fault}"


class BatchScreen(OfficeScreen):
    """The lines are typed at the foot, always in the same place; the list above says how each is read."""

    CSS_PATH = "batch_entry.tcss"
    NAME = "批量补录"
    HELP = (
        "照纸质登记表一人一行地补录。先用 Tab 和左右键选好表、月份、村、组,填上经办人,再从上往下打。\n"
        "Enter 记下这一行到下一个人,上下键换人,空着就跳过。F2 先核对每一行读成了什么,没错再按 F2 一起保存。"
    )
    ACTIONS = ("help", "save", "next_field", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "leap(-1)", show=False),
        Binding("pagedown", "leap(1)", show=False),
    ]

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._people: dict[str, SheetPerson] = {}
        self._known: dict[str, SheetPerson] = {}
        self._lines: dict[str, str] = {}
        self._checked: tuple[Checked, ...] | None = None
        self._saving = False
        self._written_for: str | None = None
        self._pause: Timer | None = None
        self._by, self._where = CompletingEntry(several=True), CompletingEntry()
        self._line = SheetLineEntry(id="line")

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="sheet"):
            yield Line("批量补录", style="bold", id="title")
            yield SheetChoice("表", SHEETS, id="about")
            yield SheetChoice("月份", _months(self.workplace.today), id="month")
            yield SheetChoice("村", (), id="village")
            yield FilterChoice("组", (), id="group")
        with Horizontal(id="whom"):
            yield FieldRow("经办人", self._by, help=f"检测人或走访人,整张表都算他们的。{COMPLETION_HELP}")
            yield FieldRow("地点", self._where, help=f"检测机构或走访地点,整张表一样才填。{COMPLETION_HELP}")
        yield Rule()
        yield RecordList(_COLUMNS, id="lines")
        yield Line(id="reading")
        yield FieldRow("这一行", self._line, help=_LINE_HELP)

    def on_mount(self) -> None:
        # The cursor is moved from the entry; the list itself never needs the focus.
        self._list.can_focus = False
        self.set_focus(self._line)
        self.run_step(self._open())

    @property
    def _list(self) -> RecordList:
        return self.query_one("#lines", RecordList)

    def _choice(self, name: str) -> FilterChoice:
        return self.query_one(f"#{name}", FilterChoice)

    async def _open(self) -> None:
        read = self.workplace.session.read
        self._choice("village").offer(await read(sheet_villages))
        draft = await read(partial(draft_of, form=DRAFT[0], subject=DRAFT[1]))
        await self._read_people()
        if draft is not None:
            question = f"上次没存完: 有 {draft.saved_at:%m-%d %H:%M} 补录的草稿。接着录? (Esc 先不用)"
            self.post_message(QuestionAsked(question, partial(self._take_up, draft)))

    async def _read_people(self) -> None:
        read, village = self.workplace.session.read, self._choice("village").chosen
        people = await read(partial(sheet_people, village=village or ""))
        self._people = {person.uid: person for person in people}
        self._known |= self._people
        self._choice("group").offer(list(dict.fromkeys(each.village_group or "" for each in people)))
        today = self.workplace.today
        tests = self._choice("about").chosen == TESTS
        self._by.offer(await read(partial(testers if tests else visitors, today=today, village=village)))
        record_type, name = (DrugTest, "laboratory") if tests else (Visit, "place")
        self._where.offer(await read(partial(written_lately, record_type=record_type, name=name)))
        self._show()

    def _take_up(self, draft: Draft) -> None:
        self.run_job(self._restore(draft.content))

    async def _restore(self, content: dict[str, Any]) -> None:
        for name in ("about", "month", "village"):
            choice = self._choice(name)
            if isinstance(choice, SheetChoice):
                choice.choose(str(content.get(name)))
        self._by.value, self._where.value = str(content.get("by", "")), str(content.get("where", ""))
        lines = content.get("lines")
        self._lines = {str(uid): str(text) for uid, text in lines.items()} if isinstance(lines, dict) else {}
        for village in content.get("villages", ()):
            people = await self.workplace.session.read(partial(sheet_people, village=str(village)))
            self._known |= {person.uid: person for person in people}
        await self._read_people()
        self._show_line()

    @property
    def _sheet(self) -> Sheet:
        month = self._choice("month").chosen or ""
        return Sheet(
            about=self._choice("about").chosen or TESTS,
            month=date.fromisoformat(f"{month}-01"),
            today=self.workplace.today,
            by=cleaned_text(self._by.value),
            where=cleaned_text(self._where.value),
        )

    def _show(self) -> None:
        group, sheet = self._choice("group"), self._sheet
        listed = [
            person
            for person in self._people.values()
            if group.index is None or (person.village_group or "") == group.chosen
        ]
        self._list.show(ListedRows(tuple(self._row(person, sheet) for person in listed)))
        self.say(self._count(len(listed)) if listed else "这个村还没有人。按 Tab 到上面换村。")

    def _count(self, listed: int) -> str:
        lines = sum(bool(text.strip()) for text in self._lines.values())
        return f"{listed} 人, 已写 {lines} 行"

    def _row(self, person: SheetPerson, sheet: Sheet) -> ListRow:
        pieces = read_line(self._lines.get(person.uid, ""), person.id, sheet)
        said = "; ".join(record_text(piece.record) if piece.record else f"! {piece.fault}" for piece in pieces)
        return ListRow(person.uid, (person.village_group or "", person.name, said))

    @property
    def _person(self) -> SheetPerson | None:
        row = self._list.current
        key = row.key[0] if row and isinstance(row.key, tuple) else row.key if row else None
        return self._known.get(str(key))

    @on(RecordList.Moved)
    def _moved(self) -> None:
        person = self._person
        if person is None or person.uid != self._written_for:
            self._show_line()
        elif self._checked is None:
            # The line stays as it is: more may have been typed than was reported so far.
            self._say_reading(person)

    def _take_line(self) -> None:
        """Put what stands in the line to the person it was typed for. In a burst it is not reported before Enter."""
        if self._checked is None and self._written_for is not None:
            self._lines[self._written_for] = self._line.value

    def _show_line(self) -> None:
        person = self._person
        if person is None or self._checked is not None:
            return
        if self._written_for is None and self._line.value:
            # Typed before anybody was listed: it stands beside the first name now, to be read and changed.
            self._lines[person.uid] = self._line.value
            self._keep_after_pause()
        self._written_for = person.uid
        self._line.value = self._lines.get(person.uid, "")
        self._line.cursor_position = len(self._line.value)
        self._say_reading(person)

    def _say_reading(self, person: SheetPerson) -> None:
        pieces = read_line(self._line.value, person.id, self._sheet)
        said = "; ".join(record_text(piece.record) if piece.record else f"! {piece.fault}" for piece in pieces)
        self.query_one("#reading", Line).show(f"{person.name}: {said or _example(self._sheet.about)}", "bold")

    def on_edited(self, event: Edited) -> None:
        event.stop()
        person = self._person
        if person is None or self._checked is not None:
            return
        self._take_line()
        self._say_reading(person)
        self._keep_after_pause()
        if self.focused in (self._by, self._where):
            self.say(self.focused.offers if isinstance(self.focused, CompletingEntry) else "")

    def _keep_after_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.rest)

    @on(FilterChoice.Chosen)
    def _change_sheet(self) -> None:
        self._take_line()
        self.run_job(self._read_people())

    def action_list(self) -> None:
        self.set_focus(self._line)

    def action_next_field(self) -> None:
        if self._checked is not None:
            self._leave_check()
        elif isinstance(self.focused, CompletingEntry):
            self.focused.take_initials()
            self.set_focus(self._where if self.focused is self._by else self._line)
        elif self.focused is self._line:
            # Behind the letters that the line has yet to take in.
            self._line.call_later(self._next_line)
        else:
            self.set_focus(self._line)

    def _next_line(self) -> None:
        if self._checked is None:
            self.action_step(1)
            self.run_job(self._keep_draft())

    def action_step(self, step: int) -> None:
        self._go(partial(self._list.action_move, step))

    def action_leap(self, pages: int) -> None:
        self._go(partial(self._list.action_page, pages))

    def _go(self, move: Callable[[], None]) -> None:
        if self._checked is None:
            self._take_line()
            self._show()
        move()
        self._show_line()

    def rest(self) -> None:
        """What is done when typing pauses."""
        self.run_job(self._keep_draft())

    async def keep_typed(self) -> None:
        if any(text.strip() for text in self._lines.values()):
            await self._keep_draft()

    async def _keep_draft(self) -> None:
        session = self.workplace.session
        if self._saving or not session.is_open:
            return
        content = {
            **{name: self._choice(name).chosen for name in ("about", "month", "village")},
            "villages": sorted({self._known[uid].village for uid in self._lines if uid in self._known}),
            "by": self._by.value,
            "where": self._where.value,
            "lines": {uid: text for uid, text in self._lines.items() if text.strip()},
        }
        try:
            job = partial(keep_draft, form=DRAFT[0], subject=DRAFT[1], content=content, at=self.workplace.clock())
            await session.read(job)
        except StoreError as error:
            self.say(error.message, "bold reverse")

    def action_save(self) -> None:
        if self._checked is None:
            self._take_line()
            self.run_step(self._check())
        elif any(each.is_fault for each in self._checked):
            self.say("还有要改的,一条都没有保存。Esc 回去改,改好再按 F2。", "bold reverse")
        elif self._checked and not self._saving:
            self._saving = True
            self.run_step(self._save(self._checked))

    def _pieces(self) -> Iterator[tuple[SheetPerson, Piece]]:
        sheet = self._sheet
        for uid, text in self._lines.items():
            person = self._known[uid]
            yield from ((person, piece) for piece in read_line(text, person.id, sheet))

    async def _check(self) -> None:
        pieces = list(self._pieces())
        if not pieces:
            self.say("还没有写一行,没有可保存的。")
            return
        records = [piece.record for _, piece in pieces if piece.record]
        job = partial(check_sheet, today=self.workplace.today, records=records)
        notes = iter(await self.workplace.session.read(job))
        found = [Checked(person, piece, next(notes) if piece.record else None) for person, piece in pieces]
        self._checked = tuple(sorted(found, key=lambda each: (not each.is_fault, each.note is None)))
        self._list.show(ListedRows(tuple(each.row for each in self._checked)))
        self._list.action_end(0)
        self.set_focus(None)
        faults = sum(each.is_fault for each in found)
        self.query_one("#reading", Line).show("核对: 每一条读成了下面这样" if not faults else "核对: 打 ! 的要改")
        if faults:
            self.say(f"{len(found)} 条里有 {faults} 条要改,一条都没有保存。Enter 去改这一条。", "bold reverse")
        else:
            self.say(f"要保存 {len(found)} 条。没错按 F2 一起保存,Enter 或 Esc 回去改。", "bold reverse")

    def _leave_check(self) -> None:
        person = self._person
        self._checked = None
        if person is not None and person.uid not in self._people:
            village = self._choice("village")
            if isinstance(village, SheetChoice):
                village.choose(person.village)
                self.run_job(self._read_people())
        self._choice("group").index = None
        self._show()
        while person is not None and self._person not in (None, person):
            before = self._person
            self._list.action_move(1)
            if self._person == before:
                break
        self.set_focus(self._line)
        self._show_line()

    async def _save(self, checked: tuple[Checked, ...]) -> None:
        records = [each.piece.record for each in checked if each.piece.record]
        act = self.workplace.act("test" if self._sheet.about == TESTS else "visit")
        await self.workplace.session.write(partial(record_sheet, act=act, records=records, draft=DRAFT))
        self.dismiss(f"已保存: 补录 {len(records)} 条 {self._sheet.about},一起记下,一次可以撤回。")

    def failed(self, error: StoreError) -> None:
        self._saving = False
        super().failed(error)

    def action_back(self) -> None:
        if self._saving:
            self.say("正在保存,请稍候...")
        elif self._checked is not None:
            self._leave_check()
        elif any(text.strip() for text in self._lines.values()):
            self.post_message(QuestionAsked("不保存就离开? 已写的各行会丢掉。", self._give_up))
        else:
            self.dismiss(None)

    def _give_up(self) -> None:
        self._saving = True
        job = self.workplace.session.read(partial(drop_draft, form=DRAFT[0], subject=DRAFT[1]))
        self.app.run_worker(job, exit_on_error=False)
        self.dismiss(None)


def _example(about: str) -> str:
    return f"{'3 阴  5 未到 赶集' if about == TESTS else '3 见到  5 未遇 赶集'},空着跳过"


def _months(today: date) -> tuple[str, ...]:
    """This month and those before it, the newest first."""
    numbers = (today.year * 12 + today.month - 1 - back for back in range(_MONTHS))
    return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers)
