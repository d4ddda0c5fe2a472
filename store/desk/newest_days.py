"""The newest qualifying day of every series for everybody, read without reading every record.

Most people have a record of every series within the last months, so those months are scanned first; only who lacks
one there is looked up further back. What qualifies is asked of the policy, once per combination that occurs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.rules.policy import Contact, Policies
from store.vault.cipher import Connection

NewestDays = dict[int, dict[str, date]]
"""Person id -> rule -> newest qualifying day."""

_RECENT: dict[type[Contact], timedelta] = {
    Visit: timedelta(days=100),
    DrugTest: timedelta(days=200),
    Assessment: timedelta(days=200),
}
"""Longer than the longest common interval of each: who is on time has a record of every series in it."""

_CHUNK = 500

_COMBINATIONS = {
    Visit: "SELECT person_id, max(day), mode, result, contents FROM visit",
    DrugTest: "SELECT person_id, max(day), kind, result, '' FROM drug_test",
    Assessment: "SELECT person_id, max(day), '', '', '' FROM assessment",
}


def newest_days(connection: Connection, people: Sequence[int], policies: Policies, today: date) -> NewestDays:
    """For each of ``people`` and each rule, the newest day up to ``today`` with a record that qualifies."""
    found: NewestDays = {person: {} for person in people}
    for record, recent in _RECENT.items():
        since = (today - recent).isoformat()
        _read(connection, record, "day BETWEEN ? AND ?", (since, today.isoformat()), policies, found)
        rules = {rule for rule, of in _rules_by_record(policies).items() if of is record}
        behind = [person for person, days in found.items() if not days.keys() >= rules]
        for start in range(0, len(behind), _CHUNK):
            chunk = behind[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            _read(connection, record, f"person_id IN ({marks}) AND day < ?", (*chunk, since), policies, found)
    return found


def newest_days_of_few(connection: Connection, people: Sequence[int], policies: Policies, today: date) -> NewestDays:
    """As ``newest_days``, reading the records of ``people`` alone: for as many as stand on a screen."""
    found: NewestDays = {person: {} for person in people}
    where = f"person_id IN ({', '.join('?' * len(found))}) AND day <= ?"
    for record in _COMBINATIONS:
        _read(connection, record, where, (*found, today.isoformat()), policies, found)
    return found


def _rules_by_record(policies: Policies) -> dict[str, type[Contact]]:
    return {series.rule: series.qualifying.record for _, policy in policies.dated for series in policy.series}


def _read(
    connection: Connection,
    record: type[Contact],
    where: str,
    parameters: Iterable[str | int],
    policies: Policies,
    found: Mapping[int, dict[str, date]],
) -> None:
    rules_of = _qualifier(record, policies)
    day_of = cache(date.fromisoformat)
    query = f"{_COMBINATIONS[record]} WHERE {where} GROUP BY 1, 3, 4, 5"
    for person, newest, kind, result, contents in connection.execute(query, tuple(parameters)):
        days = found.get(person)
        if days is None:
            continue
        day = day_of(newest)
        for rule in rules_of(kind, result, contents):
            if rule not in days or days[rule] < day:
                days[rule] = day


def _qualifier(record: type[Contact], policies: Policies) -> Callable[[str, str, str], tuple[str, ...]]:
    series = [series for _, policy in policies.dated for series in policy.series]

    @cache
    def rules_of(kind: str, result: str, contents: str) -> tuple[str, ...]:
        sample = _sample(record, kind, result, contents)
        return tuple({each.rule for each in series if each.qualifying.accepts(sample)})

    return rules_of


def _sample(record: type[Contact], kind: str, result: str, contents: str) -> Contact:
    """A record of this combination; the day and the person play no part in whether it qualifies."""
    if record is Visit:
        return Visit(day=date.min, mode=kind, result=result, contents=tuple(contents.split("、")))
    if record is DrugTest:
        return DrugTest(day=date.min, sample="", kind=kind, result=result)
    return Assessment(day=date.min)
