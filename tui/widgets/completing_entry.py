"""An entry that completes names from their pinyin initials: Down and Up go through them, Enter takes the first."""

import re
from typing import ClassVar

from textual.binding import Binding, BindingType

from store.desk.completion import NO_WORDS, Words
from tui.widgets.text_entry import TextEntry

_SEVERAL = re.compile("[、,，;；]")
_INITIALS = re.compile("[a-z]+").fullmatch
COMPLETION_HELP = "可以打拼音首字母,如 wq;右边是找到的,Enter 用第一个,上下键换一个。"


class CompletingEntry(TextEntry):
    """What is typed stays as it is unless she takes one of the offered words. ``several`` are parted by 、."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "exchange(1)", show=False),
        Binding("up", "exchange(-1)", show=False),
    ]

    def __init__(self, value: str = "", *, several: bool = False, id: str | None = None) -> None:
        super().__init__(value, id=id)
        self._several = several
        self._words: Words = NO_WORDS
        self._offered: tuple[str, ...] = ()
        self._filled: tuple[str, int] | None = None

    def offer(self, words: Words) -> None:
        """Exchange the words that typing may be completed to."""
        self._words = words
        self._filled = None

    @property
    def offers(self) -> str:
        """What to show beside the entry."""
        if self._filled is not None and self._filled[0] == self.value:
            found, at = self._offered, self._filled[1]
            return f"{at + 1}/{len(found)}  " + " | ".join((*found[at + 1 :], *found[:at])[:3])
        found = self._fitting()
        if not found or found == (self._typed_part,):
            return ""
        key = "Enter" if _INITIALS(self._typed_part) else "下键"
        return f"{key} " + " | ".join(found[:4])

    def take_initials(self) -> None:
        """Put the first word that fits in place of initials; anything else that was typed is left alone."""
        found = self._fitting() if _INITIALS(self._typed_part) else ()
        if found:
            self._fill(found[0])

    def action_exchange(self, step: int) -> None:
        if self._filled is not None and self._filled[0] == self.value:
            at = (self._filled[1] + step) % len(self._offered)
        else:
            self._offered, at = self._fitting(), 0
        if self._offered:
            self._fill(self._offered[at])
            self._filled = (self.value, at)

    @property
    def _typed_part(self) -> str:
        return self.value[self._begin :].strip()

    @property
    def _begin(self) -> int:
        return max((found.end() for found in _SEVERAL.finditer(self.value)), default=0) if self._several else 0

    def _fitting(self) -> tuple[str, ...]:
        return self._words.fitting(self._typed_part)

    def _fill(self, word: str) -> None:
        self.value = self.value[: self._begin] + word
        self.cursor_position = len(self.value)
