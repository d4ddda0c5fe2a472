"""The first screen, and the one that stands over everything while the vault is locked."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from store.errors import StoreError
from store.text import clean
from tui.actions import bindings
from tui.demo import DEMO_PASSPHRASE
from tui.office_screen import OfficeScreen
from tui.requests import LeaveAsked, QuestionAsked, Unlocked
from tui.widgets.field_row import Edited, FieldRow
from tui.widgets.line import Line
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace


class UnlockScreen(OfficeScreen):
    """Asks for the passphrase and opens the vault."""

    NAME = "解锁"
    HELP = "输入口令后按 Enter。口令忘了可以输入纸上的恢复码。输错不会改动台账。"
    ACTIONS = ("help", "unlock", "leave")
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, *, locked: bool = False) -> None:
        super().__init__(workplace)
        self._locked = locked
        self._busy = False

    def body(self) -> Iterable[Widget]:
        yield Line(str(self.workplace.invocation.vault), id="folder")
        yield Line(self._prompt(), id="prompt")
        yield FieldRow(
            "口令", TextEntry(password=True, id="passphrase"), help="口令区分大小写;也可以输入纸上的恢复码。"
        )
        yield Static(id="failure", markup=False)

    def _prompt(self) -> str:
        if self._locked and self.workplace.invocation.demo:
            return f"已锁定。演示台账的口令: {DEMO_PASSPHRASE}"
        return "已锁定。输入口令后回到刚才的地方。" if self._locked else "请输入口令打开台账。"

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#passphrase", TextEntry))
        if self.workplace.invocation.passphrase_file and not self._locked:
            self.run_step(self._unlock_from_file())

    async def _unlock_from_file(self) -> None:
        from store.command.access import read_passphrase

        await self._unlock(read_passphrase(self.workplace.invocation))

    def on_edited(self, event: Edited) -> None:
        # While the passphrase is being typed there is time for what unlocking needs, and not before.
        event.stop()
        self.workplace.session.preload()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.run_action("unlock")

    def action_unlock(self) -> None:
        secret = self.query_one("#passphrase", TextEntry).value
        if not secret:
            self.say("还没有输入口令。", "bold")
        elif not self._busy:
            self._busy = True
            self.query_one("#failure", Static).update("")
            self.say("正在打开,请稍候...")
            self.run_step(self._unlock(secret))

    async def _unlock(self, secret: str) -> None:
        try:
            await self.workplace.session.unlock(self.workplace.invocation.vault, secret)
        finally:
            self._busy = False
            self._forget_secret()
        self.app.post_message(Unlocked())

    def _forget_secret(self) -> None:
        entry = self.query_one("#passphrase", TextEntry)
        entry.value = ""
        self.set_focus(entry)

    def failed(self, error: StoreError) -> None:
        self.say("")
        self.query_one("#failure", Static).update(Content.styled(clean(f"{error.title}: {error.message}"), "bold red"))

    def action_leave(self) -> None:
        if self._locked:
            question = "离开程序? 没有保存的表会丢掉。"
            self.post_message(QuestionAsked(question, lambda: self.app.post_message(LeaveAsked())))
        else:
            self.app.post_message(LeaveAsked())
