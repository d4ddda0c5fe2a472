"""The shipped policies are what the rules say, and a bad policy file is refused with its place and reason."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.desk.checked_file import LARGEST, line_of
from store.desk.policies import SHIPPED, default_policies, shipped_policy, shipped_text
from store.desk.policy_change import policy_from_file
from store.desk.policy_file import read_policy
from store.errors import FileRefusedError
from store.rules.policy import Series, only_policy, policies, rules_owed, tiered_rules
from store.vault.cipher import Connection
from tests.ledger import new_ledger


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_passes_the_guard_and_is_what_the_program_uses(name: str) -> None:
    assert read_policy(shipped_text(name)) == shipped_policy(name)
    assert shipped_policy(name).name == name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_has_the_six_series_in_the_order_of_the_rules(name: str) -> None:
    assert shipped_policy(name).rules == ("test", "meeting", "talk", "home_visit", "report", "assessment")


def owed(category: str, months: int | None) -> list[Series]:
    """The series of the default policy that a measure of this category and term owes."""
    found = (shipped_policy("yuesong").series_for(rule, category, months) for rule in shipped_policy("yuesong").rules)
    return [series for series in found if series is not None]


@pytest.mark.parametrize(
    ("category", "months", "expected"),
    [
        ("社区戒毒", 36, "12x1m,6x2m,4x3m week half_month month quarter 1x6m"),
        ("社区康复", 36, "6x2m,4x3m,2x6m week half_month month quarter 1x6m"),
        ("社区康复", 30, "6x2m,4x3m,2x6m week half_month month quarter 1x6m"),
        ("社区康复", 24, "1x2m week half_month month quarter 1x6m"),
        ("社区康复", None, ""),
        ("自愿戒毒", None, ""),
        ("药物维持治疗", 12, ""),
    ],
)
def test_the_default_policy_asks_what_the_rules_say(category: str, months: int | None, expected: str) -> None:
    assert " ".join(getattr(series.layout, "text", "") for series in owed(category, months)) == expected


def test_the_default_policy_rises_as_the_rules_say() -> None:
    assert {one.rule: one.thresholds for one in owed("社区戒毒", 36)} == {
        "test": (1, 2, 3),
        "meeting": (2, 4, 8),
        "talk": (1, 2, 4),
        "home_visit": (1, 2, 3),
        "report": (1, 2, 3),
        "assessment": (1, 2, 3),
    }


def test_what_is_owed_at_any_time_is_owed_under_one_of_the_policies(today: date) -> None:
    fewer = dataclasses.replace(shipped_policy("tiered"), series=shipped_policy("tiered").series[-2:])
    later = policies(fewer, (today, shipped_policy("yuesong")))
    assert rules_owed(later, "社区戒毒", 36) == tuple(dict.fromkeys((*fewer.rules, *shipped_policy("yuesong").rules)))
    assert rules_owed(policies(fewer), "社区戒毒", 36) == fewer.rules
    assert rules_owed(later, "自愿戒毒", None) == ()


def test_tiers_are_asked_for_only_where_they_are_told_apart(today: date) -> None:
    assert tiered_rules(default_policies()) == frozenset()
    assert tiered_rules(policies(shipped_policy("yuesong"), (today, shipped_policy("tiered")))) == {"meeting"}


def test_only_the_default_policy_can_take_the_short_way() -> None:
    assert only_policy(default_policies()) is shipped_policy("yuesong")


def damaged(place: int = 0, name: str = "yuesong", /, **fields: Any) -> str:
    """The shipped file with other values at one of its series; ``None`` takes one out."""
    data = json.loads(shipped_text(name))
    data["series"][place] |= fields
    data["series"][place] = {key: value for key, value in data["series"][place].items() if value is not None}
    return json.dumps(data, ensure_ascii=False, indent=2)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    data = json.loads(shipped_text("yuesong"))
    change(data)
    return json.dumps(data, ensure_ascii=False, indent=2)


BAD_FILES = {
    "empty": ("", "第 1 行", "不是 JSON"),
    "no JSON": ('{"name": "x",\n "title": }', "第 2 行", "不是 JSON"),
    "a list": ("[]", "第 1 行", "应是一组"),
    "a number": ("12", "第 1 行", "应是一组"),
    "no number of JSON": ('{"name": NaN}', "整个文件", "不是 JSON"),
    "too deep": ("[" * 100_000, "整个文件", "层次太深"),
    "a key twice": ('{"name": "x", "name": "y"}', "整个文件", "两个同名的项"),
    "no series": (changed(lambda data: data.update(series=[])), "series", "太少"),
    "series left out": (changed(lambda data: data.pop("series")), "series", "缺少这一项"),
    "a policy that builds on another": (
        changed(lambda data: data.update(extends="yuesong")),
        "extends",
        "没有这样的项",
    ),
    "an invisible title": (changed(lambda data: data.update(title="岳\u200b宋")), "title", "看不见"),
    "an unknown series": (damaged(3, rule="秘密"), "series 第4项 rule", "只能是 test、meeting"),
    "an unknown key": (damaged(1, surprise=1), "series 第2项 surprise", "没有这样的项"),
    "no layout": (damaged(layout="秘密"), "series 第1项 layout", "排法应是"),
    "a layout of no months": (damaged(layout="12x0m"), "series 第1项 layout", "排法应是"),
    "a category without a term": (damaged(3, categories=["自愿戒毒"]), "series 第4项 categories 第1项", "只能是"),
    "two levels": (damaged(levels=[1, 2]), "series 第1项 levels", "太少"),
    "levels that fall": (damaged(levels=[3, 2, 1]), "series 第1项 levels", "不能越来越小"),
    "a level that is a word": (damaged(levels=["1", 2, 3]), "series 第1项 levels 第1项", "应是整数"),
    "an unknown kind of test": (damaged(kinds=["秘密"]), "series 第1项 kinds 第1项", "只能是"),
    "nothing meets it": (damaged(kinds=[]), "series 第1项 kinds", "没有记录能完成它"),
    "visits for tests": (damaged(record="visit"), "series 第1项 record", "要用 test 的记录"),
    "an unknown tier": (damaged(3, "tiered", tiers={"橙": "week"}), "series 第4项 tiers 橙", "只有 中、低、高"),
    "a gap of months": (damaged(1, over_months=30), "series 第2项", "社区康复期限 30 个月的没有排到"),
    "a gap above": (damaged(1, up_to_months=30), "series 第2项", "社区康复期限 36 个月的没有排到"),
    "an overlap of months": (damaged(2, up_to_months=30), "series 第3项", "社区康复期限 30 个月的排了两次"),
    "a series twice": (changed(lambda data: data["series"].append(data["series"][3])), "series 第9项", "排了两次"),
    "upside down": (damaged(1, over_months=24, up_to_months=12), "series 第2项 up_to_months", "不大于下限"),
    "two names for one rule": (damaged(1, label="尿检"), "series 第2项 label", "前后不一"),
    "one name for two rules": (damaged(3, label="谈话"), "series", "同一个叫法"),
}


@pytest.mark.parametrize(("text", "place", "reason"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_its_place_and_reason_and_without_what_stands_in_it(
    text: str, place: str, reason: str
) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_policy(text)
    assert place in refused.value.message
    assert reason in refused.value.message
    assert "原办法没有改动" in refused.value.message
    assert "秘密" not in refused.value.message


def test_a_refusal_names_the_line_of_the_value() -> None:
    text = damaged(3, levels=[8, 4, 2])
    line = [number for number, line in enumerate(text.splitlines(), 1) if '"levels": [' in line][3]
    with pytest.raises(FileRefusedError, match=rf"第 {line} 行\(series 第4项 levels\)"):
        read_policy(text)


def test_the_line_of_any_value_is_found() -> None:
    text = '{"a": [1,\n {"b": "}]",\n  "c": [[],\n   7]}]}'
    assert [line_of(text, place) for place in ((), ("a", 1, "b"), ("a", 1, "c", 1), ("a", 9), ("x",))] == [
        1,
        2,
        4,
        1,
        1,
    ]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "打不开"),
        (b"{" + b" " * LARGEST + b"}", "超过 256 KB"),
        ('{\n"name": "办法"}'.encode("gb18030"), "第 2 行: 编码不是 UTF-8"),
        (shipped_text("yuesong").encode("utf-16"), "编码不是 UTF-8"),
        (b"\0\1\2", "不是 JSON"),
    ],
    ids=["not there", "too big", "gb18030", "utf-16", "binary"],
)
def test_a_file_that_cannot_be_a_policy_is_refused(
    ledger: Connection, tmp_path: Path, data: bytes | None, reason: str
) -> None:
    path = tmp_path / "policy.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(FileRefusedError, match=reason):
        policy_from_file(ledger, path)


def test_a_byte_order_mark_is_no_fault(ledger: Connection, tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(shipped_text("tiered"), encoding="utf-8-sig")
    assert policy_from_file(ledger, path) == shipped_text("tiered")
