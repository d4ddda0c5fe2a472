"""The sheet for one visit: what the person is called and where to go, and nothing else about them."""

import re
from dataclasses import fields
from datetime import date

from store.sheets.helper_sheet import HelperVisit, helper_sheet
from tests.hostile import hostile_strings
from tests.ledger import OFFICE

VISIT = HelperVisit("岩保", date(2026, 11, 24), "岩某", "班帅村2组")


def test_it_holds_name_place_day_helper_and_blanks() -> None:
    text = re.sub(r"<style.*?</style>", "", helper_sheet(OFFICE, VISIT), flags=re.DOTALL)
    said = [part for part in re.split(r"<[^>]+>|\n", text) if part.strip()]
    for word in ("岩保", "2026-11-24 周二", "岩某", "班帅村2组", "岳宋乡"):
        assert word in said
    for word in ("戒", "毒", "检测", "康复", "措施", "尿"):
        assert word not in text


def test_nothing_else_could_be_on_it() -> None:
    assert [field.name for field in fields(HelperVisit)] == ["helper", "day", "called", "place"]


def test_foreign_text_stays_text() -> None:
    for text in hostile_strings():
        page = helper_sheet(OFFICE, HelperVisit(text, VISIT.day, text, text))
        assert "<script" not in page.lower()
