"""The key card (键位卡): every key of the program on paper, to lie beside the computer. It names nobody."""

from collections.abc import Iterable, Sequence

from store.sheets.page import Html, element, page

TITLE = "岳宋台账 键位卡"
_STYLE = """
body { font-size: 10pt; }
h1 { font-size: 15pt; }
h2 { margin: 3mm 0 1mm; font-size: 11pt; }
td { padding: 0.6mm 2mm; }
.keys { width: 38mm; font-weight: bold; }
"""

Part = tuple[str, Sequence[tuple[str, str]]]


def key_card_sheet(parts: Iterable[Part]) -> str:
    """The document: each part a table of keys and what they do."""
    blocks = [block for title, rows in parts for block in (element("h2", title), _table(rows))]
    return page(TITLE, [(element("h1", TITLE), *blocks)], demo=False, style=_STYLE)


def _table(rows: Iterable[tuple[str, str]]) -> Html:
    lines = (element("tr", element("td", keys, css="keys"), element("td", said)) for keys, said in rows)
    return element("table", element("tbody", *lines))
