"""The thresholds of 戒毒条例 第二十条 in a few words: which warning holds, which one is reached."""

from collections.abc import Iterable

from store.rules.thresholds import ABSENT_DAYS, Threshold


def told(thresholds: Iterable[Threshold]) -> tuple[Threshold, ...]:
    """Those that are near or reached, the reached ones first."""
    found = [each for each in thresholds if each.warned_on is not None]
    return tuple(sorted(found, key=lambda each: each.reached_on is None))


def count_text(threshold: Threshold) -> str:
    """How many of how many: ``拒检、逃避次数 2/3``; of days, more than 30 reach it."""
    unit = "天" if threshold.rule == ABSENT_DAYS else ""
    return f"{threshold.label} {threshold.count}/{threshold.limit}{unit}"


def threshold_text(threshold: Threshold) -> str:
    """``预警 拒检、逃避次数 2/3`` or ``已达 拒检、逃避次数 3/3``."""
    return f"{'预警' if threshold.reached_on is None else '已达'} {count_text(threshold)}"


def thresholds_text(thresholds: Iterable[Threshold]) -> str:
    """Every warning and every threshold reached, in one line; empty where there is none."""
    return "  ".join(threshold_text(each) for each in told(thresholds))
