"""Days as a clerk types them: 今天, 昨天, 明天, -2, +30, 3.5, 20260305 and every form that ledgers may use."""

import re
import unicodedata
from datetime import date, timedelta

from store.fields import Day

_WORDS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3, "明天": -1, "后天": -2}
_DAYS_OFF = re.compile(r"([-+])(\d{1,3})")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})[.\-/月](\d{1,2})[日号]?")
_SHORT_YEAR = re.compile(r"(\d{2})[.\-/年](\d{1,2})[.\-/月](\d{1,2})[日号]?")


def typed_day(text: str, today: date, *, ahead: bool = False, without_year: date | None = None) -> date | None:
    """The day that ``text`` means on ``today``, or None when it means none.

    A month and day without a year is the last such day that is not after today: records are of the past. With
    ``ahead``, for days that are planned, it is the first one from today on, with ``without_year`` the first from there.
    Whoever calls shows the whole date beside the entry, so that nothing is read differently unseen.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if text in _WORDS:
        return today - timedelta(days=_WORDS[text])
    if found := _DAYS_OFF.fullmatch(text):
        return today + timedelta(days=int(f"{found[1]}{found[2]}"))
    if found := _MONTH_AND_DAY.fullmatch(text):
        month, day = int(found[1]), int(found[2])
        if without_year is not None:
            return _next_such_day(month, day, without_year)
        return _next_such_day(month, day, today) if ahead else _last_such_day(month, day, today)
    if found := _SHORT_YEAR.fullmatch(text):
        return _day(2000 + int(found[1]), int(found[2]), int(found[3]))
    return _ledger_day(text, today)


def _last_such_day(month: int, day: int, today: date) -> date | None:
    # 29 February may lie up to eight years back.
    for year in range(today.year, today.year - 9, -1):
        found = _day(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def _next_such_day(month: int, day: int, today: date) -> date | None:
    days = (_day(year, month, day) for year in range(today.year, today.year + 9))
    return next((found for found in days if found is not None and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ledger_day(text: str, today: date) -> date | None:
    value = Day(planned=True).clean(text, today).value
    return value if isinstance(value, date) else None
