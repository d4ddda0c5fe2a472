"""What contradicts itself among areas, households, documents and signatures: asked before something is taken back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from store.desk.records import load
from store.model.household import CLOSED, FormerState, Household
from store.model.signature import Signature
from store.rules.household_states import history, state_at
from store.vault.cipher import Connection

Row = tuple[str, int]
"""A row by its table and id."""


@dataclass(frozen=True, slots=True)
class PactFaults:
    """Areas that lie in none that is recorded (code and parent's code), and signatures that nobody can have given."""

    lost_areas: frozenset[tuple[int, str]]
    stranded: frozenset[Signature]


def pact_faults(connection: Connection) -> PactFaults:
    """Everything that is wrong now; records that came from another vault may always have been."""
    return PactFaults(frozenset(_lost_areas(connection)), frozenset(_stranded(connection)))


def _lost_areas(connection: Connection) -> Iterator[tuple[int, str]]:
    yield from connection.execute(
        """
        SELECT id, parent_code FROM area AS inner WHERE parent_code IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM area WHERE code = inner.parent_code)
          AND parent_code <> (SELECT value FROM setting WHERE name = 'township_code')
        """
    )


def _stranded(connection: Connection) -> Iterator[Signature]:
    """Signatures before effect, on or after the repeal, or while their household was 注销."""
    yield from load(
        connection,
        Signature,
        """
        WHERE EXISTS (
          SELECT 1 FROM document WHERE document.id = document_id
            AND (signed_on < effective_on OR signed_on >= repealed_on)
        )
        """,
    )
    former: dict[int, list[FormerState]] = defaultdict(list)
    for state in load(connection, FormerState):
        former[state.household_id].append(state)
    closed = f"SELECT household_id FROM former_state WHERE state = '{CLOSED}'"
    for household in load(connection, Household, f"WHERE state = '{CLOSED}' OR id IN ({closed})"):
        states = history(household, former[household.id])
        for signature in load(connection, Signature, "WHERE household_id = ?", (household.id,)):
            then = state_at(states, signature.signed_on)
            if then is not None and then.state == CLOSED:
                yield signature


def rows_behind(before: PactFaults, after: PactFaults) -> tuple[set[Row], set[str]]:
    """Rows that have to do with what is newly wrong, and the codes of areas that are lacking now."""
    rows: set[Row] = set()
    for signature in after.stranded - before.stranded:
        rows |= {
            ("signature", signature.id), ("document", signature.document_id), ("household", signature.household_id),
        }  # fmt: skip
    lost = after.lost_areas - before.lost_areas
    return rows | {("area", area_id) for area_id, _ in lost}, {code for _, code in lost}
