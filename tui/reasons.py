"""Why something is due: its window, its basis, its policy, what counted, what did not, what would settle it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.visit import REACHED, Visit
from store.rules.case import Case, as_of
from store.rules.deadlines import Deadline
from store.rules.layout import Cadence, CalendarLayout, Layout
from store.rules.policy import Contact, Policies, Policy, Qualifying, Series
from store.rules.schedule import Schedule
from store.rules.spans import days_within
from store.rules.state import State
from store.rules.term import term_months
from store.rules.windows import Window, leave_spans
from store.rules.worklist import Obligation
from tui.deadline_reasons import deadline_reasons, threshold_reasons
from tui.standing import short_day
from tui.today_list import LEVELS

Reason = tuple[str, str]
"""A label and its text."""

_CALENDAR = {
    "week": "每周一次",
    "half_month": "每半月一次",
    "month": "每月一次",
    "quarter": "每季度一次",
    "half_year": "每半年一次",
    "year": "每年一次",
}
_STATES = {
    State.DONE: "已完成",
    State.MISSED: "已漏",
    State.EXCUSED: "免",
    State.DUE: "进行中",
    State.UPCOMING: "未开始",
}
SETTLED_BY = {
    "report_in": "在人员花名册里记下报到日期即可",
    "agreement": "签订协议并记下协议签订日期即可",
    "return": "回来后在请假外出里记下实返日期即可",
    "police_report": "报告公安并记下一条报告公安的事项文书即可,日期不早于这一天",
    "discharge": "办理解除并记下结束日期和结束原因即可",
    "transfer_in": "转入后记下转入日期即可",
    "recheck": "在这次检测里把认定改为确认或排除,并记下认定日期即可",
    "seal": "封存,或暂不封存并在内容里写明理由,记下事项文书即可",
    "suspension_check": "核实后记一条中止核实的事项文书,或记下恢复日期即可",
    "facts_missing": "补上缺的要素即可;补上之前算不出期间",
}
_SHOWN_RECORDS = 3


def reasons(due: Obligation, case: Case, whole: Schedule, policies: Policies, today: date) -> tuple[Reason, ...]:
    """The reasons for ``due``, an obligation of ``case`` at ``today``; ``whole`` is the case's schedule."""
    window = next((w for w in whole.windows if (w.rule, w.ordinal) == (due.rule, due.ordinal)), None)
    if window is None:
        known = as_of(case, today)
        return (*_deadline_reasons(due, known, whole, today), *_level(due), *threshold_reasons(known, today))
    policy = policies.on(window.start)
    series = policy.series_for(window.rule, case.measure.category, term_months(case.measure))
    return (
        ("事项", f"{window.label} 第{window.ordinal}次(共{window.of}次)"),
        ("窗口", f"{window.start} 至 {_last_day(window)},{_standing(window, due)}"),
        ("依据", window.basis),
        *(_series_reasons(policy, series, case, window, whole, today) if series else ()),
        *_level(due),
        *threshold_reasons(as_of(case, today), today),
    )


def _standing(window: Window, due: Obligation) -> str:
    """How the window stands; of one that still runs, what is left."""
    return _left(due.days_left) if window.state is State.DUE else _STATES[window.state]


def _series_reasons(
    policy: Policy, series: Series, case: Case, window: Window, whole: Schedule, today: date
) -> Iterable[Reason]:
    yield "办法", f"{policy.title} {policy.version} 版: {_layout(series.layout)}"
    yield "起点", _anchor(series.layout, case.measure)
    before = [w for w in whole.windows if w.rule == window.rule and w.ordinal < window.ordinal]
    if before:
        yield "上一窗口", _past(before[-1], series.qualifying, case, today)
    if window.why:
        yield "免的原因", window.why
    elif window.active_days < (days := (window.bucket_end - window.bucket_start).days):
        yield "有效天数", f"{window.active_days} 天,整期 {days} 天,够一半,要办"
    yield "本窗口", _records_said(window, series.qualifying, case, today) or "还没有记录"
    yield "怎样完成", _satisfying(series.qualifying)


def _deadline_reasons(due: Obligation, known: Case, whole: Schedule, today: date) -> Iterable[Reason]:
    deadline = next((d for d in whole.deadlines if _is_about(d, due)), None)
    yield "事项", f"{due.label}: {due.cause}" if due.cause else due.label
    if due.last_day is not None:
        opened = f"{due.start} 起," if due.start else ""
        yield "期限", f"{opened}最后一天 {due.last_day},{_left(due.days_left)}"
    yield "依据", due.basis
    if deadline is not None:
        yield from deadline_reasons(deadline, known, whole.term, today)
        if deadline.note:
            yield "说明", deadline.note
    if due.rule in SETTLED_BY:
        yield "怎样完成", f"{SETTLED_BY[due.rule]}。Ctrl+X 办理"


