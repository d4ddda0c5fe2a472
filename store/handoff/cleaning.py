"""From cells to clean rows: ditto and fill-down, each cell by its field, then what must hold inside one row."""

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from operator import getitem, itemgetter
from types import MappingProxyType
from typing import Any

from store.desk.area_tree import NO_AREAS, AreaTree
from store.desk.row_checks import (
    ORDERED_DAYS,
    disordered_days,
    identity_contradictions,
    is_reported_late,
    measure_faults,
)
from store.fields import Checked, Day, FieldType, IdNumber, Text
from store.fields.cell import NOTHING_WORDS, trim
from store.fields.codes import Severity, severity
from store.fields.id_number import birth_date_of, is_cut_off, sex_of
from store.handoff.cells import (
    CLEARING,
    DITTO,
    Clean,
    ColumnCells,
    grid_cleaner,
    is_mostly_unique,
    papers_cleaner,
    village_cleaner,
)
from store.handoff.clean_rows import CLEAR, CleanRow, Problem
from store.handoff.headers import Heading
from store.handoff.rows import Cells
from store.model.ledgers import Column
from store.model.measure import RECOVERY, Measure
from store.model.person import RESIDENT_ID, Person

DITTO_HEADERS = frozenset(
    "村 组 网格 类别 地点 样本 类型 决定机关 检测机构 走访人 检测人 见证人 评估人 经办人 "  # noqa: SIM905
    "网格员 责任民警 禁毒专干".split()
)
"""Columns in which 同上 stands for the cell above; in any other it could hide a slip."""
_LIVED_IN = ("people", "households")
"""Kinds whose rows say where somebody lives: an empty 村 stands for the one above."""
_STILL_MARKED = ("duplicate-in-file", "ragged-row")
_AS_TEXT = Text(60)
_PHONE_JOINER = "、"


