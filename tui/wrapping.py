"""Breaking a text into lines of cells. Han text breaks anywhere, so words do not matter."""

from store.text import cells

_NOT_FIRST = ",.;:)!?、。」』》\uff0c\uff1b\uff1a\uff09\uff01\uff1f"


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells; closing punctuation stays with what it closes. At least one line."""
    lines = [""]
    room = width
    for character in text:
        size = cells(character)
        if size > room and character not in _NOT_FIRST:
            lines.append("")
            room = width
        lines[-1] += character
        room -= size
    return lines
