"""The states a household was in: which held on a day, and what a further word about one does to the history."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.model.household import FormerState, Household

PLACE = ("village", "village_group", "grid")
STATE_FACTS = (*PLACE, "state", "state_since")
"""What a household's history is about; everything else of it is as it is now."""


def own_state(household: Household) -> FormerState:
    """The newest state, which stands in the household itself."""
    return FormerState(household_id=household.id, **{name: getattr(household, name) for name in STATE_FACTS})


def history(household: Household, former: Iterable[FormerState]) -> list[FormerState]:
    """Every state, oldest first; an undated one is the oldest."""
    return [*sorted(former, key=_begin), own_state(household)]


def _begin(state: FormerState) -> date:
    return state.state_since or date.min


def state_at(states: Sequence[FormerState], day: date) -> FormerState | None:
    """The state that held on ``day``; ``None`` before the first."""
    return next((state for state in reversed(states) if _begin(state) <= day), None)


@dataclass(frozen=True, slots=True)
class Told:
    """What a word about a state makes of a history.

    ``state`` takes the place of the one at ``place``, or is a further one where that is ``None``. ``is_newest`` says
    that it is the last of all; ``contradicts`` names the fact that the word contradicts, and nothing is made of it.
    """

    place: int | None
    state: FormerState
    is_newest: bool
    contradicts: str | None = None


def tell(states: Sequence[FormerState], given: Mapping[str, Any]) -> Told:
    """Place what is ``given`` (by attribute, empty facts left out) into a history.

    A word without a day speaks of the newest state and never turns a dated one into another: since when the new one
    would hold, nobody said. The day of the newest state corrects it, a later one begins the next. A day before it adds
    to the past what is not known there, or says again what is. The state without a day takes the first day it is given.
    """
    since, last = given.get("state_since"), len(states) - 1
    newest = states[last]
    if since is None:
        wanted = given.get("state", newest.state)
        changes_dated = newest.state_since is not None and newest.state is not None and wanted != newest.state
        return Told(last, _with(newest, given), True, "state_since" if changes_dated else None)
    oldest = states[0]
    if oldest.state_since is None and all(since < _begin(later) for later in states[1:]) and _may_be(oldest, given):
        return Told(0, _with(oldest, given), last == 0)
    if since == newest.state_since:
        return Told(last, _with(newest, given), True)
    if since > _begin(newest):
        return Told(None, _with(newest, given), True)
    return _of_the_past(states, given, since)


def _of_the_past(states: Sequence[FormerState], given: Mapping[str, Any], since: date) -> Told:
    for place, state in enumerate(states):
        if state.state_since == since:
            differing = next((name for name in STATE_FACTS if _differs(state, given, name)), None)
            return Told(place, state, False, differing)
    blank = FormerState(household_id=states[0].household_id, village=states[0].village)
    return Told(None, _with(blank, given), False)


def _may_be(undated: FormerState, given: Mapping[str, Any]) -> bool:
    """Whether a dated word may speak of the state without a day: nothing was told of it, or the same."""
    if undated.state is None:
        return True
    return not any(_differs(undated, given, name) for name in (*PLACE, "state"))


def _differs(state: FormerState, given: Mapping[str, Any], name: str) -> bool:
    return name in given and given[name] != getattr(state, name)


def _with(state: FormerState, given: Mapping[str, Any]) -> FormerState:
    return dataclasses.replace(state, **{name: given[name] for name in STATE_FACTS if name in given})
