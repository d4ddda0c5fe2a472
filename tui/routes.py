"""Which screen each request opens. A screen is loaded when it is asked for, and ends with a sentence for the one below.

A new screen gets a request in ``tui/requests.py`` and one line here.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.message import Message

from tui.entering import entry_screen
from tui.requests import (
    ActivityFormAsked,
    AlertsAsked,
    AreaFormAsked,
    AreasAsked,
    AssemblyAsked,
    AssessmentAsked,
    AttendanceAsked,
    AwardFormAsked,
    BatchAsked,
    CertificateAsked,
    ChangeAsked,
    CorrectionAsked,
    DayAsked,
    DetailAsked,
    DocumentFormAsked,
    DocumentsAsked,
    DutyAsked,
    EventAsked,
    ExplanationAsked,
    ExportAsked,
    FigurePeopleAsked,
    FigureSheetAsked,
    HandoverAsked,
    HelperSheetAsked,
    HouseholdAsked,
    HouseholdFormAsked,
    ImportAsked,
    InquiryAsked,
    LetterFormAsked,
    ListAsked,
    ListsAsked,
    ListSheetAsked,
    MissesAsked,
    PactGroupsAsked,
    PactHouseholdsAsked,
    PersonAsked,
    PlanAsked,
    RefusalAsked,
    RegistrationAsked,
    ReplyAsked,
    ReturnedSheetAsked,
    RollCallAsked,
    RouteSheetAsked,
    RuleFileAsked,
    RulePreviewAsked,
    RulesAsked,
    ServiceAsked,
    SignatureFormAsked,
    SigningAsked,
    SignSheetAsked,
    SplitAsked,
    SupervisionAsked,
    TaskSheetAsked,
    TeamAsked,
    TeamFormAsked,
    TestAsked,
    VisitAsked,
    VoidAsked,
    VolunteerAsked,
    VolunteerEventAsked,
    VolunteerFormAsked,
    WhyAsked,
)

if TYPE_CHECKING:
    from tui.office_screen import OfficeScreen
    from tui.workplace import Workplace

Route = Callable[["Workplace", Any], "OfficeScreen"]


def _screen(module: str, name: str, *facts: str) -> Route:
    """The screen of that name, given the named facts of the request."""

    def route(workplace: "Workplace", asked: Message) -> "OfficeScreen":
        screen: type[OfficeScreen] = getattr(import_module(f"tui.screens.{module}"), name)
        return screen(workplace, *(getattr(asked, fact) for fact in facts))

    return route


def _list_screen(workplace: "Workplace", asked: ListAsked) -> "OfficeScreen":
    from tui.lists import list_screen

    return list_screen(workplace, asked)


ROUTES: dict[type[Message], Route] = {
    WhyAsked: _screen("why", "WhyScreen", "due"),
    PersonAsked: _screen("person", "PersonScreen", "person_id"),
    DetailAsked: _screen("detail", "DetailScreen", "title", "rows"),
    VoidAsked: _screen("void", "VoidScreen", "name", "record"),
    ImportAsked: _screen("import_ledger", "ImportScreen"),
    ExportAsked: _screen("export_ledger", "ExportScreen", "people"),
    MissesAsked: _screen("misses", "MissesScreen", "person"),
    ExplanationAsked: _screen("explanation", "ExplanationScreen", "chosen"),
    AreasAsked: _screen("areas", "AreasScreen"),
    AreaFormAsked: _screen("area_form", "AreaForm", "area", "level", "parent_code"),
    SplitAsked: _screen("split_form", "SplitForm", "area"),
    HandoverAsked: _screen("handover_form", "HandoverForm", "giver"),
    CertificateAsked: _screen("certificate", "CertificateScreen", "volunteer"),
    ServiceAsked: _screen("service_form", "ServiceForm", "volunteer", "service"),
    VolunteerEventAsked: _screen("volunteer_event_form", "VolunteerEventForm", "volunteer", "kind", "event"),
    HelperSheetAsked: _screen("helper_sheet", "HelperSheetScreen", "person", "agreed_name"),
    TeamAsked: _screen("team", "TeamScreen", "team"),
    TeamFormAsked: _screen("team_form", "TeamForm", "team", "begun"),
    DutyAsked: _screen("duty", "DutyScreen", "team"),
    ActivityFormAsked: _screen("activity_form", "ActivityForm", "activity", "day"),
    AttendanceAsked: _screen("attendance_form", "AttendanceForm", "activity"),
    RollCallAsked: _screen("attendance", "AttendanceScreen", "activity", "minutes", "started_at", "ended_at"),
    VolunteerAsked: _screen("volunteer", "VolunteerScreen", "volunteer_id"),
    VolunteerFormAsked: _screen("volunteer_form", "VolunteerForm", "volunteer"),
    AwardFormAsked: _screen("award_form", "AwardForm", "household", "award"),
    LetterFormAsked: _screen("letter_form", "LetterForm", "line"),
    AssemblyAsked: _screen("gathering_form", "GatheringForm", "village", "village_group", "kind"),
    HouseholdAsked: _screen("household", "HouseholdScreen", "household_id"),
    HouseholdFormAsked: _screen("household_form", "HouseholdForm", "household", "village", "village_group"),
    SignatureFormAsked: _screen("signature_form", "SignatureForm", "household", "document", "signature"),
    DocumentsAsked: _screen("documents", "DocumentsScreen"),
    DocumentFormAsked: _screen("document_form", "DocumentForm", "document"),
    SigningAsked: _screen("assembly", "AssemblyScreen", "gathering"),
    SignSheetAsked: _screen("sign_sheet", "SignSheetScreen", "gathering"),
    ReturnedSheetAsked: _screen("returned_sheet", "ReturnedSheetScreen", "gathering"),
    DayAsked: _screen("day_form", "DayForm", "question"),
    RefusalAsked: _screen("refusal", "RefusalScreen", "gathering", "line"),
    AlertsAsked: _screen("alerts", "AlertsScreen"),
    PactGroupsAsked: _screen("pact_groups", "PactGroupsScreen", "village", "kind"),
    PactHouseholdsAsked: _screen("pact_households", "PactHouseholdsScreen", "village", "village_group", "kind"),
    PlanAsked: _screen("plan", "PlanScreen"),
    RouteSheetAsked: _screen("route_sheet", "RouteSheetScreen", "first", "last", "day"),
    FigurePeopleAsked: _screen("figure_people", "FigurePeopleScreen", "rate", "period", "area", "people", "revision"),
    FigureSheetAsked: _screen("figure_sheet", "FigureSheetScreen", "periods"),
    RulesAsked: _screen("office_rules", "OfficeRulesScreen"),
    RuleFileAsked: _screen("rule_file", "RuleFileScreen", "kind"),
    RulePreviewAsked: _screen("rule_preview", "RulePreviewScreen", "change"),
    ListsAsked: _screen("lists", "ListsScreen"),
    ListAsked: _list_screen,
    ListSheetAsked: _screen("list_sheet", "ListSheetScreen", "sheet"),
    TaskSheetAsked: _screen("task_sheet", "TaskSheetScreen", "level", "village", "responsible"),
    SupervisionAsked: _screen("supervision_sheet", "SupervisionSheetScreen", "level", "village", "responsible"),
    ChangeAsked: _screen("change", "ChangeScreen", "line"),
    ReplyAsked: _screen("reply_form", "ReplyForm", "paper"),
    **dict.fromkeys(
        (
            BatchAsked,
            RegistrationAsked,
            VisitAsked,
            TestAsked,
            AssessmentAsked,
            EventAsked,
            InquiryAsked,
            CorrectionAsked,
        ),
        entry_screen,
    ),
}
