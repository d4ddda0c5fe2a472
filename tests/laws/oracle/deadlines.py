"""The deadlines that come once (rules, section 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.laws.oracle.days import DAY, Holidays, later, moved
from tests.laws.oracle.facts import Measure, Notice, Person, begun_on, current, positive_on, within
from tests.laws.oracle.term import WITH_TERM, term
from tests.laws.oracle.thresholds import reached_on


@dataclass(frozen=True)
class Deadline:
    """``opens`` and ``last_day`` are empty for what cannot be dated."""

    rule: str
    opens: date | None
    last_day: date | None
    state: str
    done_on: date | None = None
    late: bool = False


def deadlines(person: Person, measure: Measure, today: date, holidays: Holidays) -> list[Deadline]:
    """Every deadline of one measure; ``person`` must be known on ``today``."""
    found: list[Deadline] = []
    if measure.category in WITH_TERM:
        found += report_in(person, measure, today, holidays)
        found += agreement(measure, today)
        found += discharge(person, measure, today)
        found += transfer_in(person, measure, today, holidays)
        found += suspension_check(person, measure, today)
        found += facts_missing(measure)
    found += returns(person, measure, today)
    found += police_report(person, measure, today, holidays)
    found += recheck(person, measure, today)
    if measure == current(person):
        found += seal(person, today)
    return found


def _dated(
    rule: str, opens: date, last_day: date, done_on: date | None, today: date, *, void: bool, not_yet: bool = False
) -> Deadline:
    """The first state that fits."""
    if done_on:
        return Deadline(rule, opens, last_day, "done", done_on, done_on > last_day)
    if void:
        return Deadline(rule, opens, last_day, "void")
    if today < opens or not_yet:
        return Deadline(rule, opens, last_day, "upcoming")
    return Deadline(rule, opens, last_day, "due" if today <= last_day else "overdue")


def _notices(person: Person, matter: str) -> list[Notice]:
    return [one for one in person.notices if one.matter == matter]


def report_in_last_day(person: Person, measure: Measure, by: date, holidays: Holidays) -> date | None:
    """The last day to report as the notices up to ``by`` set it."""
    if measure.served_on is None:
        return None
    last_day = measure.served_on + 15 * DAY
    for notice in _notices(within(person, measure), "正当理由认定"):
        if measure.served_on <= notice.day <= by:
            last_day = notice.day + 15 * DAY
    return moved(last_day, holidays)


def report_in(person: Person, measure: Measure, today: date, holidays: Holidays) -> Iterator[Deadline]:
    last_day = report_in_last_day(person, measure, today, holidays)
    if measure.served_on and last_day:
        void = measure.closed_on is not None
        yield _dated("report_in", measure.served_on, last_day, measure.reported_on, today, void=void)


def agreement(measure: Measure, today: date) -> Iterator[Deadline]:
    if measure.reported_on:
        void = measure.closed_on is not None
        last_day = measure.reported_on + 7 * DAY
        yield _dated("agreement", measure.reported_on, last_day, measure.agreement_on, today, void=void)


def discharge(person: Person, measure: Measure, today: date) -> Iterator[Deadline]:
    found = term(person, measure, today)
    if found is None:
        return
    opens, last_day = found.term_end - 30 * DAY, found.term_end + 7 * DAY
    done_on = measure.closed_on if measure.close_reason == "期满解除" else None
    is_suspended = any(one.resumed is None for one in within(person, measure).suspensions)
    void = measure.closed_on is not None
    yield _dated("discharge", opens, last_day, done_on, today, void=void, not_yet=is_suspended)


def transfer_in(person: Person, measure: Measure, today: date, holidays: Holidays) -> Iterator[Deadline]:
    for notice in _notices(within(person, measure), "转入决定"):
        taken_over_on = measure.taken_over_on
        done_on = taken_over_on if taken_over_on and taken_over_on >= notice.day else None
        last_day = moved(notice.day + 15 * DAY, holidays)
        void = measure.closed_on is not None
        yield _dated("transfer_in", notice.day, last_day, done_on, today, void=void)


def suspension_check(person: Person, measure: Measure, today: date) -> Iterator[Deadline]:
    """Every 30 days of a suspension, as long as it and the measure are open; the next one is upcoming."""
    mine = within(person, measure)
    void = measure.closed_on is not None
    for one in mine.suspensions:
        opens = one.begun + 30 * DAY
        while (one.resumed is None or opens < one.resumed) and (measure.closed_on is None or opens < measure.closed_on):
            checks = [notice.day for notice in _notices(mine, "中止核实") if notice.day >= opens]
            done = [*checks, *([one.resumed] if one.resumed else [])]
            last_day = opens + 7 * DAY
            yield _dated("suspension_check", opens, last_day, min(done, default=None), today, void=void)
            if opens > today:
                break
            opens += 30 * DAY


def facts_missing(measure: Measure) -> Iterator[Deadline]:
    undated = measure.served_on is None and measure.reported_on is None
    without_term = measure.category == "社区康复" and measure.months is None
    if undated or without_term:
        yield Deadline("facts_missing", None, None, "void" if measure.closed_on else "due")


def returns(person: Person, measure: Measure, today: date) -> Iterator[Deadline]:
    for leave in within(person, measure).leaves:
        opens = max(leave.due_back - timedelta(days=7), leave.left)
        void = measure.closed_on is not None
        yield _dated("return", opens, leave.due_back, leave.returned, today, void=void)


def police_triggers(person: Person, measure: Measure, today: date, holidays: Holidays) -> list[date]:
    """The days on which something happened that the police must hear of."""
    mine = within(person, measure)
    found = [day for one in mine.tests if (day := positive_on(one))]
    if measure.category in WITH_TERM:
        for notice in _notices(mine, "无正当理由认定"):
            last_day = report_in_last_day(person, measure, notice.day, holidays)
            in_time = measure.reported_on and last_day and measure.reported_on <= last_day
            is_over = measure.closed_on is not None and measure.closed_on <= notice.day
            if last_day and last_day < notice.day and not in_time and not is_over:
                found.append(notice.day)
    return found + list(reached_on(person, measure, today).values())


def police_report(person: Person, measure: Measure, today: date, holidays: Holidays) -> Iterator[Deadline]:
    for trigger in police_triggers(person, measure, today, holidays):
        reports = [one.day for one in _notices(person, "报告公安") if one.day >= trigger]
        yield _dated("police_report", trigger, trigger + DAY, min(reports, default=None), today, void=False)


def recheck(person: Person, measure: Measure, today: date) -> Iterator[Deadline]:
    for one in within(person, measure).tests:
        if one.result == "阳性":
            found = one.finding in ("确认", "排除")
            done_on = (one.finding_on or one.day) if found else None
            yield _dated("recheck", one.day, one.day + 3 * DAY, done_on, today, void=False)


def clean_clock(person: Person) -> date | None:
    """The day from which three clean years count, if they count at all."""
    if not person.measures or any(one.closed_on is None for one in person.measures):
        return None
    last = sorted(person.measures, key=begun_on)[-1]
    assert last.closed_on
    clock: date | None = None
    if last.close_reason == "期满解除":
        clock = last.closed_on
    elif last.close_reason in ("收监终止", "转强制隔离戒毒"):
        clock = max((one.day for one in _notices(person, "释放") if one.day >= last.closed_on), default=None)
    if clock is None:
        return None
    return max([clock, *(day for one in person.tests if (day := positive_on(one)))])


def clean_since(person: Person) -> date | None:
    """The day on which three clean years are complete."""
    clock = clean_clock(person)
    return later(clock, 36) if clock else None


def seal(person: Person, today: date) -> Iterator[Deadline]:
    """Sealed while the clock ran, or refused once the three years were complete."""
    clock, opens = clean_clock(person), clean_since(person)
    if clock and opens:
        sealed = [one.day for one in _notices(person, "封存") if one.day >= clock]
        refused = [one.day for one in _notices(person, "暂不封存") if one.day >= opens]
        yield _dated("seal", opens, opens + 30 * DAY, min(sealed + refused, default=None), today, void=False)
