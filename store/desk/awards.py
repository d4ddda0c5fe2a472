"""Nominating households for 戒断示范户 and 禁毒积极家庭, deciding, and how many there are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from store.desk.drafts import DraftKey, saving
from store.desk.ledger_rows import group_order
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import NotFoundError, StoreError
from store.model.award import MODEL_HOME, Award
from store.model.household import Household
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_KEPT = "没有保存,您填的内容还在。"


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One nomination beside its household."""

    award: Award
    household: Household


def award_lines(connection: Connection, today: date) -> tuple[AwardLine, ...]:
    """Every nomination made by ``today``: the newest year first, then by village, group and title."""
    homes = {home.id: home for home in load(connection, Household)}
    awards = load(connection, Award, "WHERE nominated_on <= ?", (today.isoformat(),))
    return tuple(sorted((AwardLine(award, homes[award.household_id]) for award in awards), key=_order))


def _order(line: AwardLine) -> tuple[Any, ...]:
    home, award = line.household, line.award
    return (-award.year, home.village, *group_order(home.village_group), award.title, home.number, award.id)


def award_faults(award: Mapping[str, Any]) -> str | None:
    """The attribute that is lacking between the facts of an award, if any is."""
    if award.get("title") == MODEL_HOME and not award.get("consent_on"):
        return "consent_on"
    if bool(award.get("decision")) != bool(award.get("decided_on")):
        return "decided_on" if award.get("decision") else "decision"
    return None


def record_award(connection: Connection, act: Act, record: Award, *, draft: DraftKey | None = None) -> None:
    """Save a nomination.

    Raises ``StoreError`` for 戒断示范户 without the family's consent, for a decision without its day (or the other way
    round), and for a household that was nominated for it already, in that year and at that level.
    """
    _require_sound(connection, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_award(connection: Connection, act: Act, old: Award, new: Award, *, draft: DraftKey | None = None) -> None:
    """Correct a nomination, or note the decision; raises as ``record_award``, and when ``old`` is not recorded so."""
    require_recorded(connection, old)
    new = replace(new, id=old.id, uid=old.uid, household_id=old.household_id)
    _require_sound(connection, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def _require_sound(connection: Connection, award: Award) -> None:
    lacking = award_faults({name: getattr(award, name) for name in ("title", "consent_on", "decision", "decided_on")})
    if lacking == "consent_on":
        raise StoreError("没有家庭同意", f"戒断示范户要先有家庭同意的日期,{_KEPT}没有同意的不推荐。")
    if lacking is not None:
        raise StoreError("评定没写全", f"结果和评定日期要一起写,{_KEPT}")
    if not load(connection, Household, "WHERE id = ?", (award.household_id,)):
        raise NotFoundError("没有这一户", f"这一户刚才已经撤下,{_KEPT}")
    where = "WHERE household_id = ? AND title = ? AND year = ? AND level = ? AND id <> ?"
    if load(connection, Award, where, (award.household_id, award.title, award.year, award.level, award.id)):
        raise StoreError("已经推荐过", f"这一户这一年在这一级已经推荐过{award.title},{_KEPT}请改那一条。")
