"""Backups nobody has to think of: when one is due, which are kept, and that no trouble with them stops the work."""

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from store.errors import VaultDamagedError
from store.vault.backup import inspect, restore
from store.vault.backup_rotation import (
    FOLDER,
    KEPT,
    Copy,
    Occasion,
    RotationUnderWay,
    backup_if_due,
    begin_if_due,
    copies_of,
    last_backup,
    surplus,
)
from store.vault.files import FileNotWrittenError
from store.vault.journal import head_of
from store.vault.vault import LEDGER, Vault
from tests.ledger import NOW, PASSPHRASE, TODAY
from tests.vault.vaults import enter, names_in, office_vault

UNLOCK, EXIT = Occasion.UNLOCK, Occasion.EXIT


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with office_vault(tmp_path / "vault") as vault:
        enter(vault, "岩三木")
        yield vault


@pytest.fixture
def folder(vault: Vault) -> Path:
    return vault.folder / FOLDER


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def written(vault: Vault, folder: Path, today: date = TODAY, occasion: Occasion = UNLOCK) -> str | None:
    """The name of the backup that was due and made without trouble."""
    outcome = backup_if_due(vault, folder, today, occasion)
    assert outcome.trouble is None, outcome.trouble
    return outcome.file.name if outcome.file else None


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def spoil(file: Path) -> None:
    """Change one byte in the middle of the encrypted ledger of a backup."""
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size // 2)
        byte = stream.read(1)
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte[0] ^ 1]))


class TestWhenOneIsDue:
    def test_the_first_unlock_of_a_day(self, vault: Vault, folder: Path) -> None:
        assert written(vault, folder) == "yuesong-2026-11-22.yuesong"
        assert written(vault, folder) is None
        assert written(vault, folder, day(1)) == "yuesong-2026-11-23.yuesong"

    def test_leaving_when_something_changed_since_the_last_one(self, vault: Vault, folder: Path) -> None:
        written(vault, folder)
        assert written(vault, folder, occasion=EXIT) is None
        enter(vault, "娜叶")
        assert written(vault, folder, occasion=EXIT) == "yuesong-2026-11-22-2.yuesong"
        assert written(vault, folder, occasion=EXIT) is None

    def test_leaving_when_there_was_none_at_all(self, vault: Vault, folder: Path) -> None:
        assert written(vault, folder, occasion=EXIT) == "yuesong-2026-11-22.yuesong"

    def test_a_backup_that_went_bad_does_not_count(self, vault: Vault, folder: Path) -> None:
        written(vault, folder)
        spoil(folder / "yuesong-2026-11-22.yuesong")
        assert written(vault, folder) == "yuesong-2026-11-22-2.yuesong"

    def test_a_file_that_only_bears_the_name_does_not_count(self, vault: Vault, folder: Path) -> None:
        folder.mkdir()
        (folder / "yuesong-2026-11-22.yuesong").write_bytes(b"a shopping list")
        assert written(vault, folder) == "yuesong-2026-11-22-2.yuesong"
        assert (folder / "yuesong-2026-11-22.yuesong").read_bytes() == b"a shopping list"

    def test_a_name_in_capitals_is_taken_where_sticks_make_no_difference(self, vault: Vault, folder: Path) -> None:
        folder.mkdir()
        (folder / "YUESONG-2026-11-22.YUESONG").write_bytes(b"")
        assert written(vault, folder) == "yuesong-2026-11-22-2.yuesong"

    def test_the_backup_of_another_vault_does_not_count(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        with office_vault(tmp_path / "other") as other:
            folder.mkdir()
            written(other, folder)
        assert last_backup(vault, folder) is None
        assert written(vault, folder) == "yuesong-2026-11-22-2.yuesong"


class TestWhatIsWritten:
    def test_it_holds_everything_and_restores(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        name = written(vault, folder)
        assert inspect(folder / str(name)).head == head_of(vault.connection).hex()
        restore(folder / str(name), tmp_path / "new", PASSPHRASE, now=NOW)
        with office_vault(tmp_path / "new") as restored:
            assert names_in(restored) == ["岩三木"]

    def test_file_and_folder_are_private_and_say_nothing_of_anybody(self, vault: Vault, folder: Path) -> None:
        written(vault, folder)
        assert names(folder) == ["yuesong-2026-11-22.yuesong"]
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "yuesong-2026-11-22.yuesong").stat().st_mode) == 0o600

    def test_what_a_killed_backup_left_is_cleared_away(self, vault: Vault, folder: Path) -> None:
        (folder / ".copying-abc").mkdir(parents=True)
        (folder / ".copying-abc" / LEDGER).write_bytes(b"half")
        (folder / ".0123456789abcdef.tmp").write_bytes(b"half")
        (folder / "notes.tmp").write_bytes(b"hers")
        written(vault, folder)
        assert names(folder) == ["notes.tmp", "yuesong-2026-11-22.yuesong"]

    def test_the_work_goes_on_while_another_thread_finishes_it(
        self, vault: Vault, folder: Path, tmp_path: Path
    ) -> None:
        begun = begin_if_due(vault, folder, TODAY, UNLOCK)
        assert isinstance(begun, RotationUnderWay)
        enter(vault, "娜叶")
        with ThreadPoolExecutor(1) as another_thread:
            outcome = another_thread.submit(begun.finish).result()
        assert outcome.file
        assert outcome.trouble is None
        restore(outcome.file, tmp_path / "new", PASSPHRASE, now=NOW)
        with office_vault(tmp_path / "new") as restored:
            assert names_in(restored) == ["岩三木"]
        assert written(vault, folder, occasion=EXIT) == "yuesong-2026-11-22-2.yuesong"

    def test_one_that_is_given_up_leaves_nothing(self, vault: Vault, folder: Path) -> None:
        begun = begin_if_due(vault, folder, TODAY, UNLOCK)
        assert isinstance(begun, RotationUnderWay)
        begun.backup.give_up()
        assert names(folder) == []
        assert written(vault, folder) == "yuesong-2026-11-22.yuesong"


