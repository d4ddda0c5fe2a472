"""The key card's parts, read off the registry: what leads from desk to desk, function keys, and the others."""

from collections.abc import Callable

from tui.actions import ACTIONS, Action, key_card

Section = tuple[str, list[tuple[str, str]]]


def sections() -> list[Section]:
    """Title, and keys with their sentence. Every action of the registry stands in exactly one part."""
    left = list(ACTIONS.values())
    found: list[Section] = []
    for title, belongs in _PARTS:
        members = [action for action in left if belongs(action)]
        left = [action for action in left if not belongs(action)]
        found.append((title, key_card(action.id for action in sorted(members, key=_order))))
    return [part for part in found if part[1]]


_PARTS: tuple[tuple[str, Callable[[Action], bool]], ...] = (
    ("各页之间", lambda action: action.shown[0].isdigit()),
    ("功能键", lambda action: action.shown[0] == "F" and action.shown[1:].isdigit()),
    ("Ctrl 键", lambda action: action.shown.startswith("Ctrl")),
    ("其他键", lambda action: True),
)


def _order(action: Action) -> tuple[int, str]:
    digits = action.shown.lstrip("F")
    return (int(digits) if digits.isdigit() else 0, action.shown)
