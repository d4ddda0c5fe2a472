"""Text being edited, drawn so that nothing in it can reach the terminal as a control sequence.

One character stands for one character: the cursor keeps its place and the value stays as it was typed.
"""

from functools import lru_cache

from store.text import clean

REPLACEMENT = "?"


def visible(text: str) -> str:
    """``text`` with each character that is unsafe to send replaced by one that is safe and one cell wide."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    shown = clean(f"x{character}").removeprefix("x")
    return character if shown == character else REPLACEMENT
