"""One column of a ledger: each distinct cell text is cleaned once."""

from collections.abc import Callable, Container
from datetime import date

from store.fields import Checked, FieldType, IdNumber, Name
from store.fields.cell import CLEARED, DITTO_WORDS, has_control, trim

DITTO, CLEARING = "ditto", "clearing"
"""Marks of cells whose meaning depends on their row."""
_MOST_REMEMBERED = 50_000
Clean = Callable[[str, date], Checked]


class ColumnCells(dict[str, object]):
    """Raw cell text to value. ``codes`` holds what was raised; ``flagged`` is shared by all columns of a ledger."""

    def __init__(self, clean: Clean, today: date, flagged: set[str], *, remember: bool = True) -> None:
        super().__init__()
        self.codes: dict[str, tuple[str, ...]] = {}
        self._clean = clean
        self._today = today
        self._flagged = flagged
        self._remember = remember

    def __missing__(self, raw: str) -> object:
        checked = self._checked(raw)
        if checked.codes:
            self.codes[raw] = checked.codes
            self._flagged.add(raw)
        if self._remember and len(self) < _MOST_REMEMBERED:
            self[raw] = checked.value
        return checked.value

    def _checked(self, raw: str) -> Checked:
        text = trim(raw)
        if not text:
            return Checked()
        if text in DITTO_WORDS:
            return Checked(None, (DITTO,))
        if text == CLEARED:
            return Checked(None, (CLEARING,))
        return Checked(None, ("nul",)) if has_control(text) else self._clean(text, self._today)


def is_mostly_unique(field_type: FieldType) -> bool:
    """Whether remembering the cells of such a column only costs memory."""
    return isinstance(field_type, IdNumber | Name)


def papers_cleaner(clean: Clean, papers: Container[str]) -> Clean:
    """The cleaning of 证件号码 that leaves recorded numbers of other certificates as they are."""
    return lambda text, today: Checked(text) if text in papers else clean(text, today)


def grid_cleaner(clean: Clean, grids: frozenset[str]) -> Clean:
    """The cleaning of 网格 where areas are recorded: a name or code that fits none is warned about."""
    if not grids:
        return clean

    def cleaned(text: str, today: date) -> Checked:
        checked = clean(text, today)
        if checked.codes or checked.value in grids:
            return checked
        return Checked(checked.value, ("area-unknown",))

    return cleaned


def village_cleaner(clean: Clean, villages: frozenset[str]) -> Clean:
    """The cleaning of 村 where areas are recorded: a name that fits none is warned about, a shortened one completed."""
    if not villages:
        return clean

    def cleaned(text: str, today: date) -> Checked:
        checked = clean(text, today)
        if checked.codes or checked.value in villages:
            return checked
        if f"{checked.value}村" in villages:
            return Checked(f"{checked.value}村", ("area-guessed",))
        return Checked(checked.value, ("area-unknown",))

    return cleaned
