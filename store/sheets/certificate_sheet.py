"""志愿服务记录证明 on paper: what 民政部令67号 asks for, and room for the seal."""

from store.desk.certificates import Certified
from store.desk.hours import hours_text
from store.desk.office import Office
from store.model.certificate import Certificate
from store.model.volunteer import Volunteer
from store.sheets.page import element, page

TITLE = "志愿服务记录证明"
_STYLE = """
h1 { margin: 6mm 0 8mm; }
table { margin: 4mm 0 8mm; }
.seal { margin: 8mm 0 0; text-align: right; line-height: 2; }
"""


def certificate_sheet(office: Office, paper: Certificate, volunteer: Volunteer, given: Certified) -> str:
    """The document, one sheet. The ID number stands in full: it is the volunteer's own paper."""
    who = f"{volunteer.name},证件号码 {volunteer.id_number or '未登记'},志愿者编号 {volunteer.number},"
    period = f"自 {paper.first_on} 至 {paper.last_on} "
    what = f"{period}参加禁毒志愿服务 {paper.services} 次,服务时间 {hours_text(paper.minutes)}。"
    head = element("tr", *(element("th", text) for text in ("服务内容", "次数", "服务时间")))
    rows = (
        element("tr", element("td", text), element("td", str(times)), element("td", hours_text(minutes)))
        for text, times, minutes in given.by_content
    )
    parts = (
        element("h1", TITLE),
        element("p", f"编号 {paper.number}"),
        element("p", who + what),
        element("table", element("thead", head), element("tbody", *rows)),
        element("p", "服务时间为实际服务时间,不含路途。"),
        element("p", f"出具单位 {paper.issuer}(盖章)", css="seal"),
        element("p", f"经办人 {paper.handler}", css="seal"),
        element("p", "负责人(签字) ______________", css="seal"),
        element("p", f"{paper.issued_on}", css="seal"),
    )
    return page(TITLE, [parts], demo=office.demo, style=_STYLE)
