"""What a hand may do to a terminal, drawn by chance: keys, letters, Chinese text, pasted text, another window size."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from textual.events import Event, Key, Paste, Resize
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from tests.hostile import OWN
from tests.tui.office import PASSPHRASE
from tui.actions import ACTIONS

# A slash is a path's root: the hand sends it alone, where it can see what it is typed into.
SLASH = "slash"
_MOVES = (
    "tab", "shift+tab", "up", "down", "left", "right", "enter", "escape",
    "pageup", "pagedown", "home", "end", "backspace", "delete",
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-;,"
_HAN = "岩三木李建国阴阳岳宋村走访家中今天昨天"
_SIZES = ((80, 24), (80, 24), (120, 40), (200, 60), (60, 16), (30, 8))
# No pasted text holds a slash, so that none leads out of the folder the program works in.
_PASTED = (
    "岩三木", "2026-11-20", "-2", "3 阴; 18 未到", "两行\n文字", "530829199203040018", "13800000021", PASSPHRASE,
    *(text for text in OWN if "/" not in text),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stroke:
    """One thing done: a key by its Textual name, a pasted text, or a new size."""

    key: str = ""
    pasted: str = ""
    size: tuple[int, int] | None = None

    def event(self) -> Event:
        """As the terminal would send it."""
        if self.size:
            return Resize(Size(*self.size), Size(*self.size))
        return Paste(self.pasted) if self.pasted else key_event(self.key)


def key_event(name: str) -> Key:
    """The key of this name or character, as Textual reads it off a terminal."""
    key = _character_to_key(name) if len(name) == 1 and not name.isalnum() else name
    original = REPLACED_KEYS.get(key, key)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(original))
    except KeyError:
        character = key if len(key) == 1 else None
    return Key(key, character)


def drawn(random: Random, count: int) -> Iterator[Stroke]:
    """``count`` strokes; about half of them are keys of registered actions, every action as likely as the other."""
    actions = tuple(ACTIONS.values())
    for _ in range(count):
        match random.choices(("action", "move", "letter", "han", "paste", "size"), (48, 24, 14, 8, 4, 2))[0]:
            case "action":
                yield Stroke(random.choice(random.choice(actions).keys))
            case "move":
                yield Stroke(random.choice(_MOVES))
            case "letter":
                yield Stroke(random.choice(_LETTERS))
            case "han":
                yield Stroke(random.choice(_HAN))
            case "paste":
                yield Stroke(pasted=random.choice(_PASTED))
            case _:
                yield Stroke(size=random.choice(_SIZES))


def bursts(strokes: list[Stroke], random: Random) -> Iterator[list[Stroke]]:
    """The strokes in the bursts in which a hand, or a slow line, sends them: one to eight at once."""
    at = 0
    while at < len(strokes):
        end = min(len(strokes), at + random.randint(1, 8))
        alone = next((place for place in range(at, end) if strokes[place].key == SLASH), end)
        end = alone if alone > at else at + 1 if strokes[at].key == SLASH else end
        yield strokes[at:end]
        at = end
