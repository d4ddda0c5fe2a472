"""What every screen is given: the session, the day, and who is acting."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tui.session import Session
from tui.standing import Standing
from tui.vault_place import holds_vault

if TYPE_CHECKING:
    from store.command.invocation import Invocation
    from store.vault.unit_of_work import Act


class Workplace:
    """``clock`` gives the wall clock with its zone; the as-of day is the one that was asked for, else the clock's."""

    def __init__(self, invocation: "Invocation", session: Session, clock: Callable[[], datetime]) -> None:
        self.invocation = invocation
        self.session = session
        self.clock = clock
        self.given_vault = invocation.vault
        """The folder that was asked for; the invocation's own is the demo's while the demo is open."""
        self._shift = timedelta()
        self.backup_text = ""
        self.backup_trouble = ""

    @property
    def today(self) -> date:
        return self.invocation.today if self.invocation.today_given else self.clock().date() + self._shift

    def confirm_today(self, day: date) -> None:
        """From now on the day is this one, and goes on with the clock: the operator said so (see ``ClockDoubt``)."""
        self._shift = day - self.clock().date()

    @property
    def operator(self) -> str:
        office = self.session.office
        return self.invocation.operator or (office.first_operator if office else "")

    @property
    def standing(self) -> Standing:
        """What title lines say. Only of an open vault."""
        office = self.session.office
        return Standing(
            office=office.name if office else "",
            operator=self.operator,
            today=self.today,
            computer_day=self.clock().date(),
            demo=office is not None and office.demo,
        )

    @property
    def demo_stands_in(self) -> bool:
        """Whether the demo is open in the place of a vault that is not there yet."""
        return self.invocation.demo and not holds_vault(self.given_vault)

    def founding_act(self, operator: str, reason: str) -> "Act":
        """The first entry of a journal: nobody is on the list of operators yet."""
        from store.vault.unit_of_work import Act

        return Act(operator=operator, action="init", reason=reason, today=self.today, at=self.clock())

    def act(self, action: str) -> "Act":
        """Who does what and when, for the journal."""
        from store.vault.unit_of_work import Act

        return Act(operator=self.operator, action=action, today=self.today, at=self.clock())
