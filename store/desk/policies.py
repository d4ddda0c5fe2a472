"""The shipped policy files, and the check of one that somebody edited."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from store.errors import FileRefusedError
from store.model.assessment import RISK_TIERS, Assessment
from store.model.drug_test import TEST_KINDS, TEST_RESULTS, DrugTest
from store.model.measure import CATEGORIES
from store.model.visit import CONTENTS, MODES, Visit
from store.rules.layout import layout
from store.rules.policy import Contact, Policies, Policy, Qualifying, Series, policies

if TYPE_CHECKING:
    from pydantic import BaseModel

DEFAULT = "yuesong"
SHIPPED = ("yuesong", "tiered")

_RECORDS: dict[str, type[Contact]] = {"test": DrugTest, "visit": Visit, "assessment": Assessment}


@cache
def shipped_text(name: str) -> str:
    """The text of a shipped policy file."""
    return resources.files("store.rules").joinpath("policies", f"{name}.json").read_text(encoding="utf-8")


@cache
def shipped_policy(name: str) -> Policy:
    """A shipped policy. Its file is part of the program and proven by the tests, so no guard is loaded for it."""
    return policy_of(json.loads(shipped_text(name)))


@cache
def default_policies() -> Policies:
    """The policies of an office that has chosen none: ``yuesong`` for every day."""
    return policies(shipped_policy(DEFAULT))


def read_policy(text: str) -> Policy:
    """A policy that people may have edited; ``FileRefusedError`` names the first fault and keeps the old policy."""
    from pydantic import ValidationError

    try:
        return policy_of(_checked(text))
    except ValidationError as fault:
        # Only the place: the message of the guard would repeat whatever stands in the file.
        place = ".".join(str(part) for part in fault.errors(include_input=False)[0]["loc"]) or "文件开头"
        raise FileRefusedError("办法文件有误", f"办法文件的 {place} 不符合格式,原办法未变,请改正后再试。") from None


def policy_of(data: Mapping[str, Any]) -> Policy:
    """The frozen value of a policy file's content, which must be valid."""
    series = tuple(_series(entry) for entry in data["series"])
    return Policy(data["name"], data["title"], data["version"], series)


def _series(entry: Mapping[str, Any]) -> Series:
    first, second, third = entry["levels"]
    months = {name: entry[name] for name in ("over_months", "up_to_months") if entry.get(name) is not None}
    return Series(
        rule=entry["rule"],
        label=entry["label"],
        categories=tuple(entry["categories"]),
        layout=layout(entry["layout"]),
        qualifying=_qualifying(entry),
        thresholds=(first, second, third),
        basis=entry["basis"],
        tiers={tier: layout(text) for tier, text in (entry.get("tiers") or {}).items()},
        **months,
    )


def _qualifying(entry: Mapping[str, Any]) -> Qualifying:
    several = {name: tuple(entry.get(name) or ()) for name in ("kinds", "results", "modes", "away_modes")}
    return Qualifying(_RECORDS[entry["record"]], tick=entry.get("tick") or "", **several)


def _checked(text: str) -> dict[str, Any]:
    data: dict[str, Any] = _guard().model_validate_json(text).model_dump(exclude_none=True)
    return data


@cache
def _guard() -> "type[BaseModel]":
    """The pydantic model of a policy file; made on first use, because loading it costs more than a worklist."""
    from typing import Annotated, Literal

    from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

    word = Annotated[str, Field(min_length=1, max_length=200)]
    months = Annotated[int, Field(ge=0, le=1200)]
    level = Annotated[int, Field(ge=1, le=1000)]
    laid = Annotated[str, Field(max_length=200), AfterValidator(_is_layout)]

    class SeriesFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        rule: Literal["test", "meeting", "talk", "home_visit", "report", "assessment"]
        label: word
        categories: Annotated[list[Literal[CATEGORIES]], Field(min_length=1)]  # type: ignore[valid-type]
        over_months: months | None = None
        up_to_months: months | None = None
        layout: laid
        tiers: dict[Literal[RISK_TIERS], laid] | None = None  # type: ignore[valid-type]
        record: Literal["test", "visit", "assessment"]
        kinds: list[Literal[TEST_KINDS]] | None = None  # type: ignore[valid-type]
        results: list[Literal[TEST_RESULTS]] | None = None  # type: ignore[valid-type]
        tick: Literal[CONTENTS] | None = None  # type: ignore[valid-type]
        modes: list[Literal[MODES]] | None = None  # type: ignore[valid-type]
        away_modes: list[Literal[MODES]] | None = None  # type: ignore[valid-type]
        levels: Annotated[list[level], Field(min_length=3, max_length=3)]
        basis: word

        @model_validator(mode="after")
        def _can_be_met(self) -> "SeriesFile":
            if self.levels != sorted(self.levels):
                raise ValueError("levels must not fall")
            if self.record == "visit" and not (self.tick and self.modes):
                raise ValueError("a visit series needs tick and modes")
            if self.record == "test" and not (self.kinds and self.results):
                raise ValueError("a test series needs kinds and results")
            return self

    class PolicyFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        name: word
        title: word
        version: word
        series: Annotated[list[SeriesFile], Field(min_length=1, max_length=100)]

    return PolicyFile


def _is_layout(text: str) -> str:
    layout(text)
    return text
