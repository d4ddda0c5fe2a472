"""Having households sign: the list of an assembly (盟誓) or of a visit from door to door, one record a household.

Every call is a unit of work of its own: what was keyed is on disk when it returns.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.desk.household_standings import lived_in, signatures_under, walking_order
from store.desk.records import add, change, load, remove
from store.errors import NotFoundError, StoreError
from store.fields import declared_field
from store.fields.cell import trim
from store.model.document import Document, kind_order
from store.model.household import CLOSED, EMPTY, FormerState, Household
from store.model.signature import REFUSED, Signature
from store.rules.household_states import history, own_state, state_at
from store.rules.signatures import is_outside_validity, version_in_force
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

SIGN = "sign"
"""The action in the journal."""
_NOT_KEPT = "没有记下。"


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is signed where, when and before whom. Without ``village_group`` the whole village; ``""``: no group."""

    document: Document
    village: str
    village_group: str | None
    day: date
    method: str | None = None
    handler: str | None = None
    witness: str | None = None


@dataclass(frozen=True, slots=True)
class SigningLine:
    """One household of the list: ``last`` is what it said before to this kind of document, ``now`` what it says here.

    ``state`` is that of the day; ``of_version`` names the version that ``last`` is about.
    """

    household: Household
    state: FormerState
    last: Signature | None
    of_version: str | None
    now: Signature | None


def signing_lines(connection: Connection, gathering: Gathering) -> tuple[SigningLine, ...]:
    """The households in walking order, but for those that were 注销 that day: nobody is left to sign there."""
    document, day = gathering.document, gathering.day
    versions = {each.id: each.version for each in load(connection, Document, "WHERE kind = ?", (document.kind,))}
    said: dict[int, list[Signature]] = {}
    told = signatures_under(connection, document.kind, gathering.village)
    for signature in sorted(told, key=lambda each: (each.signed_on, each.uid)):
        if signature.signed_on <= day:
            said.setdefault(signature.household_id, []).append(signature)
    found = [
        _line(household, state, said.get(household.id, ()), gathering, versions)
        for household, state in lived_in(connection, day, gathering.village)
        if state.state != CLOSED and gathering.village_group in (None, state.village_group or "")
    ]
    return tuple(sorted(found, key=lambda line: walking_order(line.state.village_group, line.household.number)))


def _line(
    household: Household, state: FormerState, said: Sequence[Signature], gathering: Gathering, versions: dict[int, str]
) -> SigningLine:
    now = [each for each in said if _is_here(each, gathering)]
    before = [each for each in said if not _is_here(each, gathering)]
    last = before[-1] if before else None
    return SigningLine(household, state, last, versions[last.document_id] if last else None, now[-1] if now else None)


def _is_here(signature: Signature, gathering: Gathering) -> bool:
    return signature.document_id == gathering.document.id and signature.signed_on == gathering.day


def key_in(
    connection: Connection, act: Act, gathering: Gathering, household_id: int, status: str, note: str | None = None
) -> None:
    """Record what a household says; keyed again for the same day, it takes the place of what was keyed before.

    Raises ``StoreError`` for a 拒签 without a reason, an 空户, and for a day on which nobody can have signed: before
    the document took effect, from its repeal on, or while the household was 注销.
    """
    with unit_of_work(connection, dataclasses.replace(act, action=SIGN)) as unit:
        _note_said(connection, unit, act, gathering, household_id, status, note)


def found_empty(connection: Connection, act: Act, gathering: Gathering, household_id: int) -> None:
    """Nobody lives there: an 空户 from that day on. What was keyed for it that day is taken out again.

    Raises ``StoreError`` if its state from that day on, or from a later one, is recorded as something else.
    """
    with unit_of_work(connection, dataclasses.replace(act, action=SIGN)) as unit:
        _note_empty(connection, unit, gathering, household_id)


def key_in_all(
    connection: Connection, act: Act, gathering: Gathering, said: Sequence[tuple[int, str, str | None]]
) -> None:
    """Record what a whole page says, all of it or nothing: household, status (空户 too) and note of each row.

    Raises as ``key_in`` and ``found_empty``.
    """
    with unit_of_work(connection, dataclasses.replace(act, action=SIGN)) as unit:
        for household_id, status, note in said:
            if status == EMPTY:
                _note_empty(connection, unit, gathering, household_id)
            else:
                _note_said(connection, unit, act, gathering, household_id, status, note)


