"""The tiers that assessments gave (风险等级), read for everybody off an index."""

from collections.abc import Sequence
from datetime import date

from store.model.assessment import Assessment
from store.rules.policy import Rating
from store.vault.cipher import Connection

Ratings = dict[int, list[Rating]]
"""By person id every rating up to a day, in the order in which they came to hold. Who has none is not in it."""


def ratings(connection: Connection, today: date, people: Sequence[int] | None = None) -> Ratings:
    """The ratings up to ``today`` of ``people`` or of everybody."""
    among = "" if people is None else f"AND person_id IN ({', '.join('?' * len(people))})"
    query = (
        "SELECT day, risk, group_concat(person_id) FROM assessment"
        f" WHERE risk IS NOT NULL AND day <= ? {among} GROUP BY day, risk ORDER BY day"
    )
    found: Ratings = {}
    twice: set[int] = set()
    for day, tier, rated in connection.execute(query, (today.isoformat(), *(people or ()))):
        rating = Rating(date.fromisoformat(day), tier)
        for person in map(int, rated.split(",")):
            of = found.setdefault(person, [])
            if of and of[-1].day == rating.day:
                twice.add(person)
            of.append(rating)
    found.update({person: _in_order(connection, person, today) for person in twice})
    return found


def _in_order(connection: Connection, person: int, today: date) -> list[Rating]:
    """As the rules order them: of several of one day the one with the greatest uid holds. The index has no uid."""
    query = "SELECT day, risk FROM assessment WHERE person_id = ? AND risk IS NOT NULL AND day <= ? ORDER BY day, uid"
    rows = connection.execute(query, (person, today.isoformat()))
    return [Rating(date.fromisoformat(day), tier) for day, tier in rows]


def as_assessments(person: int, of: Sequence[Rating]) -> tuple[Assessment, ...]:
    """What a case needs of the assessments that gave these ratings; their uids keep the order."""
    return tuple(
        Assessment(person_id=person, uid=f"{place:09}", day=rating.day, risk=rating.tier)
        for place, rating in enumerate(of)
    )
