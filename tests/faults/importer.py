"""A process that imports ledgers and is killed between BEGIN and COMMIT.

``python -m tests.faults.importer FOLDER FATAL FILE…``: killed at the FATAL-th step inside the transaction; with 0 it
runs to its end and says how many steps and journal entries that took.
"""

import sys
from pathlib import Path

from store.handoff.importing import import_files
from store.vault.verify import verify
from tests.faults.saver import Countdown, say
from tests.ledger import act
from tests.vault.vaults import office_vault


def main(folder: str, fatal: str, *files: str) -> None:
    with office_vault(Path(folder)) as vault:
        countdown = Countdown(vault, int(fatal))
        outcome = import_files(vault.connection, [Path(file) for file in files], act("import"))
        steps = countdown.steps
        assert verify(vault.connection) == []
        assert outcome.batch is not None
        entries = vault.connection.execute("SELECT count(*) FROM journal WHERE unit = ?", (outcome.batch,)).fetchone()
    say(steps, entries[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
