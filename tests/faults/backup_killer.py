"""Kills itself in the middle of daily backups, again and again, and looks at what is left.

``python -m tests.faults.backup_killer FOLDER KILLS`` prints a line for each kill: how many backups were there, ``end``.
Kills are spread evenly over the calls that a backup makes, the deletion of the oldest included.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from store.vault.backup import inspect
from store.vault.backup_rotation import FOLDER, KEPT, Occasion, backup_if_due, copies_of
from tests.faults.saver import say
from tests.ledger import TODAY
from tests.vault.vaults import office_vault


def back_up(place: Path, day: int, fatal: int) -> int:
    """One day's backup; the number of calls it took. The process dies at the ``fatal``-th (0: never)."""
    calls = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1
        if calls == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    with office_vault(place) as vault:
        sys.setprofile(count)
        outcome = backup_if_due(vault, place / FOLDER, TODAY + timedelta(days=day), Occasion.UNLOCK)
        sys.setprofile(None)
        assert outcome.trouble is None, outcome
    return calls


def die_in_a_child(place: Path, day: int, fatal: int) -> None:
    child = os.fork()
    if child == 0:
        back_up(place, day, fatal)
        os._exit(1)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "it was to be killed"


def check(place: Path) -> int:
    """Every file that bears the name of a backup is a whole one, and the older ones were not let go of too early."""
    with office_vault(place) as vault:
        copies = copies_of(vault, place / FOLDER)
    for copy in copies:
        inspect(copy.file)
    assert len(copies) == len(list((place / FOLDER).glob("*.yuesong")))
    assert len(copies) in (KEPT, KEPT + 1), len(copies)
    return len(copies)


def main(place: Path, kills: int) -> None:
    calls = [back_up(place, day, 0) for day in range(KEPT + 1)][-1]
    for kill in range(kills):
        day = KEPT + 1 + 2 * kill
        die_in_a_child(place, day, 1 + calls * kill // kills)
        say(check(place))
        back_up(place, day, 0)
        assert list((place / FOLDER).glob(f"yuesong-{TODAY + timedelta(days=day)}*")), "no backup of the day"
        assert all(path.suffix == ".yuesong" for path in (place / FOLDER).iterdir()), "remains of the killed one"
        back_up(place, day + 1, 0)
        assert check(place) == KEPT
    say("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
