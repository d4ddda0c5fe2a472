"""The sheet a helper takes along on one visit: what the person is called, and where to go. Nothing else about them.

It is carried through the village and may be lost there (志愿服务条例 21): nothing on it says what the visit is about.
"""

from dataclasses import dataclass
from datetime import date

from store.desk.office import Office
from store.sheets.page import element, page

TITLE = "走访单"
_WEEKDAYS = "一二三四五六日"
_STYLE = """
th { width: 32mm; text-align: left; }
td { height: 11mm; }
.notes td { height: 60mm; }
.return { margin-top: 4mm; }
"""


@dataclass(frozen=True, slots=True)
class HelperVisit:
    """Who goes on which day, what the person is to be called, and where."""

    helper: str
    day: date
    called: str
    place: str


def helper_sheet(office: Office, visit: HelperVisit) -> str:
    """The document: one sheet."""
    day = f"{visit.day} 周{_WEEKDAYS[visit.day.weekday()]}"
    facts = (("走访人", visit.helper), ("日期", day), ("称呼", visit.called), ("地点", visit.place))
    written = (("见到没有", ""), ("几点到几点", ""))
    rows = [element("tr", element("th", label), element("td", text)) for label, text in (*facts, *written)]
    notes = element("tr", element("th", "要带回的话"), element("td", ""), css="notes")
    parts = (
        element("h1", TITLE),
        element("p", office.name),
        element("table", element("tbody", *rows, notes)),
        element("p", "走访后请把本单交回办公室。看到听到的不对外人说。", css="return"),
    )
    return page(TITLE, [parts], demo=office.demo, style=_STYLE)
