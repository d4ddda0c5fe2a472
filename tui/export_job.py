"""What an export does in the database thread."""

from collections.abc import Sequence
from pathlib import Path

from store.desk.handing_over import HandedOver, Terms, hand_over
from store.desk.ledger_rows import people_of
from store.handoff.csv_writer import Encoding
from store.handoff.export import export_all, export_kind
from store.vault.unit_of_work import Act
from store.vault.vault import Vault

EVERYTHING = "all"


def export_job(
    vault: Vault,
    act: Act,
    what: str,
    target: Path,
    encoding: Encoding,
    excel_safe: bool,
    terms: Terms,
    people: Sequence[int] = (),
) -> HandedOver:
    """Write one ledger to a file, or all of them into a folder, and journal to whom they go: both or neither.

    With ``people`` (row ids) of these alone.
    """
    chosen = people_of(vault.connection, people) if people else None

    def write() -> tuple[Path, ...]:
        if what == EVERYTHING:
            return export_all(vault.connection, target, encoding, excel_safe=excel_safe, people=chosen)
        export_kind(vault.connection, what, target, encoding, excel_safe=excel_safe, people=chosen)
        return (target,)

    return hand_over(vault, act, what, terms, write)
