"""Chance that repeats: the same seed gives the same township on every platform and every Python."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance for one purpose.

    Everything is drawn with ``Random.random()``, the only method whose sequence Python promises to keep.
    """

    def __init__(self, *purpose: object) -> None:
        self._roll = Random(":".join(map(str, purpose))).random  # noqa: S311 - nothing here is secret

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._roll() < probability

    def number(self, least: int, most: int) -> int:
        """A whole number in ``[least, most]``."""
        return least + int(self._roll() * (most - least + 1))

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self._roll() * len(options))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        rest = list(items)
        for place in range(len(rest) - 1, 0, -1):
            other = self.number(0, place)
            rest[place], rest[other] = rest[other], rest[place]
        return rest

    def day(self, first: date, last: date) -> date:
        """A day in ``[first, last]``; ``first`` where the range is empty."""
        return first + timedelta(days=self.number(0, max((last - first).days, 0)))

    def uid(self, day: date) -> str:
        """A record identifier of the form the program makes, as if made on ``day``."""
        stamp = (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000 + self.number(0, 86_399_999)
        high, low = self.number(0, 0xFFF), self.number(0, (1 << 48) - 1)
        text = f"{stamp:012x}7{high:03x}{'89ab'[self.number(0, 3)]}{self.number(0, 0xFFF):03x}{low:012x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
