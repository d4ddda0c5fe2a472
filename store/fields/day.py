"""Calendar days, in every form offices write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from store.fields.cell import NOTHING_WORDS, half_width
from store.fields.declaration import Checked
from store.fields.han_number import HAN_NUMERALS, han_digits, whole_number

EARLIEST_GUESS = date(2008, 6, 1)
"""The drug control law came into force on this day: a shortened date of an earlier measure is no guess to make."""
_SERIAL_EPOCH = date(1899, 12, 30)
_N = rf"(?:\d{{1,2}}|[{HAN_NUMERALS}]{{1,3}})"
_TIME = r"(?:[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d{1,6})?)?)?"
_FULL = re.compile(
    rf"(?:(?P<y1>\d{{4}})(?P<separator>[-/.])(?P<m1>\d{{1,2}})(?P=separator)(?P<d1>\d{{1,2}})"
    rf"|(?P<y2>\d{{4}})(?P<m2>\d\d)(?P<d2>\d\d)"
    rf"|(?P<y3>\d{{4}}|[{HAN_NUMERALS}]{{4}})年(?P<m3>{_N})月(?P<d3>{_N})[日号]){_TIME}",
    re.ASCII,
).fullmatch
_SHORT_YEAR = re.compile(r"(\d\d)(?:\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])", re.ASCII).fullmatch
_SERIAL = re.compile(r"(\d{1,7})(?:\.0)?", re.ASCII).fullmatch
_INCOMPLETE = (
    re.compile(r"(?P<year>(?:1[89]|2[01])\d\d)(?:[-/.]?(?P<month>\d\d)|[-/.](?P<month1>\d)|年)?", re.ASCII).fullmatch,
    re.compile(rf"(?:(?P<year>\d{{4}}|\d\d|[{HAN_NUMERALS}]{{4}})年)?(?P<month>{_N})月(?:份)?", re.ASCII).fullmatch,
    re.compile(rf"(?:(?P<year>\d{{4}}|[{HAN_NUMERALS}]{{4}})年)(?P<month>{_N})?月?", re.ASCII).fullmatch,
    re.compile(rf"(?P<month>{_N})月(?P<day>{_N})[日号]?", re.ASCII).fullmatch,
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII).fullmatch,
)
_INVALID = Checked(None, ("date-invalid",))


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day.

    ``exact`` marks class A of the ledger contract: a day on which law or a rule hangs. Only there a serial number or a
    two-digit year may be read as a date, and an incomplete date rejects the row.
    ``planned`` days may lie after today. ``absent`` are words that say that the day never came (未报到).
    """

    exact: bool = False
    planned: bool = False
    absent: tuple[str, ...] = ()
    max_length: int = 40
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        if text in self.absent:
            return Checked(None, ("not-reported",))
        checked = _read(half_width(text), today, self.exact)
        if not self.planned and checked.value is not None and checked.value > today:
            return Checked(None, ("date-future",))
        return checked

    def format(self, value: date | None) -> str:
        return value.isoformat() if value else ""


def _read(text: str, today: date, exact: bool) -> Checked:
    if len(text) > 60:
        return _INVALID
    if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal() and text.isascii():
        return _iso(text)
    if found := _FULL(text):
        return _full(found)
    if is_incomplete(text):
        return Checked(None, ("date-incomplete",))
    if not exact:
        return _INVALID
    if found := _SHORT_YEAR(text):
        year, *rest = (part for part in found.groups() if part)
        return _guess(_day(2000 + int(year), int(rest[0]), int(rest[1])), "date-two-digit-year", today)
    if found := _SERIAL(text):
        return _guess(_from_serial(int(found[1])), "date-serial", today)
    return _INVALID


def _iso(text: str) -> Checked:
    # Most days of a ledger are written like this; the expression below costs ten times as much.
    try:
        return Checked(date.fromisoformat(text))
    except ValueError:
        return _INVALID


def _full(found: re.Match[str]) -> Checked:
    parts = found.groupdict()
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        return _INVALID
    year = parts["y1"] or parts["y2"] or parts["y3"]
    month = whole_number(parts["m1"] or parts["m2"] or parts["m3"])
    day = whole_number(parts["d1"] or parts["d2"] or parts["d3"])
    value = _day(int(year) if year.isascii() else han_digits(year), month, day)
    return Checked(value) if value else _INVALID


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _from_serial(days: int) -> date | None:
    try:
        return _SERIAL_EPOCH + timedelta(days=days)
    except OverflowError:
        return None


def _guess(value: date | None, code: str, today: date) -> Checked:
    if value is None or not EARLIEST_GUESS <= value <= today:
        return _INVALID
    return Checked(value, (code,))


def is_incomplete(text: str) -> bool:
    """Whether the text is a date that lacks its year, month or day, and is possible as far as it goes."""
    return any((found := form(text)) and _possible(found.groupdict()) for form in _INCOMPLETE)


def _possible(parts: dict[str, str | None]) -> bool:
    month = parts.get("month") or parts.get("month1")
    day = parts.get("day")
    if month is not None and not 1 <= (whole_number(month) or 0) <= 12:
        return False
    if day is None:
        return True
    # 2000 is a leap year: without a year, 29 February is possible.
    return _day(2000, whole_number(month or ""), whole_number(day)) is not None
