"""What the forms for a contact with one person share: the dossier, what the record would settle, the draft."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from store.desk.drafts import DraftKey
from store.desk.worklist import PersonLine
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from tui.dossier import Dossier, read_dossier
from tui.form_screen import FormScreen
from tui.settlement import settled, settlement_text
from tui.widgets.completing_entry import CompletingEntry
from tui.workplace import Workplace

if TYPE_CHECKING:
    from store.desk.completion import Words
    from store.vault.cipher import Connection

    Completions = dict[CompletingEntry, Callable[[Connection], Words]]


class ContactForm(FormScreen):
    """A form for one record of one person."""

    SUBJECT: ClassVar[str] = ""
    DRAFT: ClassVar[str] = ""
    """What drafts of this form are kept under."""

    def __init__(self, workplace: Workplace, person: PersonLine) -> None:
        super().__init__(workplace)
        self.person = person
        self.dossier: Dossier | None = None

    @property
    def subject(self) -> str:
        place = f"{self.person.village}{self.person.village_group or ''}"
        return f"{self.SUBJECT}    {self.person.name}  {place}"

    @property
    def draft_key(self) -> DraftKey:
        return (self.DRAFT, self.person.uid)

    def prefill(self, dossier: Dossier) -> None:
        """Fill in what the last record of this person suggests."""

    def record(self) -> Visit | DrugTest:
        """The record that would be saved. Only without faults."""
        raise NotImplementedError

    def completions(self) -> "Completions":
        """Where the words come from that the entries may be completed to."""
        return {}

    async def prepare(self) -> None:
        job = partial(read_dossier, person_id=self.person.id, today=self.workplace.today)
        self.dossier = await self.workplace.session.read(job)
        self.prefill(self.dossier)
        for entry, words in self.completions().items():
            entry.offer(await self.workplace.session.read(words))

    def outcome(self) -> str:
        if self.dossier is None or self.dossier.case is None:
            return ""
        today = self.workplace.today
        return settlement_text(settled(self.dossier.case, self.dossier.policies, today, self.record()), today)
