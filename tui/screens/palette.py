"""命令: every action that works where she was, by its Chinese name, pinyin or initials."""

from collections.abc import Iterable

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from tui.actions import ACTIONS, all_keys, bindings
from tui.office_screen import OfficeScreen
from tui.palette import PaletteEntry, entries, matching
from tui.widgets.field_row import Edited
from tui.widgets.finding_entry import FindingEntry
from tui.widgets.line import Line
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.workplace import Workplace

_COLUMNS = (Column(1), Column(12), Column(16), Column(0))


class PaletteScreen(OfficeScreen):
    """Ends with the id of the action to be carried out, or with None."""

    CSS_PATH = "palette.tcss"
    NAME = "命令"
    HELP = "这里列出刚才那一页能做的事。打名称、拼音或首字母,比如 走访、zoufang、zf;上下键选,Enter 执行。"
    ACTIONS = ("help", "carry_out", "back")
    EVERYWHERE = ("lock",)
    BINDINGS = bindings(*ACTIONS)

    def __init__(self, workplace: Workplace, names: tuple[str, ...]) -> None:
        super().__init__(workplace)
        self._entries: tuple[PaletteEntry, ...] = entries(names)

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="finding"):
            yield Line(" 命令 [", classes="name")
            yield FindingEntry(id="search")
            yield Line("]", classes="bracket")
        yield Rule()
        yield RecordList(_COLUMNS, id="commands")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#search", FindingEntry))
        self._show()

    @on(Edited)
    def _find(self, event: Edited) -> None:
        event.stop()
        self._show()
        self._list.action_end(0)

    def _show(self) -> None:
        found = matching(self._entries, self.query_one("#search", FindingEntry).value)
        self._list.show(ListedRows(tuple(map(_row, found))))
        if not found:
            self.say("没有这样的命令。可以打名称、拼音或首字母;Esc 返回。")

    @on(RecordList.Moved)
    def _explain(self) -> None:
        row = self._list.current
        if row is not None:
            # The whole sentence: the list has no room for a long one.
            self.say(ACTIONS[str(row.key)].help)

    @property
    def _list(self) -> RecordList:
        return self.query_one("#commands", RecordList)

    def action_into_list(self, key: str) -> None:
        """The list moves while she goes on typing."""
        if key in ("up", "down"):
            self._list.action_move(1 if key == "down" else -1)
        else:
            self._list.action_page(1 if key == "pagedown" else -1)

    async def action_open(self) -> None:
        await self.run_action("carry_out")

    def action_carry_out(self) -> None:
        row = self._list.current
        if row is not None:
            self.dismiss(str(row.key))

    def action_undo(self) -> None:
        """Not here: while a command is looked for, a letter is a letter."""


def _row(entry: PaletteEntry) -> ListRow:
    action = entry.action
    return ListRow(action.id, ("", action.label, all_keys(action), action.help))
