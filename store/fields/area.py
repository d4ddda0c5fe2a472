"""Names of villages, groups and grids as ledgers write them."""

import re
from dataclasses import dataclass
from datetime import date

from store.fields.cell import compatible, text_codes, trim
from store.fields.declaration import Checked
from store.fields.han_number import HAN_NUMERALS, whole_number

VILLAGE, GROUP, GRID, POINT = "村", "组", "网格", "点"
_COMMITTEE = re.compile(r"(.+?)村?(?:村委会|村民委员会)").fullmatch
_GROUP_NUMBER = re.compile(rf"第?(\d{{1,3}}|[{HAN_NUMERALS}]{{1,3}})(?:村民小组|小组|组)").fullmatch
_BARE_NUMBER = re.compile(r"\d{1,3}").fullmatch


@dataclass(frozen=True, slots=True)
class AreaName:
    """The name of an area. ``level`` is 村, 组 or 网格 and decides how the name is brought to its usual form."""

    level: str
    max_length: int = 60
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        name = usual_area_name(self.level, text)
        codes = text_codes(name, self.max_length)
        return Checked(None if codes else name or None, codes)

    def format(self, value: str | None) -> str:
        return value or ""


def usual_area_name(level: str, text: str) -> str:
    """The name of an area in its usual form, for comparing names that different hands wrote."""
    usual = {VILLAGE: _village, GROUP: _group}.get(level)
    if usual is None:
        return text
    name = usual(trim(compatible(text)).strip())
    return name if name == text else usual_area_name(level, name)


def _village(name: str) -> str:
    found = _COMMITTEE(name)
    return f"{found[1]}村" if found else name


def _group(name: str) -> str:
    found = _GROUP_NUMBER(name)
    number = whole_number(found[1]) if found else whole_number(name) if _BARE_NUMBER(name) else None
    return f"{number}组" if number else name