def _is_about(deadline: Deadline, due: Obligation) -> bool:
    return (deadline.rule, deadline.opens, deadline.record, deadline.cause) == (
        due.rule,
        due.start,
        due.record,
        due.cause,
    )


def _level(due: Obligation) -> Iterable[Reason]:
    missed = f",连漏 {due.missed_in_a_row} 次" if due.missed_in_a_row else ""
    yield "级别", f"{LEVELS[due.level]}{missed}"


def _left(days: int | None) -> str:
    if days is None:
        return ""
    if days < 0:
        return f"已逾期 {-days} 天"
    return f"还剩 {days} 天" if days else "今天到期"


def _layout(layout: Layout) -> str:
    if isinstance(layout, Cadence):
        return layout.text.replace("m", "月")
    return _CALENDAR.get(layout.text, layout.text) if isinstance(layout, CalendarLayout) else ""


def _anchor(layout: Layout, measure: Measure) -> str:
    reported = f"报到日 {measure.reported_on}"
    return reported if isinstance(layout, Cadence) else f"{reported},按日历分段"


def _past(window: Window, qualifying: Qualifying, case: Case, today: date) -> str:
    dates = f"{short_day(window.start, today)} 至 {short_day(_last_day(window), today)} {_STATES[window.state]}"
    if window.state is State.EXCUSED:
        return f"{dates}: {window.why}"
    said = _records_said(window, qualifying, case, today)
    return f"{dates}: {said}" if said else f"{dates}: 没有记录"


def _records_said(window: Window, qualifying: Qualifying, case: Case, today: date) -> str:
    """Each record of the right kind inside the window: that it counted, or why it did not."""
    inside = [r for r in _records(case, qualifying) if window.start <= r.day < window.end and r.day <= today]
    inside.sort(key=lambda record: record.day)
    away = _is_away(window, case, today)
    said = [_said(record, record.uid == window.by, qualifying, today, away=away) for record in inside[-_SHOWN_RECORDS:]]
    more = f"等 {len(inside)} 条" if len(inside) > _SHOWN_RECORDS else ""
    return "; ".join(said) + more


def _records(case: Case, qualifying: Qualifying) -> Sequence[Contact]:
    if qualifying.record is Visit:
        return case.visits
    return case.tests if qualifying.record is DrugTest else case.assessments


def _is_away(window: Window, case: Case, today: date) -> bool:
    """Whether reported leave covers at least half of the window, so that a call can count."""
    away = days_within(leave_spans(as_of(case, today).leaves), window.start, window.end)
    return 2 * away >= (window.end - window.start).days


def _said(record: Contact, counted: bool, qualifying: Qualifying, today: date, *, away: bool) -> str:
    if counted:
        return f"{short_day(record.day, today)} 算数"
    why = "" if qualifying.accepts(record, away=away) else _why_not(record, qualifying)
    return f"{short_day(record.day, today)} {why},不算" if why else f"{short_day(record.day, today)} 也符合"


def _why_not(record: Contact, qualifying: Qualifying) -> str:
    if isinstance(record, DrugTest):
        return f"{record.kind}检测" if record.kind not in qualifying.kinds else _result_refused(record, qualifying)
    if isinstance(record, Assessment):
        return ""
    if record.result != REACHED:
        return record.result
    if qualifying.tick not in record.contents:
        return f"没勾{qualifying.tick}"
    return f"{record.mode}" if record.mode not in qualifying.modes else ""


def _result_refused(test: DrugTest, qualifying: Qualifying) -> str:
    return test.result if test.result not in qualifying.results else ""


def _satisfying(qualifying: Qualifying) -> str:
    if qualifying.record is DrugTest:
        return f"做一次{'或'.join(qualifying.kinds)}检测、结果{'或'.join(qualifying.results)}即可"
    if qualifying.record is Visit:
        away = f";报告过的请假占一半以上时{'、'.join(qualifying.away_modes)}也算" if qualifying.away_modes else ""
        return f"{'、'.join(qualifying.modes)}一次、{REACHED}、内容勾{qualifying.tick}即可{away}"
    return "做一次评估,按 Ctrl+E 记下即可"


def _last_day(window: Window) -> date:
    return window.end - timedelta(days=1)
