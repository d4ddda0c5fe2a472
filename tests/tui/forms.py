"""Every screen on which text can be entered, opened over an open vault."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from store.desk.clock import ClockDoubt
from store.desk.explaining import Miss
from store.desk.handovers import HelperLoad
from store.desk.letters import LetterLine
from store.desk.rates import months_back
from store.desk.records import load
from store.desk.reviews import ReviewLine
from store.desk.settings import load_settings
from store.desk.signing import Gathering, SigningLine
from store.desk.worklist import PersonLine
from store.model.activity import Activity
from store.model.area import Area
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.measure import Measure
from store.model.person import Person
from store.model.review import Review, ReviewItem
from store.model.supervision import Supervision
from store.model.visit import Visit
from store.model.volunteer import Volunteer
from store.sheets.list_sheet import ListSheet
from tests.tui.office import TODAY
from tui.app import OfficeApp
from tui.record_form import RecordForm
from tui.requests import DayQuestion, RegistrationAsked
from tui.screens.activity_form import ActivityForm
from tui.screens.area_form import AreaForm
from tui.screens.assessment_form import AssessmentForm
from tui.screens.assignment_form import AssignmentForm
from tui.screens.attendance import AttendanceScreen
from tui.screens.attendance_form import AttendanceForm
from tui.screens.award_form import AwardForm
from tui.screens.batch_entry import BatchScreen
from tui.screens.certificate import CertificateScreen
from tui.screens.change import ChangeScreen
from tui.screens.clock import ClockScreen
from tui.screens.day_form import DayForm
from tui.screens.document_form import DocumentForm
from tui.screens.explanation import ExplanationScreen
from tui.screens.export_ledger import ExportScreen
from tui.screens.figure_sheet import FigureSheetScreen
from tui.screens.found_vault import FoundVaultScreen
from tui.screens.gathering_form import GatheringForm
from tui.screens.handover_form import HandoverForm
from tui.screens.helper import HelperScreen
from tui.screens.helper_sheet import HelperSheetScreen
from tui.screens.household_form import HouseholdForm
from tui.screens.import_ledger import ImportScreen
from tui.screens.inquiry_form import InquiryForm
from tui.screens.leave_form import LeaveForm
from tui.screens.letter_form import LetterForm
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.measure_form import MeasureForm
from tui.screens.notice_form import NoticeForm
from tui.screens.office_details import OfficeDetailsScreen
from tui.screens.operator_form import OperatorFormScreen
from tui.screens.palette import PaletteScreen
from tui.screens.person import PersonScreen
from tui.screens.person_form import PersonForm
from tui.screens.program_form import ProgramFormScreen
from tui.screens.recovery_code import RecoveryCodeScreen
from tui.screens.refusal import RefusalScreen
from tui.screens.reply_form import ReplyForm
from tui.screens.restore_vault import RestoreVaultScreen
from tui.screens.returned_sheet import ReturnedSheetScreen
from tui.screens.reveal import RevealScreen
from tui.screens.roster import RosterScreen
from tui.screens.route_sheet import RouteSheetScreen
from tui.screens.rule_file import RuleFileScreen
from tui.screens.service_form import ServiceForm
from tui.screens.sign_sheet import SignSheetScreen
from tui.screens.signature_form import SignatureForm
from tui.screens.split_form import SplitForm
from tui.screens.staff_form import StaffFormScreen
from tui.screens.supervision_sheet import SupervisionSheetScreen
from tui.screens.support_form import SupportForm
from tui.screens.suspension_form import SuspensionForm
from tui.screens.task_sheet import TaskSheetScreen
from tui.screens.team_form import TeamForm
from tui.screens.test_form import TestForm
from tui.screens.unlock import UnlockScreen
from tui.screens.visit_form import VisitForm
from tui.screens.void import VoidScreen
from tui.screens.volunteer_event_form import VolunteerEventForm
from tui.screens.volunteer_form import VolunteerForm
from tui.settings_rows import read_settings

Opener = Callable[[OfficeApp], Awaitable[Screen[Any]]]


async def _person(app: OfficeApp) -> Person:
    return (await app.session.read(partial(load, record_type=Person)))[0]


async def _line(app: OfficeApp) -> PersonLine:
    from store.desk.worklist import person_line

    return await app.session.read(partial(person_line, person=(await _person(app)).id, today=TODAY))


def _record_form(form: type[RecordForm[Any]]) -> Opener:
    async def opened(app: OfficeApp) -> Screen[Any]:
        return form(app.workplace, await _line(app))

    return opened


async def _measure(app: OfficeApp) -> MeasureForm:
    (measure, *_) = await app.session.read(partial(load, record_type=Measure))
    return MeasureForm(app.workplace, await _line(app), recorded=measure, begun={"agreement_on": "今天"})


async def _correction(app: OfficeApp) -> PersonForm:
    return PersonForm(app.workplace, RegistrationAsked((await _person(app)).id))


async def _office(app: OfficeApp) -> OfficeDetailsScreen:
    return OfficeDetailsScreen(app.workplace, await app.session.read(read_settings))


async def _program(app: OfficeApp) -> ProgramFormScreen:
    return ProgramFormScreen(app.workplace, await app.session.read(load_settings), "backup_folder")


async def _reveal(app: OfficeApp) -> RevealScreen:
    return RevealScreen(app.workplace, await _person(app))


async def _void(app: OfficeApp) -> VoidScreen:
    visit = (await app.session.read(partial(load, record_type=Visit)))[0]
    return VoidScreen(app.workplace, "岩三木", visit)


async def _of_a_person(app: OfficeApp) -> PersonScreen:
    return PersonScreen(app.workplace, (await _person(app)).id)


async def _helper_sheet(app: OfficeApp) -> HelperSheetScreen:
    return HelperSheetScreen(app.workplace, await _line(app), None)


async def _inquiry(app: OfficeApp) -> InquiryForm:
    return InquiryForm(app.workplace, await _line(app))


async def _change(app: OfficeApp) -> ChangeScreen:
    review = Review(round=1, started_on=TODAY, due_on=TODAY)
    return ChangeScreen(app.workplace, ReviewLine(review, await _line(app), ReviewItem(person_id=1), None))


def _plain(make: Callable[[OfficeApp], Screen[Any]]) -> Opener:
    async def opened(app: OfficeApp) -> Screen[Any]:
        return make(app)

    return opened


_DOCUMENT = Document(kind="禁毒承诺书", version="2026", effective_on=date(2026, 1, 1))
_GROUP = Area(level="组", code="V1-2", name="2组", parent_code="V1")
_GATHERING = Gathering(_DOCUMENT, "班帅村", None, TODAY)
_HOUSEHOLD = Household(number="B2-9", village="班帅村", head="岩块")


def _refusal(app: OfficeApp) -> RefusalScreen:
    line = SigningLine(_HOUSEHOLD, FormerState(village="班帅村"), None, None, None)
    return RefusalScreen(app.workplace, _GATHERING, line)


async def _told(day: date) -> str:
    return day.isoformat()


_VOLUNTEER = Volunteer(
    number="Z0001", name="岩保", phone="13800001111", joined_on=date(2020, 1, 1), consent_on=date(2020, 1, 1)
)
_ACTIVITY = Activity(number="HD0001", day=TODAY, name="宣讲")
_PAPER = Supervision(issued_on=TODAY, level="三级", addressee="专干", items="报到", reply_due=TODAY)

FORMS: dict[type[Screen[Any]], Opener] = {
    **{
        form: _record_form(form)
        for form in (VisitForm, TestForm, AssessmentForm, LeaveForm, NoticeForm, SupportForm, AssignmentForm)
    },
    SuspensionForm: _record_form(SuspensionForm),
    MeasureForm: _measure,
    ExplanationScreen: _plain(lambda app: ExplanationScreen(app.workplace, ((Miss(1, "见面", TODAY), "岩三木"),))),
    PersonForm: _correction,
    BatchScreen: _plain(lambda app: BatchScreen(app.workplace)),
    StaffFormScreen: _plain(lambda app: StaffFormScreen(app.workplace, None)),
    OperatorFormScreen: _plain(lambda app: OperatorFormScreen(app.workplace)),
    OfficeDetailsScreen: _office,
    ProgramFormScreen: _program,
    FoundVaultScreen: _plain(lambda app: FoundVaultScreen(app.workplace)),
    RestoreVaultScreen: _plain(lambda app: RestoreVaultScreen(app.workplace)),
    RecoveryCodeScreen: _plain(lambda app: RecoveryCodeScreen(app.workplace, "-".join(["ABCDE"] * 8))),
    ClockScreen: _plain(lambda app: ClockScreen(app.workplace, ClockDoubt(date(2016, 11, 22), TODAY))),
    FigureSheetScreen: _plain(lambda app: FigureSheetScreen(app.workplace, months_back(TODAY, 3))),
    ExportScreen: _plain(lambda app: ExportScreen(app.workplace)),
    RouteSheetScreen: _plain(lambda app: RouteSheetScreen(app.workplace, TODAY, TODAY, None)),
    RuleFileScreen: _plain(lambda app: RuleFileScreen(app.workplace, "policy")),
    ListSheetScreen: _plain(
        lambda app: ListSheetScreen(app.workplace, ListSheet("五个到位", "五个到位", "", ("姓名",), (("岩三木",),)))
    ),
    HelperSheetScreen: _helper_sheet,
    TaskSheetScreen: _plain(lambda app: TaskSheetScreen(app.workplace, 1, None)),
    SupervisionSheetScreen: _plain(lambda app: SupervisionSheetScreen(app.workplace, 3, None)),
    ReplyForm: _plain(lambda app: ReplyForm(app.workplace, _PAPER)),
    InquiryForm: _inquiry,
    ChangeScreen: _change,
    HouseholdForm: _plain(lambda app: HouseholdForm(app.workplace, None, None, None)),
    DocumentForm: _plain(lambda app: DocumentForm(app.workplace, None)),
    SignatureForm: _plain(lambda app: SignatureForm(app.workplace, _HOUSEHOLD, _DOCUMENT, None)),
    SignSheetScreen: _plain(lambda app: SignSheetScreen(app.workplace, _GATHERING)),
    ReturnedSheetScreen: _plain(lambda app: ReturnedSheetScreen(app.workplace, _GATHERING)),
    AreaForm: _plain(lambda app: AreaForm(app.workplace, None, "", "")),
    SplitForm: _plain(lambda app: SplitForm(app.workplace, _GROUP)),
    AwardForm: _plain(lambda app: AwardForm(app.workplace, _HOUSEHOLD, None)),
    LetterForm: _plain(lambda app: LetterForm(app.workplace, LetterLine("岳宋乡", "县", None, None, None))),
    HandoverForm: _plain(lambda app: HandoverForm(app.workplace, HelperLoad("王强", None, (), has_left=False))),
    CertificateScreen: _plain(lambda app: CertificateScreen(app.workplace, _VOLUNTEER)),
    ServiceForm: _plain(lambda app: ServiceForm(app.workplace, _VOLUNTEER)),
    VolunteerEventForm: _plain(lambda app: VolunteerEventForm(app.workplace, _VOLUNTEER, "通联")),
    TeamForm: _plain(lambda app: TeamForm(app.workplace, None, None)),
    ActivityForm: _plain(lambda app: ActivityForm(app.workplace, None, TODAY)),
    AttendanceForm: _plain(lambda app: AttendanceForm(app.workplace, _ACTIVITY)),
    AttendanceScreen: _plain(lambda app: AttendanceScreen(app.workplace, _ACTIVITY, 90, None, None)),
    VolunteerForm: _plain(lambda app: VolunteerForm(app.workplace, None)),
    GatheringForm: _plain(lambda app: GatheringForm(app.workplace, None, None, None)),
    DayForm: _plain(lambda app: DayForm(app.workplace, DayQuestion("对比哪一天", "哪一天", "", _told))),
    RefusalScreen: _plain(_refusal),
    ImportScreen: _plain(lambda app: ImportScreen(app.workplace)),
    RevealScreen: _reveal,
    VoidScreen: _void,
    HelperScreen: _plain(lambda app: HelperScreen("由谁去走访?", ("王强",))),
    PersonScreen: _of_a_person,
    RosterScreen: _plain(lambda app: RosterScreen(app.workplace)),
    PaletteScreen: _plain(lambda app: PaletteScreen(app.workplace, ("undo", "lock"))),
    UnlockScreen: _plain(lambda app: UnlockScreen(app.workplace, locked=True)),
}
"""Every screen that takes text, and how it is opened."""


def entries_of(screen: Screen[Any]) -> dict[str, Widget]:
    """The entries for text by the label of their row, else by their id."""
    from tui.widgets.field_row import FieldRow
    from tui.widgets.long_entry import LongEntry
    from tui.widgets.text_entry import TextEntry

    found: dict[str, Widget] = {}
    for entry in (*screen.query(TextEntry), *screen.query(LongEntry)):
        row = next((each for each in entry.ancestors if isinstance(each, FieldRow)), None)
        found[row.label if row else f"#{entry.id}"] = entry
    return found
