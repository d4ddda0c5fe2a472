"""A confirmed end that has to be confirmed anew, in a few words and whole."""

from datetime import date

from store.desk.confirmations import Overtaken
from tui.standing import short_day


def overtaken_text(found: Overtaken | None) -> str:
    """For a line that says more; empty where nothing has to be confirmed."""
    return f"到期日 {found.confirmed_end} 要重新确认" if found else ""


def overtaken_cause(found: Overtaken, today: date) -> str:
    """What came after the confirmation."""
    begun, resumed = short_day(found.suspension.started_on, today), found.suspension.resumed_on
    until = f"至 {short_day(resumed, today)} " if resumed else "起"
    return f"确认到期日记下以后,又记了 {begun} {until}的中止"


def overtaken_reason(found: Overtaken, today: date) -> str:
    """The same, and what is to be done."""
    return (
        f"{overtaken_cause(found, today)}。已确认的到期日 {found.confirmed_end} 不因中止顺延,请决定机关重新确认,"
        "再改确认到期日;确认的还是那天,就先清空保存,再填上"
    )