class TestWhatIsKept:
    def test_seven_days(self, vault: Vault, folder: Path) -> None:
        for number in range(10):
            written(vault, folder, day(number))
        assert [copy.day for copy in sorted(copies_of(vault, folder))] == [day(number) for number in range(3, 10)]

    def test_the_seven_newest_of_one_day(self, vault: Vault, folder: Path) -> None:
        for number in range(9):
            enter(vault, f"第{number}人")
            written(vault, folder, occasion=EXIT)
        assert [copy.number for copy in sorted(copies_of(vault, folder))] == list(range(3, 10))

    def test_a_busy_day_does_not_push_out_the_days_before(self, vault: Vault, folder: Path) -> None:
        for number in range(4):
            written(vault, folder, day(number))
        for number in range(9):
            enter(vault, f"第{number}人")
            written(vault, folder, day(4), EXIT)
        kept = sorted(copies_of(vault, folder))
        assert len(kept) == KEPT
        assert [copy.day for copy in kept[:4]] == [day(number) for number in range(4)]
        assert kept[-1].number == 9

    def test_age_is_that_of_the_journal_not_of_a_wrong_clock(self, vault: Vault, folder: Path) -> None:
        written(vault, folder, TODAY.replace(year=2036))
        for number in range(KEPT):
            enter(vault, f"第{number}人")
            written(vault, folder, day(number))
        assert [copy.day for copy in sorted(copies_of(vault, folder))] == [day(number) for number in range(KEPT)]
        assert last_backup(vault, folder) == day(KEPT - 1)

    def test_files_that_are_not_ours_stay(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        folder.mkdir()
        strangers = {
            "yuesong-2026-01-01.txt": b"1",
            "yuesong-2026-02-30.yuesong": b"2",
            "yuesong-2026-01-02.yuesong": b"3",
            "copy of yuesong-2026-01-03.yuesong": b"4",
        }
        for name, data in strangers.items():
            (folder / name).write_bytes(data)
        (folder / "yuesong-2026-01-04.yuesong").mkdir()
        (folder / "yuesong-2026-01-05.yuesong").symlink_to(tmp_path)
        for number in range(KEPT + 2):
            written(vault, folder, day(number))
        assert len(copies_of(vault, folder)) == KEPT
        assert len(names(folder)) == KEPT + len(strangers) + 2
        assert all((folder / name).read_bytes() == data for name, data in strangers.items())

    def test_another_vaults_backups_in_the_same_folder_stay(self, vault: Vault, folder: Path, tmp_path: Path) -> None:
        folder.mkdir()
        with office_vault(tmp_path / "other") as other:
            for number in range(3):
                written(other, folder, day(number))
            for number in range(KEPT + 3):
                written(vault, folder, day(number))
            assert (len(copies_of(other, folder)), len(copies_of(vault, folder))) == (3, KEPT)

    def test_what_is_damaged_neither_counts_nor_goes(self, vault: Vault, folder: Path) -> None:
        for number in range(KEPT):
            written(vault, folder, day(number))
        for number in (2, 3):
            spoil(folder / f"yuesong-{day(number)}.yuesong")
        outcome = backup_if_due(vault, folder, day(KEPT), UNLOCK)
        assert outcome.file
        assert outcome.trouble
        assert outcome.trouble.title == "有备份打不开"
        assert str(day(2)) in outcome.trouble.message
        assert str(day(3)) in outcome.trouble.message
        assert len(names(folder)) == KEPT + 1

    def test_what_was_entered_before_an_older_state_was_restored_stays(
        self, vault: Vault, folder: Path, tmp_path: Path
    ) -> None:
        first = folder / str(written(vault, folder))
        enter(vault, "娜叶")
        lost = folder / str(written(vault, folder, day(1)))
        vault.close()
        restore(first, vault.folder, PASSPHRASE, now=NOW)
        with office_vault(vault.folder) as restored:
            for number in range(2, KEPT + 4):
                enter(restored, f"第{number}人")
                written(restored, folder, day(number))
            assert len(copies_of(restored, folder)) == KEPT
        assert not first.exists()
        restore(lost, tmp_path / "again", PASSPHRASE, now=NOW)
        with office_vault(tmp_path / "again") as again:
            assert names_in(again) == ["岩三木", "娜叶"]

    def test_surplus_is_nothing_while_there_are_seven(self) -> None:
        copies = [Copy(unit=number, day=day(number), number=1, file=Path(str(number))) for number in range(KEPT)]
        assert surplus(copies) == []
        assert surplus([]) == []
        assert surplus(copies, keep=5) == [copies[1], copies[0]]


class TestTrouble:
    def test_a_stick_that_is_not_there_is_missed_and_not_made_up(self, vault: Vault, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        outcome = backup_if_due(vault, stick, TODAY, UNLOCK)
        assert outcome.file is None
        assert isinstance(outcome.trouble, FileNotWrittenError)
        assert "不存在" in outcome.trouble.message
        assert not stick.exists()
        assert last_backup(vault, stick) is None

    def test_a_file_in_the_place_of_the_folder(self, vault: Vault, folder: Path) -> None:
        folder.write_bytes(b"hers")
        outcome = backup_if_due(vault, folder, TODAY, UNLOCK)
        assert isinstance(outcome.trouble, FileNotWrittenError)
        assert folder.read_bytes() == b"hers"

    def test_a_damaged_vault_is_said_and_the_good_backups_stay(self, tmp_path: Path) -> None:
        place = tmp_path / "vault"
        with office_vault(place) as vault:
            enter(vault, *(f"第{number}人" for number in range(300)))
            for number in range(KEPT):
                written(vault, place / FOLDER, day(number))
        with (place / LEDGER).open("r+b") as file:
            file.seek(-2000, os.SEEK_END)
            file.write(b"\x00")
        with office_vault(place) as vault:
            outcome = backup_if_due(vault, place / FOLDER, day(KEPT), UNLOCK)
        assert isinstance(outcome.trouble, VaultDamagedError)
        assert len(names(place / FOLDER)) == KEPT

    @pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root writes everywhere; see tests/faults")
    def test_a_read_only_folder(self, vault: Vault, tmp_path: Path) -> None:
        stick = tmp_path / "stick"
        stick.mkdir(mode=0o500)
        outcome = backup_if_due(vault, stick, TODAY, UNLOCK)
        assert isinstance(outcome.trouble, FileNotWrittenError)
        assert names(stick) == []

    def test_the_work_goes_on(self, vault: Vault, tmp_path: Path) -> None:
        assert backup_if_due(vault, tmp_path / "stick", TODAY, UNLOCK).trouble
        enter(vault, "娜叶")
        assert names_in(vault) == ["岩三木", "娜叶"]
