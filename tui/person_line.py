"""The person under the cursor in one masked line: what a glance over her shoulder may see."""

from datetime import date
from typing import TYPE_CHECKING

from store.rules.deadlines import COMMUNITY
from tui.standing import short_day

if TYPE_CHECKING:
    from store.desk.worklist import PersonLine
    from store.model.drug_test import DrugTest
    from store.model.plan import Plan

PHONE_TAIL = 4


def person_line(person: "PersonLine", newest: "DrugTest | None", today: date, plan: "Plan | None" = None) -> str:
    """Name, sex, age, measure and year, grid, phone tail, newest test. Empty facts are left out."""
    known = (
        person.name,
        f"今天安排 {plan.helper or '没定人'}" if plan else "",
        person.sex or "",
        age(person.birth_date, today),
        person.category,
        year_of_measure(person.category, person.reported_on, today),
        f"网格 {person.grid}" if person.grid else "",
        f"电话尾号 {_tail(person.phone)}" if person.phone else "",
        _last_test(newest, today),
    )
    return " ".join(part for part in known if part)


def age(born: date | None, today: date) -> str:
    """Full years on ``today``; empty without a date of birth."""
    if born is None:
        return ""
    return f"{today.year - born.year - ((today.month, today.day) < (born.month, born.day))}岁"


def year_of_measure(category: str, reported_on: date | None, today: date) -> str:
    """Which year since 报到 runs on ``today``; only 社区戒毒 and 社区康复 ask anybody to report."""
    if reported_on is None or reported_on > today:
        return "未报到" if category in COMMUNITY else ""
    years = today.year - reported_on.year - ((today.month, today.day) < (reported_on.month, reported_on.day))
    return f"第{years + 1}年"


def _tail(phone: str) -> str:
    return phone.partition("、")[0][-PHONE_TAIL:]


def _last_test(newest: "DrugTest | None", today: date) -> str:
    if newest is None:
        return "未检测过"
    return f"上次检测 {short_day(newest.day, today)} {newest.result}"
