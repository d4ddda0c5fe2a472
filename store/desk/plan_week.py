"""A week's plan proposed from what is due: by village and helper, in walking order, one visit for each person."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.desk.plan import PlannedVisit, planned, walking_order
from store.desk.policies import office_policies
from store.desk.visit_days import possible_days, spread
from store.desk.visitors import helpers_of
from store.desk.worklist import DueItem, PersonLine, worklist
from store.errors import StoreError
from store.model.plan import Plan
from store.model.visit import CONTENTS, IN_PERSON, Visit
from store.rules.calendar import WEEKENDS_ONLY, Holidays, add_days
from store.rules.policy import Policies
from store.rules.worklist import Obligation
from store.vault.cipher import Connection


@dataclass(frozen=True, slots=True)
class Proposal:
    """One visit that is proposed: a plan not saved yet, for whom, and the windows it would meet."""

    plan: Plan
    person: PersonLine
    meets: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class WeekProposal:
    """The proposed visits in walking order, from ``first`` (never before today) through ``last``, a Sunday.

    ``beyond`` is what is due that week and no visit proposed or planned would meet: tests, deadlines, and windows
    that cannot be met together. Whoever shows the visits shows these too.
    """

    first: date
    last: date
    visits: tuple[Proposal, ...]
    beyond: tuple[DueItem, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A person to be visited, what for, on which days it can be, and by whom."""

    person: PersonLine
    open: tuple[Obligation, ...]
    days: tuple[date, ...]
    helper: str | None


def propose_week(connection: Connection, monday: date, today: date, holidays: Holidays = WEEKENDS_ONLY) -> WeekProposal:
    """The visits of the week of ``monday`` that what is due asks for, beside those that are planned already.

    Raises ``StoreError`` for a week that is over.
    """
    week = days_left(monday, today)
    policies = office_policies(connection)
    items = _items_of(connection, week, today)
    already = planned(connection, today, week[-1])
    wanted = _wanted(connection, items, already, week, today, policies, holidays)
    visits = tuple(sorted(_proposals(wanted, already, week, policies), key=_walk))
    return WeekProposal(week[0], week[-1], visits, _beyond(items, visits, already, policies))


def days_left(monday: date, today: date) -> tuple[date, ...]:
    """The days of the week that holds ``monday`` (any day of it will do) that are not over at ``today``."""
    first = add_days(monday, -monday.weekday())
    days = tuple(day for day in (add_days(first, number) for number in range(7)) if day >= today)
    if not days:
        raise StoreError("这一周已经过去", "过去的日子不能再安排,什么都没有改。请选本周或以后的周。")
    return days


def tick_of(obligation: Obligation, policies: Policies) -> str | None:
    """What is ticked on a visit in person that meets the obligation; ``None`` where no such visit meets it."""
    if obligation.start is None or obligation.end is None:
        return None
    for series in policies.on(obligation.start).series:
        asked = series.qualifying
        if series.rule == obligation.rule and asked.record is Visit and IN_PERSON in asked.modes:
            return asked.tick
    return None


def _items_of(connection: Connection, week: Sequence[date], today: date) -> list[DueItem]:
    """What is due or opens in the week; windows that end before it are left to the weeks before."""
    items = worklist(connection, today, within=(week[-1] - today).days)
    return [item for item in items if item.obligation.end is None or item.obligation.end > week[0]]


def _wanted(
    connection: Connection,
    items: Iterable[DueItem],
    already: Sequence[PlannedVisit],
    week: Sequence[date],
    today: date,
    policies: Policies,
    holidays: Holidays,
) -> list[_Wanted]:
    plans = _by_person(already)
    due: dict[PersonLine, list[Obligation]] = defaultdict(list)
    for item in items:
        own = plans[item.person.id]
        if tick_of(item.obligation, policies) and not _is_planned(item.obligation, own, policies):
            due[item.person].append(item.obligation)
    helpers = helpers_of(connection, [person.id for person in due], today)
    found: list[_Wanted] = []
    for person in sorted(due, key=lambda person: (*_place(person), person.uid)):
        days = _days_for(due[person], plans[person.id], week, holidays)
        if days:
            found.append(_Wanted(person, tuple(due[person]), days, helpers.get(person.id)))
    return found


