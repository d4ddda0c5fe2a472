"""Which policy, tiers or holidays: one that came with the program, or a file."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from store.desk import policies, tier_schemes
from store.desk.form_checks import FormNote
from store.desk.holidays import holidays_from_file
from store.desk.policy_change import check_since, earliest_since, policy_from_file
from store.desk.policy_file import read_policy
from tui.actions import bindings
from tui.folder import completed, entries_ending, is_folder, typed_path
from tui.office_form import OfficeForm
from tui.requests import RulePreviewAsked
from tui.rule_change import HolidaysCome, PolicyComes, SchemeComes
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.path_entry import PathEntry
from tui.workplace import Workplace

FILE = "文件"
_ENDING = ".json"
_HEADINGS = {"policy": "起用新办法", "scheme": "换一种等级", "holidays": "换新的节假日"}
_NOTES = {
    "policy": "先逐人比对谁会多了、少了、变了哪些,看过再按 F2 起用。\n最早从明天起用,而且要晚于别的办法的起用日期。",
    "scheme": "先列出谁现在的等级不在新的里面。评过的照旧显示,重评时才用新的。",
    "holidays": "先列出谁的最后一天会变,看过再按 F2 起用。只影响报到、转入报到。\n文件里的年份换成新的,别的年份照旧。",
}


class RuleFileScreen(OfficeForm, inherit_bindings=False):
    """Leads to the preview of what it would change."""

    CSS_PATH = "rule_file.tcss"
    NAME = "换办法、等级或节假日"
    HELP = "选随程序来的一种,或选 文件 再写文件在哪里(JSON)。文件有误会说明哪一行、为什么,什么都不会改。"
    ACTIONS = ("help", "save", "next_field", "complete", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("help", "save", "back"),
        *bindings("next_field", priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self, workplace: Workplace, kind: str) -> None:
        super().__init__(workplace)
        self._kind = kind

    @property
    def heading(self) -> str:
        return _HEADINGS[self._kind]

    @property
    def note(self) -> str:
        return _NOTES[self._kind]

    def rows(self) -> Sequence[FieldRow]:
        rows: list[FieldRow] = []
        shipped = _shipped(self._kind)
        if shipped:
            choice = ChoiceEntry((*shipped, FILE), id="source")
            rows.append(FieldRow("哪一种", choice, typed=False, help="按数字选。"))
        rows.append(FieldRow("文件", PathEntry(id="file"), help="完整的路径,Tab 补全。只在选文件时要写。"))
        if self._kind == "policy":
            since = DayEntry(lambda: self.workplace.today, planned=True, id="since")
            rows.append(FieldRow("起用日期", since, hinted=True, help="最早明天。写 12.5、20270101 都行。"))
        return rows

    def on_mount(self) -> None:
        super().on_mount()
        if self._kind == "policy" and self.workplace.session.is_open:
            self.run_step(self._propose())

    async def _propose(self) -> None:
        """The earliest day that is allowed, for her to change."""
        job = partial(earliest_since, today=self.workplace.today)
        entry = self.query_one("#since", DayEntry)
        earliest = await self.workplace.session.read(job)
        if not entry.value:
            entry.initial = entry.value = earliest.isoformat()

    async def check(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        since = typed.get("since", "")
        if since and _day(since) is None:
            return (FormNote("since", "看不懂起用日期,请写 2027-01-01 这样的日期。"),)
        return ()

    async def keep(self, typed: Mapping[str, str]) -> Sequence[FormNote]:
        shipped = _shipped(self._kind)
        source = typed.get("source", FILE)
        if shipped and not source:
            return (FormNote("source", "还没有选哪一种:按数字选。"),)
        if source == FILE:
            path = typed_path(typed["file"])
            if not typed["file"].strip() or await asyncio.to_thread(is_folder, path):
                return (FormNote("file", "还没有写文件:请写到文件名为止,Tab 可以补全。"),)
        if self._kind == "policy" and _day(typed["since"]) is None:
            return (FormNote("since", "还没有写起用日期。"),)
        await _KEEPERS[self._kind](self, typed, shipped.get(source))
        return ()

    async def keep_policy(self, typed: Mapping[str, str], text: str | None) -> None:
        """On to the preview of the policy."""
        since, session = _day(typed["since"]) or date.max, self.workplace.session
        if text is None:
            text = await session.read(partial(policy_from_file, path=typed_path(typed["file"])))
        await session.read(partial(check_since, since=since, today=self.workplace.today))
        policy = read_policy(text, None)
        self._on_to(RulePreviewAsked(PolicyComes(f"{policy.title} {policy.version}", since, text)))

    async def keep_scheme(self, typed: Mapping[str, str], text: str | None) -> None:
        """On to the preview of the tiers."""
        if text is None:
            text = await asyncio.to_thread(tier_schemes.scheme_from_file, typed_path(typed["file"]))
        scheme = tier_schemes.read_scheme(text)
        self._on_to(RulePreviewAsked(SchemeComes(f"{scheme.title} {scheme.version}", text)))

    async def keep_holidays(self, typed: Mapping[str, str], _text: str | None) -> None:
        """On to the preview of the holidays."""
        text = await asyncio.to_thread(holidays_from_file, typed_path(typed["file"]))
        self._on_to(RulePreviewAsked(HolidaysCome(json.loads(text)["title"], text)))

    def _on_to(self, asked: RulePreviewAsked) -> None:
        self.dismiss(None)
        self.app.post_message(asked)

    def action_into_list(self) -> None:
        self.action_next_field()

    def action_complete(self) -> None:
        if isinstance(self.focused, PathEntry):
            self.run_newest(self._complete, "complete")

    async def _complete(self) -> None:
        entry = self.query_one("#file", PathEntry)
        text = entry.value
        try:
            found = await asyncio.to_thread(entries_ending, text, _ENDING)
        except (OSError, ValueError):
            return
        if entry.value != text:
            return
        entry.fill(completed(text, found))
        names = "  ".join(each.name for each in found[:6])
        self.say(f"{len(found)} 个: {names}" if len(found) > 1 else "" if found else "这里没有这样开头的 json 文件。")

    def first(self) -> Widget:
        return self.entries[0]


_KEEPERS = {
    "policy": RuleFileScreen.keep_policy,
    "scheme": RuleFileScreen.keep_scheme,
    "holidays": RuleFileScreen.keep_holidays,
}


def _shipped(kind: str) -> dict[str, str]:
    """The texts that came with the program, by the titles to choose from."""
    if kind == "policy":
        return {policies.shipped_policy(name).title: policies.shipped_text(name) for name in policies.SHIPPED}
    if kind == "scheme":
        texts = map(tier_schemes.shipped_scheme_text, tier_schemes.SHIPPED)
        return {tier_schemes.scheme_in_use(text).title: text for text in texts}
    return {}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
