"""Correcting the office: its name, its code, and the day from which it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.desk.form_checks import FormNote
from store.desk.office_form import check_office_form, save_office, typed_office
from tui.office_form import OfficeForm
from tui.settings_rows import SettingsView
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

_AS_RECORDED = "按台账里最早的一条记录"


class OfficeDetailsScreen(OfficeForm):
    """Proposes the day of the earliest record as 启用日期 when the ledger goes back further; she decides."""

    CSS_PATH = "office_details.tcss"
    NAME = "本乡镇"
    HELP = "启用日期以前开始的期限不算漏。改启用日期会改变所有人的漏项,所以要写明理由。"

    def __init__(self, workplace: Workplace, view: SettingsView) -> None:
        super().__init__(workplace)
        self._view = view
        self._before = typed_office(view.office)

    @property
    def _proposed(self) -> str:
        earliest, now = self._view.earliest, self._view.office.in_use_from
        return earliest.isoformat() if earliest is not None and earliest < now else ""

    def rows(self) -> Sequence[FieldRow]:
        day = TextEntry(self._before["in_use_from"], id="in_use_from")
        hint = f"最早的记录是 {self._proposed}" if self._proposed else ""
        row = FieldRow("启用日期", day, hinted=True, help="写 2026-01-01 这样的日期。改了要写理由。")
        row.hint.show(hint)
        return (
            FieldRow("乡镇代码", TextEntry(self._before["township_code"], id="township_code"), help="6至12位数字。"),
            FieldRow("乡镇名称", TextEntry(self._before["name"], id="name"), help="印在每张单子上。"),
            row,
            FieldRow("理由", TextEntry(id="reason"), help="为什么改启用日期,会记进日志。"),
        )

    def propose(self) -> None:
        """Fill in the day of the earliest record, with the reason; nothing is saved."""
        if self._proposed:
            self.query_one("#in_use_from", TextEntry).value = self._proposed
            self.query_one("#reason", TextEntry).value = _AS_RECORDED
            self.set_focus(self.query_one("#in_use_from"))
            self.say("旧台账比启用日期早,已按最早的记录填好:F2 保存,Esc 不改。")

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        facts, reason = _parts(typed)
        return check_office_form(self._view.office, facts, self.workplace.today, reason)

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        facts, reason = _parts(typed)
        act = replace(self.workplace.act("settings"), reason=reason)
        faults: list[FormNote] = []
        await self.workplace.session.write(lambda connection: faults.extend(save_office(connection, act, facts)))
        if not faults:
            await self.workplace.session.reload_office()
            self.dismiss("已保存本乡镇的情况。")
        return faults


def _parts(typed: Mapping[str, str]) -> tuple[dict[str, str], str]:
    facts = {name: text for name, text in typed.items() if name != "reason"}
    return facts, typed["reason"]