def _by_person(already: Iterable[PlannedVisit]) -> Mapping[int, list[Plan]]:
    plans: dict[int, list[Plan]] = defaultdict(list)
    for visit in already:
        plans[visit.plan.person_id].append(visit.plan)
    return plans


def _is_planned(obligation: Obligation, plans: Iterable[Plan], policies: Policies) -> bool:
    tick = tick_of(obligation, policies)
    return any(tick in plan.contents and _is_open(obligation, plan.day) for plan in plans)


def _is_open(obligation: Obligation, day: date) -> bool:
    return obligation.start is not None and obligation.end is not None and obligation.start <= day < obligation.end


def _days_for(
    due: Sequence[Obligation], plans: Sequence[Plan], week: Sequence[date], holidays: Holidays
) -> tuple[date, ...]:
    """The days for one more visit; none where a visit is planned and the rest can wait for a later week."""
    windows = [(window.start, window.end) for window in due if window.start and window.end]
    if any(plan.day >= week[0] for plan in plans):
        windows = [window for window in windows if window[1] <= week[-1] + timedelta(days=1)]
    # A person is planned once a day: what that plan lacks is added to it by hand, or met on another day.
    return possible_days(windows, week, holidays, {plan.day for plan in plans})


def _proposals(
    wanted: Iterable[_Wanted], already: Iterable[PlannedVisit], week: Sequence[date], policies: Policies
) -> list[Proposal]:
    taken: dict[tuple[str, str], Counter[date]] = defaultdict(Counter)
    for visit in already:
        taken[_walker(visit.plan.helper, visit.village)][visit.plan.day] += 1
    walks: dict[tuple[str, str], list[_Wanted]] = defaultdict(list)
    for one in wanted:
        walks[_walker(one.helper, one.person.village)].append(one)
    found: list[Proposal] = []
    for walker, walk in walks.items():
        days = spread([one.days for one in walk], week, taken[walker])
        found += (_proposal(one, day, policies) for one, day in zip(walk, days, strict=True))
    return found


def _walker(helper: str | None, village: str) -> tuple[str, str]:
    """Whose days are kept apart: each helper's, and where nobody is known, each village's."""
    return (helper, "") if helper else ("", village)


def _proposal(one: _Wanted, day: date, policies: Policies) -> Proposal:
    meets = tuple(obligation for obligation in one.open if _is_open(obligation, day))
    ticks = {tick_of(obligation, policies) for obligation in meets}
    contents = tuple(tick for tick in CONTENTS if tick in ticks)
    return Proposal(Plan(person_id=one.person.id, day=day, helper=one.helper, contents=contents), one.person, meets)


def _walk(proposal: Proposal) -> tuple[object, ...]:
    helper = proposal.plan.helper
    return proposal.plan.day, helper is None, helper or "", *_place(proposal.person), proposal.person.uid


def _place(person: PersonLine) -> tuple[object, ...]:
    return walking_order(person.village, person.village_group, person.name)


def _beyond(
    items: Iterable[DueItem], visits: Iterable[Proposal], already: Sequence[PlannedVisit], policies: Policies
) -> tuple[DueItem, ...]:
    plans = _by_person(already)
    met = {(visit.person.id, obligation) for visit in visits for obligation in visit.meets}
    return tuple(
        item
        for item in items
        if (item.person.id, item.obligation) not in met
        and not _is_planned(item.obligation, plans[item.person.id], policies)
    )


def with_helper(proposal: Proposal, helper: str | None) -> Proposal:
    """The proposal for another helper, before it is saved."""
    return dataclasses.replace(proposal, plan=dataclasses.replace(proposal.plan, helper=helper or None))
