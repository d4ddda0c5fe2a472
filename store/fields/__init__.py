"""Field types and their checks; the one place that knows what a cell or a form entry may hold."""

from store.fields.area import AreaName
from store.fields.choice import Choice, Choices
from store.fields.clock_time import ClockTime
from store.fields.day import Day
from store.fields.declaration import (
    Checked,
    Declared,
    FieldType,
    Sensitivity,
    declare,
    declared_field,
    declared_fields,
    stored_columns,
)
from store.fields.id_number import IdNumber
from store.fields.number import Money, Term, WholeNumber
from store.fields.phone import Phone
from store.fields.text import Name, Text
from store.fields.uid import Uid, new_uid

__all__ = [
    "AreaName",
    "Checked",
    "Choice",
    "Choices",
    "ClockTime",
    "Day",
    "Declared",
    "FieldType",
    "IdNumber",
    "Money",
    "Name",
    "Phone",
    "Sensitivity",
    "Term",
    "Text",
    "Uid",
    "WholeNumber",
    "declare",
    "declared_field",
    "declared_fields",
    "new_uid",
    "stored_columns",
]
