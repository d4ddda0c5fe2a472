"""How a command answers: one JSON document on stdout, or plain lines through the sanitiser."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from store import text
from store.command.invocation import Invocation
from store.errors import StoreError

# JSON escapes C0 by itself; these would still reach a terminal as control or direction marks.
_UNSAFE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def answer(invocation: Invocation, document: Any, lines: Iterable[str]) -> None:  # noqa: ANN401 (any JSON document)
    """Print ``document`` as JSON if asked for, else ``lines``, each made safe for a terminal."""
    if invocation.json:
        _write(_json(document))
        return
    for line in lines:
        _write(text.clean(line))


def complain(error: StoreError, *, as_json: bool) -> None:
    """Tell the operator of an expected failure: JSON on stdout if asked for, else two lines on stderr."""
    if as_json:
        document = {"error": {"code": error.code, "title": error.title, "message": error.message}}
        _write(_json(document))
    else:
        tell(f"{error.title}: {error.message}")


def tell(line: str) -> None:
    """One line for the person at the terminal; never part of the answer."""
    sys.stderr.write(text.clean(line) + "\n")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    """Plain columns, aligned by terminal cells, two spaces apart."""
    cells = [tuple(headers), *(tuple(text.clean(cell) for cell in row) for row in rows)]
    widths = [max(text.cells(cell) for cell in column) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell + " " * (width - text.cells(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _json(document: Any) -> str:  # noqa: ANN401 (any JSON document)
    """Exact data, and yet nothing in it that a terminal would act on."""
    unicode = (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf8")
    return _UNSAFE.sub(_escape, json.dumps(document, ensure_ascii=not unicode, indent=1))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def _write(line: str) -> None:
    # A console that cannot show a character shows a question mark instead of a traceback.
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
