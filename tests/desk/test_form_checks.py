"""What the form of a measure asks to be looked at: it may be so, and ledgers let it pass."""

from datetime import date
from typing import Any

import pytest

from store.desk.form_checks import check_typed

TODAY = date(2026, 11, 22)
USUAL = {
    "category": "社区戒毒", "decided_on": "2026-01-02", "served_on": "2026-01-05", "reported_on": "2026-01-10",
    "agreement_on": "2026-01-10",
}  # fmt: skip


def asked(**typed: str) -> list[str]:
    """The fields that are asked about when these are typed beside what is usual."""
    form = check_typed({"name": "岩三木", "village": "班帅村", **USUAL, **typed}, TODAY)
    assert not form.faults, "a hint, no refusal"
    return [warning.field for warning in form.warnings]


def test_nothing_is_asked_about_a_usual_measure() -> None:
    assert asked() == []
    assert asked(closed_on="2026-05-01", close_reason="死亡", taken_over_on="2026-03-01") == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"agreement_on": "2026-01-09"}, "agreement_on"),
        ({"taken_over_on": "2026-01-01"}, "taken_over_on"),
        ({"agreement_on": "2026-06-01", "closed_on": "2026-05-01", "close_reason": "死亡"}, "closed_on"),
        ({"taken_over_on": "2026-06-01", "closed_on": "2026-05-01", "close_reason": "死亡"}, "closed_on"),
        ({"closed_on": "2026-05-01"}, "close_reason"),
        ({"close_reason": "死亡"}, "closed_on"),
    ],
)
def test_what_is_odd_is_asked_about_once(typed: dict[str, Any], field: str) -> None:
    assert asked(**typed) == [field]
