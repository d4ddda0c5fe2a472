"""A process that saves until something happens to it. It says what it does on standard output, unbuffered.

``python -m tests.faults.saver FOLDER UNITS [STEPS]`` opens the vault in FOLDER and commits UNITS units of work of
``PEOPLE`` people each. With STEPS it kills itself after so many steps of SQLite's machine inside units of work.
"""

import os
import signal
import sys
from pathlib import Path

from store.desk.records import add
from store.errors import StoreError
from store.model.person import Person
from store.vault.unit_of_work import CommitUncertainError, UnitOfWork, unit_of_work
from store.vault.vault import Vault
from tests.ledger import act
from tests.vault.vaults import office_vault

PEOPLE = 20
STEPS_PER_CALL = 20


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Countdown:
    """Counts SQLite's steps inside transactions of one vault, and kills the process at the ``fatal``-th (0: never)."""

    def __init__(self, vault: Vault, fatal: int) -> None:
        self.steps = 0
        self._fatal = fatal
        self._vault = vault
        vault.connection.set_progress_handler(self._step, STEPS_PER_CALL)

    def _step(self) -> int:
        if self._vault.connection.in_transaction:
            self.steps += 1
            if self.steps == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)
        return 0


def fill(unit: UnitOfWork) -> None:
    add(unit, [Person(name=f"第{unit.number}批{row}号", village="岳宋村") for row in range(PEOPLE)])


def save_one(vault: Vault) -> None:
    """Save one unit and say what the operator would be told."""
    try:
        with unit_of_work(vault.connection, act()) as unit:
            say("begun", unit.number)
            fill(unit)
            say("sealing", unit.number)
    except CommitUncertainError as error:
        failure = vault.settle(error)
        say("refused" if failure else "saved", error.number)
    except StoreError as error:
        say("refused", unit.number, error.title)
    else:
        say("saved", unit.number)


def main(folder: str, units: str, steps: str = "0") -> None:
    with office_vault(Path(folder)) as vault:
        say("ready")
        Countdown(vault, int(steps))
        for _ in range(int(units)):
            save_one(vault)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except StoreError as refusal:
        say("failed", refusal.title)
