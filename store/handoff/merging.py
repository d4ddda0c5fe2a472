"""Recorded values and given ones: what a row adds, changes or contradicts."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from store.desk.records import AnyRecord, Record
from store.handoff.clean_rows import CLEAR
from store.model.measure import Measure


def merged(record: AnyRecord, given: Mapping[str, Any]) -> AnyRecord:
    """The record with the given values; 〔清空〕 erases, what is not given stays."""
    wanted = ((name, None if value is CLEAR else value) for name, value in given.items())
    changes: dict[str, Any] = {name: value for name, value in wanted if value != getattr(record, name)}
    return dataclasses.replace(record, **changes) if changes else record


def differs(record: Record, given: Mapping[str, Any]) -> bool:
    """Whether any given value is not the recorded one."""
    return any((None if value is CLEAR else value) != getattr(record, name) for name, value in given.items())


def is_same_decision(measure: Measure, given: Mapping[str, Any]) -> bool:
    """Whether a row speaks of this measure: same 类别, and same 送达日期, else 决定日期."""
    if measure.category != given["category"]:
        return False
    served, decided = given.get("served_on"), given.get("decided_on")
    if isinstance(served, date) and measure.served_on:
        return served == measure.served_on
    if isinstance(decided, date) and measure.decided_on:
        return decided == measure.decided_on
    return not (served or decided or measure.served_on or measure.decided_on)


def is_beside(measure: Measure, given: Mapping[str, Any]) -> bool:
    """Whether a row with the record's id is dated otherwise than the measure, as far as both are dated."""
    served, decided = given.get("served_on"), given.get("decided_on")
    if isinstance(served, date) and measure.served_on:
        return served != measure.served_on
    return bool(isinstance(decided, date) and measure.decided_on and decided != measure.decided_on)


def beginning(measure: Mapping[str, Any]) -> date | None:
    """The day a measure is placed by: 送达日期, else 决定日期, else 报到日期."""
    days = (measure.get(name) for name in ("served_on", "decided_on", "reported_on"))
    return next((day for day in days if isinstance(day, date)), None)
