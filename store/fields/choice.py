"""One or several words out of a fixed list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from store.fields.cell import NOTHING_WORDS, half_width
from store.fields.declaration import Checked

_OTHER = {"其它": "其他"}
_SEPARATORS = re.compile("[、,，;；]")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``options``; ``aliases`` are other spellings that mean the same.

    ``guesses`` are spellings that are taken for an option with the warning ``result-guessed``.
    """

    options: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    guesses: Mapping[str, str] = field(default_factory=dict)
    max_length: int = 40
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        if text in self.options:
            return Checked(text)
        # Input methods write full-width brackets and signs; they mean the same.
        text = text if text in self.aliases or text in NOTHING_WORDS else half_width(text)
        if text in self.aliases:
            return Checked(self.aliases[text])
        if text in self.guesses:
            return Checked(self.guesses[text], ("result-guessed",))
        if _OTHER.get(text) in self.options:
            return Checked(_OTHER[text])
        return Checked() if text in NOTHING_WORDS else Checked(None, ("choice-unknown",))

    def format(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True, slots=True)
class Choices:
    """One or more of ``options``, kept in their order and joined with 、."""

    options: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    max_length: int = 80
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        if text in NOTHING_WORDS:
            return Checked()
        words = {self.aliases.get(word, word) for part in _SEPARATORS.split(text) if (word := part.strip())}
        if not words or not words <= set(self.options):
            return Checked(None, ("choice-unknown",))
        return Checked(tuple(word for word in self.options if word in words))

    def format(self, value: tuple[str, ...] | None) -> str:
        return "、".join(value or ())
