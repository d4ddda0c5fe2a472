"""The queries behind the list of people. ``today`` is put in as a quoted ISO day, never as foreign text."""

from collections.abc import Sequence
from typing import Literal

from store.model.measure import CATEGORIES, RECOVERY, REHABILITATION
from store.model.person import CONTROL_STATES

Count = Literal["在册", "现有", "新增", "社戒", "社康"]
"""The five base counts; what each means stands with ``people_list.base_counts``."""

_BEGUN = """(decided_on IS NULL AND served_on IS NULL AND reported_on IS NULL
  OR min(coalesce(decided_on, '9999'), coalesce(served_on, '9999'), coalesce(reported_on, '9999')) <= {today})"""
MEASURE = f"""(SELECT id FROM measure WHERE person_id = person.id
  ORDER BY {_BEGUN} DESC, (closed_on IS NULL OR closed_on > {{today}}) DESC,
    coalesce(served_on, reported_on, decided_on, '') DESC, id DESC LIMIT 1)"""
"""The measure that counts, as ``cases.measure_at`` says it: of those begun the open one, else the last."""

_RISK = """(SELECT risk FROM assessment WHERE person_id = person.id AND risk IS NOT NULL AND day <= {today}
  ORDER BY day DESC, uid DESC LIMIT 1)"""

_ONLY = "NOT EXISTS (SELECT 1 FROM measure AS other WHERE other.person_id = person.id AND other.id <> measure.id)"
# Nearly everybody has one measure: to see that there is no other takes half of what it takes to put them in order.
PEOPLE = f"FROM person LEFT JOIN measure ON measure.person_id = person.id AND ({_ONLY} OR measure.id = {MEASURE})"
"""Everybody, with the measure that counts."""

FACTS = f"""SELECT person.id, person.uid, name, sex, birth_date, village, village_group, grid, control_state,
  category, reported_on, closed_on, {_RISK}, id_number, phone {PEOPLE} WHERE person.id IN ({{people}})"""

FILTERS = {
    "category": "category",
    "village": "village",
    "grid": "grid",
    "risk": _RISK,
    "state": "control_state",
}
"""What each filter of ``Wanted`` compares."""

WITHOUT_MAIN_HELPER = """NOT EXISTS (SELECT 1 FROM assignment WHERE person_id = person.id AND role = '主帮教人'
  AND started_on <= {today} AND (ended_on IS NULL OR ended_on > {today}))"""

_GONE = """(coalesce(control_state IN ('死亡', '出国'), 0)
  OR coalesce(close_reason IN ('死亡', '出国', '变更执行地') AND closed_on <= {today}, 0))"""
_OPEN = "(closed_on IS NULL OR closed_on > {today})"

COUNTS: dict[Count, str] = {
    "在册": f"NOT {_GONE}",
    "现有": f"NOT {_GONE} AND control_state IS NOT '戒断三年'",
    "新增": f"NOT {_GONE} AND coalesce(first_found_on BETWEEN substr({{today}}, 1, 4) || '-01-01' AND {{today}}, 0)",
    "社戒": f"coalesce(category = '{REHABILITATION}' AND {_OPEN}, 0)",
    "社康": f"coalesce(category = '{RECOVERY}' AND {_OPEN}, 0)",
}


def _ranked(column: str, order: Sequence[str]) -> str:
    """The place of a word in ``order``; NULL where there is none, and other words after all that are in it."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(order))
    return f"CASE {column} {cases} ELSE {column} END"


SORTS = {
    "sex": _ranked("sex", ("男", "女")),
    "age": "-julianday(birth_date)",
    "grid": "grid",
    "category": _ranked("category", CATEGORIES),
    "reported": "reported_on",
    "state": _ranked("control_state", CONTROL_STATES),
}
"""What each order goes by, but the tier (``by_tier``)."""


def by_tier(words: Sequence[str]) -> str:
    """The order of the tiers of a scheme. In SQL numbers sort before text: words of another scheme come behind.

    ``words`` must be letters and digits alone, as the guard of tier schemes sees to.
    """
    return _ranked(_RISK, words)
