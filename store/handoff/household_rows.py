"""Matching rows of ``households``: known by their numbers, with the history of their states."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.known import Held
from store.handoff.merging import merged
from store.model.household import CLOSED, FormerState, Household
from store.rules.household_states import STATE_FACTS, Told, history, own_state, tell

HEADERS = {"village": "村", "village_group": "组", "grid": "网格", "state": "户状态", "state_since": "状态起始日期"}


class HouseholdMatcher(KeyedMatcher):
    """A row tells one state of its household. Its other cells tell of today, unless that state is one of the past."""

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        number = row.values[self.at["户编号"]]
        return (number,) if number else ()

    def match(self, rows: Sequence[CleanRow]) -> None:
        super().match(rows)
        self._flag_heads(rows)

    def match_row(self, row: CleanRow) -> None:
        given = self.given(row)
        held = self.known.households.by_key.get(given["number"])
        if held is None:
            self.known.households.put(Household(id=self.known.households.next_id, **given))
            row.verdict = Verdict.NEW
            return
        former = self.known.records(FormerState).of_person.get(held.now.id, [])
        former.sort(key=lambda each: (each.now.state_since is not None, each.now.state_since))
        told = tell(history(held.now, [each.now for each in former]), given)
        if told.contradicts is not None:
            code = "state-undated" if told.is_newest else "conflict"
            self.cleaner.add(row, HEADERS[told.contradicts], code)
            return
        changed = self._note_state(held, former, told)
        if told.is_newest:
            changed |= self._note_facts(held, given)
        else:
            self.cleaner.add(row, HEADERS["state_since"], "state-older")
        is_new = held.before is None
        row.verdict = Verdict.SAME if not changed else Verdict.NEW if is_new else Verdict.CHANGED

    def _note_state(self, held: Held, former: Sequence[Held], told: Told) -> bool:
        if told.place is not None and not told.is_newest:
            before, former[told.place].now = former[told.place].now, _named_as(former[told.place].now, told.state)
            return bool(before != former[told.place].now)
        if told.place is None:
            past = own_state(held.now) if told.is_newest else told.state
            self.known.records(FormerState).put(Held(None, replace(past, id=0, household_id=held.now.id)))
        if not told.is_newest:
            return True
        before, held.now = held.now, replace(held.now, **{name: getattr(told.state, name) for name in STATE_FACTS})
        return told.place is None or bool(before != held.now)

    def _note_facts(self, held: Held, given: Mapping[str, Any]) -> bool:
        facts = {name: value for name, value in given.items() if name not in STATE_FACTS}
        before, held.now = held.now, merged(held.now, facts)
        return bool(before != held.now)

    def _flag_heads(self, rows: Iterable[CleanRow]) -> None:
        """One person heads one household: where a number stands in two, one of them is wrong."""
        place = self.at["户主证件号码"]
        heads = Counter(
            household.head_id_number
            for household in self.known.households.now()
            if household.head_id_number and household.state != CLOSED
        )
        for row in rows:
            if not row.stays_out and heads.get(row.values[place], 0) > 1:
                self.cleaner.add(row, "户主证件号码", "head-in-two-households")


def _named_as(stored: FormerState, state: FormerState) -> FormerState:
    """The state under the keys it is stored with."""
    return replace(state, id=stored.id, household_id=stored.household_id)
