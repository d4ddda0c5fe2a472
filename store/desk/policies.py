"""The policies of an office: the shipped sets, and those its vault holds, each with the day it came into force."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from store.errors import VaultDamagedError
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.rules.layout import layout
from store.rules.policy import Contact, Policies, Policy, Qualifying, Series, policies
from store.vault.cipher import Connection

DEFAULT = "yuesong"
SHIPPED = ("yuesong", "tiered")

_RECORDS: dict[str, type[Contact]] = {"test": DrugTest, "visit": Visit, "assessment": Assessment}


@dataclass(frozen=True, slots=True)
class DatedPolicy:
    """A policy of the vault by its row id, with its first day. The shipped one that precedes all is row 0, no day."""

    id: int
    since: date | None
    policy: Policy


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


def office_policies(connection: Connection) -> Policies:
    """The policies of an open vault: ``yuesong``, then from its day on each that the office put into force.

    The same value, and object, as long as they are the same. ``VaultDamagedError`` for one that cannot be read.
    """
    return _with(_rows(connection))


def dated_policies(connection: Connection) -> tuple[DatedPolicy, ...]:
    """The policies of an open vault one by one, the oldest first."""
    rows = connection.execute("SELECT id, since FROM policy ORDER BY since").fetchall()
    known = (policy for _, policy in office_policies(connection).dated)
    days = ((0, None), *((row_id, date.fromisoformat(since)) for row_id, since in rows))
    return tuple(DatedPolicy(*row, policy) for row, policy in zip(days, known, strict=True))


_Rows = tuple[tuple[str, str], ...]


def _rows(connection: Connection) -> _Rows:
    return tuple(connection.execute("SELECT since, content FROM policy ORDER BY since"))


@lru_cache(maxsize=8)
def _with(rows: _Rows) -> Policies:
    if not rows:
        return default_policies()
    try:
        later = [(date.fromisoformat(since), policy_of(json.loads(content))) for since, content in rows]
    except (ValueError, KeyError, TypeError) as fault:
        raise VaultDamagedError("台账里的办法读不出来", "办法的内容被改动过,没有按它计算。请用备份恢复。") from fault
    return policies(shipped_policy(DEFAULT), *later)


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
