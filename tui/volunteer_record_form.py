"""Forms over what is recorded of one volunteer: service, training, commendation and the like."""

from collections.abc import Mapping

from store.desk.drafts import DraftKey
from store.desk.records import AnyRecord
from store.model.volunteer import Volunteer
from tui.declared_form import DeclaredForm
from tui.workplace import Workplace


class VolunteerRecordForm(DeclaredForm[AnyRecord]):
    """``what`` is the sort of record in a word; a draft is kept for each sort and volunteer."""

    def __init__(self, workplace: Workplace, volunteer: Volunteer, what: str, recorded: AnyRecord | None) -> None:
        self._volunteer, self._what = volunteer, what
        super().__init__(workplace, recorded=recorded)

    @property
    def subject(self) -> str:
        return f"{'更正' if self.corrects else ''}{self._what}    {self.about}"

    @property
    def about(self) -> str:
        return f"{self._volunteer.number} {self._volunteer.name}"

    @property
    def draft_key(self) -> DraftKey:
        own = f"{self._volunteer.number} {self._what}"
        return (self.DRAFT, own if self._recorded is None else self._recorded.uid)  # type: ignore[union-attr]  # theirs have one

    def keys(self) -> Mapping[str, object]:
        return {"volunteer_id": self._volunteer.id}
