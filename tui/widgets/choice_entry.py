"""Choosing among a few words with digits or arrows: one of them, or several ticks."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.geometry import Size
from textual.widget import Widget

from tui.widgets.field_row import Edited


class _Options(Widget, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
    ]

    def __init__(self, options: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.options = tuple(options)

    def on_key(self, event: Key) -> None:
        # 0 is the tenth, as on the keyboard.
        at = "1234567890".find(event.character or " ")
        if 0 <= at < len(self.options):
            event.stop()
            self.pick(at)
            self._changed()

    def pick(self, index: int) -> None:
        raise NotImplementedError

    def action_step(self, step: int) -> None:
        raise NotImplementedError

    def _changed(self) -> None:
        self.refresh()
        self.post_message(Edited())


class ChoiceEntry(_Options):
    """One of ``options``; ``chosen`` is None until something is. An optional one is emptied by choosing it again.

    ``picked``: she chose, whatever was suggested.
    """

    def __init__(
        self, options: Sequence[str], chosen: str | None = None, *, optional: bool = False, id: str | None = None
    ) -> None:
        super().__init__(options, id=id)
        self.chosen = chosen
        self._optional = optional
        self.picked = False

    def offer(self, options: Sequence[str], otherwise: str | None) -> None:
        """Have these to choose from; what was chosen and is not among them gives way to ``otherwise``."""
        self.options = tuple(options)
        if self.chosen not in self.options:
            self.picked, self.chosen = False, otherwise
        self.refresh(layout=True)

    def choose(self, word: str | None) -> None:
        """Have ``word`` chosen as if she had."""
        self.picked = True
        self.chosen = word
        self.refresh()

    def suggest(self, word: str) -> None:
        """Choose ``word`` beforehand, unless she has already chosen."""
        if not self.picked and word in self.options:
            self.chosen = word
            self.refresh()

    def pick(self, index: int) -> None:
        self.picked = True
        word = self.options[index]
        self.chosen = None if self._optional and self.chosen == word else word

    def action_step(self, step: int) -> None:
        if not self.options:
            return
        at = self.options.index(self.chosen) + step if self.chosen else (0 if step > 0 else -1)
        self.pick(at % len(self.options))
        self._changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> RenderResult:
        return Content("\n").join(Content(" ").join(line) for line in self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[list[Content]]:
        """The options in as many lines as they need; an option is never broken."""
        lines: list[list[Content]] = [[]]
        room = width
        for number, word in enumerate(self.options, 1):
            # There are ten digits: what lies behind them is reached by the arrows.
            option = self._word(str(number % 10) if number <= 10 else " ", word)
            if lines[-1] and option.cell_length > room:
                lines.append([])
                room = width
            lines[-1].append(option)
            room -= option.cell_length + 1
        return lines

    def _word(self, digit: str, word: str) -> Content:
        if word != self.chosen:
            return Content(f"{digit} {word} ")
        return Content.assemble(digit, (f"({word})", "bold reverse" if self.has_focus else "bold"))


class TickEntry(_Options):
    """Any number of ``options``. Digits and Space tick, arrows move."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", show=False)]

    def __init__(self, options: Sequence[str], ticked: Sequence[str] = (), *, id: str | None = None) -> None:
        super().__init__(options, id=id)
        self._ticked = set(ticked)
        self._at = 0

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ticked words in the order of the options."""
        return tuple(word for word in self.options if word in self._ticked)

    def tick(self, words: Sequence[str]) -> None:
        """Have these of the options ticked, and no others."""
        self._ticked = {word for word in words if word in self.options}
        self.refresh()

    def pick(self, index: int) -> None:
        self._at = index
        self._ticked ^= {self.options[index]}

    def action_mark(self) -> None:
        self.pick(self._at)
        self._changed()

    def action_step(self, step: int) -> None:
        self._at = (self._at + step) % len(self.options)
        self.refresh()

    def render(self) -> RenderResult:
        return Content(" ").join([self._word(index, word) for index, word in enumerate(self.options)])

    def _word(self, index: int, word: str) -> Content:
        mark = "x" if word in self._ticked else " "
        style = "reverse" if self.has_focus and index == self._at else ""
        return Content.assemble(f"{index + 1}", (f"[{mark}]{word}", style))
