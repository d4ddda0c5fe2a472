"""Going from desk to desk. 今日 is always below; of the others one at a time stands above it."""

from typing import TYPE_CHECKING

from tui.desk_screen import DeskScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.app import OfficeApp
    from tui.workplace import Workplace

HOME = "today"


def go_to_desk(app: "OfficeApp", desk: str, done: "Callable[[str | None], None]") -> None:
    """Exchange the desk she is at. Does nothing from a form or a question: what is begun there is finished first."""
    here = app.screen
    if not isinstance(here, DeskScreen) or desk == here.DESK:
        return
    # What was said there is old when she comes back.
    here.say("")
    if here.DESK != HOME:
        app.pop_screen()
    if desk != HOME:
        if desk not in app.desks:
            # Installed screens outlive their leaving: filters and cursor are there when she comes back.
            app.desks[desk] = _new_desk(desk, app.workplace)
            app.install_screen(app.desks[desk], desk)
        app.push_screen(desk, done)


def _new_desk(desk: str, workplace: "Workplace") -> DeskScreen:
    if desk == "roster":
        from tui.screens.roster import RosterScreen

        return RosterScreen(workplace)
    if desk == "pacts":
        from tui.screens.pacts import PactsScreen

        return PactsScreen(workplace)
    if desk == "volunteers":
        from tui.screens.volunteers import VolunteersScreen

        return VolunteersScreen(workplace)
    if desk == "settings":
        from tui.screens.settings import SettingsScreen

        return SettingsScreen(workplace)
    if desk == "figures":
        from tui.screens.figures import FiguresScreen

        return FiguresScreen(workplace)
    from tui.screens.handing import HandingScreen

    return HandingScreen(workplace)
