"""Matching rows of ``areas``: known by their codes, each in an area of the fitting level."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from store.desk.area_tree import area_fault, area_name_key
from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.merging import merged
from store.model.area import Area

PARENT = "上级编码"
_Placed = dict[str, tuple[CleanRow, Area]]


class AreaMatcher(KeyedMatcher):
    """An area may stand after a row of the same ledger that names it; without its parent it does not go in.

    Every level lies in one other level, so that no area can lie within itself.
    """

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        code = row.values[self.at["编码"]]
        return (code,) if code else ()

    def match_all(self, rows: Iterable[CleanRow]) -> None:
        rows = list(rows)
        self._take([row for row in rows if not row.stays_out])
        for row in rows:
            if row.stays_out:
                row.verdict = Verdict.REJECTED if row.rejected else Verdict.CONFLICT

    def _take(self, rows: Sequence[CleanRow]) -> None:
        placed = {area.code: (row, area) for row in rows if (area := self._area_of(row)) is not None}
        while refused := self._refused(placed):
            for code in refused:
                del placed[code]
        for code, (row, area) in placed.items():
            self._write(row, code, area)

    def _area_of(self, row: CleanRow) -> Area | None:
        """The area as the row would leave it; ``None`` where it contradicts what is recorded."""
        given = self.given(row)
        held = self.known.areas.by_key.get(given["code"])
        if held is None:
            return Area(**given)
        if given["level"] != held.now.level:
            self.cleaner.add(row, "层级", "conflict")
            return None
        area: Area = merged(held.now, given)
        return area

    def _refused(self, placed: _Placed) -> list[str]:
        """The codes of areas that cannot stand beside the others; the reason is noted at their rows."""
        areas = {str(code): held.now for code, held in self.known.areas.by_key.items()}
        areas |= {code: area for code, (_, area) in placed.items()}
        names: dict[Hashable, set[str]] = {}
        for area in areas.values():
            names.setdefault(area_name_key(area, self.known.township_code), set()).add(area.code)
        refused: list[str] = []
        for code, (row, area) in placed.items():
            if fault := area_fault(area, areas, self.known.township_code):
                self.cleaner.add(row, PARENT, fault)
                refused.append(code)
            elif len(names[area_name_key(area, self.known.township_code)]) > 1:
                self.cleaner.add(row, "名称", "area-name-taken")
                refused.append(code)
        return refused

    def _write(self, row: CleanRow, code: str, area: Area) -> None:
        held = self.known.areas.by_key.get(code)
        if held is None:
            self.known.areas.put(replace(area, id=self.known.areas.next_id))
            row.verdict = Verdict.NEW
            return
        changed = Verdict.NEW if held.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if held.now == area else changed
        held.now = area
