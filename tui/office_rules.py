"""What 办法 shows: the policies with their days, the tier scheme in use, and the years the holiday files cover."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store.desk.holidays import load_holidays
from store.desk.policies import DatedPolicy, dated_policies
from store.desk.tier_schemes import load_scheme
from store.rules.layout import Layout
from store.rules.policy import Policy
from store.rules.tiers import TierScheme
from tui.widgets.record_list import Column, ListRow

if TYPE_CHECKING:
    from store.vault.cipher import Connection

COLUMNS = (Column(1), Column(16), Column(20), Column(0))
NEW_POLICY, SCHEME, NEW_SCHEME, HOLIDAYS, NEW_HOLIDAYS = (
    "new-policy",
    "scheme",
    "new-scheme",
    "holidays",
    "new-holidays",
)
_CALENDAR = {
    "week": "每周",
    "half_month": "每半月",
    "month": "每月",
    "quarter": "每季",
    "half_year": "每半年",
    "year": "每年",
}


@dataclass(frozen=True, slots=True)
class PolicyKey:
    """The row of a policy."""

    id: int


@dataclass(frozen=True, slots=True)
class RulesView:
    """Everything 办法 shows, read in one go."""

    policies: tuple[DatedPolicy, ...]
    scheme: TierScheme
    years: tuple[int, ...]

    def policy(self, key: object) -> DatedPolicy | None:
        """The policy of a row."""
        return next((each for each in self.policies if PolicyKey(each.id) == key), None)


def read_rules(connection: "Connection") -> RulesView:
    """Read it from an open vault."""
    years = tuple(sorted(load_holidays(connection).covered))
    return RulesView(dated_policies(connection), load_scheme(connection), years)


def rules_rows(view: RulesView, today: date) -> tuple[ListRow, ...]:
    """The lines, under a heading for each part."""
    return (*_policies(view, today), *_scheme(view.scheme), *_holidays(view, today))


def _heading(key: str, text: str) -> ListRow:
    return ListRow(f"heading-{key}", (text,), heading=True, selectable=False)


def _policies(view: RulesView, today: date) -> Iterator[ListRow]:
    yield _heading("policies", "办法(多久见面、谈话、走访、汇报、检测、评估一次)")
    for place, each in enumerate(view.policies):
        since = f"{each.since} 起" if each.since else "一开始"
        cells = (" ", f"{each.policy.title} {each.policy.version}", since, _state(view, place, today))
        yield ListRow(PolicyKey(each.id), cells)
    yield ListRow(NEW_POLICY, (" ", "起用新办法", "", "F7 随程序来的,或一个文件;先看谁会变"))


def _state(view: RulesView, place: int, today: date) -> str:
    since = view.policies[place].since
    if since is not None and since > today:
        return "还没起用,Del 可以去掉"
    later = [each.since for each in view.policies[place + 1 :] if each.since and each.since <= today]
    return f"用到 {later[0]} 以前" if later else "正在用"


def _scheme(scheme: TierScheme) -> Iterator[ListRow]:
    yield _heading("scheme", "风险等级")
    yield ListRow(SCHEME, (" ", "现用的等级", f"{scheme.title} {scheme.version}", words_text(scheme)))
    yield ListRow(NEW_SCHEME, (" ", "换一种等级", "", "三级、四色、双四色,或一个文件"))


def words_text(scheme: TierScheme) -> str:
    """The words of each axis with their signs."""
    axes = (f"{axis.name} {' '.join(f'{tier.code}{tier.glyph}' for tier in axis.tiers)}" for axis in scheme.axes)
    return " | ".join(axes)


def _holidays(view: RulesView, today: date) -> Iterator[ListRow]:
    yield _heading("holidays", "节假日(报到、转入报到的最后一天遇放假顺延)")
    years = "、".join(map(str, view.years))
    yield ListRow(HOLIDAYS, (" ", "节假日文件", years, holidays_text(view.years, today)))
    yield ListRow(NEW_HOLIDAYS, (" ", "换新的节假日", "", "国务院公布下一年安排以后,装一个文件"))


def holidays_text(years: tuple[int, ...], today: date) -> str:
    """Until when the holidays are known; a year that no file covers knows weekends only."""
    if today.year not in years:
        return f"{today.year} 年没有,只按周末算"
    last = today.year
    while last + 1 in years:
        last += 1
    return f"到 {last}-12-31 为止,以后只按周末算"


def policy_facts(policy: Policy) -> tuple[tuple[str, str], ...]:
    """A policy to be read whole: what is asked of whom, and how often."""
    rows = [("办法", f"{policy.title} {policy.version}")]
    for series in policy.series:
        tiers = "; ".join(f"{tier} {layout_text(laid)}" for tier, laid in series.tiers.items())
        months = f"期限超过{series.over_months}个月 " if series.over_months else ""
        months += f"期限{series.up_to_months}个月以内 " if series.up_to_months < 1200 else ""
        levels = "、".join(map(str, series.thresholds))
        rows.append(
            (
                series.label,
                f"{'、'.join(series.categories)} {months}{layout_text(series.layout)}"
                f"{f' ({tiers})' if tiers else ''}\n连漏 {levels} 次升到二、三、四级; 依据 {series.basis}",
            )
        )
    return tuple(rows)


def layout_text(layout: Layout) -> str:
    """How often, in words: every week, or so many times so many months."""
    text = str(getattr(layout, "text", ""))
    return _CALENDAR.get(text) or text.replace("m", "月")
