"""The matrix of places and documents as it stands on a screen and on paper: shares, bars, changes. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from store.desk.coverage import CoverageRow
from store.desk.ledger_rows import group_order
from store.model.document import kind_order, version_word
from store.rules.calendar import add_days, add_months
from store.text import cells, percentage
from tui.widgets.record_list import Column, ListRow

NO_GROUP = "无组"
_NAME, _EDGE, _SMALLEST_BAR, _LONG_BAR = 10, 3, 5, 15
_COUNTED = (
    ("signed", "已签"), ("expired", "过期"), ("away", "外出"), ("refused", "拒签"), ("unsigned", "未签"),
    ("excluded", "不算"),
)  # fmt: skip
_ONE_KIND = (Column(1), Column(_NAME), Column(6), Column(6), Column(6), *(Column(5) for _ in _COUNTED[1:]), Column(0))
_ONE_KIND_HEADS = ("", "", "  应签", "  已签", "  比例", *(f" {word}" for _, word in _COUNTED[1:]), "")
BEFORE = ("上月底", "三个月前", "半年前", "去年今天", "去年底")
"""The earlier days that can stand beside today; ``TYPED_DAY`` is another one, which she writes."""
TYPED_DAY = "写日期"


def earlier_day(word: str, today: date) -> date:
    """The day of one of ``BEFORE``."""
    return {
        "上月底": add_days(today.replace(day=1), -1),
        "三个月前": add_months(today, -3),
        "半年前": add_months(today, -6),
        "去年今天": add_months(today, -12),
        "去年底": add_days(today.replace(month=1, day=1), -1),
    }[word]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The shares by place (``None``: all of them) and kind, today and on an earlier day if one was asked for."""

    now: Sequence[CoverageRow] = ()
    before: Sequence[CoverageRow] | None = None
    _cells: Mapping[tuple[str | None, str], tuple[CoverageRow, ...]] = field(init=False)
    _old: Mapping[tuple[str | None, str], tuple[CoverageRow, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cells", _by_place(self.now))
        object.__setattr__(self, "_old", _by_place(self.before or ()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of document in force somewhere: those every office has, then its own by name."""
        return tuple(sorted({row.document for row in self.now}, key=kind_order))

    @property
    def places(self) -> tuple[str | None, ...]:
        """All of them together first, then each in walking order."""
        named = sorted({row.area for row in self.now if row.area is not None}, key=group_order)
        return (None, *named) if self.now else ()

    def of(self, place: str | None, kind: str) -> tuple[CoverageRow, ...]:
        """The versions of a kind that have to be signed there; several only for all places together."""
        return self._cells.get((place, kind), ())

    def change(self, place: str | None, kind: str) -> str:
        """By how many points the share has changed since the earlier day."""
        new, old = _share(self.of(place, kind)), _share(self._old.get((place, kind), ()))
        if new is None or old is None:
            return "-"
        points = round(new - old, 1)
        return "持平" if not points else f"升{points}" if points > 0 else f"降{-points}"


def _by_place(rows: Iterable[CoverageRow]) -> dict[tuple[str | None, str], tuple[CoverageRow, ...]]:
    found: dict[tuple[str | None, str], tuple[CoverageRow, ...]] = {}
    for row in rows:
        key = (row.area, row.document)
        found[key] = (*found.get(key, ()), row)
    return found


def _total(rows: Iterable[CoverageRow], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def _share(rows: Sequence[CoverageRow]) -> float | None:
    required = _total(rows, "required")
    return 100 * _total(rows, "signed") / required if required else None


def bar(rows: Sequence[CoverageRow], width: int) -> str:
    """``#`` for what was signed and ``.`` for what is lacking; full only when all have signed, empty only when none."""
    required, signed = _total(rows, "required"), _total(rows, "signed")
    if not required or width < 1:
        return ""
    full = round(width * signed / required)
    if width > 1:
        full = max(min(full, width - (signed < required)), 1 if signed else 0)
    return "#" * full + "." * (width - full)


def columns(matrix: Matrix, kind: str | None, width: int) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The columns at ``width`` and the kinds that stand in them: those that fit, or the chosen one in full."""
    if kind is not None:
        return _ONE_KIND, (kind,)
    room, least = width - _EDGE - _NAME, _counts_width(matrix) + 1 + _SMALLEST_BAR
    # One that does not fit is shown all the same; of none there is no column.
    fitting = min(len(matrix.kinds), max(1, (room + 1) // (least + 1)))
    each = max(least, (room + 1) // max(1, fitting) - 1)
    return (Column(1), Column(_NAME), *(Column(each) for _ in range(fitting))), matrix.kinds[:fitting]


def _counts_width(matrix: Matrix) -> int:
    texts = [_counts(matrix.of(None, kind), 0) for kind in matrix.kinds]
    return max((cells(text) for text in texts), default=0)


def _counts(rows: Sequence[CoverageRow], width: int) -> str:
    signed, required = _total(rows, "signed"), _total(rows, "required")
    share = percentage(signed, required, nothing="-")
    return f"{f'{signed}/{required}'.rjust(max(0, width - 7))} {share:>6}"


def row_of(matrix: Matrix, place: str | None, name: str, kinds: Sequence[str], widths: Sequence[Column]) -> ListRow:
    """The line of a place: the shares of some kinds with a bar, or with what has changed."""
    room = _counts_width(matrix)
    texts = [_cell(matrix, place, kind, room, column.width) for kind, column in zip(kinds, widths[2:], strict=False)]
    return ListRow(place, (" ", name, *texts))


def _cell(matrix: Matrix, place: str | None, kind: str, room: int, width: int) -> str:
    rows = matrix.of(place, kind)
    if not rows:
        return " " * (room - 1) + "-"
    said = matrix.change(place, kind) if matrix.before is not None else bar(rows, width - room - 1)
    return f"{_counts(rows, room)} {said}"


def row_of_one(matrix: Matrix, place: str | None, name: str, kind: str) -> ListRow:
    """The line of a place for one kind alone: every standing in numbers."""
    rows = matrix.of(place, kind)
    if not rows:
        return ListRow(place, (" ", name, "-".rjust(6), *[""] * (len(_ONE_KIND) - 3)))
    said = matrix.change(place, kind) if matrix.before is not None else bar(rows, _LONG_BAR)
    numbers = [f"{_total(rows, name):>5}" for name, _ in _COUNTED[1:]]
    shares = (f"{_total(rows, 'required'):>6}", f"{_total(rows, 'signed'):>6}", f"{_percent(rows):>6}")
    return ListRow(place, (" ", name, *shares, *numbers, said))


def _percent(rows: Sequence[CoverageRow]) -> str:
    return percentage(_total(rows, "signed"), _total(rows, "required"), nothing="-")


def heads(kinds: Sequence[str], kind: str | None) -> tuple[str, ...]:
    """What stands above the columns."""
    return _ONE_KIND_HEADS if kind is not None else ("", "", *kinds)


def versions_text(rows: Sequence[CoverageRow]) -> str:
    """One kind at one place in words: the versions in force, and how the households stand."""
    if not rows:
        return ""
    names = "、".join(dict.fromkeys(version_word(row.version) for row in rows))
    counted = (f"{word}{number}" for name, word in _COUNTED if (number := _total(rows, name)) or name == "signed")
    return f"{rows[0].document} {names}: 应签{_total(rows, 'required')}  {' '.join(counted)}"


def numbers(rows: Sequence[CoverageRow]) -> tuple[str, ...]:
    """One kind at one place for a table on paper: signed of required, the share, and who is lacking in which way."""
    lacking = ("expired", "away", "refused", "unsigned")
    if not rows:
        return ("-", "", *("" for _ in lacking))
    signed = f"{_total(rows, 'signed')}/{_total(rows, 'required')}"
    return (signed, _percent(rows), *(str(_total(rows, name)) for name in lacking))
