"""集体签订: which document is signed where, on which day and before whom; then down the list."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from store.desk.completion import visitors, words_of, written_lately
from store.desk.signing import Gathering, last_gathering, signable, signing_places
from store.fields import declared_field
from store.model.document import Document, version_word
from store.model.signature import SIGNING_METHODS, Signature
from tui.form_screen import Fault, FormScreen
from tui.pact_matrix import NO_GROUP
from tui.requests import SigningAsked
from tui.typed_text import cleaned_text, fault_of
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.completing_entry import COMPLETION_HELP, CompletingEntry
from tui.widgets.day_entry import DAY_HELP, DayEntry
from tui.widgets.field_row import Edited, FieldRow
from tui.workplace import Workplace

_ASSEMBLY = "盟誓"


class GatheringForm(FormScreen):
    """Writes nothing itself. What was keyed in earlier today is proposed, so that she goes on where she was."""

    CSS_PATH: ClassVar = ["../form_screen.tcss", "gathering_form.tcss"]
    NAME = "集体签订"
    HELP = (
        "先定下签哪种文书、哪个村哪个组、哪一天、谁见证,再按 F2 到名单,一户一键。\n"
        "组空着就是全村。停电或者中途离开都不要紧:一键一存,再进来接着签,签过的写在 本次 一栏。"
    )

    def __init__(self, workplace: Workplace, village: str | None, village_group: str | None, kind: str | None) -> None:
        super().__init__(workplace)
        self._wanted = (village, village_group, kind)
        self._documents: dict[str, Document] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._document = ChoiceEntry((), id="document")
        self._village = CompletingEntry(village or "")
        self._group = CompletingEntry(NO_GROUP if village_group == "" else village_group or "")
        self._day = DayEntry(lambda: workplace.today)
        self._method = ChoiceEntry(SIGNING_METHODS, _ASSEMBLY)
        self._witness = CompletingEntry(several=True)
        self._handler = CompletingEntry(several=True)

    @property
    def subject(self) -> str:
        return self.NAME

    def rows(self) -> Sequence[FieldRow]:
        return (
            FieldRow("文书", self._document, typed=False, help="现行的版本;按数字选。"),
            FieldRow("村", self._village, hinted=True, help=f"哪个村。{COMPLETION_HELP}"),
            FieldRow("组", self._group, hinted=True, help=f"哪个组;全村一起签就空着。{COMPLETION_HELP}"),
            FieldRow("日期", self._day, hinted=True, help=f"签订的那天。{DAY_HELP}"),
            FieldRow("签名方式", self._method, typed=False, help="按数字选。"),
            FieldRow("见证人", self._witness, hinted=True, help=f"可以空着;几个人用 、 隔开。{COMPLETION_HELP}"),
            FieldRow("经办人", self._handler, hinted=True, help=f"可以空着;几个人用 、 隔开。{COMPLETION_HELP}"),
        )

    def first(self) -> Widget:
        return self._document

    async def prepare(self) -> None:
        read, today = self.workplace.session.read, self.workplace.today
        documents = await read(partial(signable, today=today))
        self._documents = {f"{each.kind} {version_word(each.version)}": each for each in documents}
        self._places = await read(signing_places)
        before = await read(partial(last_gathering, today=today))
        self._offer_documents(before)
        if before is not None:
            self._propose(before)
        self._village.offer(words_of(self._places))
        people = await read(partial(visitors, today=today, village=self._village.value or None))
        for entry, name in ((self._witness, "witness"), (self._handler, "handler")):
            entry.offer(
                words_of(
                    [*people.words, *(await read(partial(written_lately, record_type=Signature, name=name))).words]
                )
            )

    def _offer_documents(self, before: Gathering | None) -> None:
        village, _, kind = self._wanted
        fitting = [
            label
            for label, each in self._documents.items()
            if (kind is None or each.kind == kind) and each.village in (None, village)
        ]
        # The village's own stands behind the township's, and is the one in force where there is one.
        proposed = fitting[-1] if fitting and kind is not None else None
        if before is not None and kind is None:
            proposed = next((label for label, each in self._documents.items() if each == before.document), None)
        self._document.offer(tuple(self._documents), proposed)

    def _propose(self, before: Gathering) -> None:
        proposals = (
            (self._village, before.village),
            (self._witness, before.witness),
            (self._handler, before.handler),
        )
        for entry, text in proposals:
            if text and not entry.value:
                entry.initial = entry.value = text
        if self._wanted[0] is None and before.village_group and not self._group.value:
            self._group.initial = self._group.value = before.village_group

    def on_edited(self, event: Edited) -> None:
        groups = self._places.get(cleaned_text(self._village.value) or "", {})
        self._group.offer(words_of(group or NO_GROUP for group in groups))
        super().on_edited(event)

    @property
    def _gathering(self) -> Gathering | None:
        """What the entries say; None while something is lacking."""
        document, village = self._documents.get(self._document.chosen or ""), cleaned_text(self._village.value)
        if document is None or village is None or self._day.day is None:
            return None
        group = cleaned_text(self._group.value)
        return Gathering(
            document=document,
            village=village,
            village_group="" if group == NO_GROUP else group,
            day=self._day.day,
            method=self._method.chosen,
            handler=cleaned_text(self._handler.value),
            witness=cleaned_text(self._witness.value),
        )

    def faults(self) -> list[Fault]:
        found: list[Fault] = []
        village, group = cleaned_text(self._village.value), cleaned_text(self._group.value)
        document = self._documents.get(self._document.chosen or "")
        if document is None:
            none = "还没有现行的公约文书,先到 5 报送 导入"
            found.append(Fault("文书(按数字选)" if self._documents or not self._ready else none, self._document))
        if village is None:
            found.append(Fault("村", self._village))
        elif self._ready and village not in self._places:
            found.append(Fault(f"{village} 还没有登记的户", self._village, wrong=True))
        elif document is not None and document.village not in (None, village):
            found.append(Fault(f"这个版本是{document.village}的", self._document, wrong=True))
        elif self._ready and group is not None and self._group_of(group) not in self._places[village]:
            found.append(Fault(f"{village}没有{group}的户", self._group, wrong=True))
        if self._day.day is None:
            found.append(Fault("日期", self._day))
        elif document is not None and not _is_in_force(document, self._gathering):
            found.append(Fault("这一天这个版本没有生效,或者已经失效", self._day, wrong=True))
        for entry, name in ((self._witness, "witness"), (self._handler, "handler")):
            fault = fault_of(cleaned_text(entry.value), declared_field(Signature, name), self.workplace.today)
            if fault:
                found.append(Fault(fault, entry, wrong=True))
        return found

    @staticmethod
    def _group_of(group: str) -> str:
        return "" if group == NO_GROUP else group

    def outcome(self) -> str:
        gathering = self._gathering
        if gathering is None:
            return ""
        groups = self._places.get(gathering.village, {})
        count = sum(groups.values()) if gathering.village_group is None else groups.get(gathering.village_group, 0)
        return f"按 F2 到名单: {count} 户,一户一键"

    async def keep(self) -> str | None:
        gathering = self._gathering
        if gathering is None:
            return None
        self.post_message(SigningAsked(gathering))
        return ""


def _is_in_force(document: Document, gathering: Gathering | None) -> bool:
    if gathering is None:
        return True
    return document.effective_on <= gathering.day and not (
        document.repealed_on and gathering.day >= document.repealed_on
    )
