"""One volunteer: who they are, in which teams, and what is recorded of them (志愿服务条例 19)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.message import Message

from store.desk.hours import hours_text
from store.desk.volunteer_page import VolunteerPage, volunteer_page
from store.model.certificate import Certificate
from store.model.service import Service
from store.model.volunteer import LEFT, Volunteer
from store.model.volunteer_event import VOLUNTEER_EVENT_KINDS, VolunteerEvent
from store.rules.service import LONG_DAY_MINUTES, minutes_on
from tui.actions import bindings
from tui.bar import bar_of
from tui.list_screen import ListScreen
from tui.record_text import field_rows
from tui.requests import (
    CertificateAsked,
    DetailAsked,
    ListSheetAsked,
    OneOfAsked,
    ServiceAsked,
    VoidAsked,
    VolunteerEventAsked,
    VolunteerFormAsked,
)
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

_BAR = 30
_SERVICE, _CERTIFICATE = "一次服务", "服务证明"
_RECORD = "打印这张登记表"


@dataclass(frozen=True, slots=True)
class _Line:
    """A fact in words, or a record that can be opened."""

    key: object
    label: str
    text: str
    record: Service | VolunteerEvent | Certificate | Volunteer | None = None
    mark: str = " "


class VolunteerScreen(ListScreen[_Line]):
    """Numbers are masked. Nothing here says who is on the roster."""

    NAME = "志愿者登记"
    HELP = (
        "这位志愿者的登记、队伍、近十二个月的服务时间,每次服务、培训、表彰、评价、通联。! 是一天超过16小时的。\n"
        "F4 改:光标在一条记录上改这条记录,在别处改登记。F7 新增一条,或打印这张表。F9 服务证明。Del 作废错记录。"
    )
    ACTIONS: ClassVar = ("help", "edit", "new", "void", "open", "print", "back")
    BINDINGS: ClassVar = bindings("edit", "new", "void")
    COLUMNS = (Column(1), Column(14), Column(0))
    HEADS = ("", "", "")
    EMPTY = "这位志愿者已经撤下。"

    def __init__(self, workplace: Workplace, volunteer_id: int) -> None:
        super().__init__(workplace)
        self._volunteer_id = volunteer_id
        self._page: VolunteerPage | None = None

    @property
    def headline(self) -> str:
        page = self._page
        if page is None or not self._entries:
            return "志愿者"
        volunteer = page.volunteer
        left = f"  {volunteer.left_on} 退出" if volunteer.state == LEFT else ""
        return f"志愿者 {volunteer.number}  {volunteer.name}{left}"

    def forget(self) -> None:
        self._page = None
        super().forget()

    async def read_entries(self) -> Sequence[_Line]:
        job = partial(volunteer_page, volunteer_id=self._volunteer_id, today=self.workplace.today)
        self._page = await self.workplace.session.read(job)
        return tuple(_lines(self._page)) if self._page else ()

    def row(self, entry: _Line) -> ListRow:
        return ListRow(entry.key, (entry.mark, entry.label, entry.text))

    def totals(self, shown: Sequence[_Line]) -> str:
        services = self._page.services if self._page else ()
        return f"服务 {len(services)} 次  {hours_text(sum(each.minutes for each in services))}"

    def describe(self, entry: _Line) -> str:
        return ""

    def open(self, entry: _Line) -> None:
        if entry.record is not None and not isinstance(entry.record, Volunteer):
            self.post_message(DetailAsked(f"{self.headline}  {entry.label}", field_rows(entry.record)))

    def action_edit(self) -> None:
        if self._page is None or self.current is None:
            return
        volunteer, record = self._page.volunteer, self.current.record
        if isinstance(record, Certificate):
            self.say("开出去的证明不改。内容不对的,改服务记录,再开一张。")
        elif isinstance(record, Service):
            self.post_message(ServiceAsked(volunteer, record))
        elif isinstance(record, VolunteerEvent):
            self.post_message(VolunteerEventAsked(volunteer, record.kind, record))
        else:
            self.post_message(VolunteerFormAsked(volunteer))

    def action_new(self) -> None:
        if self._page is None:
            return
        volunteer = self._page.volunteer
        asked: dict[str, Message] = {} if volunteer.state == LEFT else {_SERVICE: ServiceAsked(volunteer)}
        asked |= {kind: VolunteerEventAsked(volunteer, kind) for kind in VOLUNTEER_EVENT_KINDS}
        asked |= {_CERTIFICATE: CertificateAsked(volunteer), _RECORD: ListSheetAsked(self.sheet())}
        self.post_message(OneOfAsked("新增哪一样?", tuple(asked), lambda chosen: self.post_message(asked[chosen])))

    def action_print(self) -> None:
        if self._page is not None:
            self.post_message(CertificateAsked(self._page.volunteer))

    def action_void(self) -> None:
        record = self.current.record if self.current else None
        if isinstance(record, Service | VolunteerEvent | Volunteer):
            self.post_message(VoidAsked(self.headline, record))
        else:
            self.say("光标移到一条服务、培训这样的记录上再按 Del;登记错了人,移到最上面的登记上。")


def _lines(page: VolunteerPage) -> Iterator[_Line]:
    for label, text in field_rows(page.volunteer):
        yield _Line(("fact", label), label, text, page.volunteer)
    yield _head("队伍")
    for membership in page.teams:
        until = f"到 {membership.until}" if membership.until else "起"
        yield _Line(("team", membership.since), str(membership.since), f"{until} {membership.team}")
    yield _head("近十二个月")
    most = max(page.months.values())
    for month, minutes in page.months.items():
        told = f"{bar_of(minutes, most, _BAR)} {hours_text(minutes)}" if minutes else ""
        yield _Line(("month", month), f"{month:%Y-%m}", told)
    yield _head("服务")
    for service in page.services:
        is_long = minutes_on(page.services, service.day) > LONG_DAY_MINUTES
        mark, doubt = ("!", "  这一天超过16小时,请核对") if is_long else (" ", "")
        yield _Line(("service", service.id), str(service.day), f"{service_text(service)}{doubt}", service, mark)
    yield _head("其他记录")
    for event in page.events:
        yield _Line(("event", event.id), str(event.day), _event_text(event), event)
    yield _head("服务证明")
    for paper in page.certificates:
        told = f"{paper.number} {paper.first_on} 至 {paper.last_on} {hours_text(paper.minutes)}"
        yield _Line(("paper", paper.id), str(paper.issued_on), told, paper)


def _head(word: str) -> _Line:
    return _Line(("head", word), f"- {word} -", "")


def service_text(service: Service) -> str:
    """A service in one line: when, how long, what."""
    hours = "-".join(each for each in (service.started_at, service.ended_at) if each)
    parts = (hours, hours_text(service.minutes), service.content, service.activity_number)
    return " ".join(part for part in parts if part)


def _event_text(event: VolunteerEvent) -> str:
    following = f"下次 {event.next_on}" if event.next_on else ""
    parts = (event.kind, event.content, event.organization, following)
    return " ".join(part for part in parts if part)
