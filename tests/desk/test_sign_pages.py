"""Sign sheets: pages of ten, checks that tell a changed list, and what a typed line of a returned page means."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk.records import add, load
from store.desk.sign_pages import SignPage, check_character, read_page, sign_pages
from store.desk.signing import Gathering, SigningLine, key_in_all, signing_lines
from store.errors import StoreError
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    with unit_of_work(connection, act("settle")) as unit:
        add(unit, [Document(kind="禁毒承诺书", version="2026", effective_on=date(2026, 1, 1))])
        home = Household(number="", village="班帅村", village_group="1组", head="岩块", state="常住")
        add(unit, [replace(home, number=f"B1-{place}") for place in range(1, 13)])
        add(unit, [replace(home, number="B2-1", village_group="2组")])
    yield connection
    connection.close()


def gathering(connection: Connection) -> Gathering:
    return Gathering(load(connection, Document)[0], "班帅村", None, TODAY, "按手印")


def pages(connection: Connection) -> tuple[SignPage, ...]:
    where = gathering(connection)
    return sign_pages(where, signing_lines(connection, where))


def meaning(text: str, of: tuple[SignPage, ...]) -> list[tuple[str, str, str | None]] | str:
    read = read_page(text, of)
    return read.fault or [(row.line.household.number, row.status, row.note) for row in read.rows]


def test_ten_to_a_page_and_a_group_begins_a_new_one(ledger: Connection) -> None:
    found = pages(ledger)
    assert [(page.number, page.village_group, len(page.lines)) for page in found] == [
        (1, "1组", 10), (2, "1组", 2), (3, "2组", 1),
    ]  # fmt: skip
    assert found[0].lines[9].household.number == "B1-10"
    assert len({page.check for page in found}) == 3


def test_a_line_says_which_rows_and_what(ledger: Connection) -> None:
    found = pages(ledger)
    code = found[0].code
    assert meaning(f"{code} 1-3 5外 6空 9拒 等 家人", found) == [
        ("B1-1", "已签", None), ("B1-2", "已签", None), ("B1-3", "已签", None), ("B1-5", "外出未签", None),
        ("B1-6", "空户", None), ("B1-9", "拒签", "等 家人"),
    ]  # fmt: skip
    assert meaning(f"{code} 7拒不在家 8签", found) == [("B1-7", "拒签", "不在家"), ("B1-8", "已签", None)]
    assert meaning(f"{found[1].code} 2 1", found) == [("B1-11", "已签", None), ("B1-12", "已签", None)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", "页码"), ("   ", "页码"), ("1", "页码"), ("1-3", "页码"), ("{1}", "还没有打行号"),
        ("{1} 11", "1 到 10 行"),
        ("{2} 3", "1 到 2 行"), ("{1} 0", "1 到 10 行"), ("{1} 5-2", "1 到 10 行"), ("{1} 1 1", "打了两次"),
        ("{1} 1-5 3外", "打了两次"), ("{1} 家人", "看不懂"), ("{1} 3 家人", "看不懂"), ("{1} 3外赶集", "看不懂"),
        ("{1} 3拒", "要写原因"), ("9-11 1", "对不上"), ("{1}0 1", "页码"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_means_nothing(ledger: Connection, line: str, fault: str) -> None:
    found = pages(ledger)
    read = read_page(line.replace("{1}", found[0].code).replace("{2}", found[1].code), found)
    assert read.rows == ()
    assert read.fault is not None
    assert fault in read.fault


def test_a_page_printed_before_the_list_changed_is_refused(ledger: Connection) -> None:
    old = pages(ledger)
    with unit_of_work(ledger, act("household")) as unit:
        home = load(ledger, Household, "WHERE number = 'B1-1'")[0]
        add(unit, [replace(home, id=0, number="B1-2-1")])
    new = pages(ledger)
    assert "对不上" in str(meaning(f"{old[0].code} 3", new))
    assert meaning(f"{old[2].code} 1", new) == [("B2-1", "已签", None)], "nothing changed there"


def test_a_page_is_saved_whole_or_not_at_all(ledger: Connection) -> None:
    where, found = gathering(ledger), pages(ledger)
    rows = read_page(f"{found[0].code} 1-2 3外 4空 5拒 再想想", found).rows
    said = [(row.line.household.id, row.status, row.note) for row in rows]
    key_in_all(ledger, act("sign"), where, said)
    assert [each.status for each in load(ledger, Signature, "ORDER BY id")] == ["已签", "已签", "外出未签", "拒签"]
    assert load(ledger, Household, "WHERE state = '空户'")[0].number == "B1-4"
    with pytest.raises(StoreError):
        key_in_all(
            ledger, act("sign"), where, [(rows[0].line.household.id, "外出未签", None), (said[3][0], "已签", None)]
        )
    assert load(ledger, Signature, "ORDER BY id")[0].status == "已签", (
        "nobody signs in an empty house: nothing was kept"
    )


@pytest.mark.parametrize("number", ["B2-014", "岳宋-1", "b2-014", "一", "x", "0"])
def test_a_check_character_tells_a_slip(number: str) -> None:
    own = check_character(number)
    assert len(own) == 1
    assert own.isalnum()
    if number == "B2-014":
        assert own not in {check_character(slip) for slip in ("B2-015", "B2-041", "B3-014", "B2-01")}


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    home = Household(number="B1-1", village="班帅村", head="岩块")
    where = Gathering(Document(kind="约", version="1", effective_on=TODAY), "班帅村", None, TODAY)
    found = sign_pages(where, [SigningLine(home, FormerState(village="班帅村"), None, None, None)])
    for line in (text, f"{found[0].code} {text}", f"{found[0].code} 1{text}"):
        read = read_page(line, found)
        assert (read.fault is None) == bool(read.rows)
