"""A change of the office's rules that is looked at before it is made: a policy, one taken back, other tiers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from store.desk.holiday_change import preview_holidays
from store.desk.holidays import save_holidays
from store.desk.policies import DatedPolicy
from store.desk.policy_change import (
    Difference,
    PersonChange,
    Preview,
    Told,
    add_policy,
    preview_addition,
    preview_removal,
    remove_policy,
    summed,
)
from store.desk.scheme_change import preview_scheme
from store.desk.tier_schemes import save_scheme
from tui.importing import Meter
from tui.today_list import LEVELS

if TYPE_CHECKING:
    from store.vault.cipher import Connection
    from store.vault.unit_of_work import Act


class RuleChange(Protocol):
    """What is about to change. ``title`` says it; ``done`` is said once it was made."""

    @property
    def title(self) -> str: ...
    @property
    def done(self) -> str: ...

    def preview(self, connection: "Connection", today: date, told: Told) -> Preview:
        """What it means for whom. Writes nothing."""
        ...

    def make(self, connection: "Connection", act: "Act") -> object:
        """Make it, as one unit of work."""
        ...


@dataclass(frozen=True, slots=True)
class PolicyComes:
    """A policy comes into force."""

    name: str
    since: date
    text: str

    @property
    def title(self) -> str:
        return f"起用办法 {self.name} 自 {self.since} 起"

    @property
    def done(self) -> str:
        return f"已起用办法 {self.name},自 {self.since} 起。"

    def preview(self, connection: "Connection", today: date, told: Told) -> Preview:
        return preview_addition(connection, self.since, self.text, today, told)

    def make(self, connection: "Connection", act: "Act") -> object:
        return add_policy(connection, act, self.since, self.text)


@dataclass(frozen=True, slots=True)
class PolicyGoes:
    """A policy that is not in force yet is taken back."""

    known: DatedPolicy

    @property
    def title(self) -> str:
        return f"去掉办法 {self.known.policy.title} 自 {self.known.since} 起"

    @property
    def done(self) -> str:
        return f"已去掉办法 {self.known.policy.title},自 {self.known.since} 起的不再起用。"

    def preview(self, connection: "Connection", today: date, told: Told) -> Preview:
        return preview_removal(connection, self.known, today, told)

    def make(self, connection: "Connection", act: "Act") -> object:
        remove_policy(connection, act, self.known)
        return None


@dataclass(frozen=True, slots=True)
class SchemeComes:
    """Other tiers are used from now on."""

    name: str
    text: str

    @property
    def title(self) -> str:
        return f"换用等级 {self.name}"

    @property
    def done(self) -> str:
        return f"已换用等级 {self.name};评过的照旧显示。"

    def preview(self, connection: "Connection", today: date, told: Told) -> Preview:
        return preview_scheme(connection, self.text, today, told)

    def make(self, connection: "Connection", act: "Act") -> object:
        return save_scheme(connection, act, self.text)


@dataclass(frozen=True, slots=True)
class HolidaysCome:
    """Other holidays are used from now on."""

    name: str
    text: str

    @property
    def title(self) -> str:
        return f"换成节假日 {self.name}"

    @property
    def done(self) -> str:
        return "已换成新的节假日。"

    def preview(self, connection: "Connection", today: date, told: Told) -> Preview:
        return preview_holidays(connection, self.text, today, told)

    def make(self, connection: "Connection", act: "Act") -> object:
        return save_holidays(connection, act, self.text)


class CompareMeter(Meter):
    """How many people were compared."""

    def told(self, done: int, total: int) -> None:
        """Note it. Raises ``StoppedError`` when it was asked to stop."""
        self.tell(self.stage, done, total)

    @property
    def text(self) -> str:
        return f"正在逐人比对  {self.done:,} / {self.total:,}" if self.total else "正在逐人比对"


def summary(preview: Preview) -> str:
    """For how many people anything changes, and by how much."""
    if not preview.changes:
        return f"比对了 {preview.compared} 人,没有人有变化。"
    kinds = (_counted(label, *counts) for label, *counts in summed(preview.changes))
    return f"{len(preview.changes)} 人有变化(比对了 {preview.compared} 人)  {' | '.join(kinds)}".rstrip()


def limits_text(preview: Preview) -> str:
    """The limits of the levels that change, whether or not anybody is at one; empty where none does."""
    said = (f"{each.label} {_slashed(each.before)} 改为 {_slashed(each.after)}" for each in preview.limits)
    return f"连漏几次升二、三、四级: {'  '.join(said)}" if preview.limits else ""


def _slashed(limits: Iterable[int]) -> str:
    return "/".join(map(str, limits))


def _counted(label: str, appearing: int, vanishing: int, changing: int) -> str:
    words = (("多", appearing), ("少", vanishing), ("变", changing))
    return f"{label} {' '.join(f'{word}{count}' for word, count in words if count)}"


def change_parts(change: PersonChange, day: Callable[[date], str]) -> tuple[str, ...]:
    """What changes for one person, rule by rule."""
    return (*_differences(change.differences, day), *((change.note,) if change.note else ()))


def _differences(differences: Iterable[Difference], day: Callable[[date], str]) -> tuple[str, ...]:
    return tuple(f"{_said(each)} {day(each.first)}起" for each in differences)


def _said(change: Difference) -> str:
    counted = _counted(change.label, change.appearing, change.vanishing, change.changing)
    if change.levels is None:
        return counted
    before, after = (LEVELS[level] for level in change.levels)
    return f"{counted.rstrip()} {before} 变 {after}"
