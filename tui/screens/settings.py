"""设置: the office, its operators, the staff list, and what the program should do by itself."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from store.desk.operators import remove_operator
from store.desk.staff import remove_staff
from store.model.staff import Staff
from tui.actions import bindings
from tui.desk_screen import DeskScreen
from tui.requests import (
    FirstStartAsked,
    OfficeFormAsked,
    OperatorFormAsked,
    ProgramFormAsked,
    QuestionAsked,
    RecoveryCodeAsked,
    RulesAsked,
    StaffFormAsked,
)
from tui.settings_rows import (
    COLUMNS,
    NEW_OPERATOR,
    NEW_STAFF,
    OFFICE,
    OWN_VAULT,
    PROGRAM,
    RECOVERY_CODE,
    RULES,
    OperatorKey,
    SettingsView,
    StaffKey,
    read_settings,
    settings_rows,
)
from tui.widgets.desk_line import DeskLine
from tui.widgets.record_list import ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace


class SettingsScreen(DeskScreen):
    """One list. Enter changes the line under the cursor, F7 adds to the part it stands in."""

    DESK = "settings"
    NAME = "设置"
    HELP = (
        "Enter 或 F4 改光标所在的一行;F7 增加操作员或名单上的人;Del 去掉登记错的一行。\n"
        "离开的人不要去掉:在他那一行写上结束日期,以前的记录才对得上。"
    )
    ACTIONS = ("help", "open", "edit", "new", "remove", "back")
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._view: SettingsView | None = None
        self._revision = -1

    def body(self) -> Iterable[Widget]:
        yield DeskLine(self.DESK)
        yield Rule()
        yield RecordList(COLUMNS, id="settings")

    def on_mount(self) -> None:
        self.set_focus(self._list)

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.workplace.session.is_open:
            self.run_newest(self._read, "settings", awaited=True)

    def forget(self) -> None:
        self._view = None
        self._list.show(ListedRows())

    @property
    def _list(self) -> RecordList:
        return self.query_one("#settings", RecordList)

    async def _read(self) -> None:
        self._view = await self.workplace.session.read(read_settings)
        self._show()

    def standing_changed(self) -> None:
        super().standing_changed()
        self._show()

    def _show(self) -> None:
        if self._view is None:
            return
        workplace = self.workplace
        rows = settings_rows(
            self._view,
            workplace.today,
            operator=workplace.operator,
            backup=workplace.backup_text,
            trouble=workplace.backup_trouble,
            own_vault=workplace.demo_stands_in,
        )
        self._list.show(ListedRows(rows))

    @property
    def _current(self) -> ListRow | None:
        return self._list.current if self._view else None

    def _post(self, key: StaffKey) -> Staff | None:
        return next((post for post in self._view.staff if post.id == key.id), None) if self._view else None

    def action_open(self) -> None:
        row = self._current
        if row is None:
            return
        key = row.key
        if isinstance(key, StaffKey):
            self.post_message(StaffFormAsked(self._post(key)))
        elif isinstance(key, OperatorKey):
            self.say("姓名不能改:以前的每一笔都记在这个名下。F7 增加一位,Del 去掉这一位。")
        elif key == NEW_OPERATOR:
            self.post_message(OperatorFormAsked())
        elif key == NEW_STAFF:
            self.post_message(StaffFormAsked(None))
        elif key == OWN_VAULT:
            question = "离开演示,建立自己的台账? 演示数据会删除。"
            self.post_message(QuestionAsked(question, lambda: self.app.post_message(FirstStartAsked())))
        elif key == RECOVERY_CODE:
            self.post_message(RecoveryCodeAsked())
        else:
            self._open_form(str(key))

    def _open_form(self, key: str) -> None:
        part, _, field = key.partition("-")
        if part == OFFICE and self._view:
            self.post_message(OfficeFormAsked(self._view))
        elif part == RULES:
            self.post_message(RulesAsked())
        elif part == PROGRAM and self._view:
            self.post_message(ProgramFormAsked(self._view.settings, field))

    def action_edit(self) -> None:
        self.action_open()

    def action_new(self) -> None:
        row = self._current
        in_operators = row is not None and (isinstance(row.key, OperatorKey) or row.key == NEW_OPERATOR)
        self.post_message(OperatorFormAsked() if in_operators else StaffFormAsked(None))

    def action_remove(self) -> None:
        key = self._current.key if self._current else None
        if isinstance(key, OperatorKey):
            question = f"去掉操作员 {key.name}? 以前的记录不变。"
            self.post_message(QuestionAsked(question, lambda: self.run_job(self._remove_operator(key.name))))
        elif isinstance(key, StaffKey) and (post := self._post(key)):
            question = f"把 {post.name} 从名单上去掉? 只用于登记错的;离开的人请写结束日期。"
            self.post_message(QuestionAsked(question, lambda: self.run_job(self._remove_staff(post))))
        else:
            self.say("这一行不能去掉。Del 用在操作员和名单上的人。")

    async def _remove_operator(self, name: str) -> None:
        act = self.workplace.act("settings")
        await self.workplace.session.write(lambda connection: remove_operator(connection, act, name))
        await self._removed(f"已去掉操作员 {name}。")

    async def _remove_staff(self, post: Staff) -> None:
        act = self.workplace.act("staff")
        await self.workplace.session.write(lambda connection: remove_staff(connection, act, post))
        await self._removed(f"已从名单上去掉 {post.name}。")

    async def _removed(self, text: str) -> None:
        await self.workplace.session.reload_office()
        await self._read()
        self.say(text, "bold")
