"""Times of day, to the minute."""

import re
from dataclasses import dataclass
from datetime import date

from store.fields.cell import NOTHING_WORDS, half_width
from store.fields.declaration import Checked

_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|中午)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?|[时点](?:(?P<words>\d{1,2})分?)?)",
    re.ASCII,
).fullmatch
_AFTERNOON = ("下午", "晚上", "中午")
_NOON = 12


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day as ``HH:MM``: it compares as it is ordered. Seconds are dropped; 24:00 is the end of a day."""

    max_length: int = 20
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        found = _TIME(half_width(text).replace(" ", ""))
        if not found:
            return Checked(None, ("time-invalid",))
        hour, minute = int(found["hour"]), int(found["minute"] or found["words"] or 0)
        # 中午12点 is noon, 中午11点 lies before it.
        if found["half"] in _AFTERNOON and hour < (_NOON if found["half"] != "中午" else 3):
            hour += _NOON
        if minute > 59 or hour * 60 + minute > 24 * 60:
            return Checked(None, ("time-invalid",))
        return Checked(f"{hour:02d}:{minute:02d}")

    def format(self, value: str | None) -> str:
        return value or ""


def minutes_between(start: str, end: str) -> int:
    """The minutes from one time of day to another; negative if it is over before it began."""
    return _minute_of_day(end) - _minute_of_day(start)


def _minute_of_day(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
