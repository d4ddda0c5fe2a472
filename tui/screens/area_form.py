"""The form for an area: a new one, or its correction; a new name goes into every record that bears the old one."""

from typing import ClassVar

from store.desk.areas import amend_area, record_area
from store.desk.drafts import DraftKey
from store.model.area import Area
from tui.declared_form import DeclaredForm
from tui.workplace import Workplace


class AreaForm(DeclaredForm[Area]):
    """The level of a recorded one stays."""

    NAME = "区划"
    HELP = (
        "登记或改一个区划。村下面是组;片区下面是网格,网格下面是点。组和点要写上级编码。\n"
        "改名称,所有户、人和记录里的名称一起改,日志里留着原来的。两个合成一个,用 并入;分开用 分出。"
    )
    RECORD = Area
    DRAFT = "area"
    ENTER = staticmethod(record_area)
    AMEND = staticmethod(amend_area)
    NOT_COMPLETED = frozenset({"code", "name", "parent_code"})
    FIELD_HELP: ClassVar = {
        "level": "按数字选。村和组是一条线,片区、网格、点是另一条线。",
        "code": "区划编码,全乡不重复。",
        "name": "如 岳宋村、1组、岳宋第1网格。",
        "parent_code": "它在哪一个里面,写那一个的编码;村和片区可以空着。",
        "leader": "谁负责,如 村主任、网格员。",
    }

    def __init__(self, workplace: Workplace, area: Area | None, level: str, parent_code: str) -> None:
        known = {"level": level, "parent_code": parent_code}
        super().__init__(workplace, recorded=area, begun=known if area is None else None)

    @property
    def subject(self) -> str:
        return f"登记{self.NAME}" if self._recorded is None else f"更正{self.NAME}    {self.about}"

    @property
    def about(self) -> str:
        return "区划" if self._recorded is None else f"{self._recorded.level} {self._recorded.name}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, "" if self._recorded is None else self._recorded.code)

    def consequence(self, record: Area) -> str:
        old = self._recorded
        return f"改名: 所有记录里的 {old.name} 都改成 {record.name}" if old and old.name != record.name else ""

    def saved_text(self, record: Area) -> str:
        return f"{record.level} {record.name}"
