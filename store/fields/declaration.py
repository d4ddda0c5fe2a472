"""Declaring a field once: type, label, sensitivity. Forms, columns, ledgers, masking and dictionary are read off it."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Protocol


class Sensitivity(Enum):
    """How a value may leave the screen."""

    OPEN = "open"  # may stand on a sheet that leaves the office
    PERSONAL = "personal"  # stays in the office
    MASKED = "masked"  # personal, and shown by its last four characters unless revealed
    HEALTH = "health"  # measure, tests, drugs: never on a sheet that leaves the office


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of cleaning one text: the value (``None`` = empty) and every code that was raised."""

    value: Any = None
    codes: tuple[str, ...] = ()


class FieldType(Protocol):
    """What a field holds. ``sql`` is the STRICT column type, ``max_length`` counts characters of the ledger text."""

    @property
    def sql(self) -> str: ...
    @property
    def max_length(self) -> int: ...

    def clean(self, text: str, today: date) -> Checked:
        """Turn a trimmed, non-empty cell or form entry into a value under contract.md section 3."""
        ...

    def format(self, value: Any) -> str:
        """The ledger text of a stored value; cleaning it again gives the value back."""
        ...


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared field of a record. ``name`` is the attribute and the column, ``label`` the canonical header."""

    name: str
    label: str
    type: FieldType
    required: bool
    sensitivity: Sensitivity


_KEY = "declared"


def declare(
    label: str,
    type_: FieldType,
    *,
    required: bool = False,
    sensitivity: Sensitivity = Sensitivity.PERSONAL,
) -> Any:
    """Declare a field of a record. A required field has no default; every other is empty (``None``) by default."""
    metadata = {_KEY: (label, type_, required, sensitivity)}
    if required:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=None, metadata=metadata)


@cache
def declared_fields(record_type: type) -> tuple[Declared, ...]:
    """The declared fields of a record type, in the order of its ledger."""
    return tuple(
        Declared(field.name, *field.metadata[_KEY])
        for field in dataclasses.fields(record_type)
        if _KEY in field.metadata
    )


@cache
def declared_field(record_type: type, name: str) -> Declared:
    """The declaration of one field; ``KeyError`` if the record has no such field."""
    return {field.name: field for field in declared_fields(record_type)}[name]


def stored_columns(record_type: type) -> Iterator[str]:
    """Every stored attribute of a record: keys first, then the declared fields. One column each."""
    return (field.name for field in dataclasses.fields(record_type))
