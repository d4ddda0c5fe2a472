"""The paper recovery code: shown once, typed back in part, then the way on."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from store.errors import StoreError
from tui.actions import bindings
from tui.founding import asked_groups, groups_of, is_group, renewing_job
from tui.office_screen import OfficeScreen
from tui.requests import FirstImportAsked, QuestionAsked, Unlocked
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.rule import Rule
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

_SHOWN, _ASKED, _DONE = range(3)
_LEADS = (
    "台账建好了。这是纸上的恢复码,只显示这一次。请现在就抄在纸上,锁进柜子:",
    "为了确认抄对了,请看着纸,输入下面两组:",
    "恢复码核对无误。下一步是把旧台账(花名册)导进来。",
)
_RENEWED_LEADS = (
    "这是新的恢复码,只显示这一次。请抄在纸上;抄好、核对过两组才换,在那以前旧的照旧:",
    _LEADS[1],
)
_NEXT = (
    "每组五个字,最后一个是校验字:抄错一个字,输入时会指出是哪一组。没有字母 I、L、O、U。\n抄好以后按 Enter。",
    "想再看一遍恢复码,按 Esc。",
    "Enter 导入旧台账      Esc 先看今日,以后按 5 报送 再导入",
)


class RecoveryCodeScreen(OfficeScreen):
    """Three steps in one screen. The code itself is out of sight while it is being typed back.

    ``renews``: the code takes the place of an older one as soon as it was typed back, and not before.
    """

    CSS_PATH = "recovery_code.tcss"
    NAME = "纸上的恢复码"
    HELP = (
        "口令忘了的时候,用恢复码打开台账。它不存在电脑里,只在您的纸上。\n"
        "不要拍照,不要存在手机或电脑里;和台账分开放,锁起来。"
    )
    ACTIONS = ("help", "next_step", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "back"),
        *bindings("next_step", priority=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
    ]

    def __init__(self, workplace: Workplace, code: str, *, renews: bool = False) -> None:
        super().__init__(workplace)
        self._code = code
        self._renews = renews
        self._renewing = False
        self._groups = groups_of(code)
        self._asked = asked_groups(len(self._groups))
        self._step = _SHOWN

    def body(self) -> Iterable[Widget]:
        yield Line(self.NAME, style="bold")
        yield Rule()
        yield Static(id="lead", markup=False)
        yield Static(id="code", markup=False)
        with Vertical(id="typed-back"):
            for number in self._asked:
                yield FieldRow(f"第 {number} 组", TextEntry(id=f"group-{number}"), help="大小写都行,5个字。")
        yield Static(id="next", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        self.query_one("#lead", Static).update((_RENEWED_LEADS if self._renews else _LEADS)[self._step])
        self.query_one("#next", Static).update(_NEXT[self._step])
        code = self.query_one("#code", Static)
        code.update(_as_printed(self._groups) if self._step == _SHOWN else "")
        code.display = self._step == _SHOWN
        self.query_one("#typed-back").display = self._step == _ASKED
        self.set_focus(self._entry(self._asked[0]) if self._step == _ASKED else None)
        self.say("")

    def _entry(self, number: int) -> TextEntry:
        return self.query_one(f"#group-{number}", TextEntry)

    @on(Edited)
    def _edited(self, event: Edited) -> None:
        event.stop()
        self.say("")

    def action_next_step(self) -> None:
        if self._step == _SHOWN:
            self._step = _ASKED
            self._show()
        elif self._step == _ASKED:
            self._compare()
        else:
            self._leave(import_next=True)

    def _compare(self) -> None:
        wrong = [number for number in self._asked if not is_group(self._entry(number).value, self._groups[number - 1])]
        if not wrong and self._renews:
            if not self._renewing:
                self._renewing = True
                self.run_step(self._renew())
        elif not wrong:
            self._step = _DONE
            self._show()
        elif self.focused is self._entry(self._asked[0]) and not self._entry(self._asked[1]).value:
            self.set_focus(self._entry(self._asked[1]))
        else:
            self.set_focus(self._entry(wrong[0]))
            self.say(f"第 {wrong[0]} 组和恢复码不一样。请对照纸再输;要是抄错了,按 Esc 再看一遍。", "bold reverse")

    def action_back(self) -> None:
        if self._step == _ASKED:
            self._step = _SHOWN
            self._show()
        elif self._renews:
            self.dismiss("没有换,旧的恢复码照旧有效。")
        elif self._step == _SHOWN:
            question = "恢复码以后再也看不到。没有抄好也要离开吗?"
            self.post_message(QuestionAsked(question, lambda: self._leave(import_next=False)))
        else:
            self._leave(import_next=False)

    async def _renew(self) -> None:
        await self.workplace.session.with_vault(renewing_job(self.workplace.act("recovery-code"), self._code))
        self._code, self._groups = "", ()
        self.dismiss("恢复码已换成新的,旧的作废。以前做的备份仍用旧的打开,旧的那张先别撕。")

    def failed(self, error: StoreError) -> None:
        self._renewing = False
        super().failed(error)

    def _leave(self, *, import_next: bool) -> None:
        self._code, self._groups = "", ()
        self.dismiss(None)
        self.app.post_message(Unlocked())
        if import_next:
            self.app.post_message(FirstImportAsked())


def _as_printed(groups: tuple[str, ...]) -> str:
    """The groups four to a line, each under its number, the characters apart so that none is overlooked."""
    lines = []
    for start in range(0, len(groups), 4):
        part = groups[start : start + 4]
        lines.append("".join(f"  第 {start + place} 组".ljust(16) for place in range(1, len(part) + 1)).rstrip())
        lines.append("".join(f"  {' '.join(group)}".ljust(18) for group in part).rstrip())
        lines.append("")
    return "\n".join(lines)
