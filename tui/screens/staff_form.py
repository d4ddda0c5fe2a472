"""One post on the staff list: who, as what, for which village, from when to when."""

from collections.abc import Mapping, Sequence
from functools import partial

from store.desk.form_checks import FormNote
from store.desk.staff import CheckedStaff, check_staff, save_staff, typed_staff
from store.model.staff import STAFF_ROLES, Staff
from tui.office_form import OfficeForm
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class StaffFormScreen(OfficeForm):
    """A new post, or the correction of one."""

    CSS_PATH = "staff_form.tcss"
    NAME = "名单"
    HELP = "填表、排期时用这张名单补全姓名。人离开时写上结束日期,不要去掉。"
    NOTE = "村空着就是管全乡。结束日期是不再任职的第一天,还在任就空着。"

    def __init__(self, workplace: Workplace, staff: Staff | None) -> None:
        super().__init__(workplace)
        self._old = staff

    def rows(self) -> Sequence[FieldRow]:
        before = typed_staff(self._old) if self._old else {"started_on": self.workplace.today.isoformat()}
        role = ChoiceEntry(STAFF_ROLES, self._old.role if self._old else STAFF_ROLES[0], id="role")
        return (
            FieldRow("角色", role, typed=False, help="按数字选。"),
            self._row("姓名", "name", before, "真实姓名。"),
            self._row("联系电话", "phone", before, "可以空着。"),
            self._row("村", "village", before, "如 岳宋村;管全乡的空着。"),
            self._row("开始日期", "started_on", before, "从哪天起任职,如 2026-01-01。"),
            self._row("结束日期", "ended_on", before, "不再任职的第一天;还在任就空着。"),
        )

    def _row(self, label: str, name: str, before: Mapping[str, str], help: str) -> FieldRow:
        return FieldRow(label, TextEntry(before.get(name, ""), id=name), help=help)

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        job = partial(check_staff, typed=typed, today=self.workplace.today, old=self._old)
        return (await self.workplace.session.read(job)).faults

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        act = self.workplace.act("staff")
        saved: list[CheckedStaff] = []
        await self.workplace.session.write(
            lambda connection: saved.append(save_staff(connection, act, typed, self._old))
        )
        (checked,) = saved
        if checked.staff and not checked.faults:
            warned = f" 请核对: {checked.warnings[0].sentence}" if checked.warnings else ""
            self.dismiss(f"已保存 {checked.staff.role} {checked.staff.name}。{warned}")
        return checked.faults
