"""Every version of every document, and how it stands today."""

from dataclasses import dataclass
from datetime import date

from store.desk.records import load
from store.desk.signing import signable
from store.model.document import Document, kind_order
from store.model.signature import SIGNED
from store.rules.penalty_clause import has_penalty_clause
from store.vault.cipher import Connection

IN_FORCE, TO_COME, FORMER = "现行", "未到", "旧版"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One version; ``signed`` counts the households that ever signed it."""

    document: Document
    standing: str
    signed: int
    has_penalty_clause: bool


def document_lines(connection: Connection, today: date) -> tuple[DocumentLine, ...]:
    """By kind, the newest version first."""
    in_force = {document.id for document in signable(connection, today)}
    query = "SELECT document_id, count(DISTINCT household_id) FROM signature WHERE status = ? GROUP BY document_id"
    signed: dict[int, int] = dict(connection.execute(query, (SIGNED,)))
    found = [
        DocumentLine(
            document,
            IN_FORCE if document.id in in_force else TO_COME if document.effective_on > today else FORMER,
            signed.get(document.id, 0),
            has_penalty_clause(document.text or ""),
        )
        for document in load(connection, Document, "ORDER BY effective_on DESC, id DESC")
    ]
    return tuple(sorted(found, key=lambda line: kind_order(line.document.kind)))
