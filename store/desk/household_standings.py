"""How each household of a village stands to one kind of document: the list behind the matrix, in walking order.

Nothing here reads the roster: whoever is on it cannot be told from the list.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from re import split
from typing import Any

from store.desk.ledger_rows import group_order
from store.desk.records import load
from store.model.award import Award
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import SIGNED, Signature
from store.rules.calendar import add_months
from store.rules.household_states import history, state_at
from store.rules.signatures import EXCLUDED_STATES, Standing, facts_of, standing_of, version_in_force
from store.vault.cipher import Connection

_LIVED_THERE = """
    {0} IN (SELECT id FROM household WHERE village = ?1)
    OR {0} IN (SELECT household_id FROM former_state WHERE village = ?1)
"""
"""Households that live in a village now, or did at some time."""


@dataclass(frozen=True, slots=True)
class HouseholdStanding:
    """One household beside the version it has to sign.

    ``state`` says where and how it lived at that day; ``standing`` is ``None`` where nobody can sign. ``newest`` is
    its newest record under the kind of document, and ``of_version`` the version that one is about. ``binds_until`` is
    the first day on which a signed household has to sign again, ``None`` where it never has to; of an expired one
    ``lapsed_on`` is the day on which it had to.
    """

    household: Household
    state: FormerState
    version: Document
    standing: Standing | None
    newest: Signature | None
    of_version: str | None
    binds_until: date | None
    lapsed_on: date | None


def household_standings(
    connection: Connection, today: date, kind: str, village: str, village_group: str | None = None
) -> tuple[HouseholdStanding, ...]:
    """The households of a village at ``today``, or of one of its groups (``""``: those without a group)."""
    versions = load(connection, Document, "WHERE kind = ? ORDER BY id", (kind,))
    version = version_in_force(versions, village, today)
    if version is None:
        return ()
    signatures: dict[int, list[Signature]] = defaultdict(list)
    for signature in signatures_under(connection, kind, village):
        signatures[signature.household_id].append(signature)
    found = [
        _standing(household, state, version, signatures[household.id], versions, today)
        for household, state in lived_in(connection, today, village)
        if village_group is None or (state.village_group or "") == village_group
    ]
    return tuple(sorted(found, key=lambda each: walking_order(each.state.village_group, each.household.number)))


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """A household with all that is recorded about it: its states, oldest first; what it signed and its awards, newest
    first.
    """

    household: Household
    states: tuple[FormerState, ...]
    signed: tuple[tuple[Document, Signature], ...]
    awards: tuple[Award, ...]


def household_page(connection: Connection, household_id: int) -> HouseholdPage | None:
    """Everything about one household; ``None`` if it is there no more."""
    found = load(connection, Household, "WHERE id = ?", (household_id,))
    if not found:
        return None
    former = load(connection, FormerState, "WHERE household_id = ?", (household_id,))
    documents = {document.id: document for document in load(connection, Document)}
    signed = load(connection, Signature, "WHERE household_id = ? ORDER BY signed_on DESC, uid", (household_id,))
    awards = load(connection, Award, "WHERE household_id = ? ORDER BY nominated_on DESC, uid", (household_id,))
    return HouseholdPage(
        household=found[0],
        states=tuple(history(found[0], former)),
        signed=tuple((documents[each.document_id], each) for each in signed),
        awards=tuple(awards),
    )


def lived_in(connection: Connection, today: date, village: str) -> Iterator[tuple[Household, FormerState]]:
    """The households that lived in a village at ``today``, each with its state then."""
    former: dict[int, list[FormerState]] = defaultdict(list)
    for state in load(connection, FormerState, f"WHERE {_LIVED_THERE.format('household_id')}", (village,)):
        former[state.household_id].append(state)
    for household in load(connection, Household, f"WHERE {_LIVED_THERE.format('id')}", (village,)):
        then = state_at(history(household, former[household.id]), today)
        if then is not None and then.village == village:
            yield household, then


def signatures_under(connection: Connection, kind: str, village: str) -> Sequence[Signature]:
    """What the households said to a kind of document that live in a village, or lived there at some time."""
    of_kind = "document_id IN (SELECT id FROM document WHERE kind = ?2)"
    lived_there = _LIVED_THERE.format("household_id")
    return load(connection, Signature, f"WHERE {of_kind} AND ({lived_there})", (village, kind))


def _standing(
    household: Household, state: FormerState, version: Document, signatures: Sequence[Signature],
    versions: Sequence[Document], today: date,
) -> HouseholdStanding:  # fmt: skip
    known = sorted((s for s in signatures if s.signed_on <= today), key=lambda each: (each.signed_on, each.uid))
    newest = known[-1] if known else None
    excluded = state.state in EXCLUDED_STATES
    standing = None if excluded else standing_of(facts_of(known, version, today))
    names = {each.id: each.version for each in versions}
    return HouseholdStanding(
        household=household,
        state=state,
        version=version,
        standing=standing,
        newest=newest,
        of_version=names[newest.document_id] if newest else None,
        binds_until=_binds_until(known, version) if standing is Standing.SIGNED else None,
        lapsed_on=_lapsed_on(known, version) if standing is Standing.EXPIRED else None,
    )


def _lapsed_on(signatures: Sequence[Signature], version: Document) -> date:
    """When its validity was over; of an older version, when this one took effect."""
    own = [each.signed_on for each in signatures if each.document_id == version.id and each.status == SIGNED]
    if own and version.validity_months is not None:
        return add_months(max(own), version.validity_months)
    return version.effective_on


def _binds_until(signatures: Sequence[Signature], version: Document) -> date | None:
    months = version.validity_months
    if months is None:
        return version.repealed_on
    signed = max(each.signed_on for each in signatures if each.document_id == version.id and each.status == SIGNED)
    return min(add_months(signed, months), version.repealed_on or date.max)


def walking_order(village_group: str | None, number: str) -> tuple[Any, ...]:
    """From group to group and from door to door: 2组 before 10组, B2-9 before B2-10."""
    return (*group_order(village_group), number_order(number))


def number_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """B2-9 before B2-10: digits by their value, anything else as it is written."""
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in _parts(number))


def _parts(number: str) -> list[str]:
    return [part for part in split(r"([0-9]+)", number) if part]
