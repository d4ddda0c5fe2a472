"""The kinds without a person as a whole: taken back, listed, told by the journal, and blind to the roster."""

from datetime import date
from pathlib import Path

import pytest

from store.desk.domain_rules import DOMAIN_RULES
from store.desk.history import history
from store.desk.ledger_rows import fits, ledger_rows
from store.desk.undo import Undone, undo
from store.fiction.generate import generate_ledgers
from store.handoff.csv_writer import ENCODINGS, Encoding
from store.handoff.export import export_all, exported
from store.model.ledgers import LEDGERS, OF_PEOPLE
from store.vault.unit_of_work import unit_of_work
from store.vault.verify import verify
from tests.handoff.offices import ACT, TODAY, Desk, empty_office, verdict_counts

PACTS = tuple(kind for kind in LEDGERS if kind not in OF_PEOPLE)
AREAS = "层级,编码,名称,上级编码"
STATES = "户编号,村,户主姓名,户状态,状态起始日期"
DOCUMENTS = "文书,版本,生效日期,失效日期"
SIGNATURES = "户编号,文书,版本,状态,签订日期"


def pact_bytes(desk: Desk) -> dict[str, bytes]:
    return {kind: exported(desk.connection, kind) for kind in PACTS}


def taken(desk: Desk, *lines: str) -> int:
    """Import one ledger; its batch."""
    batch = desk.take(*lines)["batch"]
    assert isinstance(batch, int)
    return batch


def take_back(desk: Desk, batch: int) -> Undone:
    done = undo(desk.connection, batch, ACT)
    assert verify(desk.connection, DOMAIN_RULES) == []
    return done


@pytest.fixture
def ready(desk: Desk) -> Desk:
    desk.take(AREAS, "村,V1,岳宋村,", "片区,A,东片,")
    desk.take(STATES, "1,岳宋村,岩块,常住,2020-01-01", "2,岳宋村,艾惹,注销,2026-06-01")
    desk.take(DOCUMENTS, "禁毒承诺书,2026,2026-01-01,")
    return desk


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("safe", [False, True])
def test_a_generated_township_comes_back_byte_for_byte(
    desk: Desk, tmp_path: Path, encoding: Encoding, safe: bool
) -> None:
    generate_ledgers(tmp_path / "made", 20, 3, TODAY)
    made = desk.bring(*(tmp_path / "made" / f"{kind}.csv" for kind in LEDGERS))
    assert made.exit_code == 0
    assert verify(desk.connection, DOMAIN_RULES) == []
    paths = export_all(desk.connection, tmp_path / "out", encoding, excel_safe=safe)
    own = desk.bring(*paths)
    assert all(report.counts["same"] == report.counts["rows"] > 0 for report in own.reports)
    with empty_office(tmp_path / "there") as there:
        assert Desk(there, tmp_path).bring(*reversed(paths)).exit_code == 0
        again = export_all(there, tmp_path / "back", encoding, excel_safe=safe)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]


def test_nothing_about_a_household_depends_on_the_roster(desk: Desk, tmp_path: Path) -> None:
    generate_ledgers(tmp_path / "made", 20, 3, TODAY)
    files = {kind: tmp_path / "made" / f"{kind}.csv" for kind in LEDGERS}
    with empty_office(tmp_path / "bare") as bare:
        alone = Desk(bare, tmp_path)
        alone.bring(*(files[kind] for kind in PACTS))
        desk.bring(*files.values())
        assert pact_bytes(alone) == pact_bytes(desk)
        for kind in PACTS:
            rows = [list(ledger_rows(office.connection, kind)) for office in (alone, desk)]
            assert rows[0] == rows[1] != []


def test_an_export_of_some_people_holds_no_household(desk: Desk, tmp_path: Path) -> None:
    generate_ledgers(tmp_path / "made", 5, 3, TODAY)
    desk.bring(*(tmp_path / "made" / f"{kind}.csv" for kind in LEDGERS))
    paths = export_all(desk.connection, tmp_path / "some", people=[])
    assert [path.stem for path in paths] == list(OF_PEOPLE)
    assert list(ledger_rows(desk.connection, "households", [])) == []


def test_signatures_are_listed_by_household_document_version_state_and_day(ready: Desk) -> None:
    ready.take(DOCUMENTS, "禁毒村规民约,一,2020-01-01,")
    ready.take(
        SIGNATURES,
        "1,禁毒承诺书,2026,拒签,2026-02-01", "1,禁毒承诺书,2026,已签,2026-03-01", "2,禁毒承诺书,2026,已签,2026-02-01",
        "1,禁毒村规民约,一,已签,2021-02-01", "1,禁毒承诺书,2026,已签,2026-02-02",
    )  # fmt: skip
    assert [(row["户编号"], row["文书"], row["状态"], row["签订日期"]) for row in ready.records("signatures")] == [
        ("1", "禁毒承诺书", "已签", "2026-02-02"), ("1", "禁毒承诺书", "已签", "2026-03-01"),
        ("1", "禁毒承诺书", "拒签", "2026-02-01"), ("1", "禁毒村规民约", "已签", "2021-02-01"),
        ("2", "禁毒承诺书", "已签", "2026-02-01"),
    ]  # fmt: skip


