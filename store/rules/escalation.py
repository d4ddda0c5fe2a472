"""The four levels: who has to act. 1 村组/网格员, 2 村委会, 3 禁毒办, 4 乡镇."""

from collections.abc import Iterable
from datetime import date

from store.model.measure import Measure
from store.rules.calendar import add_days
from store.rules.policy import Policies, series_on
from store.rules.state import State
from store.rules.windows import Window

LEVEL_NAMES = {1: "村组", 2: "村委会", 3: "禁毒办", 4: "乡镇"}
_OVERDUE_FROM = (1, 4, 15)
"""Days past the last day from which an overdue deadline has level 2, 3 and 4."""


def missed_in_a_row(windows: Iterable[Window]) -> int:
    """Missed windows of one series, newest first, until a done one; excused ones are passed over."""
    count = 0
    for window in sorted(windows, key=lambda window: window.start, reverse=True):
        if window.state is State.DONE:
            break
        count += window.state is State.MISSED
    return count


def series_level(missed: int, thresholds: tuple[int, int, int]) -> int:
    """The level of a series with ``missed`` windows in a row."""
    second, third, fourth = thresholds
    return 1 + (missed >= second) + (missed >= third) + (missed >= fourth)


def series_levels(
    windows: Iterable[Window], measure: Measure, policies: Policies, today: date
) -> dict[str, tuple[int, int]]:
    """Per rule of one measure, the misses in a row and the level under the policy in force today."""
    by_rule: dict[str, list[Window]] = {}
    for window in windows:
        by_rule.setdefault(window.rule, []).append(window)
    found: dict[str, tuple[int, int]] = {}
    for rule, laid in by_rule.items():
        missed = missed_in_a_row(laid)
        series = series_on(policies, rule, measure, today) or series_on(policies, rule, measure, laid[-1].start)
        found[rule] = missed, series_level(missed, series.thresholds) if series else 1
    return found


def deadline_level(last_day: date | None, today: date) -> int:
    """The level of an undone deadline; one without a last day is never overdue."""
    if last_day is None:
        return 1
    return 1 + sum((today - last_day).days >= days for days in _OVERDUE_FROM)


def overdue_levels(last_day: date) -> dict[int, date]:
    """The day an undone deadline reaches each of the levels 2, 3 and 4."""
    return {level: add_days(last_day, days) for level, days in enumerate(_OVERDUE_FROM, 2)}
