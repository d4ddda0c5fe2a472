"""Forms over records with numbers that are not shown: written anew, or left as they are."""

from store.desk.records import AnyRecord
from store.fields import Sensitivity
from store.text import mask
from tui.declared_form import DeclaredForm
from tui.field_entries import FieldEntry
from tui.widgets.field_row import FieldRow


class MaskedForm(DeclaredForm[AnyRecord]):
    """A correction shows the end of a recorded ID number or phone beside an empty entry."""

    def _entry(self, name: str, begun: str) -> FieldEntry:
        entry = super()._entry(name, begun)
        if self._masked(name):
            entry.value = entry.initial = ""  # type: ignore[union-attr]
        return entry

    def _row(self, name: str, entry: FieldEntry) -> FieldRow:
        row = super()._row(name, entry)
        return FieldRow(row.label, entry, help=row.help, hinted=True) if self._masked(name) else row

    def _masked(self, name: str) -> str | None:
        """What is recorded and must not be shown whole, by its last characters."""
        field = self._field(name)
        recorded = getattr(self._recorded, name, None) if field.sensitivity is Sensitivity.MASKED else None
        return mask(recorded) if recorded else None

    def show_hint(self, row: FieldRow) -> None:
        name = next(name for name, entry in self.entries.items() if entry is row.entry)
        masked = self._masked(name)
        if masked:
            row.hint.show(f"已登记 {masked},不改就空着" if not row.entry.value else "")  # type: ignore[attr-defined]
        else:
            super().show_hint(row)
