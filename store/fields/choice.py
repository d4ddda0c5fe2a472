"""One or several words out of a fixed list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``options``; ``aliases`` are other spellings that mean the same, ``guesses`` those that warn."""

    options: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    guesses: Mapping[str, str] = field(default_factory=dict)
    max_length: int = 40
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        word = self.aliases.get(text, text)
        return Checked(word) if word in self.options else Checked(None, ("choice-unknown",))

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
        words = {self.aliases.get(word, word) for word in text.split("、")}
        if not words <= set(self.options):
            return Checked(None, ("choice-unknown",))
        return Checked(tuple(word for word in self.options if word in words))

    def format(self, value: tuple[str, ...] | None) -> str:
        return "、".join(value or ())
