"""Settings, operators and office: each change checked, journalled with its reason, and nothing else touched."""

import dataclasses
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from store.desk.office import load_office
from store.desk.office_form import (
    check_office_form,
    earliest_record,
    in_use_from_reason,
    save_office,
    typed_office,
)
from store.desk.operators import OperatorRefusedError, add_operator, operators, remove_operator
from store.desk.records import add
from store.desk.settings import (
    DEFAULTS,
    NO,
    YES,
    Settings,
    check_settings,
    load_settings,
    save_settings,
    typed_settings,
)
from store.errors import NotFoundError
from store.fields.cell import trim
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.hostile import hostile_strings
from tests.ledger import OFFICE, TODAY, act, new_ledger, opened_ledger


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path / "vault")
    yield connection
    connection.close()


def units(connection: Connection) -> int:
    number: int = connection.execute("SELECT max(number) FROM unit").fetchone()[0]
    return number


class TestSettings:
    def test_a_new_vault_has_the_defaults(self, connection: Connection) -> None:
        assert load_settings(connection) == DEFAULTS == Settings()
        assert DEFAULTS.lock_minutes == 5
        assert DEFAULTS.backups(Path("/vault")) == Path("/vault/backups")

    def test_what_was_saved_is_there_after_reopening(self, tmp_path: Path, connection: Connection) -> None:
        typed = {
            "backup_folder": str(tmp_path),
            "lock_minutes": "15",
            "low_bandwidth": "是",
            "ascii_only": "是",
            "zone_target": "6",
            "grid_target": "0",
        }
        assert save_settings(connection, act(), typed) == ()
        connection.close()
        with opened_ledger(tmp_path / "vault") as again:
            expected = Settings(
                backup_folder=tmp_path, lock_minutes=15, low_bandwidth=True, ascii_only=True,
                zone_target=6, grid_target=0,
            )  # fmt: skip
            assert load_settings(again) == expected
            assert typed_settings(expected) == typed
            assert verify(again) == []

    def test_a_change_is_one_unit_with_its_reason(self, connection: Connection) -> None:
        save_settings(connection, act(reason="值班室人多"), {"lock_minutes": "2"})
        assert connection.execute(
            "SELECT action, reason, entries FROM unit ORDER BY number DESC LIMIT 1"
        ).fetchone() == (
            "settings",
            "值班室人多",
            1,
        )

    def test_saving_the_form_unchanged_makes_no_unit(self, connection: Connection) -> None:
        before = units(connection)
        assert save_settings(connection, act(), typed_settings(load_settings(connection))) == ()
        assert units(connection) == before

    def test_what_is_not_typed_stays(self, connection: Connection) -> None:
        save_settings(connection, act(), {"lock_minutes": "20"})
        save_settings(connection, act(), {"ascii_only": "是"})
        assert load_settings(connection) == Settings(lock_minutes=20, ascii_only=True)

    def test_an_emptied_folder_is_the_vaults_own_again(self, connection: Connection, tmp_path: Path) -> None:
        save_settings(connection, act(), {"backup_folder": str(tmp_path)})
        save_settings(connection, act(), {"backup_folder": " "})
        assert load_settings(connection).backup_folder is None

    @pytest.mark.parametrize(("typed", "minutes"), [("1", 1), ("60", 60), (" ５ ", 5), ("007", 7)])
    def test_minutes_that_are_taken(self, connection: Connection, typed: str, minutes: int) -> None:
        assert save_settings(connection, act(), {"lock_minutes": typed}) == ()
        assert load_settings(connection).lock_minutes == minutes

    @pytest.mark.parametrize(
        "typed", ["0", "61", "-5", "", "五", "5.5", "1e1", "1.00", "1_0", "+5", "9" * 5000, "5分钟"]
    )
    def test_minutes_that_are_refused(self, connection: Connection, typed: str) -> None:
        self.assert_refused(connection, "lock_minutes", typed)

    @pytest.mark.parametrize("typed", ["", "yes", "2", "是是"])
    @pytest.mark.parametrize("name", ["low_bandwidth", "ascii_only"])
    def test_a_choice_is_yes_or_no(self, connection: Connection, name: str, typed: str) -> None:
        self.assert_refused(connection, name, typed)

    @pytest.mark.parametrize("typed", ["backups", "../x", "/no/such/folder", "/tmp\nx", "/" + "x" * 2000, "/\ud800"])
    def test_a_folder_is_a_whole_path_to_one_that_is_there(self, connection: Connection, typed: str) -> None:
        self.assert_refused(connection, "backup_folder", typed)

    def test_a_file_is_no_folder(self, connection: Connection, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        self.assert_refused(connection, "backup_folder", str(tmp_path / "file"))

    @pytest.mark.parametrize(
        ("name", "may_pass"),
        [
            ("backup_folder", lambda text: not trim(text) or Path(trim(text)).is_dir()),
            ("lock_minutes", lambda text: 1 <= int(text) <= 60),
            ("low_bandwidth", lambda text: text in (YES, NO)),
        ],
    )
    def test_hostile_text_is_refused_never_raised(self, name: str, may_pass: Callable[[str], bool]) -> None:
        texts = (*hostile_strings(), "5", YES)
        passed = [text for text in texts if not check_settings({name: text})]
        assert all(may_pass(text) for text in passed), passed
        assert 0 < len(passed) < len(texts)

    def test_every_fault_is_told_at_once(self) -> None:
        faults = check_settings({"lock_minutes": "x", "low_bandwidth": "x", "ascii_only": "是"})
        assert [fault.field for fault in faults] == ["lock_minutes", "low_bandwidth"]

    def test_a_value_of_another_version_is_as_by_default(self, connection: Connection) -> None:
        with unit_of_work(connection, act()) as unit:
            names = ("lock_minutes", "low_bandwidth", "hologram")
            rows = [(row_id, name, "99999") for row_id, name in zip(unit.next_ids("setting", 3), names, strict=True)]
            unit.insert("setting", ("id", "name", "value"), rows)
        assert load_settings(connection) == DEFAULTS
        save_settings(connection, act(), {"lock_minutes": "9"})
        assert connection.execute("SELECT value FROM setting WHERE name = 'hologram'").fetchone() == ("99999",)

    def test_raw_sql_cannot_change_a_setting(self, connection: Connection) -> None:
        with pytest.raises(dbapi2.IntegrityError, match="no open unit"):
            connection.execute("UPDATE setting SET value = '60'")

    def test_reading_settings_does_not_load_pydantic(self) -> None:
        program = "import sys, store.desk.settings, store.desk.operators; sys.exit('pydantic' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2]).returncode == 0

    @staticmethod
    def assert_refused(connection: Connection, name: str, typed: str) -> None:
        before = units(connection)
        faults = save_settings(connection, act(), {name: typed})
        assert [fault.field for fault in faults] == [name]
        assert faults[0].sentence.endswith("。")
        assert (units(connection), load_settings(connection)) == (before, DEFAULTS)


class TestOperators:
    def test_one_is_added_and_removed(self, connection: Connection) -> None:
        assert add_operator(connection, act(), " 刀 美 兰 ") == "刀美兰"
        assert operators(connection) == load_office(connection).operators == ("李敏", "刀美兰")
        remove_operator(connection, act(), "刀美兰")
        assert operators(connection) == ("李敏",)

    def test_the_last_one_stays(self, connection: Connection) -> None:
        somebody_else = dataclasses.replace(act(), operator="县禁毒办")
        with pytest.raises(OperatorRefusedError, match="最后一位"):
            remove_operator(connection, somebody_else, "李敏")
        assert operators(connection) == ("李敏",)

    def test_nobody_removes_whom_they_act_as(self, connection: Connection) -> None:
        add_operator(connection, act(), "刀美兰")
        with pytest.raises(OperatorRefusedError, match="正以这个名字"):
            remove_operator(connection, act(), "李敏")
        assert operators(connection) == ("李敏", "刀美兰")

    def test_a_name_that_is_not_there(self, connection: Connection) -> None:
        with pytest.raises(NotFoundError):
            remove_operator(connection, act(), "刀美兰")

    @pytest.mark.parametrize("name", ["", "  ", "李\n敏", "岩?木", "同上", "a" * 101, "\x1b[2J", "\u202e敏李"])
    def test_names_that_are_refused(self, connection: Connection, name: str) -> None:
        before = units(connection)
        with pytest.raises(OperatorRefusedError):
            add_operator(connection, act(), name)
        assert (units(connection), operators(connection)) == (before, ("李敏",))

    def test_hostile_names_are_refused_or_kept(self, connection: Connection) -> None:
        for text in hostile_strings()[::3]:
            try:
                kept = add_operator(connection, act(), text)
            except OperatorRefusedError:
                continue
            assert operators(connection)[-1] == kept
            assert kept.isprintable()

    def test_a_name_twice_is_refused(self, connection: Connection) -> None:
        with pytest.raises(OperatorRefusedError, match="已经是"):
            add_operator(connection, act(), "李 敏")

    def test_what_a_removed_operator_did_stays_theirs(self, connection: Connection) -> None:
        add_operator(connection, act(), "刀美兰")
        save_settings(connection, dataclasses.replace(act(), operator="刀美兰"), {"lock_minutes": "9"})
        remove_operator(connection, act(), "刀美兰")
        assert ("刀美兰",) in connection.execute("SELECT DISTINCT operator FROM unit").fetchall()
        assert check_chain(connection) is None


class TestOffice:
    def test_name_and_code_are_corrected(self, connection: Connection) -> None:
        assert save_office(connection, act(), {"township_code": "530829104", "name": " 永广乡 "}) == ()
        assert load_office(connection) == dataclasses.replace(OFFICE, township_code="530829104", name="永广乡")

    def test_saving_it_unchanged_makes_no_unit(self, connection: Connection) -> None:
        before = units(connection)
        assert save_office(connection, act(), typed_office(load_office(connection))) == ()
        assert units(connection) == before

    def test_another_first_day_needs_a_reason_that_is_kept(self, connection: Connection) -> None:
        assert in_use_from_reason(connection) == ""
        (fault,) = save_office(connection, act(reason=" "), {"in_use_from": "2026-01-01"})
        assert fault.field == "reason"
        assert load_office(connection) == OFFICE
        assert save_office(connection, act(reason="旧台账从这天起完整"), {"in_use_from": "2026-01-01"}) == ()
        assert load_office(connection).in_use_from == date(2026, 1, 1)
        save_office(connection, act(reason="更名"), {"name": "永广乡"})
        assert in_use_from_reason(connection) == "旧台账从这天起完整"

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("township_code", "53082"),
            ("township_code", "५३०८२९"),
            ("name", ""),
            ("name", "岳\n宋"),
            ("name", "岳" * 41),
            ("in_use_from", ""),
            ("in_use_from", "2026-02-30"),
            ("in_use_from", "2026-11-23"),
            ("in_use_from", "26.3.5"),
            ("in_use_from", "无"),
        ],
    )
    def test_what_is_refused(self, connection: Connection, name: str, text: str) -> None:
        faults = save_office(connection, act(reason="因为"), {name: text})
        assert [fault.field for fault in faults] == [name]
        assert load_office(connection) == OFFICE

    def test_a_first_day_still_to_come_does_not_stop_other_corrections(self, tmp_path: Path) -> None:
        founded = dataclasses.replace(OFFICE, in_use_from=date(2027, 1, 1))
        connection = new_ledger(tmp_path / "new", founded)
        assert save_office(connection, act(), {**typed_office(founded), "name": "永广乡"}) == ()
        assert load_office(connection) == dataclasses.replace(founded, name="永广乡")
        connection.close()

    def test_the_form_tells_every_fault_without_saving(self) -> None:
        faults = check_office_form(OFFICE, {"township_code": "", "name": "", "in_use_from": "x"}, TODAY, "")
        assert [fault.field for fault in faults] == ["township_code", "name", "in_use_from", "reason"]

    def test_the_earliest_contact_on_record_is_proposed(self, connection: Connection) -> None:
        assert earliest_record(connection) is None
        with unit_of_work(connection, act()) as unit:
            (person,) = add(unit, [Person(name="岩三木", village="班帅村")])
            add(unit, [Measure(person_id=person.id, category="社区戒毒", served_on=date(2019, 3, 2))])
            add(unit, [Assessment(person_id=person.id, day=date(2024, 1, 1), risk="高", from_roster=True)])
        assert earliest_record(connection) is None
        with unit_of_work(connection, act()) as unit:
            test = DrugTest(person_id=person.id, day=date(2025, 6, 1), sample="尿液", kind="定期", result="阴性")
            visit = Visit(person_id=person.id, day=date(2025, 5, 1), mode="见面", contents=("见面",), result="已见到")
            add(unit, [test])
            add(unit, [visit])
        assert earliest_record(connection) == date(2025, 5, 1)
        with unit_of_work(connection, act()) as unit:
            add(unit, [Assessment(person_id=person.id, day=date(2025, 4, 1), risk="高")])
        assert earliest_record(connection) == date(2025, 4, 1)
