"""The shipped policy files are valid, and a damaged one is refused without repeating what stands in it."""

import json
from typing import Any

import pytest

from store.desk.policies import SHIPPED, default_policies, read_policy, shipped_policy, shipped_text
from store.errors import FileRefusedError
from store.rules.policy import only_policy, owed


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_passes_the_guard_and_is_what_the_program_uses(name: str) -> None:
    assert read_policy(shipped_text(name)) == shipped_policy(name)
    assert shipped_policy(name).name == name


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_policy_has_the_six_series_in_the_order_of_the_rules(name: str) -> None:
    assert shipped_policy(name).rules == ("test", "meeting", "talk", "home_visit", "report", "assessment")


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
    laid = [getattr(series.layout, "text", "") for series in owed(default_policies(), category, months)]
    assert " ".join(laid) == expected


def test_the_default_policy_rises_as_the_rules_say() -> None:
    series = owed(default_policies(), "社区戒毒", 36)
    assert {one.rule: one.thresholds for one in series} == {
        "test": (1, 2, 3),
        "meeting": (2, 4, 8),
        "talk": (1, 2, 4),
        "home_visit": (1, 2, 3),
        "report": (1, 2, 3),
        "assessment": (1, 2, 3),
    }


def test_only_the_default_policy_can_take_the_short_way() -> None:
    assert only_policy(default_policies()) is shipped_policy("yuesong")


def _damaged(**fields: Any) -> str:
    data = json.loads(shipped_text("yuesong"))
    data["series"][0] |= fields
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "文件开头"),
        ("[]", "文件开头"),
        ('{"name": "x", "title": "x", "version": "1", "series": []}', "series"),
        (_damaged(layout="秘密"), "series.0.layout"),
        (_damaged(levels=[1, 2]), "series.0.levels"),
        (_damaged(levels=[3, 2, 1]), "series.0"),
        (_damaged(kinds=["秘密"]), "series.0.kinds.0"),
        (_damaged(kinds=[]), "series.0"),
        (_damaged(rule="secret"), "series.0.rule"),
        (_damaged(surprise=1), "series.0.surprise"),
    ],
)
def test_a_damaged_policy_is_refused_by_naming_the_place_only(text: str, place: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_policy(text)
    assert f"的 {place} 不符合格式" in refused.value.message
    assert "秘密" not in refused.value.message
