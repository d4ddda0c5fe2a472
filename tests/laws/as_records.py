"""The one door between the second reading and the program: its facts as records, the program's answers in its words."""

from datetime import date
from typing import Any

from store.desk.policies import policy_of
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules import policy as product_policy
from store.rules.calendar import Holidays as ProductHolidays
from store.rules.case import Case, as_of
from store.rules.schedule import Schedule, schedule
from store.rules.thresholds import thresholds
from store.rules.worklist import Obligation, full_obligations, misses
from tests.laws.oracle import facts
from tests.laws.oracle.days import Holidays
from tests.laws.oracle.deadlines import Deadline
from tests.laws.oracle.levels import Item
from tests.laws.oracle.policy import Policies, Policy, Series
from tests.laws.oracle.term import Term
from tests.laws.oracle.windows import Window
from tests.laws.people import Scene


def as_policies(policies: Policies) -> product_policy.Policies:
    """The policies as the program reads them from its files."""
    return product_policy.policies(_policy(policies.first), *((day, _policy(one)) for day, one in policies.later))


def _policy(policy: Policy) -> product_policy.Policy:
    return policy_of({"name": "p", "title": "p", "version": "1", "series": [_series(one) for one in policy]})


def _series(one: Series) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "rule": one.rule,
        "label": one.label,
        "categories": list(one.categories),
        "layout": one.layout,
        "levels": list(one.levels),
        "tiers": dict(one.tiers),
        "basis": "办法",
        "over_months": one.over_months,
        "up_to_months": one.up_to_months,
    }
    if one.tick:
        return entry | {"record": "visit", "tick": one.tick, "modes": one.modes, "away_modes": one.away_modes}
    if one.rule == "test":
        return entry | {"record": "test", "kinds": ["定期", "异地"], "results": ["阴性", "阳性"]}
    return entry | {"record": "assessment"}


def as_holidays(holidays: Holidays) -> ProductHolidays:
    return ProductHolidays(holidays.off, holidays.worked, frozenset(range(1990, 2100)))


def as_measure(measure: facts.Measure, number: int = 1) -> Measure:
    return Measure(
        id=number,
        uid=f"m{number}",
        category=measure.category,
        served_on=measure.served_on,
        reported_on=measure.reported_on,
        agreement_on=measure.agreement_on,
        term_months=measure.months,
        offset_days=measure.offset or None,
        taken_over_on=measure.taken_over_on,
        confirmed_end=measure.confirmed_end,
        closed_on=measure.closed_on,
        close_reason=measure.close_reason,
    )


def as_case(person: facts.Person, measure: facts.Measure) -> Case:
    """One measure of the person with everything that is recorded; ``measure`` must be one of the person's own."""
    mine = facts.within(person, measure)
    numbered = [(as_measure(one, number), one is measure) for number, one in enumerate(person.measures, 1)]
    return Case(
        measure=next(one for one, is_shown in numbered if is_shown),
        in_use_from=person.in_use_from,
        others=tuple(one for one, is_shown in numbered if not is_shown),
        suspensions=tuple(
            Suspension(uid=f"s{at:03}", started_on=one.begun, resumed_on=one.resumed)
            for at, one in enumerate(mine.suspensions)
        ),
        leaves=tuple(
            Leave(
                uid=f"l{at:03}",
                left_on=one.left,
                due_back_on=one.due_back,
                returned_on=one.returned,
                reported=one.reported,
            )
            for at, one in enumerate(person.leaves)
        ),
        visits=tuple(
            Visit(uid=f"v{at:03}", day=one.day, mode=one.mode, contents=one.ticks, result=one.result)
            for at, one in enumerate(person.visits)
        ),
        tests=tuple(
            DrugTest(
                uid=f"t{at:03}",
                day=one.day,
                sample="尿液",
                kind=one.kind,
                result=one.result,
                confirmation=one.finding,
                confirmed_on=one.finding_on,
            )
            for at, one in enumerate(person.tests)
        ),
        assessments=tuple(
            Assessment(uid=f"a{at:03}", day=one.day, risk=one.tier) for at, one in enumerate(person.assessments)
        ),
        notices=tuple(
            Notice(uid=f"n{at:03}", day=one.day, matter=one.matter, document_number=one.number, content="理由")
            for at, one in enumerate(person.notices)
        ),
    )


def scheduled(
    person: facts.Person, measure: facts.Measure, policies: Policies, today: date, holidays: Holidays
) -> Schedule:
    return schedule(as_case(person, measure), as_policies(policies), today, as_holidays(holidays))


def term_of(found: Schedule) -> Term | None:
    one = found.term
    return Term(one.start, one.nominal_end, one.term_end, one.end, one.provisional) if one else None


def windows_of(found: Schedule) -> list[Window]:
    return [
        Window(one.rule, one.start, one.end, one.ordinal, one.of, one.required, one.active_days, str(one.state.value))
        for one in found.windows
    ]


def deadlines_of(found: Schedule) -> list[Deadline]:
    return [
        Deadline(one.rule, one.opens, one.last_day, str(one.state.value), one.closed_on, one.late)
        for one in found.deadlines
    ]


def counts_of(case: Case, today: date) -> tuple[dict[str, int], set[str], dict[str, date]]:
    """How much of each threshold of section 5 is counted, which are one step away, and when each was reached."""
    found = thresholds(as_of(case, today), today)
    names = {"refusals": "refusals", "absences": "absences", "absent_days": "days"}
    return (
        {names[one.rule]: one.count for one in found},
        {names[one.rule] for one in found if one.warned_on and not one.reached_on},
        {names[one.rule]: one.reached_on for one in found if one.reached_on},
    )


def owed_items(scene: Scene, measure: facts.Measure, within: int | None) -> list[Item]:
    """What one measure owes the worklist."""
    case, policies = as_case(scene.person, measure), as_policies(scene.policies)
    found = full_obligations(case, policies, scene.today, as_holidays(scene.holidays), within=within)
    return [item_of(one, scene.person) for one in found]


def missed_of(scene: Scene, measure: facts.Measure) -> list[tuple[str, date | None, date | None]]:
    """The misses of one measure that still want an explanation."""
    case, policies = as_case(scene.person, measure), as_policies(scene.policies)
    whole = schedule(case, policies, scene.today, as_holidays(scene.holidays))
    known = as_of(case, scene.today)
    found = misses(whole, known.measure, policies, scene.today, known.notices)
    return [(one.rule, one.start, one.end) for one in found]


def item_of(one: Obligation, person: facts.Person) -> Item:
    return Item(
        person.name,
        person.village,
        one.rule,
        one.start,
        one.end,
        one.last_day,
        str(one.state.value),
        one.ordinal,
        one.of,
        one.days_left,
        one.level,
        one.missed_in_a_row,
    )
