"""新建: the office, who keeps its ledger, from when it answers, and the passphrase. F2 makes the vault."""

from collections.abc import Mapping, Sequence

from store.desk.form_checks import FormNote
from tui.founding import check_founding, founding_job, founding_of
from tui.office_form import OfficeForm
from tui.requests import RecoveryCodeShown
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry

_REASON = "从这一天起使用本台账"


class FoundVaultScreen(OfficeForm):
    """Leaves nothing behind unless it is finished: the vault appears whole, or not at all."""

    CSS_PATH = "found_vault.tcss"
    NAME = "新建台账"
    HELP = (
        "填好后按 F2 建立台账。\n"
        "启用日期以前的期限不算漏:以前在表格里办的事,台账并不知道。\n"
        "导入旧台账以后,还可以在 7 设置 里按最早的记录改启用日期。"
    )
    NOTE = (
        "口令至少8个字,几个互不相干的词最好记。下一步会给您一张纸上的恢复码:\n"
        "口令忘了靠它打开。口令和恢复码都丢了,谁也打不开台账。"
    )
    LOST = "不建台账就离开? 已输入的内容会丢掉。"

    def rows(self) -> Sequence[FieldRow]:
        today = DayEntry(lambda: self.workplace.today, id="in_use_from")
        return (
            FieldRow("乡镇代码", TextEntry(id="township_code"), help="统计用区划代码,9位,如 530829107。"),
            FieldRow("乡镇名称", TextEntry(id="name"), help="如 岳宋乡。印在每张单子上。"),
            FieldRow("操作员", TextEntry(id="operator"), help="您的姓名。以后每一笔都记着是谁做的。"),
            FieldRow("启用日期", today, hinted=True, help=f"从哪天起对期限负责。{DAY_HELP}"),
            FieldRow("理由", TextEntry(_REASON, id="reason"), help="为什么从这一天算起,会记进日志。"),
            FieldRow("口令", TextEntry(password=True, id="passphrase"), help="打开台账用,区分大小写,不显示。"),
            FieldRow("再输一次", TextEntry(password=True, id="again"), help="同一个口令再输一次,免得打错。"),
        )

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        return check_founding(typed, self.workplace.today)

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        workplace = self.workplace
        founding = founding_of(typed, workplace.today)
        act = workplace.founding_act(founding.operator, founding.reason)
        codes: list[str] = []
        self.say("正在建立台账,请稍候...")
        await workplace.session.found(
            founding_job(workplace.invocation.vault, typed["passphrase"], founding, act, codes)
        )
        self.app.post_message(RecoveryCodeShown(codes[0]))
        self.dismiss(None)
        return ()
