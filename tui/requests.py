"""What screens ask of the application: to open another screen, to put a question, to show a failure."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

if TYPE_CHECKING:
    from store.desk.case_events import CaseEvent
    from store.desk.explaining import Miss
    from store.desk.handovers import HelperLoad
    from store.desk.letters import LetterLine
    from store.desk.reviews import ReviewLine
    from store.desk.settings import Settings
    from store.desk.signing import Gathering, SigningLine
    from store.desk.voiding import Voidable
    from store.desk.worklist import PersonLine
    from store.errors import StoreError
    from store.model.activity import Activity
    from store.model.area import Area
    from store.model.assignment import Assignment
    from store.model.award import Award
    from store.model.document import Document
    from store.model.household import Household
    from store.model.inquiry import Inquiry
    from store.model.measure import Measure
    from store.model.person import Person
    from store.model.service import Service
    from store.model.signature import Signature
    from store.model.staff import Staff
    from store.model.supervision import Supervision
    from store.model.team import Team
    from store.model.volunteer import Volunteer
    from store.model.volunteer_event import VolunteerEvent
    from store.rules.rates import Fraction
    from store.rules.reckoning import Period
    from store.rules.worklist import Obligation
    from store.sheets.list_sheet import ListSheet
    from tui.rule_change import RuleChange
    from tui.settings_rows import SettingsView
    from tui.today_list import PersonDue


class Unlocked(Message):
    """The vault is open."""


class LeaveAsked(Message):
    """The program should end."""


class FirstStartAsked(Message):
    """Give up the demo township; begin with a vault of one's own."""


class FoundingAsked(Message):
    """A new vault should be made."""


class RestoringAsked(Message):
    """A vault should be brought back from a backup."""


class DemoAsked(Message):
    """Open the fictional township."""


class RecoveryCodeShown(Message):
    """A vault was made: its recovery code is to be written down, now or never."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class RecoveryCodeAsked(Message):
    """A new recovery code should take the place of the old one."""


class FirstImportAsked(Message):
    """The old ledger should be brought into the new vault."""


class SettingsChanged(Message):
    """What the program does by itself was set anew."""


class OfficeFormAsked(Message):
    """The office should be corrected."""

    def __init__(self, view: "SettingsView") -> None:
        super().__init__()
        self.view = view


class OperatorFormAsked(Message):
    """One more operator."""


class StaffFormAsked(Message):
    """A post on the staff list, or a new one."""

    def __init__(self, staff: "Staff | None") -> None:
        super().__init__()
        self.staff = staff


class ProgramFormAsked(Message):
    """What the program does by itself should be set; ``field`` is where she came from."""

    def __init__(self, settings: "Settings", field: str) -> None:
        super().__init__()
        self.settings = settings
        self.field = field


class Failed(Message):
    """An expected failure, to be shown in its own words."""

    def __init__(self, error: "StoreError") -> None:
        super().__init__()
        self.error = error


class ConsentAsked(Message):
    """Do ``then`` if the answer is yes, or whatever stands for it."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__()
        self.then = then

    def answered(self, yes: object) -> None:
        """Take the answer; none is no."""
        if yes:
            self.then()


class QuestionAsked(ConsentAsked):
    """Do ``then`` if the operator says yes."""

    def __init__(self, question: str, then: Callable[[], object]) -> None:
        super().__init__(then)
        self.question = question


class HelpAsked(Message):
    """Help for a screen (its name, text and actions) and the field under the cursor."""

    def __init__(self, title: str, text: str, actions: tuple[str, ...], field: str) -> None:
        super().__init__()
        self.title = title
        self.text = text
        self.actions = actions
        self.field = field


class WhyAsked(Message):
    """Why is this due?"""

    def __init__(self, due: "PersonDue") -> None:
        super().__init__()
        self.due = due


class RecordAsked(Message):
    """A record of a person should be made, perhaps for one of these obligations, the most urgent first."""

    FORM: ClassVar[str] = ""
    """The form it is made in, by the name its drafts are kept under."""

    def __init__(self, person: "PersonLine", obligations: "tuple[Obligation, ...]" = ()) -> None:
        super().__init__()
        self.person = person
        self.obligations = obligations
        self.begun: Mapping[str, str] = {}
        """What the form begins with beyond what it always does: ledger words by attribute."""

    @property
    def form(self) -> str:
        """The form that is asked for."""
        return self.FORM


class VisitAsked(RecordAsked):
    """A visit form for a person."""

    FORM = "visit"


