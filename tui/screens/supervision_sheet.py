"""Issuing a 督办单 of level 3 or 4: to whom, by when the reply is due, and the sheet. It is recorded as issued."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from textual.widget import Widget

from store.desk.escalated import Escalated, escalated
from store.desk.supervisions import issue
from store.model.supervision import SUPERVISED_LEVELS, Supervision
from store.sheets.called import called
from store.sheets.level_sheet import SUPERVISION_TITLE, supervision_sheet
from tui.list_screen import place_of
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.today_list import LEVELS, chip
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

_REPLY_DAYS = 7
_FIRST_LEVEL = 3
_LONGEST_ADDRESSEE = 100


class SupervisionSheetScreen(PrintScreen):
    """F9 records the paper, then writes it. Pressed again for the same paper it records nothing more."""

    NAME = SUPERVISION_TITLE
    HELP = (
        "写明送达给谁、哪天以前回复,F9 发出并打印。发出的督办单记在清单的 督办单 里,到期没有回复的,今日会提醒。\n"
        "单上写约定称呼、村组和事项。"
    )

    def __init__(self, workplace: Workplace, level: int, village: str | None) -> None:
        super().__init__(workplace)
        self._level, self._village = level, village
        self._read_entries: tuple[Escalated, ...] = ()
        self._addressee = TextEntry(id="addressee")
        due = workplace.today + timedelta(days=_REPLY_DAYS)
        self._due = DayEntry(lambda: self.workplace.today, due.isoformat(), planned=True, id="reply_due")
        self._issued: Supervision | None = None

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("送达", self._addressee, help="送给谁办,印在单上。"),
            FieldRow("回复期限", self._due, help="哪天以前要书面回复,如 12.5;先写了一周后。"),
        )

    def preview(self) -> Iterable[Widget]:
        yield RecordList((Column(2), Column(10), Column(12), Column(0)), id="lines")

    def forget(self) -> None:
        self._read_entries, self._revision = (), -1
        self.show()

    async def read(self) -> None:
        job = partial(escalated, today=self.workplace.today, level=self._level, village=self._village)
        self._read_entries = await self.workplace.session.read(job)
        if self._read_entries and not self._addressee.value:
            self._addressee.begin_with(self._read_entries[0].responsible)

    def show(self) -> None:
        rows = tuple(ListRow(entry.person.id, (" ", *self._line(entry))) for entry in self._read_entries)
        self.query_one("#lines", RecordList).show(ListedRows(rows))

    def _line(self, entry: Escalated) -> tuple[str, str, str]:
        person = entry.person
        owed = " | ".join(chip(due, self.workplace.today) for due in entry.obligations)
        return called(person.name, entry.agreed_name), place_of(person.village, person.village_group), owed

    def file_name(self) -> str:
        return f"{SUPERVISION_TITLE}-{self._level}-{self.workplace.today}.html"

    def hindrance(self) -> tuple[Widget, str] | None:
        if not self._read_entries:
            return self._addressee, f"今天没有{LEVELS[self._level]}的事,不用发督办单。"
        if not 0 < len(self._addressee.value.strip()) <= _LONGEST_ADDRESSEE:
            return self._addressee, "还没有写明 送达 给谁(100字以内)"
        due = self._due.day
        if due is None or due < self.workplace.today:
            return self._due, "回复期限要写今天或以后的一天"
        return None

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        paper = self._paper(self._due.day or self.workplace.today)
        if self._issued is None or self._issued != self._with_keys(paper):
            act, issued = self.workplace.act("supervision"), list[Supervision]()
            await self.workplace.session.write(lambda connection: issued.append(issue(connection, act, paper)))
            self._issued = issued[0]
        return supervision_sheet(office, paper)

    def _with_keys(self, paper: Supervision) -> Supervision:
        from dataclasses import replace

        issued = self._issued or paper
        return replace(paper, id=issued.id, uid=issued.uid)

    def _paper(self, due: date) -> Supervision:
        return Supervision(
            issued_on=self.workplace.today,
            level=SUPERVISED_LEVELS[self._level - _FIRST_LEVEL],
            village=self._village,
            addressee=self._addressee.value.strip(),
            items="\n".join("  ".join(self._line(entry)) for entry in self._read_entries),
            reply_due=due,
        )
