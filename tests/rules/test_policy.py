"""Policies over time: a window belongs to the policy, and the tier, of its first day."""

from datetime import date
from itertools import pairwise

from store.desk.policies import shipped_policy
from store.model.assessment import Assessment
from store.rules.policy import Policies, Policy, policies, tier_on
from store.rules.schedule import schedule
from store.rules.state import State
from store.rules.windows import Window
from store.rules.worklist import full_obligations
from tests.rules.facts import case, rehabilitation, visit

REPORTED = date(2026, 1, 5)
TODAY = date(2026, 11, 22)
YUESONG, TIERED = shipped_policy("yuesong"), shipped_policy("tiered")
FIRST = REPORTED


def _rated(*ratings: tuple[date, str | None]) -> tuple[Assessment, ...]:
    return tuple(Assessment(uid=f"{day}", day=day, risk=risk) for day, risk in ratings)


def _meetings(in_force: Policies, *ratings: tuple[date, str | None], today: date = TODAY) -> list[Window]:
    facts = case(rehabilitation(REPORTED), assessments=_rated(*ratings))
    return [window for window in schedule(facts, in_force, today).windows if window.rule == "meeting"]


def _lengths(laid: list[Window]) -> set[int]:
    return {(window.bucket_end - window.bucket_start).days for window in laid}


def test_the_tier_decides_how_often_a_meeting_is_asked_for() -> None:
    in_force = policies(TIERED)
    assert _lengths(_meetings(in_force, (FIRST, "高"))) == {7}
    assert _lengths(_meetings(in_force, (FIRST, "中"))) <= {13, 14, 15, 16}
    assert _lengths(_meetings(in_force, (FIRST, "低"))) <= {28, 29, 30, 31}


def test_without_a_tier_the_closest_watch_holds() -> None:
    assert _lengths(_meetings(policies(TIERED))) == {7}


def test_a_new_tier_holds_from_the_next_window_and_ordinals_run_on() -> None:
    laid = _meetings(policies(TIERED), (FIRST, "低"), (date(2026, 6, 10), "高"))
    june = next(window for window in laid if window.start == date(2026, 6, 1))
    following = laid[june.ordinal]
    assert june.end == date(2026, 7, 1)
    # The week of 29 June begins before June's window ends: it is dropped.
    assert (following.start, following.end, following.ordinal) == (
        date(2026, 7, 6),
        date(2026, 7, 13),
        june.ordinal + 1,
    )
    assert [after.ordinal - before.ordinal for before, after in pairwise(laid)] == [1] * (len(laid) - 1)


def test_the_tier_is_that_of_the_newest_assessment_that_has_one() -> None:
    rated = _rated((date(2026, 1, 1), "低"), (date(2026, 3, 1), "高"), (date(2026, 5, 1), None))
    assert tier_on(rated, date(2025, 12, 31)) is None
    assert tier_on(rated, date(2026, 2, 28)) == "低"
    assert tier_on(rated, date(2026, 3, 1)) == "高"
    assert tier_on(rated, date(2026, 6, 1)) == "高"


def test_a_change_of_policy_leaves_past_windows_as_they_are() -> None:
    weekly = _meetings(policies(YUESONG), (FIRST, "低"))
    changed = _meetings(policies(YUESONG, (date(2026, 6, 10), TIERED)), (FIRST, "低"))
    old = [window for window in weekly if window.start < date(2026, 6, 10)]
    assert [(w.start, w.end, w.ordinal, w.state) for w in changed[: len(old)]] == [
        (w.start, w.end, w.ordinal, w.state) for w in old
    ]
    new = changed[len(old)]
    # The last old week ends on 15 June; the month of June begins before that and is dropped.
    assert (new.start, new.end, new.ordinal) == (date(2026, 7, 1), date(2026, 8, 1), len(old) + 1)
    assert {window.of for window in changed} == {len(changed)}


def test_a_policy_that_asks_for_less_ends_a_series_with_the_window_that_was_running() -> None:
    rest = Policy("rest", "少", "1", tuple(series for series in YUESONG.series if series.rule != "talk"))
    in_force = policies(YUESONG, (date(2026, 6, 10), rest))
    laid = schedule(case(rehabilitation(REPORTED)), in_force, TODAY).windows
    assert [window.end for window in laid if window.rule == "talk"][-1] == date(2026, 6, 16)
    assert [window.end for window in laid if window.rule == "home_visit"][-1] == date(2029, 1, 5)


def test_a_policy_that_asks_for_more_starts_with_the_first_window_of_its_own() -> None:
    rest = Policy("rest", "少", "1", tuple(series for series in YUESONG.series if series.rule != "talk"))
    in_force = policies(rest, (date(2026, 6, 10), YUESONG))
    talks = [w for w in schedule(case(rehabilitation(REPORTED)), in_force, TODAY).windows if w.rule == "talk"]
    assert (talks[0].start, talks[0].ordinal) == (date(2026, 6, 16), 1)


def test_a_change_without_difference_changes_nothing() -> None:
    facts = case(rehabilitation(REPORTED), visits=(visit(date(2026, 6, 9)),))
    again = Policy("again", "岳宋", "2", YUESONG.series)
    assert schedule(facts, policies(YUESONG, (date(2026, 6, 10), again)), TODAY) == schedule(
        facts, policies(YUESONG), TODAY
    )


def test_the_worklist_follows_the_policy_in_force_today() -> None:
    facts = case(rehabilitation(REPORTED), assessments=_rated((FIRST, "低")))
    found = full_obligations(facts, policies(YUESONG, (date(2026, 6, 10), TIERED)), TODAY)
    meeting = next(obligation for obligation in found if obligation.rule == "meeting")
    assert (meeting.start, meeting.end, meeting.state) == (date(2026, 11, 1), date(2026, 12, 1), State.DUE)
    assert meeting.basis.endswith("(办法 分级)")
