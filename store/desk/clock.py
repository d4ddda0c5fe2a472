"""Whether the computer's clock can be believed, told from the journal; and what the operator says the day is."""

import dataclasses
from dataclasses import dataclass
from datetime import date

from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

LONGEST_PAUSE = 40
"""Days between two uses that nobody needs to explain."""
CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The computer says ``computer_day``, and the journal was last written on ``last_used``."""

    computer_day: date
    last_used: date

    @property
    def sentence(self) -> str:
        """What is odd about the day, for the operator."""
        if self.computer_day < self.last_used:
            return f"电脑的日期是 {self.computer_day},比台账最近一次使用({self.last_used})还早。"
        days = (self.computer_day - self.last_used).days
        return f"电脑的日期是 {self.computer_day},离台账最近一次使用({self.last_used})已有 {days} 天。"


def clock_doubt(connection: Connection, computer_day: date) -> ClockDoubt | None:
    """Why the day should be asked for: earlier than the newest record, or over 40 days after the last use."""
    row = connection.execute(_LAST_USED, (CLOCK,)).fetchone()
    if row is None:
        return None
    last_used = date.fromisoformat(row[0])
    odd = computer_day < last_used or (computer_day - last_used).days > LONGEST_PAUSE
    return ClockDoubt(computer_day, last_used) if odd else None


_LAST_USED = """
    SELECT today FROM unit WHERE today = substr(at, 1, 10) OR action = ? ORDER BY number DESC LIMIT 1
"""
"""Of units whose day was the computer's, or was confirmed: a day assumed for a look ahead says nothing of the clock."""


def confirm_day(connection: Connection, act: Act, doubt: ClockDoubt) -> None:
    """Put into the journal that ``act.today`` is the day, whatever the computer says. Changes no record."""
    reason = f"电脑日期 {doubt.computer_day},确认今天是 {act.today}"
    with unit_of_work(connection, dataclasses.replace(act, action=CLOCK, reason=reason)):
        pass