def _note_said(
    connection: Connection, unit: UnitOfWork, act: Act, gathering: Gathering, household_id: int, status: str,
    note: str | None,
) -> None:  # fmt: skip
    note = trim(note or "").strip("\n") or None
    if status == REFUSED and note is None:
        raise StoreError("没写原因", f"拒签要写明原因,{_NOT_KEPT}请补写。")
    if note is not None and declared_field(Signature, "note").type.clean(note, act.today).codes:
        raise StoreError("原因写得不对", f"原因太长,或者里面有不能记的字,{_NOT_KEPT}您填的内容还在,请改一改。")
    household, states = household_states(connection, household_id)
    require_possible(act.today, gathering.document, states, gathering.day)
    here = _recorded(connection, gathering, household_id)
    state = state_at(states, gathering.day)
    if state is not None and state.state == EMPTY:
        raise StoreError("这一户是空户", f"{household.number} 登记的是空户,{_NOT_KEPT}有人住了,请先改户状态。")
    said = Signature(
        household_id=household_id, document_id=gathering.document.id, status=status, signed_on=gathering.day,
        method=gathering.method, handler=gathering.handler, witness=gathering.witness, note=note,
    )  # fmt: skip
    if here is None:
        add(unit, [said])
    else:
        change(unit, here, dataclasses.replace(said, id=here.id, uid=here.uid))


def _note_empty(connection: Connection, unit: UnitOfWork, gathering: Gathering, household_id: int) -> None:
    household, states = household_states(connection, household_id)
    here, newest = _recorded(connection, gathering, household_id), states[-1]
    is_known = newest.state == EMPTY and state_at(states, gathering.day) == newest
    begun = newest.state_since or date.min
    if not is_known and (begun > gathering.day or (begun == gathering.day and newest.state is not None)):
        raise StoreError("户状态已有记录", f"{household.number} 那天的户状态已经登记过,{_NOT_KEPT}请在户的资料里改。")
    if here is not None:
        remove(unit, here)
    if not is_known:
        if begun < gathering.day:
            add(unit, [own_state(household)])
        change(unit, household, dataclasses.replace(household, state=EMPTY, state_since=gathering.day))


def require_possible(today: date, document: Document, states: Sequence[FormerState], day: date) -> None:
    """Raise ``StoreError`` for a day on which a household cannot have signed, as ``key_in`` says."""
    if day > today:
        raise StoreError("日期在今天之后", f"还没有发生的事不能记录,{_NOT_KEPT}请改日期。")
    if is_outside_validity(document, states, day):
        raise StoreError("这一天不能签", f"文书那天没有生效、已经失效,或者这一户已经注销,{_NOT_KEPT}请核对日期和版本。")


def household_states(connection: Connection, household_id: int) -> tuple[Household, list[FormerState]]:
    """A household and its states, oldest first. Raises ``NotFoundError`` if it is there no more."""
    found = load(connection, Household, "WHERE id = ?", (household_id,))
    if not found:
        raise NotFoundError("没有这一户", f"这一户刚才已经撤下,{_NOT_KEPT}请按 Esc 回去再打开。")
    former = load(connection, FormerState, "WHERE household_id = ?", (household_id,))
    return found[0], history(found[0], former)


def _recorded(connection: Connection, gathering: Gathering, household_id: int) -> Signature | None:
    values = (household_id, gathering.document.id, gathering.day.isoformat())
    found = load(
        connection, Signature, "WHERE household_id = ? AND document_id = ? AND signed_on = ? ORDER BY uid", values
    )
    return found[-1] if found else None


def signable(connection: Connection, today: date) -> tuple[Document, ...]:
    """The versions in force somewhere today: of each kind the township's, then those of single villages."""
    kinds: dict[str, list[Document]] = {}
    for document in load(connection, Document, "ORDER BY kind, village IS NOT NULL, village, id"):
        kinds.setdefault(document.kind, []).append(document)
    return tuple(
        version
        for _, versions in sorted(kinds.items(), key=lambda kind: kind_order(kind[0]))
        for version in versions
        if any(version_in_force(versions, village, today) is version for village in _villages(versions))
    )


def _villages(versions: Sequence[Document]) -> list[str]:
    """The villages with a version of their own, and the name of one that has none."""
    return ["", *(version.village for version in versions if version.village)]


def signing_places(connection: Connection) -> dict[str, dict[str, int]]:
    """How many households there are by village and group (``""``: without one), but for those that are 注销."""
    found: dict[str, dict[str, int]] = {}
    rows = connection.execute(
        """
        SELECT village, coalesce(village_group, ''), count(*) FROM household WHERE state IS NOT ? GROUP BY 1, 2
        """,
        (CLOSED,),
    )
    for village, group, count in rows:
        found.setdefault(village, {})[group] = count
    return found


def last_gathering(connection: Connection, today: date) -> Gathering | None:
    """Where she was today, as far as it can be told from the newest record keyed in: to go on there."""
    newest = load(connection, Signature, "WHERE signed_on = ? ORDER BY id DESC LIMIT 1", (today.isoformat(),))
    if not newest:
        return None
    document = load(connection, Document, "WHERE id = ?", (newest[0].document_id,))[0]
    home = load(connection, Household, "WHERE id = ?", (newest[0].household_id,))[0]
    said = newest[0]
    return Gathering(document, home.village, home.village_group, today, said.method, said.handler, said.witness)
