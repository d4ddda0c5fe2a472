"""The small form for single facts of a measure: when it was reported, signed, taken over, closed."""

from typing import ClassVar

from store.desk.form_checks import CheckedForm, measure_oddities, note
from store.desk.measure_facts import amend_measure
from store.desk.record_checks import check_record
from store.desk.row_checks import measure_faults
from store.fields import declared_fields
from store.model.measure import Measure
from tui.field_entries import typed_in
from tui.record_form import RecordForm
from tui.registration_outcome import registration_outcome
from tui.standing import short_day

_FIELDS = {field.label: field.name for field in declared_fields(Measure)}


class MeasureForm(RecordForm[Measure]):
    """Shows only what it was asked for; everything else of the measure stays. The whole of it is F4 on the person."""

    NAME = "措施"
    HELP = "补记措施的一两个要素,先填好了今天,按实际改。F2 保存。其他要素在 一个人 那一页按 F4 改。"
    RECORD = Measure
    DRAFT = "measure_facts"
    ENTER = staticmethod(amend_measure)
    AMEND = staticmethod(amend_measure)
    FIELD_HELP: ClassVar = {"close_reason": "按数字选。期满选 期满解除。"}

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._suggested) or tuple(_FIELDS.values())

    @property
    def subject(self) -> str:
        labels = "、".join(self._field(name).label for name in self._names)
        return f"{labels}    {self.person.name}  {self.person.village}{self.person.village_group or ''}"

    def checked(self) -> CheckedForm:
        recorded = {name: getattr(self._recorded, name) for name in _FIELDS.values()}
        typed = {name: typed_in(entry) for name, entry in self.entries.items()}
        changed = {name: text for name, text in typed.items() if text != self._begun[name]}
        form = check_record(Measure, changed, self.workplace.today, recorded)
        return form.with_faults(*(note(_FIELDS[header], code) for header, code in measure_faults(form.values)))

    def outcome(self) -> str:
        record, dossier = self.record(), self.dossier
        if record == self._recorded:
            return "还没有改动"
        odd = next(measure_oddities(self.checked().values), None)
        if odd is not None:
            return f"请核对: {odd.sentence}没错就按 F2 保存。"
        if dossier is None or dossier.case is None or dossier.case.measure.uid != record.uid:
            return ""
        from dataclasses import replace

        case = replace(dossier.case, measure=record)
        return registration_outcome(case, dossier.policies, self.workplace.today, dossier.holidays)

    def saved_text(self, record: Measure) -> str:
        said = ((name, getattr(record, name)) for name in self._names)
        days = (f"{self._field(name).label} {short_day(day, self.workplace.today)}" for name, day in said
                if day and not isinstance(day, str))  # fmt: skip
        return "、".join(days)
