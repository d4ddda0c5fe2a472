"""Villages, groups, grids and the people who look after them."""

from dataclasses import dataclass

from store.fiction.dice import Dice
from store.fiction.names import a_helper

TOWNSHIP = "岳宋乡"
TOWNSHIP_CODE = "530899100"
VILLAGE_NAMES = ("岳宋村", "永广村", "班帅村", "曼亨村", "永勒村", "南亢村", "帕科村")


@dataclass(frozen=True, slots=True)
class Group:
    """A village group (村民小组) and the grid worker of the grid it lies in."""

    village: str
    name: str
    grid: str
    grid_worker: str


@dataclass(frozen=True, slots=True)
class Village:
    """A village with its groups and the police officer in charge."""

    name: str
    groups: tuple[Group, ...]
    officer: str


@dataclass(frozen=True, slots=True)
class Places:
    """The whole township. ``specialists`` are the 禁毒专干 of the office."""

    villages: tuple[Village, ...]
    specialists: tuple[str, ...]

    def group_at(self, position: int, of: int) -> tuple[Village, Group]:
        """Where the person at ``position`` of ``of`` lives: the roster runs village by village, group by group."""
        groups = [(village, group) for village in self.villages for group in village.groups]
        return groups[position * len(groups) // of]


def places(seed: int) -> Places:
    """The township of a seed: seven villages of six to nine groups, two or three groups to a grid."""
    dice = Dice(seed, "places")
    villages = tuple(_village(dice, name) for name in VILLAGE_NAMES)
    return Places(villages, tuple(a_helper(dice) for _ in range(3)))


def _village(dice: Dice, name: str) -> Village:
    size = dice.pick((2, 3))
    workers = [a_helper(dice) for _ in range(5)]
    groups = tuple(
        Group(name, f"{number + 1}组", f"{name[:2]}第{number // size + 1}网格", workers[number // size])
        for number in range(dice.number(6, 9))
    )
    return Village(name, groups, a_helper(dice))
