"""One household: its facts, the states it was in, and what it signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.message import Message

from store.desk.household_standings import HouseholdPage, household_page
from store.desk.signing import signable
from store.model.award import Award
from store.model.document import Document, version_word
from store.model.household import FormerState
from store.model.signature import Signature
from tui.actions import bindings
from tui.list_screen import ListScreen
from tui.record_text import field_rows
from tui.requests import AwardFormAsked, DetailAsked, HouseholdFormAsked, OneOfAsked, SignatureFormAsked, VoidAsked
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class _Line:
    """A fact or a state in words, or what was signed."""

    key: object
    label: str
    text: str
    signed: tuple[Document, Signature] | None = None


class HouseholdScreen(ListScreen[_Line]):
    """Numbers are masked. Nothing here says who is on the roster."""

    NAME = "户"
    HELP = (
        "这一户的登记、历次状态和历次签订。F4 改:光标在一条签订上改这条签订,在别处改这一户的登记。\n"
        "F7 登记一次签订,或推荐评选;Del 作废光标所在的一条签订。搬家、空户、注销在 F4 里写上从哪天起。"
    )
    ACTIONS: ClassVar = ("help", "edit", "new", "void", "open", "print", "back")
    BINDINGS: ClassVar = bindings("edit", "new", "void")
    COLUMNS = (Column(1), Column(14), Column(0))
    HEADS = ("", "", "")
    EMPTY = "这一户已经撤下。"

    def __init__(self, workplace: Workplace, household_id: int) -> None:
        super().__init__(workplace)
        self._household_id = household_id
        self._page: HouseholdPage | None = None

    @property
    def headline(self) -> str:
        page = self._page
        return f"户 {page.household.number}  {page.household.head}" if page and self._entries else "户"

    def forget(self) -> None:
        self._page = None
        super().forget()

    async def read_entries(self) -> Sequence[_Line]:
        job = partial(household_page, household_id=self._household_id)
        self._page = await self.workplace.session.read(job)
        return _lines(self._page) if self._page else ()

    def row(self, entry: _Line) -> ListRow:
        return ListRow(entry.key, (" ", entry.label, entry.text))

    def totals(self, shown: Sequence[_Line]) -> str:
        return f"签订 {sum(line.signed is not None for line in shown)} 条"

    def describe(self, entry: _Line) -> str:
        return ""

    def open(self, entry: _Line) -> None:
        if entry.signed is not None and self._page is not None:
            document, signature = entry.signed
            title = f"{self.headline}  {document.kind} {version_word(document.version)}"
            self.post_message(DetailAsked(title, field_rows(signature)))

    def action_edit(self) -> None:
        if self._page is None or self.current is None:
            return
        if self.current.signed is not None:
            self.post_message(SignatureFormAsked(self._page.household, *self.current.signed))
        else:
            self.post_message(HouseholdFormAsked(self._page.household))

    def action_new(self) -> None:
        self.run_step(self._ask_which())

    async def _ask_which(self) -> None:
        page = self._page
        documents = await self.workplace.session.read(partial(signable, today=self.workplace.today))
        if page is None:
            return
        fitting = {
            f"{each.kind} {version_word(each.version)}": each
            for each in documents
            if each.village in (None, page.household.village)
        }
        asked: dict[str, Message] = {
            word: SignatureFormAsked(page.household, document) for word, document in fitting.items()
        }
        asked["推荐评选"] = AwardFormAsked(page.household)
        question = "签哪一种,还是推荐评选?"
        self.post_message(OneOfAsked(question, tuple(asked), lambda chosen: self.post_message(asked[chosen])))

    def action_void(self) -> None:
        if self.current is None or self.current.signed is None or self._page is None:
            self.say("光标移到一条签订上再按 Del。户的登记用 F4 改。")
        else:
            self.post_message(VoidAsked(self.headline, self.current.signed[1]))


def _lines(page: HouseholdPage) -> tuple[_Line, ...]:
    facts = [_Line(("fact", label), label, text) for label, text in field_rows(page.household)]
    states = [
        _Line(("state", place), f"{state.state_since or '以前'}起", _state_text(state))
        for place, state in enumerate(page.states)
    ]
    signed = [
        _Line(("signed", each.id), str(each.signed_on), _signature_text(document, each), (document, each))
        for document, each in page.signed
    ]
    awards = [_Line(("award", each.id), str(each.nominated_on), _award_text(each)) for each in page.awards]
    heads = [_Line(word, word, "") for word in ("- 历次状态 -", "- 历次签订 -", "- 评选 -")]
    return (*facts, heads[0], *states, heads[1], *signed, *([heads[2], *awards] if awards else []))


def _award_text(award: Award) -> str:
    decided = f"{award.decided_on} {award.decision}" if award.decision else "推荐中"
    return f"{award.year} {award.level} {award.title} {decided}"


def _state_text(state: FormerState) -> str:
    return _joined(f"{state.village}{state.village_group or ''}", state.grid, state.state or "没写户状态")


def _signature_text(document: Document, signature: Signature) -> str:
    signer = _joined(signature.signer, signature.relation)
    people = (("签字人", signer), ("经办", signature.handler), ("见证", signature.witness))
    named = (f"{word} {name}" for word, name in people if name)
    version = version_word(document.version)
    return _joined(document.kind, version, signature.status, signature.method, *named, signature.note)


def _joined(*words: str | None) -> str:
    return " ".join(word for word in words if word)
