"""A sign sheet that came back: one line a page, its rows by their numbers; all of the page is saved or nothing."""

from collections.abc import Iterable
from functools import partial

from textual.widget import Widget

from store.desk.sign_pages import EXAMPLE, ReadPage, SaidRow, SignPage, read_page, sign_pages
from store.desk.signing import Gathering, key_in_all, signing_lines
from store.model.document import version_word
from tui.pact_matrix import NO_GROUP
from tui.reason_screen import ReasonScreen
from tui.widgets.field_row import Edited
from tui.widgets.line import Line
from tui.workplace import Workplace

_TOLD = 10


class ReturnedSheetScreen(ReasonScreen):
    """Says row by row what a line means before it is saved, and stays for the next page."""

    NAME = "录入签订单"
    HELP = (
        f"照收回的签订单录入,一页打一行,如 {EXAMPLE} :先打右上角的页码,再打行号。\n"
        "只打行号就是已签;外 是外出没签,拒 是拒签(后面写原因),空 是空户。1-6 是第1行到第6行。\n"
        "没打的行不记。F2 存一页,一次可以撤回;接着打下一页,录完按 Esc。"
    )
    LABEL = "单上"
    ENTRY_HELP = f"页码和行号,如 {EXAMPLE}"
    MISSING = f"先打单上的页码,再打行号,如 {EXAMPLE}"

    def __init__(self, workplace: Workplace, gathering: Gathering) -> None:
        super().__init__(workplace)
        self._gathering = gathering
        self._pages: tuple[SignPage, ...] | None = None
        self._read_at = -1

    def subject(self) -> str:
        document = self._gathering.document
        where = f"{self._gathering.village}{self._gathering.village_group or ''}"
        return f"{self.NAME}  {document.kind} {version_word(document.version)}  {where}  {self._gathering.day}"

    def told(self) -> Iterable[str]:
        return ()

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        yield Line(id="reading", style="bold")
        for row in range(_TOLD):
            yield Line(id=f"row{row}")

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        session = self.workplace.session
        if not self.is_gone and session.is_open and session.revision != self._read_at:
            self.run_newest(self._read, "pages", awaited=True)

    def forget(self) -> None:
        self._pages, self._read_at = None, -1
        self._tell()

    async def _read(self) -> None:
        self._read_at = self.workplace.session.revision
        lines = await self.workplace.session.read(partial(signing_lines, gathering=self._gathering))
        self._pages = sign_pages(self._gathering, lines)
        self._tell()

    @property
    def _meant(self) -> ReadPage:
        return read_page(self._entry.value, self._pages or ())

    def on_edited(self, event: Edited) -> None:
        event.stop()
        # Emptied for the next page, it leaves what was said about this one.
        if self._entry.value:
            self.say("")
        self._tell()

    def _tell(self) -> None:
        meant, typed = self._meant, bool(self._entry.value.strip())
        page = meant.page
        head = f" 第{page.number}页 {page.village_group or NO_GROUP}" if page else ""
        fault = f"  ! {meant.fault}" if meant.fault and typed else ""
        self.query_one("#reading", Line).show(f"{head}{fault}", "bold")
        said = [
            f"  {row.line.household.number} {row.line.household.head}  {row.status} {row.note or ''}"
            for row in meant.rows
        ]
        for number in range(_TOLD):
            self.query_one(f"#row{number}", Line).show(said[number] if number < len(said) else "")

    def action_confirm(self) -> None:
        meant = self._meant
        if self._entry.value.strip() and meant.fault and self._pages is not None:
            self.say(f"还没有记下: {meant.fault}", "bold reverse")
        else:
            super().action_confirm()

    async def _carry_out(self, reason: str) -> None:
        said = await self.carry_out(reason)
        self._doing = False
        self._entry.value = ""
        await self._read()
        self.say(said, "bold")

    async def carry_out(self, reason: str) -> str:
        meant = read_page(reason, self._pages or ())
        act, rows = (
            self.workplace.act("sign"),
            [(each.line.household.id, each.status, each.note) for each in meant.rows],
        )
        await self.workplace.session.write(partial(key_in_all, act=act, gathering=self._gathering, said=rows))
        return f"已记下: 第 {meant.page.number if meant.page else 0} 页 {len(rows)} 户"


def _row_text(row: SaidRow) -> str:
    household = row.line.household
    return f"  {household.number} {household.head}  {row.status} {row.note or ''}"
