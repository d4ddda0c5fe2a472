"""Nothing that was entered stands in clear in any file that the program leaves: ledger, log, slots, backup, remains."""

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from store.desk.records import add
from store.model.person import Person
from store.vault.backup import backup, restore
from store.vault.unit_of_work import unit_of_work
from tests.ledger import KEY, NOW, PASSPHRASE, act
from tests.vault.vaults import CODE, office_vault

MARKERS = tuple(f"佤记{chr(0x4E00 + number * 7)}{number:05d}号" for number in range(1000))
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
TELLING = 6
"""Bytes: four stand by chance in half a megabyte of ciphertext once in seven thousand times."""


def forms(marker: str) -> set[bytes]:
    """What a marker looks like in clear; of base64 the part that does not depend on where in a text it stands."""
    clear = {form for encoding in ENCODINGS if len(form := marker.encode(encoding)) >= TELLING}
    shifted = {base64.b64encode(b"x" * shift + data)[4:-4] for data in clear for shift in range(3)}
    return clear | {form for form in shifted if len(form) >= 12}


def found_in(folder: Path, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each secret that stands in clear in a file below ``folder``, with the file's name."""
    contents = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    searched = [(secret, form) for secret in secrets for form in forms(secret)]
    return [(name, secret) for name, content in contents.items() for secret, form in searched if form in content]


def enter_markers(folder: Path) -> None:
    with office_vault(folder) as vault, unit_of_work(vault.connection, act()) as unit:
        add(unit, [Person(name=marker, village="岳宋村", note=marker * 3) for marker in MARKERS])


def test_the_search_finds_what_stands_in_clear(tmp_path: Path) -> None:
    marker = MARKERS[7]
    for number, data in enumerate((*(marker.encode(encoding) for encoding in ENCODINGS), base64.b64encode(b"ab" * 9))):
        (tmp_path / str(number)).write_bytes(b"before " + data + b" after")
    (tmp_path / "base64").write_bytes(base64.b64encode(b"before " + marker.encode() + b" after"))
    assert {name for name, _ in found_in(tmp_path, (marker,))} == {"0", "1", "2", "3", "base64"}


def test_vault_backup_and_restored_vault_show_nothing(tmp_path: Path, effort: int) -> None:
    enter_markers(tmp_path / "vault")
    with office_vault(tmp_path / "vault") as vault:
        backup(vault, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "vault", PASSPHRASE, now=NOW)
    # All thousand are entered; the gate looks for every fifth, a soak for all.
    markers = MARKERS if effort > 1 else MARKERS[::5]
    assert found_in(tmp_path, (*markers, "岳宋村", "李敏", PASSPHRASE, CODE)) == []


def test_no_secret_stands_beside_the_vault(tmp_path: Path) -> None:
    enter_markers(tmp_path / "vault")
    contents = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(form in data for data in contents for form in (KEY, KEY.hex().encode(), base64.b64encode(KEY)))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.parametrize("steps", [60, 300, 3000])
def test_what_a_killed_process_leaves_shows_nothing(tmp_path: Path, steps: int) -> None:
    program = """
import sys
from pathlib import Path
from store.desk.records import add
from store.model.person import Person
from store.vault.unit_of_work import unit_of_work
from tests.faults.saver import Countdown
from tests.faults.test_traces import MARKERS
from tests.ledger import act
from tests.vault.vaults import office_vault
vault = office_vault(Path(sys.argv[1]))
# A small cache, so that pages of an uncommitted unit reach the disk.
vault.connection.execute("PRAGMA cache_size = 10")
Countdown(vault, int(sys.argv[2]))
while True:
    with unit_of_work(vault.connection, act()) as unit:
        add(unit, [Person(name=marker, village="岳宋村", note=marker * 3) for marker in MARKERS])
"""
    office_vault(tmp_path).close()
    process = subprocess.run([sys.executable, "-c", program, str(tmp_path), str(steps)])
    assert process.returncode == -9
    assert (tmp_path / "ledger.db-wal").exists()
    assert found_in(tmp_path, MARKERS[::10]) == []
