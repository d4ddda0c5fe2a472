"""How every screen is reached by keys: from 今日 of an unlocked vault, or from the first start where there is none.

The vault holds the people of the sketch, the papers of ``pact_township`` and who helps in ``helping_township``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual.screen import Screen

from store.desk.clock import ClockDoubt
from tests.tui.office import PASSPHRASE, TODAY
from tui.app import OfficeApp
from tui.screens.activities import ActivitiesScreen
from tui.screens.activity_form import ActivityForm
from tui.screens.alerts import AlertsScreen
from tui.screens.area_form import AreaForm
from tui.screens.areas import AreasScreen
from tui.screens.assembly import AssemblyScreen
from tui.screens.assessment_form import AssessmentForm
from tui.screens.assignment_form import AssignmentForm
from tui.screens.attendance import AttendanceScreen
from tui.screens.attendance_form import AttendanceForm
from tui.screens.award_form import AwardForm
from tui.screens.awards import AwardsScreen
from tui.screens.away import AwayScreen
from tui.screens.batch_entry import BatchScreen
from tui.screens.certificate import CertificateScreen
from tui.screens.certificates import CertificatesScreen
from tui.screens.change import ChangeScreen
from tui.screens.clock import ClockScreen
from tui.screens.day_form import DayForm
from tui.screens.demo import DemoScreen
from tui.screens.detail import DetailScreen
from tui.screens.document_form import DocumentForm
from tui.screens.documents import DocumentsScreen
from tui.screens.duty import DutyScreen
from tui.screens.explanation import ExplanationScreen
from tui.screens.export_ledger import ExportScreen
from tui.screens.figure_people import FigurePeopleScreen
from tui.screens.figure_sheet import FigureSheetScreen
from tui.screens.figures import FiguresScreen
from tui.screens.first_start import FirstStartScreen
from tui.screens.found_vault import FoundVaultScreen
from tui.screens.gathering_form import GatheringForm
from tui.screens.handing import HandingScreen
from tui.screens.handover_form import HandoverForm
from tui.screens.help import HelpScreen
from tui.screens.helper import HelperScreen
from tui.screens.helper_sheet import HelperSheetScreen
from tui.screens.helpers import HelpersScreen
from tui.screens.household import HouseholdScreen
from tui.screens.household_form import HouseholdForm
from tui.screens.import_ledger import ImportScreen
from tui.screens.in_place import InPlaceScreen
from tui.screens.inquiries import InquiriesScreen
from tui.screens.inquiry_form import InquiryForm
from tui.screens.key_card import KeyCardScreen
from tui.screens.leave_form import LeaveForm
from tui.screens.letter_form import LetterForm
from tui.screens.letters import LettersScreen
from tui.screens.level import LevelScreen
from tui.screens.list_sheet import ListSheetScreen
from tui.screens.lists import ListsScreen
from tui.screens.measure_form import MeasureForm
from tui.screens.misses import MissesScreen
from tui.screens.notice import NoticeScreen
from tui.screens.notice_form import NoticeForm
from tui.screens.office_details import OfficeDetailsScreen
from tui.screens.office_rules import OfficeRulesScreen
from tui.screens.one_of import OneOfScreen
from tui.screens.operator_form import OperatorFormScreen
from tui.screens.pact_groups import PactGroupsScreen
from tui.screens.pact_households import PactHouseholdsScreen
from tui.screens.pacts import PactsScreen
from tui.screens.palette import PaletteScreen
from tui.screens.person import PersonScreen
from tui.screens.person_form import PersonForm
from tui.screens.plan import PlanScreen
from tui.screens.program_form import ProgramFormScreen
from tui.screens.publicity import PublicityScreen
from tui.screens.question import QuestionScreen
from tui.screens.recovery_code import RecoveryCodeScreen
from tui.screens.refusal import RefusalScreen
from tui.screens.renewals import RenewalsScreen
from tui.screens.reply_form import ReplyForm
from tui.screens.reporters import ReportersScreen
from tui.screens.restore_vault import RestoreVaultScreen
from tui.screens.returned_sheet import ReturnedSheetScreen
from tui.screens.reveal import RevealScreen
from tui.screens.review import ReviewScreen
from tui.screens.roster import RosterScreen
from tui.screens.route_sheet import RouteSheetScreen
from tui.screens.rule_file import RuleFileScreen
from tui.screens.rule_preview import RulePreviewScreen
from tui.screens.service_form import ServiceForm
from tui.screens.service_hours import ServiceHoursScreen
from tui.screens.settings import SettingsScreen
from tui.screens.sign_sheet import SignSheetScreen
from tui.screens.signature_form import SignatureForm
from tui.screens.split_form import SplitForm
from tui.screens.staff_form import StaffFormScreen
from tui.screens.supervision_sheet import SupervisionSheetScreen
from tui.screens.supervisions import SupervisionsScreen
from tui.screens.support_form import SupportForm
from tui.screens.suspension_form import SuspensionForm
from tui.screens.task_sheet import TaskSheetScreen
from tui.screens.team import TeamScreen
from tui.screens.team_form import TeamForm
from tui.screens.teams import TeamsScreen
from tui.screens.test_form import TestForm
from tui.screens.today import TodayScreen
from tui.screens.unhelped import UnhelpedScreen
from tui.screens.unlock import UnlockScreen
from tui.screens.unreported import UnreportedScreen
from tui.screens.visit_form import VisitForm
from tui.screens.void import VoidScreen
from tui.screens.volunteer import VolunteerScreen
from tui.screens.volunteer_event_form import VolunteerEventForm
from tui.screens.volunteer_form import VolunteerForm
from tui.screens.volunteers import VolunteersScreen
from tui.screens.why import WhyScreen

TYPED = "="
"""Begins a step that is typed character by character; any other step is a key, or some keys sent at once."""


@dataclass(frozen=True, slots=True)
class Way:
    """The steps to a screen. ``founded``: from 今日 of an unlocked vault; else from the program's first screen.

    ``brought``: the screen that no key opens, but circumstances do.
    """

    screen: type[Screen[Any]]
    steps: tuple[str, ...]
    founded: bool = True
    brought: Callable[[OfficeApp], Screen[Any]] | None = None


def _odd_clock(app: OfficeApp) -> ClockScreen:
    return ClockScreen(app.workplace, ClockDoubt(date(2016, 11, 22), TODAY))


_FOUNDING = (
    "1", "=530829107", "enter", "=岳宋乡", "enter", "=李敏", "enter", "enter", "enter",
    f"={PASSPHRASE}", "enter", f"={PASSPHRASE}", "f2",
)  # fmt: skip
# A sheet that was written before is written over: F2 answers the question, and does nothing where none is asked.
_PAPER = (
    "ctrl+u", "home", "down", "down", "down", "enter", "f9", "f9", "f2", "escape", "home",
    "down", "down", "down", "down", "down",
)  # fmt: skip
_REVIEW = ("ctrl+u", "end", "enter")
_LETTERS = ("ctrl+u", "home", *["down"] * 18, "enter")
# Somebody has to be responsible for somebody before anybody can be handed on.
_HELPERS = (
    "enter", "f7", "7", "1", "enter", "=李芳", "f2", "escape", "ctrl+u", "home", *["down"] * 10, "enter", "home",
)  # fmt: skip

_VOLUNTEER = ("4", "home")
_TEAMS = ("4", "f7", "5")
_TEAM = (*_TEAMS, "home", "enter")
_ACTIVITIES = ("4", "f7", "4")
_HELD = (*_ACTIVITIES, "left", "left", "enter", "1")
_RULES = ("7", "end", "up", "up", "up", "up", "up", "up", "enter")

_CALLED = ("3", "home", "down", "f7", "1", "1", "f2", "home")
_HOUSEHOLDS = ("3", "home", "down", "enter", "home", "enter", "home")


WAYS = (
    Way(TodayScreen, ()),
    Way(QuestionScreen, ("escape",)),
    Way(UnlockScreen, ("f12",)),
    Way(HelpScreen, ("f1",)),
    Way(KeyCardScreen, ("ctrl+f",)),
    Way(PaletteScreen, ("ctrl+p",)),
    Way(VisitForm, ("f5",)),
    Way(TestForm, ("f6",)),
    Way(AssessmentForm, ("ctrl+e",)),
    Way(OneOfScreen, ("enter", "f7")),
    Way(SuspensionForm, ("enter", "f7", "2")),
    Way(LeaveForm, ("enter", "f7", "3")),
    Way(NoticeForm, ("enter", "f7", "4")),
    Way(SupportForm, ("enter", "f7", "5")),
    Way(AssignmentForm, ("enter", "f7", "7")),
    Way(HelperSheetScreen, ("enter", "f9")),
    Way(MeasureForm, ("ctrl+x", "1")),
    Way(MissesScreen, ("ctrl+a",)),
    Way(ExplanationScreen, ("ctrl+a", "f2")),
    Way(AlertsScreen, ("ctrl+w",)),
    Way(WhyScreen, ("f8",)),
    Way(PersonScreen, ("enter",)),
    Way(DetailScreen, ("down", "enter", "right", "enter")),
    Way(VoidScreen, ("down", "enter", "right", "delete")),
    Way(RevealScreen, ("enter", "ctrl+r")),
    Way(PlanScreen, ("ctrl+k",)),
    Way(HelperScreen, ("ctrl+k", "f4")),
    Way(RouteSheetScreen, ("ctrl+k", "f2", "f9")),
    Way(FiguresScreen, ("6",)),
    Way(FigurePeopleScreen, ("6", "enter")),
    Way(FigureSheetScreen, ("6", "f9")),
    Way(ClockScreen, (), brought=_odd_clock),
    Way(RosterScreen, ("2",)),
    Way(PersonForm, ("2", "f7")),
    Way(BatchScreen, ("2", "ctrl+b")),
    Way(ListsScreen, ("ctrl+u",)),
    Way(InPlaceScreen, ("ctrl+u", "home", "enter")),
    Way(LevelScreen, ("ctrl+u", "home", "down", "enter")),
    Way(TaskSheetScreen, ("ctrl+u", "home", "down", "enter", "f9")),
    Way(SupervisionSheetScreen, ("ctrl+u", "home", "down", "down", "down", "enter", "f9")),
    Way(SupervisionsScreen, ("ctrl+u", "home", "down", "down", "down", "down", "down", "enter")),
    Way(ReplyForm, (*_PAPER, "enter", "enter")),
    Way(InquiriesScreen, ("ctrl+u", "home", *["down"] * 6, "enter")),
    Way(UnreportedScreen, ("ctrl+u", "home", *["down"] * 7, "enter")),
    Way(AwayScreen, ("ctrl+u", "home", *["down"] * 8, "enter")),
    Way(UnhelpedScreen, ("ctrl+u", "home", *["down"] * 9, "enter")),
    Way(HelpersScreen, _HELPERS),
    Way(HandoverForm, (*_HELPERS, "f7")),
    Way(RenewalsScreen, ("ctrl+u", "home", *["down"] * 17, "enter")),
    Way(LettersScreen, _LETTERS),
    Way(LetterForm, (*_LETTERS, "home", "enter")),
    Way(AwardsScreen, ("ctrl+u", "home", *["down"] * 19, "enter")),
    Way(AwardForm, (*_HOUSEHOLDS, "enter", "f7", "3")),
    Way(ReviewScreen, _REVIEW),
    Way(ChangeScreen, (*_REVIEW, "f7", "f2", "2")),
    Way(InquiryForm, (*_REVIEW, "f7", "f2", "3", "f2")),
    Way(ListSheetScreen, ("ctrl+u", "home", "enter", "f9")),
    Way(PactsScreen, ("3",)),
    Way(DayForm, ("3", "tab", "tab", "left", "enter")),
    Way(PactGroupsScreen, ("3", "home", "down", "enter")),
    Way(PactHouseholdsScreen, _HOUSEHOLDS),
    Way(HouseholdScreen, (*_HOUSEHOLDS, "enter")),
    Way(HouseholdForm, (*_HOUSEHOLDS, "enter", "home", "f4")),
    Way(SignatureForm, (*_HOUSEHOLDS, "f7", "3")),
    Way(AreasScreen, ("3", "f7", "4")),
    Way(AreaForm, ("3", "f7", "4", "home", "f4")),
    Way(SplitForm, ("3", "f7", "4", "home", "down", "enter", "3")),
    Way(DocumentsScreen, ("3", "f7", "3")),
    Way(DocumentForm, ("3", "f7", "3", "f7")),
    Way(GatheringForm, ("3", "home", "f7", "1")),
    Way(AssemblyScreen, _CALLED),
    Way(RefusalScreen, (*_CALLED, "3")),
    Way(SignSheetScreen, (*_CALLED, "f9")),
    Way(ReturnedSheetScreen, (*_CALLED, "ctrl+b")),
    Way(VolunteersScreen, ("4",)),
    Way(VolunteerForm, ("4", "f7", "2")),
    Way(ServiceForm, (*_VOLUNTEER, "f7", "1")),
    Way(CertificateScreen, (*_VOLUNTEER, "f7", "3")),
    Way(CertificatesScreen, ("ctrl+u", "home", *["down"] * 11, "enter")),
    Way(VolunteerScreen, (*_VOLUNTEER, "enter")),
    Way(VolunteerEventForm, (*_VOLUNTEER, "enter", "f7", "2")),
    Way(ActivitiesScreen, _ACTIVITIES),
    Way(ActivityForm, (*_ACTIVITIES, "f7")),
    Way(AttendanceForm, _HELD),
    Way(AttendanceScreen, (*_HELD, "f2")),
    Way(TeamsScreen, _TEAMS),
    Way(TeamForm, (*_TEAMS, "f7")),
    Way(TeamScreen, _TEAM),
    Way(DutyScreen, (*_TEAM, "ctrl+k")),
    Way(ReportersScreen, ("ctrl+u", "home", *["down"] * 14, "enter")),
    Way(ServiceHoursScreen, ("ctrl+u", "home", *["down"] * 15, "enter")),
    Way(PublicityScreen, ("ctrl+u", "home", *["down"] * 16, "enter")),
    Way(HandingScreen, ("5",)),
    Way(ImportScreen, ("5", "home", "enter")),
    Way(NoticeScreen, ("5", "home", "enter", "=nowhere.csv", "enter")),
    Way(ExportScreen, ("5", "home", "down", "enter")),
    Way(SettingsScreen, ("7",)),
    Way(OfficeDetailsScreen, ("7", "home", "enter")),
    Way(OperatorFormScreen, ("7", "home", "down", "down", "f7")),
    Way(StaffFormScreen, ("7", "end", "f7")),
    Way(OfficeRulesScreen, (*_RULES,)),
    Way(RuleFileScreen, (*_RULES, "f7")),
    Way(RulePreviewScreen, (*_RULES, "f7", "2", "f2")),
    Way(ProgramFormScreen, ("7", "end", "enter")),
    Way(FirstStartScreen, (), founded=False),
    Way(FoundVaultScreen, ("1",), founded=False),
    Way(RecoveryCodeScreen, _FOUNDING, founded=False),
    Way(RestoreVaultScreen, ("2",), founded=False),
    Way(DemoScreen, ("3",), founded=False),
)
