"""The recorded areas as a tree with two axes: which names fit a leaf of 村 and 组, and of 片区, 网格 and 点."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from store.fields.area import GRID, GROUP, POINT, VILLAGE, usual_area_name
from store.model.area import PARENT_LEVELS, Area


@dataclass(frozen=True, slots=True)
class AreaTree:
    """Names in their usual form. ``groups`` are those of each village; ``grids`` holds names and codes."""

    villages: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    grids: frozenset[str] = frozenset()

    def has_group(self, village: str | None, group: str | None) -> bool:
        """Whether this is a leaf of the first axis: a group of a village, or a village that has no groups."""
        if village not in self.villages:
            return False
        groups = self.groups.get(village)
        return group in groups if groups else True

    def has_grid(self, grid: str | None) -> bool:
        """Whether this is a leaf of the second axis: the ledgers name the grid, or a point within it."""
        return grid in self.grids


NO_AREAS = AreaTree()


def area_tree(areas: Iterable[Area]) -> AreaTree:
    """The tree of these areas."""
    areas = tuple(areas)
    names = {area.code: usual_area_name(area.level, area.name) for area in areas}
    villages = [names[area.code] for area in areas if area.level == VILLAGE]
    groups: dict[str, set[str]] = {village: set() for village in villages}
    for area in areas:
        if area.level == GROUP and (village := names.get(area.parent_code or "")) in groups:
            groups[village].add(names[area.code])
    grids = {word for area in areas if area.level in (GRID, POINT) for word in (area.name, area.code)}
    return AreaTree(
        frozenset(villages), {village: frozenset(own) for village, own in groups.items() if own}, frozenset(grids)
    )


def area_fault(area: Area, areas: Mapping[str, Area], township_code: str) -> str | None:
    """The code of what is wrong with the 上级编码 of an area beside ``areas`` (by their codes), or ``None``."""
    if area.parent_code is None:
        # A group says nothing without its village, nor a point without its grid; a grid may stand alone.
        return "missing" if area.level in ("组", "点") else None
    parent = areas.get(area.parent_code)
    if parent is None:
        is_township = area.parent_code == township_code
        return None if is_township and area.level not in ("组", "点") else "area-unknown"
    return None if parent.level == PARENT_LEVELS.get(area.level) else "area-level"


def area_name_key(area: Area, township_code: str) -> Hashable:
    """What no two areas may share: the level, what they lie in, and the name."""
    parent = None if area.parent_code == township_code else area.parent_code
    return area.level, parent, usual_area_name(area.level, area.name)
