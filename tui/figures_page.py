"""The rates as they stand on a screen: this month beside the last, and the months before. Pure functions."""

from dataclasses import dataclass
from datetime import date

from store.desk.rates import Contribution, RateRow, months_back, rate_rows
from store.rules.reckoning import Period
from store.text import percentage
from tui.widgets.record_list import Column, ListedRows, ListRow

MONTHS = 12
WHOLE = "全乡"
COLUMNS = (Column(1), Column(16), Column(9), Column(7), Column(9), Column(7), Column(0))
HEADING = "  指标                  本月  百分比      上月  百分比 变化"


@dataclass(slots=True)
class Months:
    """The last twelve months, and what everybody adds to their rates; empty while that is being reckoned.

    ``signing`` is 签订率 of each month: households, not people, are counted there.
    """

    periods: tuple[Period, ...]
    found: list[Contribution]
    signing: tuple[tuple[RateRow, ...], ...] = ()

    @classmethod
    def until(cls, today: date) -> "Months":
        return cls(tuple(months_back(today, MONTHS)), [])

    @property
    def this(self) -> Period:
        return self.periods[-1]

    def rows(self, month: int, area: str | None) -> dict[str, RateRow]:
        """The rates of one month (-1 is this one) by name."""
        rows = rate_rows(self.found, month, by_village=area is not None)
        signing = self.signing[month] if self.signing else ()
        return {row.rate: row for row in (*rows, *signing) if row.area == area}

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to count: nobody in any rate, and no household that has to sign."""
        return not self.found and not any(row.denominator for rows in self.signing for row in rows)

    def trends(self, area: str | None) -> dict[str, list[float | None]]:
        """Every rate month by month in percent; ``None`` where nothing was to be done."""
        months = [self.rows(month, area) for month in range(len(self.periods))]
        return {rate: [percent(rows.get(rate)) for rows in months] for rate in months[-1]}

    @property
    def names(self) -> list[str]:
        return [f"{start.month}月" for start, _ in self.periods]


def percent(row: RateRow | None) -> float | None:
    """What share was done, in percent."""
    return 100 * row.numerator / row.denominator if row and row.denominator else None


def counted(row: RateRow | None) -> str:
    """``11/14``."""
    return f"{row.numerator}/{row.denominator}" if row else ""


def percent_text(row: RateRow | None) -> str:
    """``78.6%``; a dash where there is nothing to divide by."""
    return "" if row is None else percentage(row.numerator, row.denominator, nothing="-")


def listed(months: Months, area: str | None) -> ListedRows:
    """One line for each rate: this month, last month, and by how many points it has changed. None without people."""
    if months.is_empty:
        return ListedRows()
    now, before = months.rows(-1, area), months.rows(-2, area)
    return ListedRows(tuple(_row(rate, now.get(rate), before.get(rate)) for rate in {**now, **before}))


def _row(rate: str, now: RateRow | None, before: RateRow | None) -> ListRow:
    return ListRow(rate, (" ", rate, *_numbers(now), *_numbers(before), _change(now, before)))


def _numbers(row: RateRow | None) -> tuple[str, str]:
    return f"{counted(row):>9}", f"{percent_text(row):>7}"


def _change(now: RateRow | None, before: RateRow | None) -> str:
    new, old = percent(now), percent(before)
    if new is None or old is None:
        return ""
    change = round(new - old, 1)
    return "持平" if not change else f"升 {change}" if change > 0 else f"降 {-change}"


def villages(months: Months) -> list[str]:
    """The villages that have a figure."""
    signing = {row.area for rows in months.signing for row in rows if row.area is not None}
    return sorted({each.person.village for each in months.found} | signing)
