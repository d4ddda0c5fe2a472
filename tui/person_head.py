"""The head of a person's page: who it is, and the measure with its term. Numbers by their tails unless revealed."""

from datetime import date
from typing import TYPE_CHECKING

from store.desk.glance import full_years
from store.model.leave import UNREPORTED
from store.rules.deadlines import COMMUNITY
from store.rules.term import Term
from store.text import cells, clean, fit, mask
from tui.confirmation_text import overtaken_text
from tui.standing import short_day
from tui.threshold_text import thresholds_text

if TYPE_CHECKING:
    from store.desk.dossier_view import DossierView
    from store.model.measure import Measure
    from store.model.person import Person

TAIL = 4
_ONLY_STATE = "在册"


def two_ends(left: str, right: str, width: int) -> str:
    """One line with a text at each end; the left one gives way."""
    shown = clean(right)
    return f"{fit(left, max(0, width - cells(shown) - 1))} {shown}"


def identity(view: "DossierView", *, revealed: bool) -> str:
    """Name, sex, age, state, ID number and phone."""
    person = view.person
    age = full_years(person.birth_date, view.today)
    state = person.control_state if person.control_state != _ONLY_STATE else None
    known = (person.name, person.sex, None if age is None else f"{age}岁", state, *_numbers(person, revealed))
    return "  ".join(part for part in known if part)


def _numbers(person: "Person", revealed: bool) -> tuple[str, str]:
    number, phone = person.id_number, person.phone
    if revealed:
        return (f"证件 {number or '没有记'}", f"电话 {phone or '没有记'}")
    return (f"证件尾号 {_tail(number)}" if number else "证件没有记", f"电话尾号 {_tail(phone)}" if phone else "")


def _tail(number: str) -> str:
    return mask(number, TAIL).partition("、")[0][-TAIL:]


def place(person: "Person") -> str:
    """Village and group."""
    return f"{person.village}{person.village_group or ''}"


def standing(view: "DossierView", width: int) -> str:
    """Measure, term, year, agreement, tier and grid; closer together where the line would be cut."""
    measure = view.measure
    if measure is None:
        return "没有措施"
    known = (
        measure.category,
        *_term(measure, view.schedule.term if view.schedule else None, view.today),
        f"风险 {view.tier or view.risk}" if view.risk else None,
        f"网格 {view.person.grid}" if view.person.grid else None,
    )
    parts = [part for part in known if part]
    apart = "  ".join(parts)
    return apart if cells(apart) <= width else " ".join(parts)


def alerts(view: "DossierView") -> str:
    """What runs on and must not be forgotten: a suspension, an end to be confirmed anew, a leave, the thresholds.

    Empty where there is nothing.
    """
    said = (_suspended(view), overtaken_text(view.overtaken), _away(view), thresholds_text(view.thresholds))
    return "  ".join(part for part in said if part)


def _suspended(view: "DossierView") -> str:
    running = view.suspension
    return f"中止中 {short_day(running.started_on, view.today)} 起" if running else ""


def _away(view: "DossierView") -> str:
    leave = view.away
    if leave is None:
        return ""
    unreported = "(没有报告)" if leave.reported == UNREPORTED else ""
    days = (view.today - leave.due_back_on).days
    late = f" 逾期{days}天" if days > 0 else ""
    left, due = short_day(leave.left_on, view.today), short_day(leave.due_back_on, view.today)
    return f"外出中{unreported} {left} 起 应返 {due}{late}"


def _term(measure: "Measure", term: Term | None, today: date) -> tuple[str | None, ...]:
    if measure.closed_on:
        return (f"{measure.closed_on} 已结束 {measure.close_reason or ''}".strip(),)
    if measure.reported_on is None and measure.category not in COMMUNITY:
        return (f"{measure.served_on} 起" if measure.served_on else None,)
    if measure.reported_on is None:
        served = f"(送达 {measure.served_on})" if measure.served_on else ""
        return (f"未报到{served}",)
    agreement = f"协议 已签 {short_day(measure.agreement_on, today)}" if measure.agreement_on else "协议 未签"
    if term is None:
        return (f"{measure.reported_on} 起",)
    provisional = "(中止中,暂计)" if term.provisional else ""
    return (f"{measure.reported_on} 至 {_last_day(term)}{provisional}", _year(measure, today), agreement)


def _last_day(term: Term) -> date:
    return date.fromordinal(max(term.start.toordinal(), term.term_end.toordinal() - 1))


def _year(measure: "Measure", today: date) -> str | None:
    years = full_years(measure.reported_on, today)
    return None if years is None or years < 0 else f"第{years + 1}年"