def test_a_search_finds_words_in_cells_and_the_ends_of_masked_ones(ready: Desk) -> None:
    ready.take("户编号,村,户主姓名,联系电话", "3,岳宋村,岩保,13800001234")
    ledger = LEDGERS["households"]
    found = {
        text: [row.cells[0] for row in ledger_rows(ready.connection, "households") if fits(ledger, row, text)]
        for text in ("岩", "岩 保", "1234", "1380", "注销", "岳宋村 没有")
    }
    assert found == {"岩": ["1", "3"], "岩 保": ["3"], "1234": ["3"], "1380": [], "注销": ["2"], "岳宋村 没有": []}


def test_with_no_later_edits_the_ledgers_are_as_before(ready: Desk) -> None:
    before = pact_bytes(ready)
    files = (
        ready.write(AREAS, "村,V1,新岳宋村,", "组,V1-1,1组,V1", "网格,G,一网格,A", name="a.csv"),
        ready.write(STATES, "1,岳宋村,岩块,外出,2026-05-01", "3,岳宋村,岩保,空户,", name="h.csv"),
        ready.write(DOCUMENTS, "禁毒承诺书,2026,2026-01-01,2027-01-01", "禁毒承诺书,2027,2027-01-01,", name="d.csv"),
        ready.write(SIGNATURES, "1,禁毒承诺书,2026,已签,2026-02-01", "3,禁毒承诺书,2026,已签,2026-02-01", name="s.csv"),
    )
    batch = ready.bring(*files).batch
    assert batch is not None
    changed = pact_bytes(ready)
    done = take_back(ready, batch)
    assert (done.reversed, done.kept) == (9, ())
    assert pact_bytes(ready) == before
    assert done.batch is not None
    assert take_back(ready, done.batch).kept == ()
    assert pact_bytes(ready) == changed
    assert ready.connection.execute("SELECT count(*) FROM former_state").fetchone() == (1,)


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        ((STATES, "3,岳宋村,岩保,,"), (SIGNATURES, "3,禁毒承诺书,2026,已签,2026-02-01"), "3"),
        ((DOCUMENTS, "禁毒承诺书,二,2026-01-01,"), (SIGNATURES, "1,禁毒承诺书,二,已签,2026-02-01"), "1"),
        ((AREAS, "村,V2,永广村,"), (AREAS, "组,V2-1,1组,V2"), "V2"),
        ((STATES, "2,岳宋村,艾惹,常住,2026-08-01"), (SIGNATURES, "2,禁毒承诺书,2026,已签,2026-09-01"), "2"),
        ((DOCUMENTS, "禁毒承诺书,2026,2025-06-01,"), (SIGNATURES, "1,禁毒承诺书,2026,已签,2025-07-01"), "1"),
    ],
)
def test_what_somebody_built_upon_is_kept(
    ready: Desk, first: tuple[str, ...], then: tuple[str, ...], kept: str
) -> None:
    batch = taken(ready, *first)
    later = taken(ready, *then)
    before = pact_bytes(ready)
    done = take_back(ready, batch)
    assert (done.reversed, len(done.kept)) == (0, 1)
    assert first[0] == DOCUMENTS or done.kept[0].record == kept
    assert pact_bytes(ready) == before
    assert take_back(ready, later).kept == ()
    assert take_back(ready, batch).kept == ()


def test_a_state_and_the_one_before_it_are_taken_back_together_or_not_at_all(ready: Desk) -> None:
    moved = taken(ready, STATES, "1,永广村,岩块,常住,2026-05-01")
    ready.take("户编号,村,户主姓名,人口数", "1,永广村,岩块,6")
    done = take_back(ready, moved)
    assert (done.reversed, [left.record for left in done.kept]) == (0, ["1"])
    assert ready.connection.execute("SELECT village, state_since FROM former_state").fetchall() == [
        ("岳宋村", "2020-01-01")
    ]


def test_the_journal_tells_the_records_under_their_kinds_and_names(ready: Desk) -> None:
    batch = taken(ready, STATES, "1,永广村,岩块,外出,2026-05-01")
    told = {(change.kind, change.record): change for change in history(ready.connection, batch=batch)}
    assert set(told) == {("households", "1"), ("household_states", "1")}
    household = told["households", "1"]
    assert household.before is not None
    assert household.after is not None
    assert (household.before["村"], household.after["村"]) == ("岳宋村", "永广村")
    assert told["household_states", "1"].before is None


def test_verify_names_what_something_else_wrote_into_the_tree(ready: Desk) -> None:

    with unit_of_work(ready.connection, ACT) as unit:
        unit.insert("area", ("level", "code", "name", "parent_code"), [("点", "P", "寨头", "V1")])
        unit.insert("former_state", ("household_id", "village", "state_since"), [(1, "岳宋村", "2025-01-01")])
    found = [fault.where for fault in verify(ready.connection, DOMAIN_RULES)]
    assert found == ["户的过去状态不早于现在的状态(记录编号 1)", "区划的上级层级不对(编码 P)"]


def test_a_rehearsal_writes_what_it_showed(ready: Desk) -> None:
    path = ready.write(STATES, "1,永广村,岩块,外出,2026-05-01")
    dry = ready.bring(path, dry_run=True).document()
    assert dry["batch"] is None
    assert verdict_counts(dry) == verdict_counts(ready.bring(path).document()) == {"changed": 1}
    assert ready.records("households")[0]["状态起始日期"] == date(2026, 5, 1).isoformat()
