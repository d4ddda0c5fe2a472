"""办理: which facts close which rule, and the small form in which each is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.measure import COMPLETED
from store.model.notice import (
    ABSENCE_CONFIRMED,
    REASON_ACCEPTED,
    REASON_REFUSED,
    REPORT_ORDERED,
    REPORTED_TO_POLICE,
    SEALED,
    SEALING_REFUSED,
    SUSPENSION_CHECKED,
)
from store.rules.state import State
from tui.requests import CorrectionAsked, EventAsked, OneOfAsked, RegistrationAsked

if TYPE_CHECKING:
    from store.desk.due_item import PersonLine
    from store.rules.worklist import Obligation
    from tui.office_screen import OfficeScreen

_TODAY = "今天"
_NOTICE, _MEASURE, _REGISTRATION = "notice", "measure", "registration"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that closes a rule: what it is called, the form it is recorded in, what is filled in there.

    ``corrects`` a record there is already: the measure, or what the deadline hangs on. ``late`` facts are offered
    only when the last day is past.
    """

    said: str
    form: str
    begun: Mapping[str, str] = field(default_factory=dict)
    corrects: bool = False
    late: bool = False


def _notice(matter: str, *, late: bool = False) -> Fact:
    return Fact(f"{matter}: 记一条事项文书", _NOTICE, {"matter": matter}, late=late)


def _of_measure(said: str, **begun: str) -> Fact:
    return Fact(said, _MEASURE, begun, corrects=True)


_VISIT = (Fact("记一次走访", "visit"),)
FACTS: Mapping[str, tuple[Fact, ...]] = {
    "report_in": (
        _of_measure("已报到: 记下报到日期", reported_on=_TODAY),
        _notice(REASON_ACCEPTED),
        _notice(REASON_REFUSED),
        _notice(REPORT_ORDERED),
    ),
    "agreement": (_of_measure("已签协议: 记下协议签订日期", agreement_on=_TODAY),),
    "transfer_in": (_of_measure("已转入: 记下转入日期", taken_over_on=_TODAY),),
    "discharge": (
        _of_measure("期满解除: 记下结束日期", closed_on=_TODAY, close_reason=COMPLETED),
        _notice("解除通知书"),
    ),
    "return": (
        Fact("销假: 记下实返日期", "leave", {"returned_on": _TODAY}, corrects=True),
        _notice(ABSENCE_CONFIRMED, late=True),
    ),
    "suspension_check": (
        _notice(SUSPENSION_CHECKED),
        Fact("已恢复: 记下恢复日期", "suspension", {"resumed_on": _TODAY}, corrects=True),
    ),
    "recheck": (Fact("复检: 记下认定", "test", {"confirmation": "", "confirmed_on": _TODAY}, corrects=True),),
    "police_report": (_notice(REPORTED_TO_POLICE),),
    "seal": (_notice(SEALED), _notice(SEALING_REFUSED)),
    "facts_missing": (Fact("补上缺的要素", _REGISTRATION),),
    "test": (Fact("记一次检测", "test"),),
    "assessment": (Fact("记一次评估", "assessment"),),
    "meeting": _VISIT,
    "talk": _VISIT,
    "home_visit": _VISIT,
    "report": _VISIT,
}
"""By rule, the facts that close it or lead on from it, the usual one first."""


def facts_for(due: "Obligation") -> tuple[Fact, ...]:
    """What can be recorded for an obligation now. A series nobody named is settled by a visit."""
    overdue = due.state is State.OVERDUE
    return tuple(fact for fact in FACTS.get(due.rule, _VISIT) if overdue or not fact.late)


def settle(screen: "OfficeScreen", person: "PersonLine", due: "Obligation") -> None:
    """Open the small form of the fact that closes ``due``; where there are several, ask which."""
    facts = {fact.said: fact for fact in facts_for(due)}
    if len(facts) == 1:
        screen.run_step(_open(screen, person, due, next(iter(facts.values()))))
        return
    about = f"{due.label}: {due.cause}" if due.cause else due.label
    screen.post_message(
        OneOfAsked(
            f"{person.name} {about},怎样办?",
            tuple(facts),
            lambda said: screen.run_step(_open(screen, person, due, facts[said])),
        )
    )


async def _open(screen: "OfficeScreen", person: "PersonLine", due: "Obligation", fact: Fact) -> None:
    if fact.corrects:
        from store.desk.measure_facts import record_behind

        workplace = screen.workplace
        job = partial(record_behind, person_id=person.id, form=fact.form, uid=due.record, today=workplace.today)
        record = await workplace.session.read(job)
        screen.post_message(CorrectionAsked(person, record, fact.begun))  # type: ignore[arg-type]  # event or measure
    else:
        screen.post_message(_asked(person, due, fact))


def _asked(person: "PersonLine", due: "Obligation", fact: Fact) -> Message:
    if fact.form == _REGISTRATION:
        return RegistrationAsked(person.id, field=_missing_field(due))
    known = {"content": f"{due.cause}({due.start})"} if fact.begun.get("matter") == REPORTED_TO_POLICE else {}
    return EventAsked(fact.form, person, (due,), {**fact.begun, **known})


def _missing_field(due: "Obligation") -> str:
    """The first field that 缺要素 names."""
    return "served_on" if "送达" in due.basis else "term_months"
