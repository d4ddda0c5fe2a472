"""The measures of a fictional life: decisions, services, reports, closings, in an order that the law allows."""

from dataclasses import replace
from datetime import date, timedelta

from store.fiction.dice import Dice
from store.fiction.story import Days, Story
from store.model.measure import COMPLETED, RECOVERY, REHABILITATION, Measure
from store.rules.calendar import add_days, add_months, add_years

POLICE = "孟岳县公安局"
_KINDS = {REHABILITATION: "社戒", RECOVERY: "社康"}


def a_life_of_measures(dice: Dice, story: Story, today: date, years: int) -> tuple[Measure, ...]:
    """Every measure of one person, oldest first. No fact lies after ``today``; at most the last measure is open."""
    last = _last(dice, story, today, years)
    measures = [last]
    for reason in reversed(story.past):
        measures.insert(0, _before(dice, measures[0], reason))
    return tuple(replace(measure, uid=dice.uid(_known(measure))) for measure in measures)


def _last(dice: Dice, story: Story, today: date, years: int) -> Measure:
    measure = Measure(category=story.category, term_months=story.months, offset_days=story.offset)
    if story.decided is not None:
        return _closed(dice, _decided(dice, measure, _ago(dice, story.decided, today)), story, today)
    if story.served is not None:
        return _closed(dice, _served(dice, measure, _ago(dice, story.served, today)), story, today)
    reported_on = _reported(dice, story, today, years)
    measure = _reported_in(dice, measure, reported_on)
    return _closed(dice, _agreed(dice, measure, story, today), story, today)


def _reported(dice: Dice, story: Story, today: date, years: int) -> date:
    if story.reported is not None:
        # A short history keeps everybody's beginning inside it.
        least, most = story.reported
        longest = min(most, 365 * years - 20)
        return _ago(dice, (min(least, longest), longest), today)
    if story.term_left is not None:
        term_end = add_days(today, dice.number(*story.term_left))
    else:
        assert story.closed is not None
        assert story.discharged is not None
        term_end = add_days(today, -dice.number(*story.closed) - dice.number(*story.discharged))
    return add_months(add_days(term_end, story.offset or 0), -(story.months or 0))


def _decided(dice: Dice, measure: Measure, decided_on: date) -> Measure:
    kind = _KINDS.get(measure.category, "管")
    number = f"孟公(禁){kind}决字〔{decided_on.year}〕第{dice.number(1, 999):04d}号"
    return replace(measure, decided_by=POLICE, document_number=number, decided_on=decided_on)


def _served(dice: Dice, measure: Measure, served_on: date) -> Measure:
    return replace(_decided(dice, measure, add_days(served_on, -dice.number(0, 6))), served_on=served_on)


def _reported_in(dice: Dice, measure: Measure, reported_on: date) -> Measure:
    return replace(_served(dice, measure, add_days(reported_on, -dice.number(0, 14))), reported_on=reported_on)


def _agreed(dice: Dice, measure: Measure, story: Story, today: date) -> Measure:
    assert measure.reported_on is not None
    reported_on = measure.reported_on
    if story.agreement is not None:
        signed_on = min(add_days(reported_on, dice.number(*story.agreement)), today)
        measure = replace(measure, agreement_on=signed_on)
    if story.taken_over is not None:
        taken_over_on = max(add_days(today, -story.taken_over), add_days(reported_on, 40))
        measure = replace(measure, taken_over_on=min(taken_over_on, today))
    if story.confirmed:
        measure = replace(measure, confirmed_end=add_days(add_months(reported_on, story.months or 0), 45))
    return measure


def _closed(dice: Dice, measure: Measure, story: Story, today: date) -> Measure:
    if story.closed is None:
        return measure
    if story.discharged is not None:
        assert measure.reported_on is not None
        term_end = add_months(measure.reported_on, story.months or 0)
        closed_on = min(add_days(term_end, dice.number(*story.discharged)), today)
    else:
        closed_on = _ago(dice, story.closed, today)
    return replace(measure, closed_on=closed_on, close_reason=story.close_reason)


def _before(dice: Dice, later: Measure, reason: str) -> Measure:
    """A measure that was closed well before the decision of ``later``."""
    # Two years of compulsory isolation lie between a measure that failed and the next one.
    gap = dice.number(60, 500) if reason == COMPLETED else dice.number(740, 900)
    closed_on = add_days(_known(later), -gap)
    if reason == COMPLETED:
        reported_on = add_days(add_years(closed_on, -3), -dice.number(0, 5))
    else:
        reported_on = add_days(closed_on, -dice.number(120, 900))
    measure = _reported_in(dice, Measure(category=REHABILITATION, term_months=36), reported_on)
    agreement_on = add_days(reported_on, dice.number(0, 6))
    return replace(measure, agreement_on=agreement_on, closed_on=closed_on, close_reason=reason)


def _known(measure: Measure) -> date:
    assert measure.decided_on is not None
    return measure.decided_on


def _ago(dice: Dice, days: Days, today: date) -> date:
    return today - timedelta(days=dice.number(*days))
