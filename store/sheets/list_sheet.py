"""A list of the office on paper, as it stands on the screen. For the office itself: it names people in full."""

from dataclasses import dataclass
from datetime import date

from store.desk.office import Office
from store.sheets.page import element, page

_STYLE = """
@page { size: A4 landscape; }
main { max-width: none; }
body { font-size: 10pt; }
h1 { font-size: 15pt; }
table { margin-bottom: 3mm; }
th, td { padding: 0.8mm 1.5mm; }
.number { width: 10mm; text-align: right; }
"""
INTERNAL = "内部资料,用后收好,不要带出办公室。"
CARRIED = "走访用,用后交回办公室。"
HANDED_BACK = "用后交回办公室。"


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A title, what the filters let through, the heads of the columns, and a text for each column of each line.

    ``name`` is what the file is called: a word of the program's own, the title may hold a name. ``closing`` stands
    below: what may be done with the paper.
    """

    name: str
    title: str
    part: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    closing: str = INTERNAL


def list_sheet(office: Office, sheet: ListSheet, day: date) -> str:
    """The document: one numbered table."""
    facts = "  ".join(word for word in (office.name, sheet.part, f"共 {len(sheet.rows)} 行", f"{day} 制表") if word)
    head = element("tr", element("th", "序", css="number"), *(element("th", text) for text in sheet.heads))
    body = (
        element("tr", element("td", str(number), css="number"), *(element("td", text) for text in row))
        for number, row in enumerate(sheet.rows, 1)
    )
    table = element("table", element("thead", head), element("tbody", *body))
    parts = (element("h1", sheet.title), element("p", facts), table, element("p", sheet.closing))
    return page(sheet.title, [parts], demo=office.demo, style=_STYLE)
