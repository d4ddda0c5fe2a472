"""Where what is keyed in by the sheet begins: the form of a person and a measure, the paper sheet of a village."""

from tui.office_screen import OfficeScreen
from tui.requests import BatchAsked, RegistrationAsked
from tui.workplace import Workplace


def entry_screen(workplace: Workplace, asked: BatchAsked | RegistrationAsked) -> OfficeScreen:
    """The screen for what was asked; loaded only then."""
    if isinstance(asked, RegistrationAsked):
        from tui.screens.person_form import PersonForm

        return PersonForm(workplace, asked)
    from tui.screens.batch_entry import BatchScreen

    return BatchScreen(workplace)
