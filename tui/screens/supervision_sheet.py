"""Issuing a 督办单 of level 3 or 4: to whom, by when the reply is due, and the sheet. Printed, it is recorded."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from textual.widget import Widget

from store.desk.escalated import Escalated, escalated, for_one
from store.desk.supervisions import issue
from store.fields import declared_field
from store.model.supervision import SUPERVISED_LEVELS, Supervision
from store.sheets.called import called
from store.sheets.level_sheet import SUPERVISION_TITLE, file_name, supervision_sheet
from tui.list_screen import place_of
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.today_list import LEVELS, chip
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

_REPLY_DAYS = 7
_FIRST_LEVEL = 3
_LONGEST_ADDRESSEE = 100


class SupervisionSheetScreen(PrintScreen):
    """F9 writes the paper, then records it as issued."""

    NAME = SUPERVISION_TITLE
    HELP = (
        "写明送达给谁、哪天以前回复,F9 发出并打印。发出的督办单记在清单的 督办单 里,到期没有回复的,今日会提醒。\n"
        "单上写约定称呼、村组和事项。"
    )

    def __init__(self, workplace: Workplace, level: int, village: str | None, responsible: str | None = None) -> None:
        super().__init__(workplace)
        self._level, self._village, self._responsible = level, village, responsible
        self._read_entries: tuple[Escalated, ...] = ()
        self._addressee = TextEntry(id="addressee")
        due = workplace.today + timedelta(days=_REPLY_DAYS)
        self._due = DayEntry(lambda: self.workplace.today, due.isoformat(), planned=True, id="reply_due")
        self._written: Supervision | None = None

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
        self._read_entries = for_one(await self.workplace.session.read(job), self._responsible)
        everybody = "、".join(self._acting)
        if not self._addressee.value and len(everybody) <= _LONGEST_ADDRESSEE:
            self._addressee.begin_with(everybody)

    @property
    def _acting(self) -> tuple[str, ...]:
        """Who has to act on anything that stands on the paper."""
        return tuple(dict.fromkeys(entry.responsible for entry in self._read_entries))

    def show(self) -> None:
        rows = tuple(ListRow(entry.person.id, (" ", *self._line(entry))) for entry in self._read_entries)
        self.query_one("#lines", RecordList).show(ListedRows(rows))

    def _line(self, entry: Escalated) -> tuple[str, str, str]:
        person = entry.person
        owed = " | ".join(chip(due, self.workplace.today) for due in entry.obligations)
        if len(self._acting) > 1:
            owed = f"{owed}  ({entry.responsible})"
        return called(person.name, entry.agreed_name), place_of(person.village, person.village_group), owed

    def file_name(self) -> str:
        return file_name(SUPERVISION_TITLE, self._level, self._village, self.workplace.today)

    def hindrance(self) -> tuple[Widget, str] | None:
        if not self._read_entries:
            return self._addressee, f"今天没有{LEVELS[self._level]}的事,不用发督办单。"
        addressee = cleaned_text(self._addressee.value)
        wrong = fault_of(addressee, declared_field(Supervision, "addressee"), self.workplace.today)
        if addressee is None or wrong:
            return self._addressee, wrong or "还没有写明 送达 给谁(100字以内)"
        due = self._due.day
        if due is None or due < self.workplace.today:
            return self._due, "回复期限要写今天或以后的一天"
        return None

    async def document(self) -> str:
        office = self.workplace.session.office
        if office is None:
            raise LockedError
        self._written = self._paper(self._due.day or self.workplace.today)
        return supervision_sheet(office, self._written)

    async def note_printed(self) -> None:
        """A paper that could not be written was not issued: nobody may be reminded of a reply to it."""
        paper, act = self._written, self.workplace.act("supervision")
        if paper is not None:
            await self.workplace.session.write(lambda connection: issue(connection, act, paper))

    def _paper(self, due: date) -> Supervision:
        return Supervision(
            issued_on=self.workplace.today,
            level=SUPERVISED_LEVELS[self._level - _FIRST_LEVEL],
            village=self._village,
            addressee=cleaned_text(self._addressee.value) or "",
            items="\n".join("  ".join(self._line(entry)) for entry in self._read_entries),
            reply_due=due,
        )
