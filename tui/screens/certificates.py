"""服务证明: the register of those that were issued."""

from collections.abc import Sequence

from store.desk.certificates import IssuedLine, certificates
from store.desk.hours import hours_text
from tui.list_screen import ListFilter, ListScreen
from tui.requests import DetailAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow


class CertificatesScreen(ListScreen[IssuedLine]):
    """The newest first."""

    NAME = "服务证明"
    READ = staticmethod(certificates)
    HELP = "开过的志愿服务证明,新的在前。开一张:4 志愿者,光标停在那一位,F7 选 服务证明。Enter 看全部内容。"
    COLUMNS = (Column(1), Column(12), Column(10), Column(8), Column(24), Column(6), Column(0))
    HEADS = ("", "编号", "出具日期", "姓名", "从哪天到哪天", "几次", "服务时间")
    EMPTY = "还没有开过服务证明。按 4 志愿者,在一位志愿者上按 F7。"
    FILTERS = (ListFilter("年度", lambda entry: (str(entry.certificate.issued_on.year),)),)

    def row(self, entry: IssuedLine) -> ListRow:
        paper = entry.certificate
        period = f"{paper.first_on} 至 {paper.last_on}"
        issued = short_day(paper.issued_on, self.workplace.today)
        texts = (paper.number, issued, entry.volunteer.name, period, f"{paper.services}次", hours_text(paper.minutes))
        return ListRow(paper.id, (" ", *texts))

    def totals(self, shown: Sequence[IssuedLine]) -> str:
        return f"{len(shown)} 张"

    def describe(self, entry: IssuedLine) -> str:
        return f" {entry.certificate.number} {entry.volunteer.name}  {entry.certificate.issuer}"

    def open(self, entry: IssuedLine) -> None:
        paper = entry.certificate
        facts = (("姓名", entry.volunteer.name), ("出具单位", paper.issuer), ("经办人", paper.handler))
        self.post_message(DetailAsked(f"服务证明  {paper.number}", facts))
