"""The newest qualifying day of every series for everybody, read without reading every record.

Most people have a record of every series within the last weeks, so those are scanned first, all people of one day in
one row; further back only what can meet a series that many still lack. Who is behind even then is asked for alone, the
newest record first. What qualifies is asked of the policy, once per combination that occurs.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cache

from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.visit import Visit
from store.rules.calendar import add_days
from store.rules.policy import Contact, Policies
from store.vault.cipher import Connection

NewestDays = dict[int, dict[str, date]]
"""Person id -> rule -> newest qualifying day."""

Wanted = Mapping[int, Collection[str]]
"""Person id -> the rules of which the newest day is asked; of other rules it may be there or not."""

_DAYS_BACK = (35, 100, 200, 400)
"""How far each scan reaches: past a month, a quarter, half a year and a year, so that one finds who is on time."""

_FEW = 20
"""Once fewer are behind than one in so many, asking for each of them is shorter than scanning everybody again."""

_TABLES = {
    Visit: ("visit", "mode, result, contents"),
    DrugTest: ("drug_test", "kind, result, ''"),
    Assessment: ("assessment", "'', '', ''"),
}
"""The table of each kind of record, and the columns that say what a record qualifies for."""

_RulesOf = Callable[[str, str, str], tuple[str, ...]]


def newest_days(connection: Connection, wanted: Wanted, policies: Policies, today: date) -> NewestDays:
    """For each person and each wanted rule, the newest day up to ``today`` with a record that qualifies."""
    found: NewestDays = {person: {} for person in wanted}
    for record, rules in _rules_by_record(policies).items():
        if record is Assessment:
            _read_assessments(connection, rules, today, found)
            continue
        rules_of = _qualifier(record, policies)
        reached = dict.fromkeys(rules, add_days(today, 1))
        scanned, until, behind = rules, add_days(today, 1), wanted
        for back in _DAYS_BACK:
            since = add_days(today, -back)
            _scan(connection, record, since, until, _ticks(record, scanned, policies), rules_of, found)
            until, behind = since, _behind(behind, rules, found)
            reached.update(dict.fromkeys(scanned, since))
            scanned &= _widely_lacked(behind, len(wanted))
            if not scanned:
                break
        _look_up(connection, record, behind, reached, rules_of, found)
    return found


def newest_days_of_few(connection: Connection, wanted: Wanted, policies: Policies, today: date) -> NewestDays:
    """As ``newest_days``, reading the records of these people alone: for as many as stand on a screen."""
    found: NewestDays = {person: {} for person in wanted}
    for record, rules in _rules_by_record(policies).items():
        reached = dict.fromkeys(rules, add_days(today, 1))
        _look_up(connection, record, _behind(wanted, rules, found), reached, _qualifier(record, policies), found)
    return found


def _rules_by_record(policies: Policies) -> dict[type[Contact], frozenset[str]]:
    found: dict[type[Contact], set[str]] = {}
    for _, policy in policies.dated:
        for series in policy.series:
            found.setdefault(series.qualifying.record, set()).add(series.rule)
    return {record: frozenset(rules) for record, rules in found.items()}


def _behind(wanted: Wanted, rules: frozenset[str], found: NewestDays) -> Wanted:
    """Of ``rules`` those that are wanted and not found yet, by person."""
    lacking = ((person, rules.intersection(of).difference(found[person])) for person, of in wanted.items())
    return {person: of for person, of in lacking if of}


def _widely_lacked(behind: Wanted, people: int) -> frozenset[str]:
    """The rules that so many of these ``people`` lack that all of them are to be scanned."""
    lacked = Counter(rule for of in behind.values() for rule in of)
    return frozenset(rule for rule, count in lacked.items() if count * _FEW > people)


def _ticks(record: type[Contact], rules: Collection[str], policies: Policies) -> tuple[str, ...]:
    """What a visit must be ticked for to meet one of ``rules``: whoever scans far back need not read the others."""
    if record is not Visit:
        return ()
    series = (series for _, policy in policies.dated for series in policy.series)
    return tuple(dict.fromkeys(each.qualifying.tick for each in series if each.rule in rules))


def _scan(
    connection: Connection,
    record: type[Contact],
    since: date,
    until: date,
    ticks: Sequence[str],
    rules_of: _RulesOf,
    found: NewestDays,
) -> None:
    """Everybody's records of ``[since, until)``, the newest day first."""
    table, columns = _TABLES[record]
    ticked = f"AND ({' OR '.join('instr(contents, ?)' for _ in ticks)})" if ticks else ""
    # One row for many people: handing rows over costs more than finding them.
    query = (
        f"SELECT day, {columns}, group_concat(person_id) FROM {table}"
        f" WHERE day >= ? AND day < ? {ticked} GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC"
    )
    days = (since.isoformat(), until.isoformat())
    for day, kind, result, contents, people in connection.execute(query, (*days, *ticks)):
        rules = rules_of(kind, result, contents)
        if rules:
            _note(date.fromisoformat(day), people, rules, found)


def _read_assessments(connection: Connection, rules: Collection[str], today: date, found: NewestDays) -> None:
    """Any assessment qualifies, and an index has the newest of everybody."""
    newest = "SELECT person_id, max(day) AS day FROM assessment WHERE day <= ? GROUP BY person_id"
    query = f"SELECT day, group_concat(person_id) FROM ({newest}) GROUP BY day"
    for day, people in connection.execute(query, (today.isoformat(),)):
        _note(date.fromisoformat(day), people, rules, found)


def _note(day: date, people: str, rules: Collection[str], found: NewestDays) -> None:
    """``day`` for these people, for each rule of which no newer one was found."""
    for person in map(int, people.split(",")):
        days = found.get(person)
        if days is not None:
            for rule in rules:
                if rule not in days:
                    days[rule] = day


def _look_up(
    connection: Connection,
    record: type[Contact],
    behind: Wanted,
    reached: Mapping[str, date],
    rules_of: _RulesOf,
    found: NewestDays,
) -> None:
    """What each of these people lacks, reading no further back than to the newest day of it.

    None of a rule is to be found from the day on that it is ``reached`` back to.
    """
    table, columns = _TABLES[record]
    query = f"SELECT day, {columns} FROM {table} WHERE person_id = ? AND day < ? ORDER BY day DESC"
    for person, rules in behind.items():
        lacking, until = set(rules), max(reached[rule] for rule in rules)
        for day, *combination in connection.execute(query, (person, until.isoformat())):
            met = lacking.intersection(rules_of(*combination))
            found[person].update(dict.fromkeys(met, date.fromisoformat(day)))
            lacking -= met
            if not lacking:
                break


def _qualifier(record: type[Contact], policies: Policies) -> _RulesOf:
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
