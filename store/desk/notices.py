"""Formal matters across people: who they last went to."""

from store.desk.records import load
from store.model.notice import Notice
from store.vault.cipher import Connection


def last_notice(connection: Connection, matter: str) -> Notice | None:
    """The newest notice of a matter that names another office, of anybody: papers of a kind go the same way."""
    newest = "WHERE matter = ? AND counterpart IS NOT NULL ORDER BY day DESC, id DESC LIMIT 1"
    return next(iter(load(connection, Notice, newest, (matter,))), None)
