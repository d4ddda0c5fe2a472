"""评选 and 责任书: what is refused, who is still missing, and what an undo takes along."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from store.desk.areas import merge_area
from store.desk.awards import amend_award, award_lines, record_award
from store.desk.letters import amend_letter, letter_lines, record_letter
from store.desk.records import add, load
from store.desk.undo import undo
from store.errors import StoreError
from store.model.area import Area
from store.model.award import Award
from store.model.household import Household
from store.model.letter import Letter
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.ledger import TODAY, act, new_ledger
from tests.tui.pact_township import areas, papers


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    papers(connection)
    areas(connection)
    yield connection
    connection.close()


def award(connection: Connection, number: str = "B2-9", **facts: str | date | None) -> Award:
    home = load(connection, Household, "WHERE number = ?", (number,))[0]
    begun: dict[str, object] = {
        "title": "禁毒积极家庭",
        "year": 2026,
        "level": "乡镇",
        "nominated_on": date(2026, 11, 1),
    }
    return Award(household_id=home.id, **{**begun, **facts})  # type: ignore[arg-type]


def test_a_home_of_somebody_in_treatment_is_named_only_with_the_familys_word(ledger: Connection) -> None:
    with pytest.raises(StoreError, match="家庭同意"):
        record_award(ledger, act("award"), award(ledger, title="戒断示范户"))
    record_award(ledger, act("award"), award(ledger, title="戒断示范户", consent_on=date(2026, 10, 30)))
    record_award(ledger, act("award"), award(ledger))
    (model, _) = sorted((line.award for line in award_lines(ledger, TODAY)), key=lambda each: each.title)
    with pytest.raises(StoreError, match="家庭同意"):
        amend_award(ledger, act("amend"), model, replace(model, consent_on=None))


def test_once_a_year_and_level_and_decided_with_its_day(ledger: Connection) -> None:
    record_award(ledger, act("award"), award(ledger))
    with pytest.raises(StoreError, match="已经推荐过"):
        record_award(ledger, act("award"), award(ledger))
    record_award(ledger, act("award"), award(ledger, level="县"))
    old = award_lines(ledger, TODAY)[0].award
    with pytest.raises(StoreError, match="一起写"):
        amend_award(ledger, act("amend"), old, replace(old, decision="评上"))
    amend_award(ledger, act("amend"), old, replace(old, decision="评上", decided_on=date(2026, 11, 20)))
    assert load(ledger, Award, "WHERE decision = '评上'")[0].uid == old.uid
    assert award_lines(ledger, date(2026, 10, 31)) == ()


def test_what_an_award_hangs_on_is_not_taken_back(ledger: Connection) -> None:
    with unit_of_work(ledger, act("household")) as unit:
        add(unit, [Household(number="B9-1", village="班帅村", head="岩罗")])
        number = unit.number
    record_award(ledger, act("award"), award(ledger, "B9-1"))
    undo(ledger, number, act("undo"))
    assert load(ledger, Household, "WHERE number = 'B9-1'"), "it stays with its award"


def test_letters_of_the_year_from_the_county_down_to_the_groups(ledger: Connection) -> None:
    found = [(line.giver, line.name, line.letter) for line in letter_lines(ledger, TODAY)]
    assert found == [
        ("县", "岳宋乡", None), ("乡镇", "班帅村", None), ("村", "2组", None), ("村", "10组", None),
        ("乡镇", "岳宋村", None), ("村", "1组", None),
    ]  # fmt: skip
    letter = Letter(year=2026, area_code="V1-2", responsible="岩保", signed_on=date(2026, 1, 5))
    record_letter(ledger, act("letter"), letter)
    record_letter(ledger, act("letter"), replace(letter, year=2025, signed_on=date(2025, 1, 5)))
    record_letter(ledger, act("letter"), replace(letter, area_code=None))
    for again in (letter, replace(letter, area_code=None)):
        with pytest.raises(StoreError, match="已经登记过"):
            record_letter(ledger, act("letter"), again)
    lines = {line.name: line for line in letter_lines(ledger, TODAY)}
    group = lines["2组"].letter
    assert group is not None
    assert (group.year, lines["2组"].former and lines["2组"].former.year) == (2026, 2025)
    assert lines["岳宋乡"].letter is not None
    amend_letter(ledger, act("amend"), group, replace(group, responsible="岩到"))
    next_year = {line.name: line for line in letter_lines(ledger, date(2027, 1, 1))}
    assert next_year["2组"].letter is None
    assert next_year["2组"].former == replace(group, responsible="岩到")


def test_who_was_merged_away_has_nothing_to_sign(ledger: Connection) -> None:
    gone, into = (load(ledger, Area, "WHERE code = ?", (code,))[0] for code in ("V1-10", "V1-2"))
    record_letter(ledger, act("letter"), Letter(year=2026, area_code="V1-10", responsible="岩", signed_on=TODAY))
    merge_area(ledger, act("area"), gone, into, TODAY)
    assert "10组" not in [line.name for line in letter_lines(ledger, TODAY)]
    assert load(ledger, Letter), "what was signed stays recorded"
