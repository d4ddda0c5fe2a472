"""服务证明: for whom, from when to when; printed, it stands in the register under its number."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from textual.widget import Widget

from store.desk.certificates import Certified, certified, issue_certificate, next_number
from store.desk.hours import hours_text
from store.fields import declared_field
from store.model.certificate import Certificate
from store.model.volunteer import Volunteer
from store.sheets.certificate_sheet import certificate_sheet
from store.text import clean
from tui.print_screen import PrintScreen
from tui.session import LockedError
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class CertificateScreen(PrintScreen):
    """Filled in for this year: F9 is all it needs."""

    NAME = "服务证明"
    HELP = (
        "给志愿者开服务证明:写从哪天到哪天,F9 印出来,签字盖章。开过的记在清单的 服务证明 里,编号按年往下排。\n"
        "时间照服务记录,按分钟,不进位。证明是本人的,上面有证件号码。"
    )

    def __init__(self, workplace: Workplace, volunteer: Volunteer) -> None:
        super().__init__(workplace)
        self._volunteer = volunteer
        today = workplace.today
        self._first = DayEntry(lambda: self.workplace.today, today.replace(month=1, day=1).isoformat(), id="first_on")
        self._last = DayEntry(lambda: self.workplace.today, today.isoformat(), id="last_on")
        self._issuer, self._handler = TextEntry(id="issuer"), TextEntry(workplace.operator, id="handler")
        self._given = Certified(0, 0, ())
        self._read_for: tuple[date | None, date | None] | None = None
        self._number = ""
        self._paper: Certificate | None = None

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("从", self._first, help=f"从哪天起的服务。{DAY_HELP}"),
            FieldRow("到", self._last, help=f"到哪天为止,这一天也算。{DAY_HELP}"),
            FieldRow("出具单位", self._issuer, help="哪个单位出具,盖哪个章。"),
            FieldRow("经办人", self._handler, help="谁经办的,印在证明上。"),
        )

    def preview(self) -> Iterable[Widget]:
        yield RecordList((Column(2), Column(40), Column(6), Column(0)), id="lines")

    def forget(self) -> None:
        self._given, self._read_for, self._revision = Certified(0, 0, ()), None, -1
        self.show()

    @property
    def _days(self) -> tuple[date | None, date | None]:
        return self._first.day, self._last.day

    async def read(self) -> None:
        office = self.workplace.session.office
        if office is not None and not self._issuer.value:
            self._issuer.begin_with(f"{office.name}禁毒办")
        self._number = await self.workplace.session.read(partial(next_number, year=self.workplace.today.year))
        await self._read_given()

    async def _read_given(self) -> None:
        first, last = self._read_for = self._days
        if first is not None and last is not None:
            job = partial(certified, volunteer_id=self._volunteer.id, first_on=first, last_on=last)
            self._given = await self.workplace.session.read(job)
        self.show()

    def show(self) -> None:
        if self._read_for is not None and self._read_for != self._days:
            self.run_newest(self._read_given, "given")
            return
        given = self._given
        total = ListRow(
            ("total",), (" ", f"{self._volunteer.name} 合计", f"{given.services}次", hours_text(given.minutes))
        )
        lines = (
            ListRow(text, (" ", clean(text), f"{n}次", hours_text(minutes))) for text, n, minutes in given.by_content
        )
        self.query_one("#lines", RecordList).show(ListedRows((total, *lines)))

    def file_name(self) -> str:
        return f"服务证明-{self._number or self.workplace.today}.html"

    def hindrance(self) -> tuple[Widget, str] | None:
        first, last = self._days
        if first is None or last is None or last < first:
            return self._first, "从哪天到哪天没有写对"
        for entry, name in ((self._issuer, "issuer"), (self._handler, "handler")):
            text = cleaned_text(entry.value)
            wrong = fault_of(text, declared_field(Certificate, name), self.workplace.today)
            if text is None or wrong:
                return entry, wrong or "出具单位和经办人都要写"
        if not self._given.services:
            return self._first, "这段时间没有服务记录,不能出证明"
        return None

    async def document(self) -> str:
        office, (first, last) = self.workplace.session.office, self._days
        if office is None or first is None or last is None:
            raise LockedError
        await self._read_given()
        self._paper = Certificate(
            volunteer_id=self._volunteer.id, number=self._number, first_on=first, last_on=last,
            minutes=self._given.minutes, services=self._given.services, issuer=cleaned_text(self._issuer.value) or "",
            handler=cleaned_text(self._handler.value) or "", issued_on=self.workplace.today,
        )  # fmt: skip
        return certificate_sheet(office, self._paper, self._volunteer, self._given)

    async def note_printed(self) -> None:
        """What could not be written was not issued."""
        paper, act = self._paper, self.workplace.act("certificate")
        if paper is not None:
            await self.workplace.session.write(lambda connection: issue_certificate(connection, act, paper))
