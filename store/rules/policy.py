"""Policies: which series an office owes to whom. Values here; the shipped sets are data files beside this module."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.visit import REACHED, Visit
from store.rules.layout import Layout
from store.rules.term import term_months

Contact = Visit | DrugTest | Assessment


@dataclass(frozen=True, slots=True)
class Qualifying:
    """Which records satisfy a series. ``away_modes`` also count where leave covers half of a window."""

    record: type[Contact]
    kinds: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    tick: str = ""
    modes: tuple[str, ...] = ()
    away_modes: tuple[str, ...] = ()

    def accepts(self, record: Contact, *, away: bool = False) -> bool:
        """Whether ``record`` satisfies a window it lies in; ``away`` asks for a window half covered by leave."""
        if not isinstance(record, self.record):
            return False
        if isinstance(record, Visit):
            if self.tick not in record.contents or record.result != REACHED:
                return False
            return record.mode in self.modes or (away and record.mode in self.away_modes)
        return not isinstance(record, DrugTest) or (record.kind in self.kinds and record.result in self.results)


@dataclass(frozen=True, slots=True)
class Series:
    """One recurring obligation: whom it concerns, how it is laid, what satisfies it.

    It concerns measures of ``categories`` whose term is more than ``over_months`` and at most ``up_to_months``.
    ``layout`` holds for everybody except the tiers in ``tiers``. ``thresholds`` are the misses in a row from which
    the levels 2, 3 and 4 hold.
    """

    rule: str
    label: str
    categories: tuple[str, ...]
    layout: Layout
    qualifying: Qualifying
    thresholds: tuple[int, int, int]
    basis: str
    over_months: int = 0
    up_to_months: int = 1_000_000
    tiers: Mapping[str, Layout] = field(default_factory=dict)

    def concerns(self, category: str, months: int | None) -> bool:
        """Whether a measure of this category and term owes the series."""
        return category in self.categories and months is not None and self.over_months < months <= self.up_to_months

    def laid_for(self, tier: str | None) -> Layout:
        """The layout for a tier; persons without one get the layout that holds for everybody."""
        return self.tiers.get(tier, self.layout) if tier else self.layout


@dataclass(frozen=True, slots=True)
class Policy:
    """A set of series under one name. ``title`` and ``version`` are shown to the operator."""

    name: str
    title: str
    version: str
    series: tuple[Series, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the recurring rules, in the order in which they are shown."""
        return tuple(dict.fromkeys(series.rule for series in self.series))

    def series_for(self, rule: str, category: str, months: int | None) -> Series | None:
        """The series of ``rule`` that a measure owes, if any."""
        for series in self.series:
            if series.rule == rule and series.concerns(category, months):
                return series
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Policies:
    """Policies with the day each came into force, oldest first; the first one holds for every earlier day too."""

    dated: tuple[tuple[date, Policy], ...]

    def on(self, day: date) -> Policy:
        """The policy in force on ``day``."""
        return next((policy for since, policy in reversed(self.dated) if since <= day), self.dated[0][1])

    @property
    def rules(self) -> tuple[str, ...]:
        """Every recurring rule any of the policies has."""
        return tuple(dict.fromkeys(rule for _, policy in self.dated for rule in policy.rules))

    @property
    def labels(self) -> frozenset[str]:
        """The label of every series any of the policies has."""
        return frozenset(series.label for _, policy in self.dated for series in policy.series)


def policies(first: Policy, *later: tuple[date, Policy]) -> Policies:
    """``first`` for every day, then each later policy from its day on."""
    return Policies(((date.min, first), *sorted(later, key=lambda dated: dated[0])))


@lru_cache(maxsize=64)
def only_policy(dated: Policies) -> Policy | None:
    """The one policy without tiers that holds on every day, if that is all there is."""
    first = dated.dated[0][1]
    return first if len(dated.dated) == 1 and not any(series.tiers for series in first.series) else None


@lru_cache(maxsize=64)
def tiered_rules(dated: Policies) -> frozenset[str]:
    """The rules of which any policy asks differently of different tiers."""
    return frozenset(series.rule for _, policy in dated.dated for series in policy.series if series.tiers)


@lru_cache(maxsize=1024)
def rules_owed(dated: Policies, category: str, months: int | None) -> tuple[str, ...]:
    """The rules that a measure of this category and term owes under any of the policies, in shown order."""
    owes = {series.rule for _, policy in dated.dated for series in policy.series if series.concerns(category, months)}
    return tuple(rule for rule in dated.rules if rule in owes)


@lru_cache(maxsize=1024)
def only_series(dated: Policies, rule: str, category: str, months: int | None) -> Series | None:
    """The series of ``rule`` that a measure owes if it is one and the same on every day, whatever the tier."""
    first, *others = (policy.series_for(rule, category, months) for _, policy in dated.dated)
    return None if first is None or first.tiers or any(other != first for other in others) else first


def series_on(dated: Policies, rule: str, measure: Measure, day: date) -> Series | None:
    """The series of ``rule`` that ``measure`` owes under the policy in force on ``day``."""
    return dated.on(day).series_for(rule, measure.category, term_months(measure))


class Rating(NamedTuple):
    """The tier (风险等级) an assessment gave, and from which day on it holds."""

    day: date
    tier: str


def rating_on(assessments: Sequence[Assessment], day: date) -> Rating | None:
    """The newest rating on ``day``; of several of one day the one with the greatest uid."""
    rated = [(a.day, a.uid, a.risk) for a in assessments if a.risk is not None and a.day <= day]
    if not rated:
        return None
    since, _, tier = max(rated)
    return Rating(since, tier)


def tier_on(assessments: Sequence[Assessment], day: date) -> str | None:
    """The tier of the newest rating on ``day``."""
    rating = rating_on(assessments, day)
    return rating.tier if rating else None
