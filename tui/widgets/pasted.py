"""Pasted text, as it was before the terminal sent it."""


def pasted_lines(text: str) -> str:
    """The text with line feeds for line ends: terminals send each line end of a paste as a carriage return."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
