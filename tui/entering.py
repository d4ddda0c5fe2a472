"""Where what is keyed in begins: forms for records of a person, the form of a person, the paper sheet of a village."""

from typing import TYPE_CHECKING, Any

from tui.office_screen import OfficeScreen
from tui.requests import BatchAsked, CorrectionAsked, RecordAsked, RegistrationAsked
from tui.workplace import Workplace

if TYPE_CHECKING:
    from tui.record_form import RecordForm

EntryAsked = BatchAsked | RegistrationAsked | RecordAsked | CorrectionAsked


def entry_screen(workplace: Workplace, asked: EntryAsked) -> OfficeScreen:
    """The screen for what was asked; loaded only then."""
    if isinstance(asked, RegistrationAsked):
        from tui.screens.person_form import PersonForm

        return PersonForm(workplace, asked)
    if isinstance(asked, BatchAsked):
        from tui.screens.batch_entry import BatchScreen

        return BatchScreen(workplace)
    if isinstance(asked, CorrectionAsked):
        form = next(form for form in record_forms() if form.RECORD is type(asked.record))
        return form(workplace, asked.person, recorded=asked.record, begun=asked.begun)
    form = next(form for form in record_forms() if asked.form == form.DRAFT)
    return form(workplace, asked.person, obligations=asked.obligations, begun=asked.begun)


def record_forms() -> "tuple[type[RecordForm[Any]], ...]":
    """The form of each kind of record that is keyed in one by one."""
    from tui.screens.assessment_form import AssessmentForm
    from tui.screens.assignment_form import AssignmentForm
    from tui.screens.inquiry_form import InquiryForm
    from tui.screens.leave_form import LeaveForm
    from tui.screens.measure_form import MeasureForm
    from tui.screens.notice_form import NoticeForm
    from tui.screens.support_form import SupportForm
    from tui.screens.suspension_form import SuspensionForm
    from tui.screens.test_form import TestForm
    from tui.screens.visit_form import VisitForm

    events = (VisitForm, TestForm, AssessmentForm, SuspensionForm, LeaveForm, NoticeForm, SupportForm)
    return (*events, AssignmentForm, MeasureForm, InquiryForm)
