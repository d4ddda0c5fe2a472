"""The rates of a month as they are handed up: numbers of people and things, no names."""

from collections.abc import Sequence
from datetime import date, timedelta

from store.desk.office import Office
from store.desk.rates import SIGNING, SIGNING_FORMULA, RateRow
from store.rules.rates import RATES
from store.sheets.page import Html, element, page
from store.text import percentage

TITLE = "社区戒毒社区康复工作统计"
_STYLE = """
.rate { width: 38mm; }
.number { width: 30mm; text-align: right; }
h2 { margin: 6mm 0 2mm; font-size: 13pt; }
.small { font-size: 9pt; overflow-wrap: anywhere; }
"""
_FORMULAS = {rate.name: rate.formula for rate in RATES} | {SIGNING: SIGNING_FORMULA}


def figure_sheet(
    office: Office, start: date, end: date, recipient: str, head: str, rows: Sequence[RateRow], day: date
) -> str:
    """The document: the township first, then each village. ``head`` is that of the journal, for looking it up."""
    facts = f"{office.name}  {start} 至 {end - timedelta(days=1)}  报送 {recipient}  {day} 制表"
    areas = dict.fromkeys(row.area for row in rows)
    parts = [part for area in areas for part in _area(area, [row for row in rows if row.area == area])]
    note = element("p", f"日志校验头 {head}", css="small")
    return page(TITLE, [(element("h1", TITLE), element("p", facts), *parts, note)], demo=office.demo, style=_STYLE)


def _area(area: str | None, rows: Sequence[RateRow]) -> tuple[Html, Html]:
    heads = (("指标", "rate"), ("分子/分母", "number"), ("百分比", "number"), ("算法", ""))
    head = element("tr", *(element("th", label, css=css) for label, css in heads))
    body = (_row(row) for row in rows)
    return element("h2", area or "全乡"), element("table", element("thead", head), element("tbody", *body))


def _row(row: RateRow) -> Html:
    share = percentage(row.numerator, row.denominator)
    cells = ((row.rate, "rate"), (f"{row.numerator}/{row.denominator}", "number"), (share, "number"))
    return element("tr", *(element("td", text, css=css) for text, css in (*cells, (_FORMULAS.get(row.rate, ""), ""))))
