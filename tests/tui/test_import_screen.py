"""导入 at 80x24 by keys: a real ledger comes in, its problems are seen, and stopping or going back loses nothing."""

import json
import os
import shutil
from pathlib import Path
from random import Random
from threading import Event

import pytest
from textual.pilot import Pilot

from store.desk.records import load
from store.handoff.rehearsal import Carried, Rehearsal, Stage, Tell
from store.model.person import Person
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, CommitUncertainError
from tests.hostile import OWN
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, WIDE, assert_snapshot, press, screen_lines, screen_text, settled, unlock
from tui.app import OfficeApp
from tui.import_steps import Step
from tui.importing import Meter
from tui.screens.import_ledger import ImportScreen
from tui.screens.today import TodayScreen
from tui.widgets.path_entry import PathEntry

LEDGERS = Path(__file__).parent.parent / "ledgers"
PEOPLE_IN_OFFICE = 5
NUMBER = "530898199711073307"
HEADER = "姓名,证件号码,村,组,类别,送达日期,期限"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample ledger, alone in a folder."""
    folder = tmp_path / "台账"
    folder.mkdir()
    return Path(shutil.copy(LEDGERS / "people-1.csv", folder))


def ledger(folder: Path, *lines: str, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_text("".join(f"{line}\r\n" for line in lines), encoding="utf-8-sig", newline="")
    return path


async def at_import(pilot: Pilot[None], path: Path) -> None:
    """Unlock, desk 5, import, and a path in the entry."""
    await unlock(pilot)
    await press(pilot, "5", "enter")
    pilot.app.screen.query_one("#path", PathEntry).fill(str(path))
    await settled(pilot)


def importing(app: OfficeApp) -> ImportScreen:
    assert isinstance(app.screen, ImportScreen)
    return app.screen


def step_of(app: OfficeApp) -> Step:
    return importing(app)._step


def people(folder: Path) -> set[str]:
    with reopened(folder) as vault:
        return {person.name for person in load(vault.connection, Person)}


def units(folder: Path) -> list[tuple[str, str]]:
    """Action and reason of every unit of work."""
    with reopened(folder) as vault:
        return list(vault.connection.execute("SELECT action, reason FROM unit ORDER BY number"))


async def test_a_ledger_comes_in_by_keys(vault_folder: Path, sample: Path) -> None:
    expected = json.loads((LEDGERS / "people-1.expected.json").read_text(encoding="utf-8"))
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample.parent / "pe")
        await press(pilot, "tab")
        assert app.screen.query_one("#path", PathEntry).value == str(sample)
        await press(pilot, "enter")
        assert_snapshot(app, "import_recognised")
        await press(pilot, "enter")
        assert_snapshot(app, "import_columns")
        await press(pilot, "enter")
        where = next(line for line in screen_lines(app) if line.startswith(" 退回写到"))
        assert_snapshot(app, "import_problems", hidden=where.strip())
        assert "还没有写入台账" in screen_text(app)
        await press(pilot, "f2", "f2")
        assert "已写入台账,批次 3" in screen_text(app)
        assert "注意: 退回的行里有 20 行的人台账里还没有" in screen_text(app)
        await press(pilot, "escape")
        assert "已导入 people-1.csv" in screen_lines(app)[-2]
    assert len(people(vault_folder)) == PEOPLE_IN_OFFICE + expected["counts"]["new"]
    assert units(vault_folder)[-1] == ("import", "people people-1.csv")
    rejects = sample.with_name("people-1-退回.csv")
    assert rejects.read_bytes().count(b"\r\n") == expected["counts"]["rejected"] + 1


async def test_the_check_on_a_wide_terminal(vault_folder: Path, sample: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=WIDE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter")
        where = next(line for line in screen_lines(app) if line.startswith(" 退回写到"))
        assert_snapshot(app, "import_problems_wide", hidden=where.strip())


async def test_the_rejects_are_those_of_the_command(vault_folder: Path, sample: Path, tmp_path: Path) -> None:
    from store.handoff.importing import ImportOptions, import_files
    from tests.tui.office import ACT

    with reopened(vault_folder) as vault:
        options = ImportOptions(dry_run=True, rejects=tmp_path / "command.csv")
        import_files(vault.connection, [sample], ACT, options)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "f2", "f2")
    assert sample.with_name("people-1-退回.csv").read_bytes() == (tmp_path / "command.csv").read_bytes()


async def test_a_rejects_file_is_never_written_over_another(vault_folder: Path, sample: Path) -> None:
    sample.with_name("people-1-退回.csv").write_bytes(b"corrected by hand")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "f2", "f2")
    assert sample.with_name("people-1-退回.csv").read_bytes() == b"corrected by hand"
    assert sample.with_name("people-1-退回-2.csv").is_file()


async def test_problems_can_be_filtered_by_weight_and_code(vault_folder: Path, sample: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "tab", "right")
        assert "轻重:退回" in screen_text(app)
        assert " 提醒 " not in screen_text(app)
        await press(pilot, "tab", "right", "enter")
        shown = [line for line in screen_lines(app) if line[5:].lstrip("0123456789 ").startswith("退回 ")]
        assert len({line.split()[-1] for line in shown if line.startswith((">!", " !"))}) == 1


async def test_numbers_of_people_are_never_shown_in_full(vault_folder: Path, tmp_path: Path) -> None:
    line = "岩一,530898199711073300,岳宋村,1组,社区戒毒,2026-01-05,3"
    path = ledger(
        tmp_path, f"{HEADER},联系电话,手写", f"{line},13800000021 13900000022,找 13700001234", f"岩二{line[2:]},,"
    )
    app = application(vault_folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_import(pilot, path)
        for _ in range(3):
            await press(pilot, "enter")
            for secret in ("530898199711073300", "13800000021", "13900000022", "13700001234"):
                assert secret not in screen_text(app)
        assert "***3300" in screen_text(app)


async def test_escape_at_each_step_goes_back_one_and_loses_nothing(vault_folder: Path, sample: Path) -> None:
    before = units(vault_folder)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "f2")
        await press(pilot, "escape")
        seen = [step_of(app)]
        while seen[-1] is not Step.FILE:
            await press(pilot, "escape")
            seen.append(step_of(app))
        assert seen == [Step.PROBLEMS, Step.COLUMNS, Step.RECOGNISED, Step.FILE]
        assert app.screen.query_one("#path", PathEntry).value == str(sample)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TodayScreen)
    assert units(vault_folder) == before
    assert [path.name for path in sample.parent.iterdir()] == [sample.name]


async def test_a_stopped_write_leaves_no_row_no_file_and_no_trace(
    vault_folder: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, met = units(vault_folder), []

    def stop_when_writing(meter: Meter, stage: Stage, done: int, total: int) -> None:
        # The hand presses Esc while rows are being written: here at the moment the journal is to be sealed.
        if stage is Stage.SEAL:
            met.append(total)
            meter.stop()
        original(meter, stage, done, total)

    original = Meter.tell
    monkeypatch.setattr(Meter, "tell", stop_when_writing)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "f2", "f2")
        assert met
        assert step_of(app) is Step.PROBLEMS
        assert "已停下来,什么都没有写入" in screen_text(app)
        assert "新增 41" in screen_text(app)
        monkeypatch.setattr(Meter, "tell", original)
        await press(pilot, "f2", "f2")
        assert step_of(app) is Step.DONE
    assert len(units(vault_folder)) == len(before) + 1
    assert len(people(vault_folder)) == PEOPLE_IN_OFFICE + 41


async def test_a_long_job_shows_how_far_it_is_and_escape_stops_it(
    vault_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ledger(tmp_path, HEADER, *(f"岩{number},,岳宋村,1组,社区戒毒,2026-01-05,3" for number in range(600)))
    looked = Event()

    def wait_to_be_seen(meter: Meter, stage: Stage, done: int, total: int) -> None:
        original(meter, stage, done, total)
        if stage is Stage.CLEAN and done:
            assert looked.wait(60)

    original = Meter.tell
    monkeypatch.setattr(Meter, "tell", wait_to_be_seen)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, path)
        await press(pilot, "enter", "enter")
        await pilot.press("enter")
        while "256 / 600" not in screen_text(app):
            await pilot.pause()
        assert_snapshot(app, "import_progress")
        await pilot.press("f2", "5", "enter", "tab", "escape")
        assert "正在停下来" in screen_text(app)
        looked.set()
        await settled(pilot)
        assert step_of(app) is Step.COLUMNS
        assert "已停下来,什么都没有写入" in screen_text(app)
    assert len(people(vault_folder)) == PEOPLE_IN_OFFICE


def test_the_rest_time_is_told_from_what_was_done() -> None:
    now = [100.0]
    meter = Meter(lambda: now[0])
    meter.tell(Stage.WRITE, 0, 1000)
    assert meter.bar == f"[{'.' * 40}]"
    now[0] += 10
    meter.tell(Stage.WRITE, 250, 1000)
    assert meter.bar == f"[{'#' * 10}{'.' * 30}]  还要约 30 秒"
    meter.tell(Stage.WRITE, 100, 1000)
    assert meter.bar.endswith("还要约 1 分 30 秒")


REFUSED = {
    "empty": (b"", "空文件"),
    "book": (b"PK\x03\x04" + bytes(200), "另存为 CSV"),
    "binary": (bytes(range(128, 256)) * 9 + b"\xff\xff", "编码"),
    "words": ("甲,乙\r\n1,2\r\n".encode(), "没有找到表头"),
    "half": ("姓名,村,组\r\n岩,岳宋村,1组\r\n".encode(), "缺少类别"),
    "quote": (f'{HEADER}\r\n"岩,1\r\n'.encode(), "引号"),
}


async def test_a_file_that_is_no_ledger_is_refused_in_words(vault_folder: Path, tmp_path: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, tmp_path)
        for name, (data, said) in REFUSED.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(data)
            app.screen.query_one("#path", PathEntry).fill(str(path))
            await press(pilot, "enter")
            assert said in screen_text(app).replace("\n           ", ""), name
            await press(pilot, "escape")
            assert step_of(app) is Step.FILE, name


async def test_whatever_is_typed_as_a_path_is_answered(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, Path())
        for text in ("", "/", "~", "~nobody/x", "\0", "\x1b[2J", "a" * 5000, "/dev/null", "..", "'", '""', "岩\ud800"):
            app.screen.query_one("#path", PathEntry).fill(text)
            await settled(pilot)
            await press(pilot, "tab", "enter")
            if not isinstance(app.screen, ImportScreen):
                await press(pilot, "escape")
            assert step_of(app) is Step.FILE, ascii(text)
            assert "\x1b" not in screen_text(app)


async def test_the_kind_can_be_changed_by_a_digit(vault_folder: Path, tmp_path: Path) -> None:
    path = ledger(tmp_path, "姓名,村,日期,风险等级,评估人", "岩三木,班帅村,2026-10-01,高,王强")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, path)
        await press(pilot, "enter")
        assert "(评估)" in screen_text(app)
        await press(pilot, "3")
        assert "缺少" in screen_text(app)
        await press(pilot, "enter")
        assert step_of(app) is Step.RECOGNISED
        await press(pilot, "5", "enter")
        assert step_of(app) is Step.COLUMNS


async def test_the_encoding_can_be_changed_and_changed_back(vault_folder: Path, sample: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "tab", "2")
        assert "编码无法识别" in screen_text(app).replace("\n           ", "")
        await press(pilot, "tab", "1")
        assert "gb18030 编码, 逗号分隔" in screen_text(app)


async def test_hostile_cells_and_names_are_shown_safely(vault_folder: Path, tmp_path: Path) -> None:
    texts = [text.replace('"', '""') for text in OWN]
    rows = [f'"{text}",530898199711073300,"{text}",1组,"{text}",2026-01-05,3' for text in texts]
    path = tmp_path / "岩\x1b[31m[red]x.csv"
    path.write_bytes("\r\n".join([HEADER, *rows, ""]).encode("utf-8", "ignore"))
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, path)
        for _ in range(3):
            await press(pilot, "enter")
            assert "\x1b" not in screen_text(app)
        assert step_of(app) is Step.PROBLEMS
        for _ in range(12):
            await press(pilot, "pagedown")
            assert "\x1b" not in screen_text(app)
        await press(pilot, "f2", "f2")
        assert "\x1b" not in screen_text(app)
        assert step_of(app) is Step.DONE


async def test_the_text_that_was_checked_is_the_text_that_goes_in(vault_folder: Path, tmp_path: Path) -> None:
    path = ledger(tmp_path, HEADER, f"岩一,{NUMBER},岳宋村,1组,社区戒毒,2026-01-05,3")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, path)
        await press(pilot, "enter", "enter", "enter")
        ledger(tmp_path, HEADER, f"岩换,{NUMBER},岳宋村,1组,社区戒毒,2026-01-05,3")
        await press(pilot, "f2", "f2")
    assert people(vault_folder) & {"岩一", "岩换"} == {"岩一"}


async def test_the_folder_is_remembered(vault_folder: Path, sample: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter")
    again = application(vault_folder)
    async with again.run_test(size=SIZE) as pilot:
        await unlock(pilot)
        await press(pilot, "5", "enter")
        assert again.screen.query_one("#path", PathEntry).value == f"{sample.parent}{os.sep}"
        assert sample.name in screen_text(again)


async def test_a_rejects_file_that_cannot_be_written_keeps_the_ledger_out(vault_folder: Path, sample: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter")
        app.screen.query_one("#rejects", PathEntry).fill(str(sample.parent / "missing" / "r.csv"))
        await press(pilot, "f2", "f2")
        assert "文件夹不存在" in screen_text(app)
        await press(pilot, "escape")
        assert step_of(app) is Step.PROBLEMS
    assert len(people(vault_folder)) == PEOPLE_IN_OFFICE


async def test_locking_forgets_what_was_checked(vault_folder: Path, sample: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "f12")
        await unlock(pilot)
        assert step_of(app) is Step.FILE
        assert importing(app)._rehearsal is None
        assert app.screen.query_one("#path", PathEntry).value == str(sample)


async def test_a_column_can_be_taken_for_another_one(vault_folder: Path, tmp_path: Path) -> None:
    line = f"岩一,{NUMBER},岳宋村,1组,社区戒毒,2026-01-05,3,大岩,王强"
    path = ledger(tmp_path, f"{HEADER},小名,谁管", line)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, path)
        await press(pilot, "enter", "enter", "end", "up", "f4")
        assert "把「小名」这一列导入为" in screen_text(app)
        await press(pilot, "escape", "f4", "down", "enter")
        assert "没有用到 1 列" in screen_text(app)
        await press(pilot, "home", "f4", "home", "enter")
        assert "「姓名」是必填的" in screen_text(app).replace("\n", "")
        await press(pilot, "escape")
        assert step_of(app) is Step.COLUMNS
        assert "没有用到 1 列" in screen_text(app)
        assert_snapshot(app, "import_reassigned")
        await press(pilot, "enter", "f2", "f2")
        assert step_of(app) is Step.DONE
    with reopened(vault_folder) as vault:
        (person,) = (person for person in load(vault.connection, Person) if person.name == "岩一")
    assert person.former_name == "大岩"


async def test_a_commit_that_failed_after_all_keeps_no_rejects_file(
    vault_folder: Path, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(connection: Connection, rehearsal: Rehearsal, act: Act, rejects: Path | None, tell: Tell) -> Carried:
        assert rejects is not None
        rejects.write_bytes(b"rows that stayed out")
        raise CommitUncertainError(99)

    monkeypatch.setattr("tui.import_jobs.carry_out", failing)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        await press(pilot, "enter", "enter", "enter", "f2", "f2")
        assert "这次没有保存" in screen_text(app)
        await press(pilot, "escape")
        assert step_of(app) is Step.PROBLEMS
    assert [path.name for path in sample.parent.iterdir()] == [sample.name]


async def test_random_keys_never_raise(vault_folder: Path, sample: Path) -> None:
    keys = (
        "enter",
        "escape",
        "tab",
        "f2",
        "f4",
        "down",
        "up",
        "left",
        "right",
        "end",
        "1",
        "5",
        "f1",
        "e",
        "a",
        "pagedown",
    )
    weights = [6 if key == "enter" else 3 if key == "f2" else 1 for key in keys]
    dice = Random(5)
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_import(pilot, sample)
        seen: set[Step] = set()
        for _ in range(14):
            await pilot.press(*dice.choices(keys, weights, k=5))
            await settled(pilot)
            if isinstance(app.screen, TodayScreen):
                await press(pilot, "5", "enter")
            if isinstance(app.screen, ImportScreen):
                seen.add(step_of(app))
                if step_of(app) is Step.FILE:
                    app.screen.query_one("#path", PathEntry).fill(str(sample))
    assert seen >= {Step.FILE, Step.RECOGNISED, Step.COLUMNS, Step.PROBLEMS}