class TestAsked(RecordAsked):
    """A test form for a person."""

    __test__ = False  # a request, not a test case
    FORM = "test"


class AssessmentAsked(RecordAsked):
    """An assessment form for a person."""

    FORM = "assessment"


class EventAsked(RecordAsked):
    """The form of that name, begun with what is known already."""

    def __init__(
        self,
        form: str,
        person: "PersonLine",
        obligations: "tuple[Obligation, ...]" = (),
        begun: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(person, obligations)
        self._form = form
        self.begun = begun or {}

    @property
    def form(self) -> str:
        """The form that is asked for."""
        return self._form


class InquiryAsked(RecordAsked):
    """An inquiry about a person should be opened."""

    FORM = "inquiry"


class CorrectionAsked(Message):
    """What is recorded of a person should be corrected: an event, or of a measure some of its facts.

    ``begun`` is filled in where nothing is recorded yet; the cursor stands in the first of its fields.
    """

    def __init__(
        self,
        person: "PersonLine",
        record: "CaseEvent | Measure | Inquiry | Assignment",
        begun: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.person = person
        self.record = record
        self.begun = begun or {}


class OneOfAsked(Message):
    """Which of these? Do ``then`` with the one that is chosen; nothing if none is."""

    def __init__(self, question: str, options: tuple[str, ...], then: Callable[[str], object]) -> None:
        super().__init__()
        self.question = question
        self.options = options
        self._then = then

    def answered(self, chosen: str | None) -> None:
        """Do what was to be done with it, if there is one."""
        if chosen is not None:
            self._then(chosen)


class RegistrationAsked(Message):
    """The form of a person and a measure: without ``person_id`` for somebody new, else a correction or next measure."""

    def __init__(
        self, person_id: int | None = None, *, measure_uid: str = "", next_measure: bool = False, field: str = ""
    ) -> None:
        super().__init__()
        self.field = field
        """The attribute to begin at; empty for the first one."""
        self.person_id = person_id
        self.measure_uid = measure_uid
        self.next_measure = next_measure


class BatchAsked(Message):
    """A village's paper sheet should be keyed in."""


class DeskAsked(Message):
    """Another desk, by the id of its action."""

    def __init__(self, desk: str) -> None:
        super().__init__()
        self.desk = desk


class ImportAsked(Message):
    """A ledger should be brought in."""


class ExportAsked(Message):
    """A ledger should be handed out; with ``people`` (row ids) of these alone."""

    def __init__(self, people: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.people = people


class PlanAsked(Message):
    """A week's visits should be planned."""


class HelperAsked(Message):
    """Who should go? Do ``then`` with the name that is chosen, empty for nobody; nothing if none is."""

    def __init__(self, question: str, names: tuple[str, ...], then: Callable[[str], object]) -> None:
        super().__init__()
        self.question = question
        self.names = names
        self._then = then

    def answered(self, name: str | None) -> None:
        """Do what was to be done with the name, if there is one."""
        if name is not None:
            self._then(name)


class RouteSheetAsked(Message):
    """The saved visits of these days should be printed, first of all those of ``day``."""

    def __init__(self, first: date, last: date, day: date | None) -> None:
        super().__init__()
        self.first = first
        self.last = last
        self.day = day


class RulesAsked(Message):
    """By which rules the office works: policies, tiers, holidays."""


class RuleFileAsked(Message):
    """Another ``policy``, ``scheme`` or ``holidays`` should be chosen."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class RulePreviewAsked(Message):
    """What a change of the rules means should be looked at, and then be made."""

    def __init__(self, change: "RuleChange") -> None:
        super().__init__()
        self.change = change


class FigurePeopleAsked(Message):
    """The people behind a figure, each with what they add to its two numbers, as reckoned at ``revision``."""

    def __init__(
        self,
        rate: str,
        period: "Period",
        area: str | None,
        people: "tuple[tuple[Person, Fraction], ...]",
        revision: int,
    ) -> None:
        super().__init__()
        self.rate = rate
        self.period = period
        self.area = area
        self.people = people
        self.revision = revision


class FigureSheetAsked(Message):
    """The rates of one of these months should be handed up."""

    def __init__(self, periods: "tuple[Period, ...]") -> None:
        super().__init__()
        self.periods = periods


class MissesAsked(Message):
    """The misses that nobody explained yet, of everybody or of one person."""

    def __init__(self, person: "PersonLine | None" = None) -> None:
        super().__init__()
        self.person = person


class ExplanationAsked(Message):
    """These misses (each with the person's name) should be explained with one reason."""

    def __init__(self, chosen: "tuple[tuple[Miss, str], ...]") -> None:
        super().__init__()
        self.chosen = chosen


class AlertsAsked(Message):
    """Who is near a threshold, or has reached it."""


class PersonAsked(Message):
    """Everything about one person, by row id."""

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self.person_id = person_id


class VoidAsked(Message):
    """A wrong record of somebody should be taken out."""

    def __init__(self, name: str, record: "Voidable") -> None:
        super().__init__()
        self.name = name
        self.record = record


class RevealAsked(ConsentAsked):
    """A person's numbers should be shown in full: do ``then`` once the purpose is journalled."""

    def __init__(self, person: "Person", then: Callable[[], object]) -> None:
        super().__init__(then)
        self.person = person


class DetailAsked(Message):
    """Labels and texts to be read whole."""

    def __init__(self, title: str, rows: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.title = title
        self.rows = rows


class PactGroupsAsked(Message):
    """What the groups of a village signed; ``kind`` is the document she was looking at, None for all."""

    def __init__(self, village: str, kind: str | None) -> None:
        super().__init__()
        self.village = village
        self.kind = kind


class PactHouseholdsAsked(Message):
    """How each household of a village, or of one group (``""``: those without one), stands to a kind of document."""

    def __init__(self, village: str, village_group: str | None, kind: str) -> None:
        super().__init__()
        self.village = village
        self.village_group = village_group
        self.kind = kind


class HouseholdAsked(Message):
    """Everything about one household."""

    def __init__(self, household_id: int) -> None:
        super().__init__()
        self.household_id = household_id


class HouseholdFormAsked(Message):
    """A household should be corrected, or a new one registered: in this village and group, if they are known."""

    def __init__(self, household: "Household | None", village: str | None = None, group: str | None = None) -> None:
        super().__init__()
        self.household = household
        self.village = village
        self.village_group = group


class SignatureFormAsked(Message):
    """What a household says to a version, or said and should be corrected."""

    def __init__(self, household: "Household", document: "Document", signature: "Signature | None" = None) -> None:
        super().__init__()
        self.household = household
        self.document = document
        self.signature = signature


class DocumentsAsked(Message):
    """Every version of every document."""


class DocumentFormAsked(Message):
    """A version should be corrected, or a new one recorded."""

    def __init__(self, document: "Document | None") -> None:
        super().__init__()
        self.document = document


class AreasAsked(Message):
    """The areas of the township."""


class AreaFormAsked(Message):
    """An area should be corrected or renamed, or a new one recorded: in the one of that code, if it is known."""

    def __init__(self, area: "Area | None", level: str = "", parent_code: str = "") -> None:
        super().__init__()
        self.area = area
        self.level = level
        self.parent_code = parent_code


class SplitAsked(Message):
    """A part of an area should become one of its own."""

    def __init__(self, area: "Area") -> None:
        super().__init__()
        self.area = area


class AwardFormAsked(Message):
    """A household should be nominated, or a nomination decided or corrected."""

    def __init__(self, household: "Household", award: "Award | None" = None) -> None:
        super().__init__()
        self.household = household
        self.award = award


class HandoverAsked(Message):
    """All people of a main helper should go to another one."""

    def __init__(self, giver: "HelperLoad") -> None:
        super().__init__()
        self.giver = giver


class CertificateAsked(Message):
    """A certificate of the service of a volunteer should be printed."""

    def __init__(self, volunteer: "Volunteer") -> None:
        super().__init__()
        self.volunteer = volunteer


class ServiceAsked(Message):
    """What a volunteer did should be recorded, or corrected."""

    def __init__(self, volunteer: "Volunteer", service: "Service | None" = None) -> None:
        super().__init__()
        self.volunteer = volunteer
        self.service = service


class VolunteerEventAsked(Message):
    """Training, commendation, evaluation or contact of a volunteer should be recorded, or corrected."""

    def __init__(self, volunteer: "Volunteer", kind: str, event: "VolunteerEvent | None" = None) -> None:
        super().__init__()
        self.volunteer = volunteer
        self.kind = kind
        self.event = event


class HelperSheetAsked(Message):
    """The sheet for one visit to a person should be printed."""

    def __init__(self, person: "PersonLine", agreed_name: str | None) -> None:
        super().__init__()
        self.person = person
        self.agreed_name = agreed_name


class TeamAsked(Message):
    """Who is and was in a team."""

    def __init__(self, team: "Team") -> None:
        super().__init__()
        self.team = team


class TeamFormAsked(Message):
    """A team should be corrected, or a new one registered: ``begun`` is one that should be there."""

    def __init__(self, team: "Team | None", begun: "Team | None") -> None:
        super().__init__()
        self.team = team
        self.begun = begun


class DutyAsked(Message):
    """The duty roster of a team."""

    def __init__(self, team: "Team") -> None:
        super().__init__()
        self.team = team


class ActivityFormAsked(Message):
    """An activity should be corrected or reported, or a new one recorded on that day."""

    def __init__(self, activity: "Activity | None", day: date) -> None:
        super().__init__()
        self.activity = activity
        self.day = day


class AttendanceAsked(Message):
    """Who was at an activity should be noted: first for how many minutes they count."""

    def __init__(self, activity: "Activity") -> None:
        super().__init__()
        self.activity = activity


class RollCallAsked(Message):
    """Who was at an activity, name by name; each counts for so many minutes."""

    def __init__(self, activity: "Activity", minutes: int, started_at: str | None, ended_at: str | None) -> None:
        super().__init__()
        self.activity = activity
        self.minutes = minutes
        self.started_at = started_at
        self.ended_at = ended_at


class VolunteerAsked(Message):
    """Everything about one volunteer."""

    def __init__(self, volunteer_id: int) -> None:
        super().__init__()
        self.volunteer_id = volunteer_id


class VolunteerFormAsked(Message):
    """A volunteer should be registered, or corrected."""

    def __init__(self, volunteer: "Volunteer | None") -> None:
        super().__init__()
        self.volunteer = volunteer


class LetterFormAsked(Message):
    """This year's letter of responsibility of a village, a group or the township."""

    def __init__(self, line: "LetterLine") -> None:
        super().__init__()
        self.line = line


class AssemblyAsked(Message):
    """Households should be called to sign: in this village and group, this kind of document, if they are known."""

    def __init__(self, village: str | None, village_group: str | None, kind: str | None) -> None:
        super().__init__()
        self.village = village
        self.village_group = village_group
        self.kind = kind


class SigningAsked(Message):
    """Down the list: what every household says."""

    def __init__(self, gathering: "Gathering") -> None:
        super().__init__()
        self.gathering = gathering


class SignSheetAsked(Message):
    """The sheets of a gathering should be printed."""

    def __init__(self, gathering: "Gathering") -> None:
        super().__init__()
        self.gathering = gathering


class ReturnedSheetAsked(Message):
    """Sheets of a gathering came back and should be keyed in."""

    def __init__(self, gathering: "Gathering") -> None:
        super().__init__()
        self.gathering = gathering


class RefusalAsked(Message):
    """Why a household will not sign."""

    def __init__(self, gathering: "Gathering", line: "SigningLine") -> None:
        super().__init__()
        self.gathering = gathering
        self.line = line


@dataclass(frozen=True, slots=True)
class DayQuestion:
    """Which day? ``then`` is done with it and says what was done; ``today`` stands there from the beginning."""

    title: str
    label: str
    help: str
    then: "Callable[[date], Awaitable[str]]"
    today: bool = False


class DayAsked(Message):
    """A day is asked for."""

    def __init__(self, question: DayQuestion) -> None:
        super().__init__()
        self.question = question


class ListsAsked(Message):
    """The menu of lists (清单)."""


class ListAsked(Message):
    """One of the lists, by its name in ``tui/lists.py``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class TaskSheetAsked(Message):
    """The sheets of level 1 or 2 should be printed, of one village and one who has to act, or of all."""

    def __init__(self, level: int, village: str | None, responsible: str | None = None) -> None:
        super().__init__()
        self.level = level
        self.village = village
        self.responsible = responsible


class SupervisionAsked(Message):
    """A 督办单 of level 3 or 4 should be issued, about one village and to one who has to act, or about all."""

    def __init__(self, level: int, village: str | None, responsible: str | None = None) -> None:
        super().__init__()
        self.level = level
        self.village = village
        self.responsible = responsible


class ReplyAsked(Message):
    """The reply to a 督办单 should be recorded."""

    def __init__(self, paper: "Supervision") -> None:
        super().__init__()
        self.paper = paper


class ChangeAsked(Message):
    """What has changed about somebody in the review should be written down."""

    def __init__(self, line: "ReviewLine") -> None:
        super().__init__()
        self.line = line


class ListSheetAsked(Message):
    """A list should be printed as it stands on the screen."""

    def __init__(self, sheet: "ListSheet") -> None:
        super().__init__()
        self.sheet = sheet
