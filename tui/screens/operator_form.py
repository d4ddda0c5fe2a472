"""One more operator."""

from collections.abc import Mapping, Sequence

from store.desk.form_checks import FormNote
from store.desk.operators import OperatorRefusedError, add_operator
from tui.office_form import OfficeForm
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry


class OperatorFormScreen(OfficeForm):
    """A name, and nothing else: who acts is chosen at the start of the program."""

    CSS_PATH = "operator_form.tcss"
    NAME = "增加操作员"
    HELP = "操作员是可以记账的人,每一笔都记着是谁做的。"
    NOTE = "换人操作时这样打开: yuesong --operator 姓名。不写时是名单上的第一位。"

    def rows(self) -> Sequence[FieldRow]:
        return (FieldRow("姓名", TextEntry(id="name"), help="真实姓名;重名的请加字区别。"),)

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        return ()

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        act = self.workplace.act("settings")
        names: list[str] = []
        try:
            await self.workplace.session.write(
                lambda connection: names.append(add_operator(connection, act, typed["name"]))
            )
        except OperatorRefusedError as error:
            return (FormNote("name", error.message),)
        await self.workplace.session.reload_office()
        self.dismiss(f"已增加操作员 {names[0]}。")
        return ()
