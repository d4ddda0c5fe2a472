"""五个到位: what of a measure is in place, and what is not. Facts must be as of today.

衔接 the decision was served or the measure taken over; 报到 in time or late; 协议 signed; 检测 no missed window that is
not explained, and level 1; 措施 every series of contacts at level 1 and a helper named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from store.rules.case import Case
from store.rules.deadlines import Deadline
from store.rules.escalation import series_level, series_levels
from store.rules.explanation import is_explained
from store.rules.policy import Policies
from store.rules.schedule import Schedule
from store.rules.shortcut import missed_before
from store.rules.state import State
from store.rules.term import Term

HANDED_OVER, REPORTED, AGREED, TESTED, CARRIED_OUT = CHECKS = ("衔接", "报到", "协议", "检测", "措施")
CONTACT_RULES = ("meeting", "talk", "home_visit", "report")
TEST_RULE = "test"
_HAS, _LACKS, _OVERDUE, _LATE = "有", "缺", "逾", "迟"
SERVICE = "送达"
"""What 衔接 lacks where no day of service is known."""


class Closes(Enum):
    """What closes a gap."""

    MEASURE = "补登记"
    TEST = "记检测"
    EXPLANATION = "写漏项说明"
    VISIT = "记走访"
    HELPER = "登记帮教人"


@dataclass(frozen=True, slots=True)
class Check:
    """One of the five. ``text`` says in a word or two how it stands (有, 缺, 逾, 迟), ``gaps`` what would close it."""

    name: str
    text: str
    gaps: tuple[Closes, ...] = ()

    @property
    def is_in_place(self) -> bool:
        return not self.gaps


Lapse = tuple[int, int, str]
"""A series of contacts above level 1: its level, the windows missed in a row, its label."""


def checks(
    whole: Schedule, known: Case, policies: Policies, today: date, contacts: Iterable[Lapse], *, has_helper: bool
) -> tuple[Check, ...]:
    """The five of one measure at ``today``, in their order. Of the windows of ``whole`` those of 检测 are enough."""
    tests = [window for window in whole.windows if window.rule == TEST_RULE]
    levels = series_levels(tests, known.measure, policies, today)
    return (
        _handed_over(whole, known, today),
        _dated(REPORTED, _deadline(whole, "report_in"), known.measure.reported_on, today),
        _dated(AGREED, _deadline(whole, "agreement"), known.measure.agreement_on, today),
        _tested(whole, known, policies, levels),
        _carried_out(whole, max(contacts, default=None), has_helper=has_helper),
    )


def _deadline(whole: Schedule, rule: str) -> Deadline | None:
    return next((each for each in whole.deadlines if each.rule == rule), None)


def _handed_over(whole: Schedule, known: Case, today: date) -> Check:
    measure, transfer = known.measure, _deadline(whole, "transfer_in")
    if transfer is not None and transfer.state is not State.DONE:
        return Check(HANDED_OVER, _open(transfer, today), (Closes.MEASURE,))
    if measure.served_on or measure.taken_over_on:
        return Check(HANDED_OVER, _HAS)
    return Check(HANDED_OVER, f"{_LACKS} {SERVICE}", (Closes.MEASURE,))


def _dated(name: str, found: Deadline | None, done_on: date | None, today: date) -> Check:
    if done_on is not None:
        late = found is not None and found.late and found.last_day is not None and name == REPORTED
        days = (done_on - found.last_day).days if late and found and found.last_day else 0
        return Check(name, f"{_LATE} {days}天" if late else _HAS)
    return Check(name, _open(found, today), (Closes.MEASURE,))


def _open(found: Deadline | None, today: date) -> str:
    if found is None or found.last_day is None:
        return _LACKS
    if found.state is State.OVERDUE:
        return f"{_OVERDUE} {(today - found.last_day).days}天"
    return f"{_LACKS}{found.last_day:%m-%d}止"


def _tested(whole: Schedule, known: Case, policies: Policies, levels: dict[str, tuple[int, int]]) -> Check:
    if whole.term is None:
        return Check(TESTED, _LACKS, (Closes.MEASURE,))
    missed = [each for each in whole.windows if each.rule == TEST_RULE and each.state is State.MISSED]
    unsettled = sum(not is_explained(each, known.notices, policies.labels) for each in missed)
    in_a_row, level = levels.get(TEST_RULE, (0, 1))
    gaps = (*((Closes.TEST,) if level > 1 else ()), *((Closes.EXPLANATION,) if unsettled else ()))
    text = f"{_OVERDUE} 连漏{in_a_row}" if level > 1 else f"{_OVERDUE} 漏{unsettled}" if unsettled else _HAS
    return Check(TESTED, text, gaps)


def _carried_out(whole: Schedule, lapsing: Lapse | None, *, has_helper: bool) -> Check:
    gaps = (*((Closes.VISIT,) if lapsing else ()), *(() if has_helper else (Closes.HELPER,)))
    if lapsing:
        _, in_a_row, label = lapsing
        return Check(CARRIED_OUT, f"{_OVERDUE} {label}{in_a_row}", gaps)
    if whole.term is None:
        return Check(CARRIED_OUT, _LACKS, (Closes.MEASURE, *gaps))
    return Check(CARRIED_OUT, _HAS if has_helper else f"{_LACKS} 帮教", gaps)


def lapses_told(
    known: Case, known_term: Term, last_days: Mapping[str, date], policies: Policies, today: date
) -> Iterator[Lapse]:
    """As ``lapses``, told from the newest qualifying days. ``UndecidedError`` where they do not tell."""
    for series, missed in missed_before(known, known_term, CONTACT_RULES, last_days, policies, today):
        level = series_level(missed, series.thresholds)
        if level > 1:
            yield level, missed, series.label


def lapses(whole: Schedule, known: Case, policies: Policies, today: date) -> Iterator[Lapse]:
    """The series of contacts above level 1, read off a whole schedule."""
    levels = series_levels(whole.windows, known.measure, policies, today)
    labels = {window.rule: window.label for window in whole.windows}
    for rule in CONTACT_RULES:
        in_a_row, level = levels.get(rule, (0, 1))
        if level > 1:
            yield level, in_a_row, labels[rule]