class Cleaner:
    """Cleans the rows of one ledger, in order. After the last row call ``settle_numbers``.

    ``areas`` are the recorded ones, ``papers`` the recorded numbers of certificates other than the resident ID.
    ``types`` are the field types of columns, by header, for which the office has words of its own.
    """

    def __init__(
        self,
        heading: Heading,
        today: date,
        areas: AreaTree = NO_AREAS,
        papers: Container[str] = (),
        types: Mapping[str, FieldType] = MappingProxyType({}),
    ) -> None:
        self._heading = heading
        self._today = today
        self._columns = heading.columns
        self._at = {column.header: place for place, column in enumerate(heading.columns)}
        self._flagged: set[str] = set()
        self._types = types
        self._areas = areas
        self._memos = [self._memo(column, papers) for column in heading.columns]
        self._width = len(heading.titles)
        self._plan = self._make_plan()
        # One C call reads all cells of a row: this is done for every row of a ledger.
        self._read: Callable[[Cells], tuple[str, ...]] = itemgetter(*(place for _, place in self._plan))
        self._required = [place for place, column in enumerate(heading.columns) if column.required]
        self._joined = [places for places in heading.places if len(places) > 1]
        self._previous: Cells | None = None
        self._numbers_damaged = False
        self._tails: list[CleanRow] = []
        self._is_people = heading.ledger.record is Person
        self._is_lived_in = heading.ledger.kind in _LIVED_IN
        numbers = (column.header for column in heading.columns if isinstance(column.field.type, IdNumber))
        self._number_header = next(numbers, "")
        self._measure_places = [
            (column.field.name, place) for place, column in enumerate(heading.columns) if column.record is Measure
        ]
        self._record = heading.ledger.record
        self._paired = [
            (column.field.name, place)
            for place, column in enumerate(heading.columns)
            if column.record in ORDERED_DAYS and isinstance(column.field.type, Day)
        ]
        self._after_birth = [
            place
            for place, column in enumerate(heading.columns)
            if isinstance(column.field.type, Day) and (column.record is Measure or column.header == "初次发现日期")
        ]

    @property
    def today(self) -> date:
        """The day on which the ledger comes in."""
        return self._today

    def _memo(self, column: Column, papers: Container[str]) -> ColumnCells:
        field_type = self._types.get(column.header, column.field.type)
        clean: Clean = field_type.clean
        # What an event names only finds its person: there the name stands as it is.
        if not column.finding:
            clean = self._placed(column, clean)
        # Whose papers are recorded is a fact of the roster: no ledger of households may depend on it.
        if isinstance(field_type, IdNumber) and self._heading.ledger.of_people:
            clean = papers_cleaner(clean, papers)
        return ColumnCells(clean, self._today, self._flagged, remember=not is_mostly_unique(field_type))

    def _placed(self, column: Column, clean: Clean) -> Clean:
        if column.header == "村":
            return village_cleaner(clean, self._areas.villages)
        return grid_cleaner(clean, self._areas.grids) if column.header == "网格" else clean

    def _make_plan(self) -> list[tuple[ColumnCells, int]]:
        # A column the file does not have reads the empty cell that ``clean`` puts at the end.
        places = [places[0] if places else self._width for places in self._heading.places]
        return list(zip(self._memos, places, strict=True))

    def skip(self) -> None:
        """A row that is no data row went by: nothing is filled down across it."""
        self._previous = None

    def clean(self, number: int, cells: Cells) -> CleanRow:
        """The clean row of one record."""
        surplus = len(cells) > self._width and any(map(trim, cells[self._width :]))
        cells = [*cells[: self._width], ""]
        for places in self._joined:
            cells[places[0]] = _joined(cells[place] for place in places)
        values: list[Any] = list(map(getitem, self._memos, self._read(cells)))
        row = CleanRow(number, values)
        if surplus or self._is_special(cells, values):
            self._clean_slowly(row, cells, surplus)
        if self._is_people:
            self._check_identity(row, cells)
        elif row.problems and row.has("id-tail-000"):
            self._tails.append(row)
        if self._is_lived_in and self._areas.groups:
            self._check_group(row)
        self._check_measure(row)
        if self._paired:
            self._check_order(row)
        self._previous = None if surplus else cells
        return row

    def _is_special(self, cells: Cells, values: list[Any]) -> bool:
        if not self._flagged.isdisjoint(cells) or self._heading.remarks:
            return True
        for place in self._required:
            if values[place] is None:
                return True
        return self._is_people and values[self._at["证件类型"]] not in (None, RESIDENT_ID)

    def _clean_slowly(self, row: CleanRow, cells: Cells, surplus: bool) -> None:
        self._check_remarks(row, cells, surplus)
        self._fill_down(row, cells)
        for place, (memo, cell_place) in enumerate(self._plan):
            raw = cells[cell_place]
            codes = memo.codes.get(raw, ())
            if DITTO in codes:
                raw, codes = self._resolve_ditto(row, place, cells)
            elif CLEARING in codes:
                codes = self._clear(row, place)
            elif self._columns[place].header == "证件号码" and self._has_other_papers(row):
                checked = _cleaned_as_text(raw, self._today)
                row.values[place], codes = checked.value, checked.codes
            self._note(row, place, codes)
            if "id-date" in codes and is_cut_off(trim(raw)):
                self._numbers_damaged = True

    def _check_remarks(self, row: CleanRow, cells: Cells, surplus: bool) -> None:
        remarks = self._heading.remarks
        marked = cells[remarks["错误代码"]] if "错误代码" in remarks else ""
        left_over = "多余内容" in remarks and trim(cells[remarks["多余内容"]])
        if surplus or left_over or "ragged-row" in marked:
            self._add(row, None, "ragged-row")
        if "duplicate-in-file" in marked:
            self._add(row, None, "duplicate-in-file")

    def _fill_down(self, row: CleanRow, cells: Cells) -> None:
        if not self._is_lived_in or self._heading.is_rejects_file or self._previous is None:
            return
        place = self._at["村"]
        memo, cell_place = self._plan[place]
        if trim(cells[cell_place]) or memo[cells[cell_place]] is not None or cells[cell_place] in memo.codes:
            return
        above = self._previous[cell_place]
        value = memo[above]
        if DITTO in memo.codes.get(above, ()) or (value is None and above not in memo.codes):
            return
        cells[cell_place] = above
        row.values[place] = value
        self._resolve(row, cell_place, above)
        self._add(row, place, "filled-down")

    def _resolve(self, row: CleanRow, cell_place: int, text: str) -> None:
        row.resolved = {**(row.resolved or {}), cell_place: text}

    def _resolve_ditto(self, row: CleanRow, place: int, cells: Cells) -> tuple[str, tuple[str, ...]]:
        memo, cell_place = self._plan[place]
        allowed = self._columns[place].header in DITTO_HEADERS and not self._heading.is_rejects_file
        above = self._previous[cell_place] if self._previous is not None and allowed else None
        if above is None or not {DITTO, CLEARING}.isdisjoint(memo.codes.get(above, ())):
            return cells[cell_place], ("ditto-not-allowed",)
        cells[cell_place] = above
        row.values[place] = memo[above]
        self._resolve(row, cell_place, above)
        return above, (*memo.codes.get(above, ()), "ditto")

    def _clear(self, row: CleanRow, place: int) -> tuple[str, ...]:
        column = self._columns[place]
        keys = [self._at[header] for header in ("人员编号", "记录编号") if header in self._at]
        own = column.record is self._heading.ledger.record or column.record in (Person, Measure)
        names_a_record = any(isinstance(row.values[key], str) for key in keys)
        if place in keys or not own or column.role or column.finding or not names_a_record:
            return ("clear-not-allowed",)
        row.values[place] = CLEAR
        return ()

    def _has_other_papers(self, row: CleanRow) -> bool:
        return self._is_people and row.values[self._at["证件类型"]] not in (None, RESIDENT_ID, CLEAR)

    def _note(self, row: CleanRow, place: int, codes: Iterable[str]) -> None:
        codes = tuple(codes)
        for code in codes:
            self._add(row, place, code)
            self._numbers_damaged |= code == "id-excel-damage"
        emptied = row.values[place] is None or row.values[place] is CLEAR
        column = self._columns[place]
        is_refused = any(severity(code, column.field.type, required=True) is not Severity.WARN for code in codes)
        if column.required and emptied and not is_refused:
            self._add(row, place, "missing")

    def _add(self, row: CleanRow, place: int | None, code: str) -> None:
        if place is None:
            row.problems.append(Problem(row.number, None, None, code, severity(code)))
            return
        column = self._columns[place]
        level = severity(code, column.field.type, required=column.required)
        row.problems.append(Problem(row.number, self.title(place), column.header, code, level))

    def title(self, place: int) -> str | None:
        """The header as the file writes it; ``None`` for a column the file does not have."""
        places = self._heading.places[place]
        return self._heading.titles[places[0]].strip() if places else None

    def add(self, row: CleanRow, header: str | None, code: str) -> None:
        """Note a code at a column, by its canonical header."""
        self._add(row, None if header is None else self._at[header], code)

    def _check_identity(self, row: CleanRow, cells: Cells) -> None:
        at, values = self._at, row.values
        number, kept = values[at["证件号码"]], self._plan[at["证件号码"]]
        if number is None:
            if not kept[0].codes.get(cells[kept[1]]) and not isinstance(values[at["人员编号"]], str):
                self.add(row, "证件号码", "missing")
            return
        if number is CLEAR or self._has_other_papers(row):
            return
        self._compare_with_number(row, number)

    def _compare_with_number(self, row: CleanRow, number: str) -> None:
        at, values = self._at, row.values
        birth, sex = at["出生日期"], at["性别"]
        given_birth = values[birth] if isinstance(values[birth], date) else None
        given_sex = values[sex] if isinstance(values[sex], str) else None
        against = identity_contradictions(number, given_birth, given_sex)
        if row.problems and self._is_doubtful(row, against):
            return
        if len(against) == 2:
            self.add(row, "证件号码", "id-mismatch-both")
            return
        if against:
            header = "出生日期" if against == ["birth"] else "性别"
            self.add(row, header, f"id-mismatch-{against[0]}")
        if not _is_refused(row, "出生日期") and values[birth] is not CLEAR:
            values[birth] = birth_date_of(number)
        if values[sex] is not CLEAR:
            values[sex] = sex_of(number)

    def _is_doubtful(self, row: CleanRow, against: list[str]) -> bool:
        """Whether a converted or 000-tailed number has to be refused because another cell contradicts it."""
        if row.has("id-legacy-15") and "birth" in against:
            self._replace(row, "id-legacy-15", "id-length")
            return True
        if not row.has("id-tail-000"):
            return False
        if against:
            self._replace(row, "id-tail-000", "id-excel-damage")
            return True
        self._tails.append(row)
        return False

    def _replace(self, row: CleanRow, code: str, by: str) -> None:
        row.problems = [problem for problem in row.problems if problem.code != code]
        row.values[self._at[self._number_header]] = None
        self.add(row, self._number_header, by)

    def _check_group(self, row: CleanRow) -> None:
        """A group is known by its village: where the village's groups are recorded, one of them is meant."""
        group = row.values[self._at["组"]]
        groups = self._areas.groups.get(row.values[self._at["村"]])
        if groups and isinstance(group, str) and group not in groups:
            self.add(row, "组", "area-unknown")

    def _check_measure(self, row: CleanRow) -> None:
        if not self._measure_places:
            return
        values = row.values
        measure = {name: value for name, place in self._measure_places if (value := values[place]) is not CLEAR}
        for header, code in measure_faults(measure):
            self.add(row, header, code)
        if is_reported_late(measure):
            self.add(row, "报到日期", "reported-late")
        if measure.get("category") == RECOVERY and measure.get("term_months") is None:
            row.lacks_term = not _is_refused(row, "期限(年)")
        if self._is_people and not _is_refused(row, "出生日期"):
            self._check_birth(row)

    def _check_order(self, row: CleanRow) -> None:
        days = {name: day for name, place in self._paired if isinstance(day := row.values[place], date)}
        for name in disordered_days(self._record, days):
            self._add(row, dict(self._paired)[name], "date-order")

    def _check_birth(self, row: CleanRow) -> None:
        born = row.values[self._at["出生日期"]]
        if not isinstance(born, date):
            return
        for place in self._after_birth:
            day = row.values[place]
            if isinstance(day, date) and day < born:
                self._add(row, place, "date-order")

    def settle_numbers(self) -> None:
        """Judge numbers that end in 000 with a right checksum, now that every number of the file was seen."""
        if self._numbers_damaged:
            for row in self._tails:
                self._replace(row, "id-tail-000", "id-excel-damage")


def _is_refused(row: CleanRow, header: str) -> bool:
    return bool(row.problems) and any(
        problem.field == header and problem.severity.value == "reject" for problem in row.problems
    )


def _joined(phones: Iterable[str]) -> str:
    """Several phone cells as one; words for nothing stand for an empty cell in each."""
    return _PHONE_JOINER.join(text for phone in phones if (text := trim(phone)) and text not in NOTHING_WORDS)


def _cleaned_as_text(raw: str, today: date) -> Checked:
    text = trim(raw)
    return _AS_TEXT.clean(text, today) if text else Checked()
