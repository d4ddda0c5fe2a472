"""What a record would settle or unsettle, told before it is saved: the schedules with and without it, compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from store.desk.case_events import EVENT_DAYS
from store.desk.records import Record
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.calendar import Holidays
from store.rules.case import Case, own_suspensions
from store.rules.deadlines import Deadline
from store.rules.ownership import begun_on, owner
from store.rules.policy import Policies
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.windows import Window
from tui.standing import short_day
from tui.today_list import SHORT_LABELS

CASE_FIELDS: dict[type, str] = {
    Visit: "visits",
    DrugTest: "tests",
    Assessment: "assessments",
    Suspension: "suspensions",
    Leave: "leaves",
    Notice: "notices",
}
"""Where the records of a kind stand in a case. What the rules do not read settles nothing."""
_STATES = {State.MISSED: "已漏", State.DUE: "又该办", State.EXCUSED: "免"}
_OPEN = (State.DUE, State.OVERDUE)
_SHOWN_UNDONE = 3


@dataclass(frozen=True, slots=True)
class Settlement:
    """The windows that would turn to done, those that would be done no more, and how many would become excused.

    ``settled`` deadlines would be done, ``unsettled`` ones would be done no more.
    """

    done: tuple[Window, ...] = ()
    undone: tuple[Window, ...] = ()
    excused: int = 0
    required: int = 0
    settled: tuple[Deadline, ...] = ()
    unsettled: tuple[Deadline, ...] = ()


def settlement(
    case: Case,
    policies: Policies,
    today: date,
    record: Record,
    holidays: Holidays,
    instead_of: Record | None = None,
) -> Settlement:
    """What ``record`` alone would change at ``today``, in place of ``instead_of`` where it corrects a recorded one."""
    was_whole = schedule(case, policies, today, holidays)
    whole = schedule(_with(case, record, instead_of), policies, today, holidays)
    before = {_key(window): window.state for window in was_whole.windows}
    changed = [(w, before.get(_key(w))) for w in whole.windows if before.get(_key(w)) is not w.state]
    done, open_before = _of(whole.deadlines, State.DONE), _of(was_whole.deadlines, *_OPEN)
    done_before, still_open = _of(was_whole.deadlines, State.DONE), _of(whole.deadlines, *_OPEN)
    return Settlement(
        done=tuple(window for window, _ in changed if window.state is State.DONE),
        undone=tuple(window for window, was in changed if was is State.DONE),
        excused=sum(window.state is State.EXCUSED for window, _ in changed),
        required=sum(was is State.EXCUSED for _, was in changed),
        settled=tuple(deadline for key, deadline in done.items() if key in open_before),
        unsettled=tuple(deadline for key, deadline in done_before.items() if key in still_open),
    )


def _of(deadlines: Iterable[Deadline], *states: State) -> dict[tuple[object, ...], Deadline]:
    return {(each.rule, each.opens, each.cause): each for each in deadlines if each.state in states}


def settlement_text(found: Settlement, today: date, *, correction: bool = False) -> str:
    """``会完成: 见面 本周, 谈话 11-16至11-30``; of a correction also what is done no more; says so when nothing is."""
    parts = list(_parts(found, today))
    if parts:
        return "; ".join(parts)
    return "应办的事不因这次更正改变" if correction else "只留记录,不完成应办事项"


def _parts(found: Settlement, today: date) -> Iterator[str]:
    if found.undone:
        said = [f"{_named(w, today)}({_STATES.get(w.state, '未到')})" for w in found.undone[:_SHOWN_UNDONE]]
        more = f" 等{len(found.undone)}项" if len(found.undone) > _SHOWN_UNDONE else ""
        yield f"不再算完成: {', '.join(said)}{more}"
    if found.settled:
        yield "会办结: " + ", ".join(_deadline(each) for each in found.settled)
    if found.unsettled:
        yield "不再算办结: " + ", ".join(_deadline(each) for each in found.unsettled)
    if found.done:
        yield "会完成: " + ", ".join(_named(window, today) for window in found.done)
    if found.excused:
        yield f"会免 {found.excused} 期"
    if found.required:
        yield f"不再免 {found.required} 期"


def _with(case: Case, record: Record, instead_of: Record | None) -> Case:
    name = CASE_FIELDS.get(type(record))
    if name is None:
        return case
    gone = getattr(instead_of, "uid", None)
    others = (each for each in getattr(case, name) if instead_of is None or each.uid != gone)
    changed: dict[str, tuple[Record, ...]] = {name: (*others, record)}
    found: Case = replace(case, **changed)  # type: ignore[arg-type]  # which attribute it is, is looked up
    # A suspension before this measure began is another one's, as it will be once it is recorded.
    return replace(found, suspensions=own_suspensions(found.measure, found.others, found.suspensions))


def other_owner(case: Case, record: Record) -> Measure | None:
    """The measure that a record belongs to by its day, where it is another one than that of the case."""
    day = EVENT_DAYS.get(type(record))
    found = owner((case.measure, *case.others), getattr(record, day)) if day else None
    return None if found is case.measure else found


def owner_text(measure: Measure) -> str:
    """``算在 2020-11-01 起的社区戒毒(已结束)``: whose record it will be."""
    begun = begun_on(measure)
    since = f"{begun} 起的" if begun > date.min else ""
    return f"算在{f' {since}' if since else ''}{measure.category}{'(已结束)' if measure.closed_on else ''}"


def _deadline(deadline: Deadline) -> str:
    return f"{deadline.label}({deadline.cause})" if deadline.cause else deadline.label


def _key(window: Window) -> tuple[str, int]:
    return (window.rule, window.ordinal)


def _named(window: Window, today: date) -> str:
    return f"{SHORT_LABELS.get(window.label, window.label)} {_period(window, today)}"


def _period(window: Window, today: date) -> str:
    last_day = window.end - timedelta(days=1)
    dates = f"{short_day(window.start, today)}至{short_day(last_day, today)}"
    if window.rule == "test":
        return f"第{window.ordinal}次 {dates}"
    if window.start <= today < window.end:
        days = (window.bucket_end - window.bucket_start).days
        return "本周" if days == 7 else dates
    return f"{dates} 补记" if window.state is State.DONE else dates
