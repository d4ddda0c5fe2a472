"""What 今日 says about plans: who is planned for today, and how many plans were not carried out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from store.desk.plan import done, planned_today, undone

if TYPE_CHECKING:
    from store.model.plan import Plan
    from store.vault.cipher import Connection

CHIP = "已安排"


@dataclass(frozen=True, slots=True)
class PlannedToday:
    """``plans`` by person id; those carried out already are left out. ``undone`` counts people."""

    plans: Mapping[int, "Plan"] = field(default_factory=dict)
    undone: int = 0

    @property
    def text(self) -> str:
        """For the line of filters; empty when there is nothing to say."""
        parts = (f"{CHIP} {len(self.plans)}" if self.plans else "", f"安排未办 {self.undone}" if self.undone else "")
        return "  ".join(part for part in parts if part)

    def chip(self, person_id: int, label: str = "") -> str:
        """The mark of somebody planned for today, with ``label`` only if the plan is meant for that; else empty."""
        plan = self.plans.get(person_id)
        return CHIP if plan and (not label or label in plan.contents) else ""


def read_planned(connection: "Connection", today: date) -> PlannedToday:
    """What is planned today and what was not done before."""
    carried_out = done(connection, today, today, today)
    plans = {person: plan for person, plan in planned_today(connection, today).items() if plan.id not in carried_out}
    return PlannedToday(plans, len(undone(connection, today)))
