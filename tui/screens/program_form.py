"""What the program should do by itself: where backups go, when it locks, how it speaks to the terminal."""

from collections.abc import Mapping, Sequence

from textual.widget import Widget

from store.desk.form_checks import FormNote
from store.desk.settings import NO, YES, Settings, save_settings, typed_settings
from tui.office_form import OfficeForm
from tui.requests import SettingsChanged
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class ProgramFormScreen(OfficeForm):
    """Opens on the setting she came from."""

    CSS_PATH = "program_form.tcss"
    NAME = "这个程序"
    HELP = "备份放在U盘上,电脑坏了台账还在。备份是加密的,没有口令打不开。"
    NOTE = (
        "每天第一次打开、退出时自动备份,留最近7份,每份都打开核对过。\n"
        "慢线路: 翻页、换页、筛选等停手0.3秒再画,打的字照样马上出来;远程很慢时选是。\n"
        "ASCII符号: 间隔号、引号、省略号等按半角画,字的位置错开时选是;台账里的字不变。"
    )

    def __init__(self, workplace: Workplace, settings: Settings, field: str) -> None:
        super().__init__(workplace)
        self._before = typed_settings(settings)
        self._field = field

    def rows(self) -> Sequence[FieldRow]:
        before = self._before
        return (
            FieldRow(
                "片区目标",
                TextEntry(before["zone_target"], id="zone_target"),
                hinted=True,
                help="一网四级本乡应建几个片区;0是没有定。区划网格那一页照着它数。",
            ),
            FieldRow(
                "网格目标",
                TextEntry(before["grid_target"], id="grid_target"),
                hinted=True,
                help="一网四级本乡应建几个网格;0是没有定。",
            ),
            FieldRow(
                "备份到",
                TextEntry(before["backup_folder"], id="backup_folder"),
                help="完整的路径,而且现在就能找到(U盘请先插好);空着就放在台账文件夹里。",
            ),
            FieldRow(
                "自动锁定",
                TextEntry(before["lock_minutes"], id="lock_minutes"),
                hinted=True,
                help="几分钟没有按键就锁定,1至60。没存的表锁定后还在。",
            ),
            FieldRow(
                "慢线路",
                ChoiceEntry((YES, NO), before["low_bandwidth"], id="low_bandwidth"),
                typed=False,
                help="按数字选。选是: 连着按键时只发打的字,停手0.3秒再画整页,少发很多。保存后马上起作用。",
            ),
            FieldRow(
                "ASCII符号",
                ChoiceEntry((YES, NO), before["ascii_only"], id="ascii_only"),
                typed=False,
                help="按数字选。横线和记号本来就是ASCII;选是: 别的符号也按ASCII画,只是显示,台账里的字不变。",
            ),
        )

    def on_mount(self) -> None:
        for name, unit in (("lock_minutes", "分钟没有按键"), ("zone_target", "个片区"), ("grid_target", "个网格")):
            self.query_one(f"#{name}").query_ancestor(FieldRow).hint.show(unit)

    def first(self) -> Widget:
        return self.query_one(f"#{self._field}")

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        return ()

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        act = self.workplace.act("settings")
        faults: list[FormNote] = []
        await self.workplace.session.write(lambda connection: faults.extend(save_settings(connection, act, typed)))
        if not faults:
            self.app.post_message(SettingsChanged())
            self.dismiss("已保存。")
        return faults
