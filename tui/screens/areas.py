"""区划网格: the two axes of the township, the households in each, and what is to be done about an area."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from store.desk.areas import AreaLine, area_lines, merge_area
from store.desk.settings import DEFAULTS, load_settings
from store.model.area import AREA_LEVELS, PARENT_LEVELS, Area
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen
from tui.requests import AreaFormAsked, DayAsked, DayQuestion, OneOfAsked, SplitAsked
from tui.widgets.record_list import Column, ListRow
from tui.workplace import Workplace

_EDIT, _MERGE, _SPLIT = "改资料或改名", "并入另一个", "分出一部分"


class AreasScreen(ListScreen[AreaLine]):
    """Counts households only: nothing here says where people of the roster live."""

    NAME = "区划网格"
    READ = staticmethod(area_lines)
    HELP = (
        "村和组、片区网格点两条线,每个区划里住着几户(不算注销)。Enter 问做什么:改名、并入另一个、分出一部分。\n"
        "改名后所有记录跟着改;并入和分出从您写的那天起算,以前的统计不变。F7 在光标所在的区划里登记下一级。"
    )
    ACTIONS: ClassVar = ("help", "filter", "edit", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("edit", "new")
    COLUMNS = (Column(1), Column(24), Column(6), Column(14), Column(6), Column(0))
    HEADS = ("", "名称", "层级", "编码", "  户数", "负责人")
    EMPTY = "还没有区划。按 F7 登记,或者按 5 报送 导入。"
    FILTERS = (ListFilter("层级", lambda entry: (entry.area.level,), AREA_LEVELS),)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._settings = DEFAULTS

    async def read_entries(self) -> Sequence[AreaLine]:
        self._settings = await self.workplace.session.read(load_settings)
        return await super().read_entries()

    def row(self, entry: AreaLine) -> ListRow:
        area = entry.area
        texts = (area.level, area.code, f"{entry.households:>6}", area.leader or "")
        return ListRow(area.id, (" ", f"{'  ' * entry.depth}{area.name}", *texts))

    def totals(self, shown: Sequence[AreaLine]) -> str:
        counted = {level: sum(entry.area.level == level for entry in self._entries) for level in AREA_LEVELS}
        targets = {"片区": self._settings.zone_target, "网格": self._settings.grid_target}
        return "  ".join(
            f"{level} {number}/{target}" if (target := targets.get(level)) else f"{level} {number}"
            for level, number in counted.items()
        )

    def describe(self, entry: AreaLine) -> str:
        return f" {entry.area.level} {entry.area.name}"

    def open(self, entry: AreaLine) -> None:
        asked: dict[str, Callable[[], object]] = {_EDIT: self.action_edit, _MERGE: partial(self._ask_into, entry.area)}
        if entry.area.level in ("组", "网格"):
            asked[_SPLIT] = lambda: self.post_message(SplitAsked(entry.area))
        self.post_message(OneOfAsked(f"{entry.area.name} 要做什么?", tuple(asked), lambda chosen: asked[chosen]()))

    def action_edit(self) -> None:
        if self.current is not None:
            self.post_message(AreaFormAsked(self.current.area))

    def action_new(self) -> None:
        inner = {parent: level for level, parent in PARENT_LEVELS.items()}
        entry = self.current
        level = inner.get(entry.area.level, "") if entry else ""
        self.post_message(AreaFormAsked(None, level, entry.area.code if entry and level else ""))

    def _ask_into(self, gone: Area) -> None:
        alike = [entry.area for entry in self._entries if entry.area.level == gone.level and entry.area.id != gone.id]
        # A group of another village is another matter: who is put there has moved.
        beside = [area for area in alike if area.parent_code == gone.parent_code]
        others = {f"{area.name} {area.code}": area for area in beside}
        if not others:
            self.say("同一个上级里没有另一个。")
        else:
            self.post_message(
                OneOfAsked(f"{gone.name} 并入哪一个?", tuple(others), lambda chosen: self._ask(gone, others[chosen]))
            )

    def _ask(self, gone: Area, into: Area) -> None:
        self.post_message(
            DayAsked(
                DayQuestion(
                    f"并入    {gone.name} 的户和人都算 {into.name} 的,{gone.name} 不再有",
                    "从哪天起",
                    "从这天起并成一个;以前的统计不变。",
                    partial(self._merge, gone, into),
                    today=True,
                )
            )
        )

    async def _merge(self, gone: Area, into: Area, day: date) -> str:
        act, moved = self.workplace.act("area"), list[int]()
        job = partial(merge_area, act=act, gone=gone, into=into, day=day)
        await self.workplace.session.write(lambda connection: moved.append(job(connection)))
        return f"已并入: {moved[0]} 户从 {day} 起算 {into.name}。Ctrl+G 可以撤回。"
