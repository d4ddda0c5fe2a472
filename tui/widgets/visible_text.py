"""Text being edited, drawn so that nothing in it can reach the terminal as a control sequence.

One character stands for one character: the cursor keeps its place and the value stays as it was typed.
"""

from functools import lru_cache

from store.text import MARKS_PER_BASE, cells, clean

REPLACEMENT = "?"


def visible(text: str) -> str:
    """``text`` with each character that is unsafe to send replaced by one that is safe and one cell wide."""
    if text.isascii() and text.isprintable():
        return text
    return _bounded("".join(map(_visible, text)))


def _bounded(shown: str) -> str:
    """No more marks on a character than stay on its line, and none that would sit on what stands before the text."""
    if all(map(cells, shown)):
        return shown
    kept, marks = [], MARKS_PER_BASE
    for character in shown:
        is_mark = not cells(character)
        surplus = is_mark and marks >= MARKS_PER_BASE
        marks = marks + 1 if is_mark and not surplus else 0
        kept.append(REPLACEMENT if surplus else character)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    shown = clean(f"x{character}").removeprefix("x")
    return character if shown == character else REPLACEMENT
