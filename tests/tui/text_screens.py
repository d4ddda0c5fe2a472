"""Which screens take text: read off the program, so that the tables of the tests cannot forget a new one."""

import pkgutil
from importlib import import_module
from typing import Any

from textual.screen import Screen

import tui.screens
from tui.office_screen import OfficeScreen

_ENTRIES = ("Entry", "FieldRow", "FilePanel")


def takes_text(screen: type[Screen[Any]]) -> bool:
    """Whether something can be typed on the screen: it, or a form it builds on, is made of entries."""
    classes = [each for each in screen.__mro__ if each.__module__.startswith("tui.") and each is not OfficeScreen]
    return any(name.endswith(_ENTRIES) for each in classes for name in vars(import_module(each.__module__)))


def screens_that_take_text() -> set[type[Screen[Any]]]:
    """Every such screen of the program."""
    modules = [import_module(f"tui.screens.{found.name}") for found in pkgutil.iter_modules(tui.screens.__path__)]
    return {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Screen) and each.__module__ == module.__name__
        if takes_text(each)
    }
