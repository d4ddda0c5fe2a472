"""Why a one-off deadline is due: what opened it and where that stands, how its days count, what does not count."""

from collections.abc import Iterable, Iterator
from datetime import date

from store.desk.alerts import counted
from store.model.measure import Measure
from store.model.notice import REPORTED_TO_POLICE, SEALING_REFUSED, SUSPENSION_CHECKED, TRANSFER_DECIDED
from store.rules.calendar import add_days
from store.rules.case import Case
from store.rules.case_deadlines import (
    CHECK_GRACE_DAYS,
    CHECK_INTERVAL_DAYS,
    POLICE_DAYS,
    RECHECK_DAYS,
    RETURN_REMINDER_DAYS,
    SEAL_DAYS,
)
from store.rules.deadlines import (
    AGREEMENT_DAYS,
    DISCHARGE_GRACE_DAYS,
    DISCHARGE_REMINDER_DAYS,
    REPORT_DAYS,
    TRANSFER_DAYS,
    Deadline,
)
from store.rules.term import Term, term_months
from store.rules.thresholds import thresholds
from tui.standing import WEEKDAYS
from tui.threshold_text import count_text, told

_DAYS_AFTER = {
    "report_in": REPORT_DAYS, "transfer_in": TRANSFER_DAYS, "agreement": AGREEMENT_DAYS, "recheck": RECHECK_DAYS,
    "police_report": POLICE_DAYS, "seal": SEAL_DAYS, "suspension_check": CHECK_GRACE_DAYS,
}  # fmt: skip


def deadline_reasons(deadline: Deadline, known: Case, term: Term | None, today: date) -> Iterator[tuple[str, str]]:
    """Opening fact, counting, and what does not count, each with its label; ``known`` must be as of today."""
    opened = _opened_by(deadline, known, term)
    if opened:
        yield "起点", opened
    counting = _counting(deadline, known, term)
    if counting:
        yield "天数", counting
    unfit = list(_not_counted(deadline, known))
    if unfit:
        yield "不算的", "; ".join(unfit)


def threshold_reasons(known: Case, today: date) -> Iterator[tuple[str, str]]:
    """Every warning and threshold of the measure with what was counted; ``known`` must be as of today."""
    for threshold in told(thresholds(known, today)):
        days = "、".join(f"{day} {word}" for day, word in counted(known, threshold))
        since = threshold.reached_on or threshold.warned_on
        word = "预警" if threshold.reached_on is None else "已达界限"
        yield word, f"{count_text(threshold)},{since} 起;算入 {days};依据 {threshold.basis}"


def _opened_by(deadline: Deadline, known: Case, term: Term | None) -> str:
    measure = known.measure
    match deadline.rule:
        case "report_in":
            return _service(known)
        case "agreement":
            return f"报到日期 {measure.reported_on},记在措施里"
        case "transfer_in":
            return _notice_said(known, TRANSFER_DECIDED, deadline.opens)
        case "discharge":
            return _term_said(measure, term)
        case "return" | "suspension_check" | "recheck" | "police_report":
            return _record_said(deadline, known)
        case "seal":
            return f"{deadline.cause or ''};措施 {measure.closed_on} {measure.close_reason or ''}"
    return ""


def _service(known: Case) -> str:
    served, accepted = known.measure.served_on, known.reason_accepted_on
    if accepted and served and accepted > served:
        return f"正当理由认定 {accepted},记在事项文书里;送达日期 {served}"
    return f"送达日期 {served},记在措施里"


def _notice_said(known: Case, matter: str, day: date | None) -> str:
    found = next((each for each in known.own_notices if (each.matter, each.day) == (matter, day)), None)
    number = f" {found.document_number}" if found and found.document_number else ""
    return f"{matter} {day}{number},记在事项文书里"


def _term_said(measure: Measure, term: Term | None) -> str:
    if term is None:
        return ""
    if measure.confirmed_end:
        return f"确认到期日 {measure.confirmed_end},记在措施里"
    offset = f",折抵 {measure.offset_days} 天" if measure.offset_days else ""
    stood = (term.term_end - term.nominal_end).days
    paused = f",中止 {stood} 天" if stood else ""
    return f"报到日 {measure.reported_on},期限 {term_months(measure)} 个月{offset}{paused},到期 {term.term_end}"


def _record_said(deadline: Deadline, known: Case) -> str:
    for leave in known.leaves:
        if leave.uid == deadline.record:
            where = f" {leave.destination}" if leave.destination else ""
            return f"{leave.left_on} 请假外出{where},应返日期 {leave.due_back_on}"
    for suspension in known.suspensions:
        if suspension.uid == deadline.record:
            reason = f"({suspension.reason})" if suspension.reason else ""
            return f"{suspension.started_on} 中止{reason},还没有恢复,每 {CHECK_INTERVAL_DAYS} 天核实一次"
    for test in known.tests:
        if test.uid == deadline.record:
            confirmed = f",认定 {test.confirmation or '初筛(没填)'} {test.confirmed_on or ''}".rstrip()
            return f"{test.day} 检测 {test.sample} {test.result}{confirmed}"
    for notice in known.notices:
        if notice.uid == deadline.record:
            return f"{notice.day} {notice.matter},记在事项文书里"
    return f"{deadline.cause or ''},{deadline.opens} 达到"


def _counting(deadline: Deadline, known: Case, term: Term | None) -> str:
    opens, last_day = deadline.opens, deadline.last_day
    if opens is None or last_day is None:
        return ""
    if deadline.rule == "discharge":
        return f"到期前 {DISCHARGE_REMINDER_DAYS} 天提醒,到期后 {DISCHARGE_GRACE_DAYS} 天内办"
    if deadline.rule == "return":
        return f"应返前 {RETURN_REMINDER_DAYS} 天提醒,应返那天是最后一天"
    days = _DAYS_AFTER[deadline.rule]
    begun = max(opens, known.reason_accepted_on or opens) if deadline.rule == "report_in" else opens
    exact = add_days(begun, days)
    said = f"{begun} 加 {days} 天是 {_day(exact)}"
    return said if exact == last_day else f"{said},遇休息日顺延到 {_day(last_day)}"


def _day(day: date) -> str:
    return f"{day} {WEEKDAYS[day.weekday()]}"


def _not_counted(deadline: Deadline, known: Case) -> Iterable[str]:
    """Records that look as if they settled it, each with why they do not."""
    opens = deadline.opens or date.min
    wanted = {"police_report": REPORTED_TO_POLICE, "suspension_check": SUSPENSION_CHECKED}.get(deadline.rule)
    for notice in known.notices:
        if notice.matter == wanted and notice.day < opens:
            yield f"{notice.day} {notice.matter} 早于 {opens}"
        if deadline.rule == "seal" and notice.matter == SEALING_REFUSED:
            if not (notice.content or "").strip():
                yield f"{notice.day} {notice.matter} 没有写理由"
            elif notice.day < opens:
                yield f"{notice.day} {notice.matter} 早于三年期满 {opens}"
    taken_over_on = known.measure.taken_over_on
    if deadline.rule == "transfer_in" and taken_over_on and taken_over_on < opens:
        yield f"转入日期 {taken_over_on} 早于转入决定"
