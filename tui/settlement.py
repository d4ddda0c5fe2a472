"""What a record would settle, told before it is saved: the schedule with it, compared with the one without."""

from dataclasses import replace
from datetime import date, timedelta

from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.rules.case import Case
from store.rules.policy import Policies
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.windows import Window
from tui.standing import short_day
from tui.today_list import SHORT_LABELS


def settled(case: Case, policies: Policies, today: date, record: Visit | DrugTest) -> tuple[Window, ...]:
    """The windows that ``record`` alone would turn to done at ``today``."""
    before = {_key(window): window for window in schedule(case, policies, today).windows}
    after = schedule(_with(case, record), policies, today).windows
    return tuple(w for w in after if w.state is State.DONE and before[_key(w)].state is not State.DONE)


def settlement_text(windows: tuple[Window, ...], today: date) -> str:
    """``会完成: 见面 本周, 谈话 11-16至11-30``; says so when nothing is settled."""
    if not windows:
        return "只留记录,不完成应办事项"
    return "会完成: " + ", ".join(f"{SHORT_LABELS.get(w.label, w.label)} {_period(w, today)}" for w in windows)


def _with(case: Case, record: Visit | DrugTest) -> Case:
    if isinstance(record, Visit):
        return replace(case, visits=(*case.visits, record))
    return replace(case, tests=(*case.tests, record))


def _key(window: Window) -> tuple[str, int]:
    return (window.rule, window.ordinal)


def _period(window: Window, today: date) -> str:
    last_day = window.end - timedelta(days=1)
    dates = f"{short_day(window.start, today)}至{short_day(last_day, today)}"
    if window.rule == "test":
        return f"第{window.ordinal}次 {dates}"
    if window.start <= today < window.end:
        days = (window.bucket_end - window.bucket_start).days
        return "本周" if days == 7 else dates
    return f"{dates} 补记"
