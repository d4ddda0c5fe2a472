"""`due` and `schedule`: what has to be done, and everything that hangs on one person's measure."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from store.command.access import Desk, opened
from store.command.answer import answer, table
from store.command.masking import shown
from store.command.options import current_invocation, global_options
from store.desk.roster import find_person
from store.desk.schedule import MeasureSchedule, schedule_of
from store.desk.worklist import DueItem, unexplained_misses, worklist
from store.errors import UsageError
from store.rules.deadlines import Deadline
from store.rules.escalation import LEVEL_NAMES


@click.command(help="今天该做什么:到期与逾期事项")
@click.option("--level", type=click.IntRange(1, 4), help="只看这一级")
@click.option("--village", help="只看这个村")
@click.option("--within", type=click.IntRange(0, 3660), metavar="DAYS", help="连同这些天之内开始的")
@click.option("--missed", is_flag=True, help="改列待说明的漏项")
@global_options
def due(level: int | None, village: str | None, within: int | None, missed: bool) -> None:
    """The worklist of rules.md section 6, or the misses still to be explained."""
    invocation = current_invocation()
    if missed and within is not None:
        raise UsageError("用法不对", "--missed 与 --within 不能同时用,什么都没有做。")
    with opened(invocation) as desk:
        if missed:
            items = unexplained_misses(desk.connection, desk.today, level=level, village=village)
        else:
            items = worklist(desk.connection, desk.today, level=level, village=village, within=within)
        if invocation.reveal:
            desk.note_reveal("due")
        document = {"today": desk.today.isoformat(), "items": [_item(item, desk) for item in items]}
        answer(invocation, document, _due_lines(items))


def _item(item: DueItem, desk: Desk) -> dict[str, Any]:
    person, due = item.person, item.obligation
    return {
        "person": person.uid,
        "name": person.name,
        "id_number": shown(person.id_number, desk.invocation),
        "village": person.village,
        "rule": due.rule,
        "label": due.label,
        "start": _iso(due.start),
        "end": _iso(due.end),
        "last_day": _iso(due.last_day),
        "state": due.state.value,
        "ordinal": due.ordinal,
        "of": due.of,
        "days_left": due.days_left,
        "level": due.level,
        "missed_in_a_row": due.missed_in_a_row,
        "basis": due.basis,
        "record": due.record,
        "cause": due.cause,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _due_lines(items: Iterable[DueItem]) -> Iterable[str]:
    rows = [
        (
            item.person.name,
            f"{item.person.village}{item.person.village_group or ''}",
            _named(item.obligation.label, item.obligation.cause),
            _iso(item.obligation.last_day) or "",
            _standing(item),
            LEVEL_NAMES[item.obligation.level],
        )
        for item in items
    ]
    if not rows:
        return ["没有到期或逾期的事项。"]
    return table(("姓名", "村组", "事项", "截止", "情况", "责任"), rows)


def _standing(item: DueItem) -> str:
    due = item.obligation
    if due.days_left is None:
        return due.basis
    if due.days_left < 0:
        return f"逾期{-due.days_left}天" if due.end is None else "已漏"
    left = "今天止" if due.days_left == 0 else f"还有{due.days_left}天"
    return f"{left} 连漏{due.missed_in_a_row}" if due.missed_in_a_row else left


@click.command(help="一个人的全部窗口和期限")
@click.argument("person")
@click.option("--measure", metavar="RECORD", help="看这一项措施(记录编号)")
@global_options
def schedule(person: str, measure: str | None) -> None:
    """Every window and deadline with state, ordinal and basis."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        found = find_person(desk.connection, wanted_person(person))
        computed = schedule_of(desk.connection, found.id, desk.today, measure)
        answer(invocation, {"person": found.uid, **_schedule(computed)}, _schedule_lines(computed))


def wanted_person(argument: str) -> str:
    """PERSON as given, or read from stdin for ``-`` so that no ID number enters the shell's history."""
    return sys.stdin.readline().strip() if argument == "-" else argument


def _schedule(computed: MeasureSchedule) -> dict[str, Any]:
    term = computed.schedule.term
    return {
        "term": None if term is None else {key: _plain(value) for key, value in asdict(term).items()},
        "windows": [
            {
                "rule": window.rule,
                "ordinal": window.ordinal,
                "of": window.of,
                "start": _iso(window.start),
                "end": _iso(window.end),
                "required": window.required,
                "why": window.why,
                "active_days": window.active_days,
                "state": window.state.value,
                "by": window.by,
                "basis": window.basis,
            }
            for window in computed.schedule.windows
        ],
        "deadlines": [
            {
                "rule": deadline.rule,
                "opens": _iso(deadline.opens),
                "last_day": _iso(deadline.last_day),
                "state": deadline.state.value,
                "late": deadline.late,
                "closed_on": _iso(deadline.closed_on),
                "basis": deadline.basis,
                "note": deadline.note,
                "label": deadline.label,
                "record": deadline.record,
                "cause": deadline.cause,
            }
            for deadline in computed.schedule.deadlines
        ],
    }


def _plain(value: date | bool) -> str | bool:
    return value if isinstance(value, bool) else value.isoformat()


_STATES = {
    "done": "完成",
    "missed": "已漏",
    "excused": "免",
    "due": "到期",
    "upcoming": "未到",
    "overdue": "逾期",
    "void": "不再适用",
}


def _schedule_lines(computed: MeasureSchedule) -> Iterable[str]:
    whole = computed.schedule
    if whole.term:
        yield f"期限 {whole.term.start} 起 {whole.term.term_end} 止(不含)"
    deadlines = [
        (_named(d.label, d.cause), _iso(d.last_day) or "", _STATES[d.state.value], _with_note(d))
        for d in whole.deadlines
    ]
    yield from table(("期限事项", "最后一天", "状态", "依据"), deadlines)
    yield ""
    windows = [
        (w.label, f"{w.ordinal}/{w.of}", w.start.isoformat(), w.end.isoformat(), _STATES[w.state.value], w.why or "")
        for w in whole.windows
    ]
    yield from table(("事项", "次", "起", "止(不含)", "状态", "说明"), windows)


def _named(label: str, cause: str | None) -> str:
    return f"{label}: {cause}" if cause else label


def _with_note(deadline: Deadline) -> str:
    return f"{deadline.basis} ({deadline.note})" if deadline.note else deadline.basis


COMMANDS = (due, schedule)
