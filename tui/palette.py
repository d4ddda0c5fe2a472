"""What can be done on a screen, found by name, pinyin or initials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.actions import ACTIONS, Action

if TYPE_CHECKING:
    from tui.app import OfficeApp


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """An action and everything its name can be found by."""

    action: Action
    tokens: frozenset[str]


def entries(names: Iterable[str]) -> tuple[PaletteEntry, ...]:
    """The actions of these ids. Pinyin is loaded here, for the first time she asks."""
    from store.desk.search_tokens import village_tokens

    # Names of actions are found as names of villages are: by any part, in characters, pinyin and initials.
    return tuple(PaletteEntry(ACTIONS[name], village_tokens(ACTIONS[name].label)) for name in dict.fromkeys(names))


def matching(listed: Sequence[PaletteEntry], typed: str) -> tuple[PaletteEntry, ...]:
    """The entries whose name, pinyin or initials hold what was typed, those that begin with it first."""
    from store.desk.search_tokens import folded

    wanted = folded(typed) if typed.strip() else ""
    found = [entry for entry in listed if any(token.startswith(wanted) for token in entry.tokens)]
    return tuple(sorted(found, key=lambda entry: not folded(entry.action.label).startswith(wanted)))


def reachable(screen: object) -> tuple[str, ...]:
    """Ids of the actions a screen can carry out from anywhere on it; keys of single fields are left to the fields."""
    named = (*getattr(screen, "ACTIONS", ()), *getattr(screen, "EVERYWHERE", ()))
    works = (name for name in named if callable(getattr(screen, f"action_{name}", None)) or name in OF_THE_APPLICATION)
    return tuple(dict.fromkeys(name for name in works if name != "palette"))


OF_THE_APPLICATION = ("lock", "palette", "key_card")
"""Actions that the application carries out, whatever screen stands there."""


def open_palette(app: "OfficeApp") -> None:
    """Show what can be done here; what she chooses is done as if she had pressed its key."""
    from tui.office_screen import OfficeScreen
    from tui.screens.palette import PaletteScreen

    screen = app.screen
    if not isinstance(screen, OfficeScreen) or isinstance(screen, PaletteScreen):
        return

    def carry_out(name: str | None) -> None:
        if name:
            app.call_next(app.run_action, name, app if name in OF_THE_APPLICATION else screen)

    app.push_screen(PaletteScreen(app.workplace, reachable(screen)), carry_out)


def open_key_card(app: "OfficeApp") -> None:
    """Every key, on screen and on paper."""
    from tui.office_screen import OfficeScreen
    from tui.screens.key_card import KeyCardScreen

    if isinstance(app.screen, OfficeScreen) and not isinstance(app.screen, KeyCardScreen):
        app.push_screen(KeyCardScreen(app.workplace))
