"""What the desks share: a digit leads from each to every other one."""

from typing import ClassVar

from tui.actions import bindings
from tui.office_screen import OfficeScreen
from tui.requests import DeskAsked
from tui.widgets.desk_line import DESKS


class DeskScreen(OfficeScreen):
    """One of the desks. It keeps its cursor and its filters while she is at another one."""

    DESK: ClassVar[str] = ""
    """The id of the action that leads here."""
    EVERYWHERE = (*DESKS, *OfficeScreen.EVERYWHERE)
    BINDINGS = bindings(*DESKS)

    def action_today(self) -> None:
        self._go("today")

    def action_roster(self) -> None:
        self._go("roster")

    def action_pacts(self) -> None:
        self._go("pacts")

    def action_volunteers(self) -> None:
        self._go("volunteers")

    def action_handing(self) -> None:
        self._go("handing")

    def action_figures(self) -> None:
        self._go("figures")

    def action_settings(self) -> None:
        self._go("settings")

    def _go(self, desk: str) -> None:
        if desk != self.DESK:
            self.post_message(DeskAsked(desk))
