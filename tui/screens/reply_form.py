"""The reply to a 督办单."""

from collections.abc import Mapping, Sequence
from functools import partial

from store.desk.form_checks import FormNote
from store.desk.supervisions import check_reply, record_reply
from store.fields import declared_field
from store.model.supervision import Supervision
from tui.office_form import OfficeForm
from tui.widgets.field_row import FieldRow
from tui.widgets.text_entry import TextEntry
from tui.workplace import Workplace

_SHOWN = 6
"""Lines of the paper beside the reply: each may take two on the screen."""


class ReplyForm(OfficeForm):
    """Day and content; the paper itself stays as it was issued."""

    NAME = "督办回复"
    HELP = "写明哪天回复的、怎么办的。F2 保存;保存后这张督办单不再提醒。"

    def __init__(self, workplace: Workplace, paper: Supervision) -> None:
        super().__init__(workplace)
        self._paper = paper

    @property
    def note(self) -> str:
        paper = self._paper
        heads = f"{paper.issued_on} 发给 {paper.addressee},{paper.reply_due} 前回复"
        lines = paper.items.split("\n")
        shown = "\n".join(lines[:_SHOWN])
        # Whatever does not fit below would be cut off unseen; the paper itself has all of it.
        more = f"\n还有 {len(lines) - _SHOWN} 人,见发出的督办单。" if len(lines) > _SHOWN else ""
        return f"{heads}\n\n{shown}{more}"

    def rows(self) -> Sequence[FieldRow]:
        replied_on = self._paper.replied_on or self.workplace.today
        return (
            self._row("replied_on", replied_on.isoformat(), "哪天回复的,如 2026-11-25。"),
            self._row("reply", self._paper.reply or "", "办了什么,没有办成是为什么。"),
        )

    def _row(self, name: str, text: str, help: str) -> FieldRow:
        return FieldRow(declared_field(Supervision, name).label, TextEntry(text, id=name), help=help)

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        return check_reply(self._paper, typed, self.workplace.today)

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        act, faults = self.workplace.act("supervision"), list[FormNote]()
        job = partial(record_reply, act=act, paper=self._paper, typed=typed)
        await self.workplace.session.write(lambda connection: faults.extend(job(connection)))
        if not faults:
            self.dismiss(f"已登记回复: {self._paper.addressee}")
        return faults
