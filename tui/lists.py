"""The lists of 清单: what each is called, what it is for, and the screen that shows it, loaded when it is asked for."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from tui.requests import ListAsked
from tui.workplace import Workplace

if TYPE_CHECKING:
    from tui.office_screen import OfficeScreen


@dataclass(frozen=True, slots=True)
class NamedList:
    """One line of the menu, and the module and class of its screen."""

    name: str
    purpose: str
    module: str
    screen: str


LISTS = (NamedList("五个到位", "衔接、报到、协议、检测、措施,一人一行,缺哪样一看就知道", "in_place", "InPlaceScreen"),)


def list_screen(workplace: Workplace, asked: ListAsked) -> "OfficeScreen":
    """The screen of a list."""
    wanted = next(each for each in LISTS if each.name == asked.name)
    screen: type[OfficeScreen] = getattr(import_module(f"tui.screens.{wanted.module}"), wanted.screen)
    return screen(workplace)
