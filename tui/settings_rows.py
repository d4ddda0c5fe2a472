"""What 设置 shows: one line for everything that the office decides about itself and the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from store.desk.office import Office, load_office
from store.desk.office_form import earliest_record, in_use_from_reason
from store.desk.settings import NO, YES, Settings, load_settings
from store.desk.staff import is_serving, staff_list
from store.model.staff import Staff
from store.text import mask
from tui.office_rules import RulesView, holidays_text, read_rules, words_text
from tui.widgets.record_list import Column, ListRow

if TYPE_CHECKING:
    from store.vault.cipher import Connection

COLUMNS = (Column(1), Column(14), Column(18), Column(0))
OFFICE, NEW_OPERATOR, NEW_STAFF, PROGRAM, OWN_VAULT = "office", "new-operator", "new-staff", "program", "own-vault"
RECOVERY_CODE, RULES = "recovery", "rules"
WHOLE_TOWNSHIP = "全乡"


@dataclass(frozen=True, slots=True)
class OperatorKey:
    """The row of an operator."""

    name: str


@dataclass(frozen=True, slots=True)
class StaffKey:
    """The row of a post on the staff list."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """Everything that 设置 shows, read in one go."""

    office: Office
    reason: str
    earliest: date | None
    staff: tuple[Staff, ...]
    settings: Settings
    rules: RulesView


def read_settings(connection: "Connection") -> SettingsView:
    """Read it from an open vault."""
    return SettingsView(
        office=load_office(connection),
        reason=in_use_from_reason(connection),
        earliest=earliest_record(connection),
        staff=tuple(staff_list(connection)),
        settings=load_settings(connection),
        rules=read_rules(connection),
    )


def settings_rows(
    view: SettingsView, today: date, *, operator: str, backup: str, trouble: str, own_vault: bool
) -> tuple[ListRow, ...]:
    """The lines, under a heading for each part. ``own_vault``: the demo stands in for a vault that is not there yet."""
    return (
        *_own_vault(own_vault),
        *_office(view),
        *_operators(view.office, operator),
        *_staff(view.staff, today),
        *_rules(view.rules, today),
        *_program(view.settings, backup, trouble),
    )


def _heading(key: str, text: str) -> ListRow:
    return ListRow(f"heading-{key}", (text,), heading=True, selectable=False)


def _own_vault(offered: bool) -> Iterator[ListRow]:
    if offered:
        yield _heading("own", "现在打开的是演示数据")
        yield ListRow(OWN_VAULT, (" ", "建立自己的", "离开演示,新建或恢复台账", "演示数据会删除"))


def _office(view: SettingsView) -> Iterator[ListRow]:
    office = view.office
    yield _heading("office", "本乡镇")
    yield ListRow(OFFICE, (" ", "乡镇", office.name, f"代码 {office.township_code}"))
    why = f"理由: {view.reason}" if view.reason else "没有写理由"
    earlier = view.earliest is not None and view.earliest < office.in_use_from
    proposed = f"最早的记录是 {view.earliest};" if earlier else ""
    yield ListRow(f"{OFFICE}-day", (" ", "启用日期", office.in_use_from.isoformat(), proposed + why))


def _operators(office: Office, operator: str) -> Iterator[ListRow]:
    yield _heading("operators", "操作员")
    for name in office.operators:
        yield ListRow(OperatorKey(name), (" ", "操作员", name, "正在操作" if name == operator else ""))
    yield ListRow(NEW_OPERATOR, (" ", "增加操作员", "", ""))


def _staff(staff: tuple[Staff, ...], today: date) -> Iterator[ListRow]:
    yield _heading("staff", "名单(专干、民警、网格员等,填表时用来补全姓名)")
    for post in staff:
        yield ListRow(StaffKey(post.id), (" ", post.role, post.name, _post(post, today)))
    yield ListRow(NEW_STAFF, (" ", "增加一人", "", ""))


def _post(post: Staff, today: date) -> str:
    left = "" if is_serving(post, today) else "不在任 "
    until = f" 至 {post.ended_on}" if post.ended_on else " 起"
    phone = f"  尾号 {mask(post.phone).lstrip('*')}" if post.phone else ""
    return f"{left}{post.village or WHOLE_TOWNSHIP} {post.started_on}{until}{phone}"


def _rules(rules: RulesView, today: date) -> Iterator[ListRow]:
    yield _heading("rules", "按什么办")
    now = next(each for each in reversed(rules.policies) if each.since is None or each.since <= today)
    ahead = [each for each in rules.policies if each.since and each.since > today]
    then = f"{ahead[0].since} 起用 {ahead[0].policy.title}" if ahead else ""
    yield ListRow(f"{RULES}-policy", (" ", "办法", f"{now.policy.title} {now.policy.version}", then))
    yield ListRow(f"{RULES}-scheme", (" ", "风险等级", rules.scheme.title, words_text(rules.scheme)))
    yield ListRow(
        f"{RULES}-holidays", (" ", "节假日", "、".join(map(str, rules.years)), holidays_text(rules.years, today))
    )


def _program(settings: Settings, backup: str, trouble: str) -> Iterator[ListRow]:
    yield _heading("program", "这个程序")
    yield ListRow(RECOVERY_CODE, (" ", "恢复码", "在您的纸上", "纸丢了、没抄好: Enter 换一张新的"))
    rows = (
        ("zone_target", "网格目标", _targets(settings), "一网四级应建几个;0是没有定"),
        ("backup_folder", "备份文件夹", _folder(settings.backup_folder), trouble or backup),
        ("lock_minutes", "自动锁定", f"{settings.lock_minutes} 分钟没有按键", "锁定后没存的表还在"),
        ("low_bandwidth", "慢线路", _word(settings.low_bandwidth), "停手0.3秒再画大块"),
        ("ascii_only", "只用ASCII", _word(settings.ascii_only), "符号用半角的画"),
    )
    for name, label, value, remark in rows:
        yield ListRow(f"{PROGRAM}-{name}", (" ", label, value, remark))


def _targets(settings: Settings) -> str:
    return f"{settings.zone_target}片区 {settings.grid_target}网格"


def _folder(folder: Path | None) -> str:
    return str(folder) if folder else "台账文件夹里"


def _word(flag: bool) -> str:
    return YES if flag else NO
