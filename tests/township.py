"""A fictional township in a ledger, for tests of what is read from one."""

from datetime import date

from store.fiction.settle import settle as settle_lives
from store.fiction.settle import settle_pacts as settle_papers
from store.fiction.settle import settle_volunteers as settle_helpers
from store.fiction.township import township
from store.vault.cipher import Connection
from tests.ledger import TODAY, act


def settle(connection: Connection, people: int, seed: int, today: date = TODAY) -> None:
    """Everybody of a township of this size and seed."""
    settle_lives(connection, township(people, seed, today).lives(), act("settle", today=today))


def settle_pacts(connection: Connection, people: int, seed: int, today: date = TODAY) -> None:
    """What the same township signs."""
    settle_papers(connection, township(people, seed, today), act("settle", today=today))


def settle_volunteers(connection: Connection, people: int, seed: int, today: date = TODAY) -> None:
    """Who helps there."""
    settle_helpers(connection, township(people, seed, today), act("settle", today=today))
