"""The rates of a period, person by person (rules, section 7, without the signatures)."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.laws.oracle.days import DAY, Holidays
from tests.laws.oracle.deadlines import clean_since, deadlines, report_in
from tests.laws.oracle.facts import Measure, Person, begun_on, known_on, positive_on, within
from tests.laws.oracle.levels import level_of
from tests.laws.oracle.policy import Policies
from tests.laws.oracle.term import in_force
from tests.laws.oracle.windows import windows

OF_WINDOWS = {
    "定期检测完成率": "test",
    "见面率": "meeting",
    "谈话率": "talk",
    "走访率": "home_visit",
    "汇报率": "report",
}

Rates = dict[str, tuple[int, int]]
Answers = list[bool]


@dataclass(frozen=True)
class Period:
    """``[start, end)``, and ``seen``: the day of which everything is asked, never later than tomorrow."""

    start: date
    end: date
    seen: date

    def holds(self, day: date | None) -> bool:
        return day is not None and self.start <= day < self.end


def rates(people: list[Person], policies: Policies, start: date, end: date, today: date, holidays: Holidays) -> Rates:
    """Numerator and denominator of every rate: each counted thing answers yes or no, what is not counted is silent."""
    seen = min(end, today + DAY)
    period = Period(start, end, seen)
    answers: dict[str, Answers] = {}
    for person in people:
        # What is known of the day after today is what is known today.
        known = known_on(known_on(person, today), seen)
        for name, found in of_person(known, policies, period, holidays).items():
            answers.setdefault(name, []).extend(found)
    return {name: (sum(found), len(found)) for name, found in answers.items()}


def of_person(person: Person, policies: Policies, period: Period, holidays: Holidays) -> dict[str, Answers]:
    found: dict[str, Answers] = {
        "报到率": [],
        "协议签订率": [],
        "执行率": [],
        "管控率": [],
        "复吸率": relapse(person, period),
        "戒断三年巩固率": consolidation(person, period),
        **{name: [] for name in OF_WINDOWS},
    }
    for measure in person.measures:
        found["报到率"] += reported(person, measure, period, holidays)
        found["协议签订率"] += signed(measure, period)
        found["执行率"] += carried_out(person, measure, policies, period, holidays)
        found["管控率"] += controlled(person, measure, period)
        laid = windows(person, measure, policies, period.seen)
        for name, rule in OF_WINDOWS.items():
            for one in laid:
                over = period.holds(one.end - DAY) and one.end <= period.seen
                if one.rule == rule and over and one.state in ("done", "missed"):
                    found[name].append(one.state == "done")
    return found


def reported(person: Person, measure: Measure, period: Period, holidays: Holidays) -> Answers:
    """Reported, or the last day has passed unreported; while it still runs it counts in neither number."""
    if measure.category not in ("社区戒毒", "社区康复"):
        return []
    return [
        one.state == "done"
        for one in report_in(person, measure, period.seen, holidays)
        if period.holds(one.last_day)
        and one.last_day
        and one.last_day < period.seen
        and one.state in ("done", "overdue")
    ]


def signed(measure: Measure, period: Period) -> Answers:
    """Of the measures reported in the period: is the agreement signed? Unsigned within its seven days is neither."""
    if measure.category not in ("社区戒毒", "社区康复") or not period.holds(measure.reported_on):
        return []
    assert measure.reported_on
    runs = measure.agreement_on is None and measure.closed_on is None and measure.reported_on + 7 * DAY >= period.seen
    return [] if runs else [measure.agreement_on is not None]


def carried_out(person: Person, measure: Measure, policies: Policies, period: Period, holidays: Holidays) -> Answers:
    if not in_force(person, measure, period.seen, period.seen):
        return []
    laid = windows(person, measure, policies, period.seen)
    levels = [level_of(rule, measure, laid, policies, period.seen)[1] for rule in policies.rules()]
    overdue = [one for one in deadlines(person, measure, period.seen, holidays) if one.state == "overdue"]
    return [not overdue and max(levels, default=1) <= 2]


def controlled(person: Person, measure: Measure, period: Period) -> Answers:
    if not in_force(person, measure, period.seen, period.seen):
        return []
    seen = [one.day for one in person.visits if one.result == "已见到"] + [one.day for one in person.tests]
    return [any(period.seen - timedelta(days=90) <= day < period.seen for day in seen)]


def relapse(person: Person, period: Period) -> Answers:
    if period.start > period.seen:
        return []  # nobody knows yet who will be under a measure then
    if not any(in_force(person, one, period.start, period.seen) for one in person.measures):
        return []
    return [any(period.holds(positive_on(one)) for one in person.tests)]


def consolidation(person: Person, period: Period) -> Answers:
    """Registered: known by the period's end, not dead and not moved away."""
    if not person.measures or is_gone(person):
        return []
    complete = clean_since(person)
    return [complete is not None and complete <= period.seen]


def is_gone(person: Person) -> bool:
    """Dead, by the person's state or a closing; moved away, by the last measure's closing or a 转出 of its time."""
    last = person.measures[-1]
    moved_out = any(one.matter == "转出" and one.day >= begun_on(last) for one in within(person, last).notices)
    return person.control_state == "死亡" or last.close_reason in ("死亡", "变更执行地") or moved_out
