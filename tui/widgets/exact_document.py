"""The text of a long entry, kept character for character: only a line feed ends a line."""

from textual.document._document import Document, EditResult, Location


class ExactDocument(Document):
    """Textual's own takes eight more characters for line ends and gives all of them back as one of them."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = _with_line_feeds(text).split("\n")

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Put ``text`` in the place of what stands from ``start`` to ``end``, which may be given in either order."""
        top, bottom = sorted((start, end))
        replaced = self.get_text_range(top, bottom)
        before, after = self._part(top[0])[: top[1]], self._part(bottom[0])[bottom[1] :]
        inserted = _with_line_feeds(text).split("\n")
        inserted[0] = before + inserted[0]
        column = len(inserted[-1])
        inserted[-1] += after
        self._lines[top[0] : bottom[0] + 1] = inserted
        return EditResult((top[0] + len(inserted) - 1, column), replaced)

    def _part(self, row: int) -> str:
        """The line, or an empty one behind the last."""
        return self._lines[row] if row < len(self._lines) else ""


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n")
