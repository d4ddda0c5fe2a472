"""The glossary binds the terms of the code to the words of the office: every field, every rule."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import model
from store.fields import declared_fields
from tests.architecture.house import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
POLICIES = sorted((ROOT / "store" / "rules" / "policies").glob("*.json"))


def records() -> Iterator[type]:
    """Every record type of the model: a class that declares fields."""
    for found in pkgutil.iter_modules(model.__path__):
        module = importlib.import_module(f"store.model.{found.name}")
        for value in vars(module).values():
            own = isinstance(value, type) and value.__module__ == module.__name__
            if own and hasattr(value, "__dataclass_fields__") and declared_fields(value):
                yield value


def listed(record: type, glossary: str) -> list[tuple[str, str]]:
    """The fields and labels that the glossary lists under a record."""
    section = re.search(rf"^### `{record.__name__}` .*?(?=^### |\Z)", glossary, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\| `(\w+)` \| (.+) \|$", section[0], re.MULTILINE) if section else []


@pytest.mark.parametrize("record", list(records()), ids=lambda record: record.__name__)
def test_every_declared_field_stands_in_the_glossary(record: type) -> None:
    assert listed(record, GLOSSARY) == [(field.name, field.label) for field in declared_fields(record)]


def test_records_are_found() -> None:
    assert {"Person", "Measure", "Visit", "DrugTest", "Assessment"} <= {record.__name__ for record in records()}


def test_a_field_that_is_not_listed_is_found() -> None:
    record = next(iter(records()))
    first = declared_fields(record)[0]
    assert listed(record, GLOSSARY.replace(f"| `{first.name}` | {first.label} |\n", "")) != listed(record, GLOSSARY)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_every_series_of_a_policy_stands_in_the_glossary(policy: Path) -> None:
    series = json.loads(policy.read_text(encoding="utf-8"))["series"]
    assert series
    assert [each["rule"] for each in series if f"| window `{each['rule']}` | {each['label']} |" not in GLOSSARY] == []
