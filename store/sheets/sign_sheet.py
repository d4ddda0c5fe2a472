"""The sign sheet (签订单): ten households of a group on A4, with room for a signature and a fingerprint.

It is carried from door to door: nothing on it says who is on the roster, and no number of a paper or a phone is there.
"""

from collections.abc import Sequence

from store.desk.office import Office
from store.desk.sign_pages import SignPage, check_character
from store.desk.signing import Gathering
from store.model.document import version_word
from store.model.household import EMPTY
from store.sheets.page import Html, element, page

TITLE = "签订单"
_COLUMNS = (
    ("行", "number"), ("户编号", "code"), ("户主", "who"), ("人口", "count"), ("签名", "sign"), ("按手印", "print"),
    ("与户主关系", "relation"), ("备注", "notes"),
)  # fmt: skip
_BLANK = "____________"
_STYLE = """
.number { width: 9mm; text-align: right; }
.code { width: 30mm; }
.who { width: 24mm; }
.count { width: 11mm; text-align: right; }
.sign { width: 32mm; }
.print { width: 20mm; }
.relation { width: 20mm; font-size: 10pt; }
td { height: 20mm; padding: 1mm 1.5mm; }
th { font-size: 10pt; padding: 1mm; }
.facts span { margin-right: 8mm; }
.people { margin-top: 4mm; }
.people span { margin-right: 8mm; }
.page { text-align: right; font-weight: bold; }
"""


def sign_sheet(office: Office, gathering: Gathering, pages: Sequence[SignPage]) -> str:
    """The document: one sheet of paper for each page."""
    sheets = (_sheet(office, gathering, each, len(pages)) for each in pages)
    return page(TITLE, sheets, demo=office.demo, style=_STYLE)


def _sheet(office: Office, gathering: Gathering, sheet: SignPage, pages: int) -> tuple[Html, ...]:
    document = gathering.document
    facts = (office.name, f"{gathering.village}{sheet.village_group or ''}", f"{len(sheet.lines)} 户", "日期 " + _BLANK)
    head = element("tr", *(element("th", label, css=css) for label, css in _COLUMNS))
    rows = (_row(number, sheet) for number in range(1, len(sheet.lines) + 1))
    people = (f"见证人 {gathering.witness or _BLANK}", f"经办人 {gathering.handler or _BLANK}")
    return (
        element("p", f"页码 {sheet.code}  共 {pages} 页", css="page"),
        element("h1", f"{document.kind} {version_word(document.version)}"),
        element("p", *(element("span", fact) for fact in facts), css="facts"),
        element("table", element("thead", head), element("tbody", *rows)),
        element("p", *(element("span", fact) for fact in people), css="people"),
    )


def _row(number: int, sheet: SignPage) -> Html:
    line = sheet.lines[number - 1]
    household = line.household
    members = "" if household.members is None else str(household.members)
    code = f"{household.number} ({check_character(household.number)})"
    note = EMPTY if line.state.state == EMPTY else ""
    cells = (str(number), code, household.head, members, "", "", "", note)
    return element("tr", *(element("td", cell, css=css) for cell, (_, css) in zip(cells, _COLUMNS, strict=True)))
