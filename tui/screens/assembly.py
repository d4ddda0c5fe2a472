"""集体签订 (盟誓): down the list, one key a household; each is on disk before the next is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from store.desk.signing import Gathering, SigningLine, found_empty, key_in, signing_lines
from store.errors import StoreError
from store.model.document import version_word
from store.model.household import EMPTY
from store.model.signature import AWAY, REFUSED, SIGNED, Signature
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen
from tui.pact_matrix import NO_GROUP
from tui.requests import RefusalAsked, ReturnedSheetAsked, SignSheetAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

_WAITING = "没记的"
_BLANK = "______"
_WORDS = {SIGNED: "已签", AWAY: "外出", REFUSED: "拒签"}


def _said(line: SigningLine) -> str:
    if line.now is not None:
        return _WORDS[line.now.status]
    return EMPTY if line.state.state == EMPTY else _WAITING


class AssemblyScreen(ListScreen[SigningLine]):
    """The order stays while she works down the list. It shows no word about who is on the roster."""

    NAME = "集体签订"
    HELP = (
        "照名单一户一户念,一户一键:1 已签,2 外出没签,3 拒签(写原因),4 空户;Enter 不记,到下一户。\n"
        "按一下就存了,停电也不丢。按错了,光标回到这一户再按对的;Ctrl+G 撤回最近一户。\n"
        "F9 印签订单带去签,收回来按 Ctrl+B 照行号录。Tab 选 本次:没记的,只看还剩的户。签过的,过后再进来还在 本次 一栏。"
    )
    ACTIONS: ClassVar = (
        "help", "filter", "signed", "away", "refused", "empty", "next_home", "undo", "batch", "print", "back",
    )  # fmt: skip
    BINDINGS: ClassVar = bindings("signed", "away", "refused", "empty", "next_home", "batch")
    COLUMNS = (Column(1), Column(10), Column(8), Column(6), Column(4), Column(26), Column(0))
    HEADS = ("", "户编号", "户主", "组", "人口", "上次", "本次")
    EMPTY = "这里没有可以签的户。"
    FILTERS = (ListFilter("本次", lambda entry: (_said(entry),), (_WAITING, *_WORDS.values(), EMPTY)),)

    def __init__(self, workplace: Workplace, gathering: Gathering) -> None:
        super().__init__(workplace)
        self._gathering = gathering
        self._asked_why: int | None = None
        self._writing = False

    @property
    def headline(self) -> str:
        where = self._gathering
        group = "全村" if where.village_group is None else where.village_group or NO_GROUP
        document = f"{where.document.kind} {version_word(where.document.version)}"
        witness = f"见证 {where.witness}" if where.witness else ""
        parts = (document, f"{where.village}{group}", str(where.day), where.method, witness)
        return f"集体签订  {'  '.join(part for part in parts if part)}"

    async def read_entries(self) -> Sequence[SigningLine]:
        return await self.workplace.session.read(partial(signing_lines, gathering=self._gathering))

    def row(self, entry: SigningLine) -> ListRow:
        household = entry.household
        members = "" if household.members is None else f"{household.members:>3}"
        said = _said(entry)
        note = f" {entry.now.note}" if entry.now and entry.now.note else ""
        mark = "-" if said == _WAITING else " "
        texts = (household.head, entry.state.village_group or "", members, self._last(entry))
        now = _BLANK if said == _WAITING else f"{said}{note}"
        return ListRow(household.id, (mark, household.number, *texts, now))

    def _last(self, entry: SigningLine) -> str:
        if entry.last is None:
            return ""
        version = "" if entry.of_version == self._gathering.document.version else version_word(entry.of_version or "")
        return f"{short_day(entry.last.signed_on, self.workplace.today)} {_WORDS[entry.last.status]} {version}"

    def totals(self, shown: Sequence[SigningLine]) -> str:
        said = [_said(entry) for entry in self._entries]
        counted = "  ".join(f"{word} {said.count(word)}" for word in (*_WORDS.values(), EMPTY))
        return f"{counted}  余 {said.count(_WAITING)}"

    def describe(self, entry: SigningLine) -> str:
        household = entry.household
        return f" {household.number} {household.head} {entry.state.state or ''}"

    def open(self, entry: SigningLine) -> None:
        """Enter goes on to the next household."""

    def action_next_home(self) -> None:
        self.say("")
        self._list.action_next()

    def action_signed(self) -> None:
        self._key_in(SIGNED)

    def action_away(self) -> None:
        self._key_in(AWAY)

    def action_refused(self) -> None:
        if self.current is not None:
            self._asked_why = self.current.household.id
            self.post_message(RefusalAsked(self._gathering, self.current))

    def action_empty(self) -> None:
        entry = self.current
        if entry is not None:
            state = replace(entry.state, state=EMPTY, state_since=self._gathering.day)
            self._keep(entry, replace(entry, state=state, now=None), found_empty)

    def _key_in(self, status: str) -> None:
        entry, where = self.current, self._gathering
        if entry is not None:
            said = Signature(
                household_id=entry.household.id, document_id=where.document.id, status=status, signed_on=where.day
            )
            self._keep(entry, replace(entry, now=said), partial(key_in, status=status))

    def _keep(self, old: SigningLine, new: SigningLine, job: Callable[..., object]) -> None:
        """Write it, then show it and go on: what she sees is on disk. Keys typed meanwhile wait for that."""
        if self._writing:
            self.say("正在保存,请稍候...")
            return
        self._writing = True
        self.say("")
        self.run_step(self._write(old, new, job))

    async def _write(self, old: SigningLine, new: SigningLine, job: Callable[..., object]) -> None:
        act, household_id = self.workplace.act("sign"), old.household.id
        await self.workplace.session.write(partial(job, act=act, gathering=self._gathering, household_id=household_id))
        self._writing = False
        self._read_at = self._now
        self._entries = [new if each is old else each for each in self._entries]
        self.show()
        self._pass_by(household_id)

    def _pass_by(self, household_id: int) -> None:
        """On to the next household, unless the filter has taken this one away and the next stands there already."""
        row = self._list.current
        if row is not None and row.key == household_id:
            self._list.action_next()

    async def _read(self) -> None:
        await super()._read()
        asked, self._asked_why = self._asked_why, None
        if asked is not None and any(each.household.id == asked and each.now for each in self._entries):
            self._pass_by(asked)

    def failed(self, error: StoreError) -> None:
        # What is recorded may differ from what is shown: it is read anew once the message is read.
        self._read_at, self._writing = None, False
        super().failed(error)

    def action_batch(self) -> None:
        self.post_message(ReturnedSheetAsked(self._gathering))

    def action_print(self) -> None:
        self.post_message(SignSheetAsked(self._gathering))
