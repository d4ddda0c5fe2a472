"""An import in steps: what was shown is what is written, or nothing is; stopped anywhere, nothing stays behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import StoreError, UsageError
from store.handoff.importing import ImportOptions, import_files
from store.handoff.rehearsal import (
    OutdatedRehearsalError,
    RecognisedLedger,
    Rehearsal,
    Stage,
    carry_out,
    open_ledger,
    reassign,
    recognise,
    rehearse,
)
from store.vault.files import FileExistsAlreadyError
from store.vault.interruption import StoppedError
from tests.handoff.offices import ACT, LEDGER_FOLDER, TODAY, Desk, empty_office

HEADER = "姓名,证件号码,村,组,类别,送达日期,期限"
ROW = "岩一,530898199711073307,岳宋村,1组,社区戒毒,2026-01-05,3"
PEOPLE = LEDGER_FOLDER / "people-1.csv"


def quiet(stage: Stage, done: int, total: int) -> None:
    assert 0 <= done <= (total or done), (stage, done, total)


def recognised(path: Path, kind: str | None = None) -> RecognisedLedger:
    return recognise(open_ledger(path), quiet, kind)


def rehearsed(desk: Desk, path: Path) -> Rehearsal:
    return rehearse(desk.connection, recognised(path), TODAY, quiet)


def stopping_at(stage: Stage, call: int = 1) -> Callable[[Stage, int, int], None]:
    """Stops the job at the n-th word of a stage."""
    met = []

    def tell(now: Stage, _done: int, _total: int) -> None:
        met.append(now)
        if met.count(stage) == call:
            raise StoppedError

    return tell


def test_the_steps_do_what_the_command_does(desk: Desk, tmp_path: Path) -> None:
    carried = carry_out(desk.connection, rehearsed(desk, PEOPLE), ACT, tmp_path / "steps.csv", quiet)
    with empty_office(tmp_path / "other") as connection:
        other = Desk(connection, tmp_path)
        outcome = import_files(connection, [PEOPLE], ACT, ImportOptions(rejects=tmp_path / "command.csv"))
        for header in ("证件号码", "姓名", "送达日期", "网格员", "风险等级"):
            mine, theirs = ([row[header] for row in office.records("people")] for office in (desk, other))
            assert sorted(mine) == sorted(theirs)
    assert carried.batch == outcome.batch
    assert (tmp_path / "steps.csv").read_bytes() == (tmp_path / "command.csv").read_bytes()


def test_a_rehearsal_writes_nothing_and_reports_the_same(desk: Desk) -> None:
    before = desk.entries()
    report = rehearsed(desk, PEOPLE).report
    assert desk.entries() == before
    assert report.document(None) == desk.bring(PEOPLE, dry_run=True).document()


def test_what_is_known_of_the_columns(desk: Desk) -> None:
    ledger = recognised(desk.write("名册", "", f"{HEADER},小名", f"{ROW},", f"{ROW},大岩", "合计,2"))
    assert (ledger.rows, ledger.skipped, ledger.heading.row) == (2, 1, 3)
    assert ledger.filled == (2, 2, 2, 2, 2, 2, 2, 1)
    assert ledger.samples[0] == "岩一"
    assert ledger.samples[-1] == "大岩"


@pytest.mark.parametrize(
    ("stage", "call"),
    [(Stage.CLEAN, 1), (Stage.CLEAN, 2), (Stage.MATCH, 1), (Stage.WRITE, 1), (Stage.WRITE, 2), (Stage.SEAL, 1)],
)
def test_stopped_anywhere_nothing_stays_behind(desk: Desk, stage: Stage, call: int) -> None:
    numbers = (f"{number:03}" for number in range(300))
    lines = (f"岩{n},H{n}100{n},港澳居民来往内地通行证,岳宋村,1组,社区戒毒,2026-01-05,3" for n in numbers)
    path = desk.write(HEADER.replace("证件号码", "证件号码,证件类型"), *lines, ROW.replace("530898", "1"))
    before, tell = desk.entries(), stopping_at(stage, call)
    with pytest.raises(StoppedError):
        carry_out(desk.connection, rehearse(desk.connection, recognised(path), TODAY, tell), ACT, desk.rejects, tell)
    assert desk.entries() == before
    assert desk.records("people") == []
    assert not desk.rejects.exists()
    assert not desk.connection.in_transaction


def test_a_vault_that_changed_since_is_not_written_to(desk: Desk) -> None:
    rehearsal = rehearsed(desk, desk.write(HEADER, ROW))
    desk.take(HEADER, ROW.replace("岩一", "岩别"), all_or_nothing=False)
    before = desk.entries()
    with pytest.raises(OutdatedRehearsalError):
        carry_out(desk.connection, rehearsal, ACT, None, quiet)
    assert desk.entries() == before


def test_another_day_is_another_rehearsal(desk: Desk) -> None:
    rehearsal = rehearsed(desk, desk.write(HEADER, ROW))
    assert rehearsal.still_holds(desk.connection, TODAY)
    assert not rehearsal.still_holds(desk.connection, TODAY.replace(day=23))


def test_a_rejects_file_that_is_there_keeps_the_ledger_out(desk: Desk) -> None:
    desk.rejects.write_bytes(b"corrected by hand")
    before = desk.entries()
    with pytest.raises(FileExistsAlreadyError):
        carry_out(desk.connection, rehearsed(desk, PEOPLE), ACT, desk.rejects, quiet)
    assert desk.rejects.read_bytes() == b"corrected by hand"
    assert desk.entries() == before


def test_a_ledger_that_says_nothing_new_opens_no_unit(desk: Desk) -> None:
    path = desk.write(HEADER, ROW)
    carry_out(desk.connection, rehearsed(desk, path), ACT, None, quiet)
    before = desk.entries()
    assert carry_out(desk.connection, rehearsed(desk, path), ACT, None, quiet).batch is None
    assert desk.entries() == before


def test_a_column_is_taken_for_another(desk: Desk) -> None:
    ledger = recognised(desk.write(f"{HEADER},小名,座机", f"{ROW},大岩,0879-1234567"))
    ledger = reassign(reassign(ledger, 7, "曾用名", quiet), 8, "联系电话", quiet)
    assert ledger.heading.unmapped == ()
    carry_out(desk.connection, rehearse(desk.connection, ledger, TODAY, quiet), ACT, None, quiet)
    (row,) = desk.records("people")
    assert (row["曾用名"], row["联系电话"]) == ("大岩", "0879-1234567")


def test_a_column_can_be_left_out(desk: Desk) -> None:
    ledger = reassign(recognised(desk.write(HEADER, ROW)), 3, None, quiet)
    carry_out(desk.connection, rehearse(desk.connection, ledger, TODAY, quiet), ACT, None, quiet)
    assert [row["组"] for row in desk.records("people")] == [""]


@pytest.mark.parametrize(("place", "header"), [(0, None), (2, "组"), (1, "村")])
def test_a_required_column_stays_and_no_field_has_two(desk: Desk, place: int, header: str | None) -> None:
    ledger = recognised(desk.write(HEADER, ROW))
    with pytest.raises(UsageError) as error:
        reassign(ledger, place, header, quiet)
    assert isinstance(error.value, StoreError)
    assert "没有改" in error.value.message
