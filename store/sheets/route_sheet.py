"""The route sheet (走访路线单): one helper's visits of a day. Place and agreed name only.

It is carried through the village and may be lost there: nothing on it says what the visits are about.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from store.desk.office import Office
from store.desk.plan import PlannedVisit
from store.sheets.called import called
from store.sheets.page import Html, element, page

TITLE = "走访路线单"
_COLUMNS = (("序", "number"), ("称呼", "who"), ("地点", "place"), ("时间", "time"), ("备注", "notes"))
_WEEKDAYS = "一二三四五六日"
_BLANK = "____________"
_STYLE = """
.number { width: 12mm; text-align: right; }
.who { width: 36mm; }
.place { width: 45mm; }
.time { width: 26mm; }
td { height: 14mm; }
.facts span { margin-right: 8mm; }
.return { margin-top: 4mm; }
"""


def route_sheet(office: Office, visits: Iterable[PlannedVisit]) -> str:
    """The document: for each day and helper one sheet with its visits in walking order."""
    return page(TITLE, (_sheet(office, walk) for walk in _walks(visits)), demo=office.demo, style=_STYLE)


def alike(visits: Iterable[PlannedVisit]) -> tuple[PlannedVisit, ...]:
    """The visits whose line says the same as another one on their sheet: these people need a 约定称呼 first."""
    found: list[PlannedVisit] = []
    for walk in _walks(visits):
        lines = Counter(_line(visit) for visit in walk)
        found += (visit for visit in walk if lines[_line(visit)] > 1)
    return tuple(found)


def _walks(visits: Iterable[PlannedVisit]) -> list[list[PlannedVisit]]:
    ordered = sorted(visits, key=lambda visit: (*visit.walking_order, visit.plan.uid))
    return [list(walk) for _, walk in groupby(ordered, key=lambda visit: (visit.plan.day, visit.plan.helper))]


def _line(visit: PlannedVisit) -> tuple[str, str]:
    return called(visit.name, visit.agreed_name), f"{visit.village}{visit.village_group or ''}"


def _sheet(office: Office, walk: Sequence[PlannedVisit]) -> tuple[Html, ...]:
    plan = walk[0].plan
    facts = (
        office.name,
        f"{plan.day.isoformat()} 周{_WEEKDAYS[plan.day.weekday()]}",
        f"走访人 {plan.helper or _BLANK}",
        f"共 {len(walk)} 处",
    )
    head = element("tr", *(element("th", label, css=css) for label, css in _COLUMNS))
    rows = (_row(number, visit) for number, visit in enumerate(walk, 1))
    return (
        element("h1", TITLE),
        element("p", *(element("span", fact) for fact in facts), css="facts"),
        element("table", element("thead", head), element("tbody", *rows)),
        element("p", "走访后请把本单交回办公室登记。", css="return"),
    )


def _row(number: int, visit: PlannedVisit) -> Html:
    cells = (str(number), *_line(visit), "", "")
    return element("tr", *(element("td", cell, css=css) for cell, (_, css) in zip(cells, _COLUMNS, strict=True)))
