"""办法 at 80x24 by keys: what the office works by, changed only after it was seen who would be asked what."""

import json
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from store.desk.holidays import load_holidays
from store.desk.policies import dated_policies, shipped_policy, shipped_text
from store.desk.tier_schemes import load_scheme
from tests.tui.office import application, reopened
from tests.tui.screen_text import SIZE, assert_snapshot, press, screen_text, settled, unlock, write
from tests.tui.test_settings_screen import to_row
from tui.app import OfficeApp
from tui.office_rules import policy_facts
from tui.screens.detail import DetailScreen
from tui.screens.notice import NoticeScreen
from tui.screens.office_rules import OfficeRulesScreen
from tui.screens.person import PersonScreen
from tui.screens.rule_file import RuleFileScreen
from tui.screens.rule_preview import RulePreviewScreen


async def at_rules(pilot: Pilot[None]) -> OfficeApp:
    """Unlock, open 设置, and 办法 from there."""
    app = pilot.app
    assert isinstance(app, OfficeApp)
    await unlock(pilot)
    await press(pilot, "7")
    await to_row(pilot, "办法")
    await press(pilot, "enter")
    assert isinstance(app.screen, OfficeRulesScreen)
    return app


async def test_a_policy_is_seen_before_it_comes_into_force(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_rules(pilot)
        assert_snapshot(app, "office_rules")
        await press(pilot, "f7")
        assert isinstance(app.screen, RuleFileScreen)
        assert_snapshot(app, "rule_file")
        await press(pilot, "2", "f2")
        await settled(pilot)
        assert isinstance(app.screen, RulePreviewScreen)
        assert "比对了 5 人,没有人有变化" in screen_text(app), "nobody has a tier: the closest watch holds as before"
        await press(pilot, "f2")
        await settled(pilot)
        assert isinstance(app.screen, OfficeRulesScreen)
        assert "已起用办法 分级 2026-01,自 2026-11-23 起" in screen_text(app)
        await to_row(pilot, "2026-11-23 起")
        await press(pilot, "enter")
        assert isinstance(app.screen, DetailScreen)
        assert "高 每周; 中 每半月; 低 每月" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert [each.since for each in dated_policies(vault.connection)] == [None, date(2026, 11, 23)]


async def test_the_people_it_concerns_are_listed_and_nothing_is_written_on_the_way_back(
    vault_folder: Path, tmp_path: Path
) -> None:
    data = json.loads(shipped_text("yuesong"))
    data["title"] = "疏"
    data["series"][3]["layout"] = "month"
    data["series"][4]["levels"] = [1, 2, 3]
    path = tmp_path / "policy.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_rules(pilot)
        await press(pilot, "f7", "3", "enter")
        await write(pilot, str(path))
        await press(pilot, "enter")
        app.screen.query_one("#since").value = "2027-01-01"  # type: ignore[attr-defined]
        await press(pilot, "f2")
        await settled(pilot)
        assert isinstance(app.screen, RulePreviewScreen)
        assert_snapshot(app, "rule_preview")
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, OfficeRulesScreen)
    with reopened(vault_folder) as vault:
        assert len(dated_policies(vault.connection)) == 1


async def test_a_policy_that_is_not_in_force_yet_is_taken_back(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_rules(pilot)
        await press(pilot, "f7", "2", "f2")
        await settled(pilot)
        await press(pilot, "f2")
        await settled(pilot)
        await to_row(pilot, "岳宋 2026-01")
        await press(pilot, "delete")
        assert "这一行不能去掉" in screen_text(app)
        await to_row(pilot, "2026-11-23 起")
        await press(pilot, "delete")
        await settled(pilot)
        assert "去掉办法 分级 自 2026-11-23 起" in screen_text(app)
        await press(pilot, "f2")
        await settled(pilot)
        assert "已去掉办法 分级" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert len(dated_policies(vault.connection)) == 1


async def test_a_bad_file_and_a_day_too_early_are_refused_in_words(vault_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "policy.json"
    path.write_text(shipped_text("tiered").replace("half_month", "fortnight", 1), encoding="utf-8")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_rules(pilot)
        await press(pilot, "f7", "f2")
        assert "还没有选哪一种" in screen_text(app)
        await press(pilot, "3", "f2")
        assert "还没有写文件" in screen_text(app)
        await write(pilot, str(path))
        await press(pilot, "f2")
        await settled(pilot)
        assert isinstance(app.screen, NoticeScreen)
        assert "series 第4项 tiers 中" in screen_text(app)
        await press(pilot, "enter")
        app.screen.query_one("#since").value = "2026-11-22"  # type: ignore[attr-defined]
        path.write_text(shipped_text("tiered"), encoding="utf-8")
        await press(pilot, "f2")
        await settled(pilot)
        assert "最早从 2026-11-23 起用" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert len(dated_policies(vault.connection)) == 1


async def test_other_tiers_are_offered_by_word_and_sign(vault_folder: Path) -> None:
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_rules(pilot)
        await to_row(pilot, "换一种等级")
        await press(pilot, "f7", "2", "f2")
        await settled(pilot)
        assert "换用等级 四色 2026-01" in screen_text(app)
        await press(pilot, "f2")
        await settled(pilot)
        assert "红R 黄Y 蓝B 绿G" in screen_text(app)
        await press(pilot, "escape", "1", "ctrl+e")
        await press(pilot, "1")
        assert "风险 红R: 1个月内再评" in screen_text(app)
        await press(pilot, "f2")
        await settled(pilot)
        assert "风险红R" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert load_scheme(vault.connection).title == "四色"
        assert vault.connection.execute("SELECT risk FROM assessment").fetchall() == [("红",)]


async def test_new_holidays_are_taken_from_a_file(vault_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "holidays.json"
    day_off = {"name": "元旦", "first": "2027-01-01", "last": "2027-01-03"}
    year = {"days_off": [day_off], "working_days": []}
    path.write_text(json.dumps({"title": "2027", "years": {"2027": year}}), encoding="utf-8")
    app = application(vault_folder)
    async with app.run_test(size=SIZE) as pilot:
        await at_rules(pilot)
        await to_row(pilot, "换新的节假日")
        await press(pilot, "enter")
        assert_snapshot(app, "holiday_file")
        await write(pilot, str(path)[:-3])
        await press(pilot, "tab")
        await settled(pilot)
        await press(pilot, "f2")
        await settled(pilot)
        assert isinstance(app.screen, RulePreviewScreen)
        assert "没有人有变化" in screen_text(app)
        await press(pilot, "f2")
        await settled(pilot)
        assert "到 2027-12-31 为止" in screen_text(app)
    with reopened(vault_folder) as vault:
        assert load_holidays(vault.connection).covered == {2025, 2026, 2027}


def test_more_than_two_years_is_said_without_the_two_years() -> None:
    said = [text for _, text in policy_facts(shipped_policy("yuesong"))]
    assert any("期限超过24个月" in text for text in said)
    assert any("期限24个月以内" in text for text in said)
    assert not any("以上" in text for text in said), "以上 includes the number (rules.md 1)"
