"""Recording by hand what 公约 is about: households, documents, signatures; correcting them afterwards.

What the import would refuse is refused here for the same reasons.
"""

import dataclasses
from datetime import date
from typing import Any

from store.desk.drafts import DraftKey, saving
from store.desk.pact_faults import pact_faults
from store.desk.recording import require_recorded
from store.desk.records import AnyRecord, add, change, load
from store.desk.signing import household_states, require_possible
from store.errors import NotFoundError, StoreError
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from store.rules.household_states import PLACE, own_state, state_at
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_KEPT = "没有保存,您填的内容还在。"
_STATE = (*PLACE, "state")


def record_household(connection: Connection, act: Act, record: Household, *, draft: DraftKey | None = None) -> None:
    """Save a new household. Raises ``StoreError`` if its number is taken."""
    _require_free_number(connection, record)
    _save(connection, act, record, draft)


def amend_household(
    connection: Connection, act: Act, old: Household, new: Household, *, draft: DraftKey | None = None
) -> None:
    """Correct a household, or have its next state begin (``state_step``): the one before stays in its history.

    Raises ``StoreError`` if the number is taken, if the state is said to begin before one of its history, or if it
    signed something while it is said to have been 注销; ``NotFoundError`` when ``old`` is no longer what is recorded.
    """
    require_recorded(connection, old)
    new = dataclasses.replace(new, id=old.id)
    if new.number != old.number:
        _require_free_number(connection, new)
    former = load(connection, FormerState, "WHERE household_id = ?", (old.id,))
    begins = is_next_state(old, new)
    since = new.state_since or date.min
    if any((state.state_since or date.min) >= since for state in former) and new.state_since != old.state_since:
        raise StoreError("日期早于以前的状态", f"这一户以前的状态登记得更晚,{_KEPT}请核对状态起始日期。")
    before = pact_faults(connection).stranded
    with saving(connection, act, draft) as unit:
        if begins:
            add(unit, [own_state(old)])
        change(unit, old, new)
        _require_no_stranded(connection, before, "这一户那时已经签过,不能从那天起算注销")


def is_next_state(old: Household, new: Household) -> bool:
    """Whether a later day and another state or place were written: the household moved on, nothing was wrong."""
    if new.state_since is None or all(getattr(new, name) == getattr(old, name) for name in _STATE):
        return False
    return new.state_since > (old.state_since or date.min)


def record_document(connection: Connection, act: Act, record: Document, *, draft: DraftKey | None = None) -> None:
    """Save a new version. Raises ``StoreError`` if there is a version of this name already."""
    _require_free_version(connection, record)
    _save(connection, act, record, draft)


def amend_document(
    connection: Connection, act: Act, old: Document, new: Document, *, draft: DraftKey | None = None
) -> None:
    """Correct a version, repeal it, or note its filing.

    Raises ``StoreError`` if its name is taken, or if households signed on days on which it would not have been in
    force; ``NotFoundError`` when ``old`` is not what is recorded any more.
    """
    require_recorded(connection, old)
    new = dataclasses.replace(new, id=old.id)
    if (new.kind, new.version) != (old.kind, old.version):
        _require_free_version(connection, new)
    before = pact_faults(connection).stranded
    with saving(connection, act, draft) as unit:
        change(unit, old, new)
        _require_no_stranded(connection, before, "有户在那以外的日子签过这个版本")


def record_signature(connection: Connection, act: Act, record: Signature, *, draft: DraftKey | None = None) -> None:
    """Save what one household said to one version.

    Raises ``StoreError`` on a day on which nobody can have signed, if this household said something to this version
    that day already, and if somebody other than the head signed and nothing says how they are related.
    """
    _require_sound(connection, act, record)
    _save(connection, act, record, draft)


def amend_signature(
    connection: Connection, act: Act, old: Signature, new: Signature, *, draft: DraftKey | None = None
) -> None:
    """Correct what a household said; raises as ``record_signature``, and when ``old`` is not recorded so any more."""
    kept: dict[str, Any] = {"id": old.id, "uid": old.uid, "household_id": old.household_id}
    new = dataclasses.replace(new, **kept)
    require_recorded(connection, old)
    if new != old:
        _require_sound(connection, act, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def needs_relation(signature: Signature, head: str) -> bool:
    """Whether it has to be said how the signer and the head of the household are related."""
    return signature.signer not in (None, head) and signature.relation is None


def _save(connection: Connection, act: Act, record: AnyRecord, draft: DraftKey | None) -> None:
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def _require_free_number(connection: Connection, record: Household) -> None:
    taken = load(connection, Household, "WHERE number = ? AND id <> ?", (record.number, record.id))
    if taken:
        raise StoreError("户编号已有", f"户编号 {record.number} 已经是另一户的,{_KEPT}请改户编号,或去改那一户。")


def _require_free_version(connection: Connection, record: Document) -> None:
    values = (record.kind, record.version, record.id)
    if load(connection, Document, "WHERE kind = ? AND version = ? AND id <> ?", values):
        raise StoreError("版本已有", f"{record.kind} 已经有版本 {record.version},{_KEPT}请换一个版本名。")


def _require_no_stranded(connection: Connection, before: frozenset[Signature], why: str) -> None:
    stranded = pact_faults(connection).stranded - before
    if stranded:
        raise StoreError("和已有的签订对不上", f"{why}({len(stranded)} 条),{_KEPT}请核对日期。")


def _require_sound(connection: Connection, act: Act, record: Signature) -> None:
    household, states = household_states(connection, record.household_id)
    documents = load(connection, Document, "WHERE id = ?", (record.document_id,))
    if not documents:
        raise NotFoundError("没有这个版本", f"这个版本刚才已经撤下,{_KEPT}请重新选。")
    require_possible(act.today, documents[0], states, record.signed_on)
    lived = state_at(states, record.signed_on)
    if lived is not None and documents[0].village not in (None, lived.village):
        raise StoreError("不是这个村的版本", f"这个版本是{documents[0].village}的,{_KEPT}请换一个版本。")
    if needs_relation(record, household.head):
        raise StoreError("缺与户主关系", f"签字人不是户主,要写与户主的关系,{_KEPT}请补写。")
    same = (record.household_id, record.document_id, record.signed_on.isoformat(), record.id)
    where = "WHERE household_id = ? AND document_id = ? AND signed_on = ? AND id <> ?"
    if load(connection, Signature, where, same):
        raise StoreError("这一天已经记过", f"这一户这一天对这个版本已经有一条,{_KEPT}请改那一条。")
