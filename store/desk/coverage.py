"""How many households signed of those that have to: the matrix of documents and areas, and 签订率.

The ledger gives each household as one short text: a sign for every record that can count, oldest first. Few texts are
different, and how one stands is decided by the rules alone, once for each.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from store.desk.records import load
from store.model.document import Document
from store.model.signature import AWAY, REFUSED, SIGNED
from store.rules.signatures import (
    EXCLUDED_STATES,
    Facts,
    Standing,
    standing_of,
    valid_since,
    version_in_force,
)
from store.vault.cipher import Connection

By = Literal["village", "group", "grid"]
Area = str | None
Home = tuple[str, Area, bool, str]
"""Village, area, whether nobody there can sign, and signs of a household."""
Tally = list[int]
"""How many households stand how, in the order of ``_STANDINGS``; the last is those where nobody can sign."""
WITHOUT_GRID = "无网格"
_STANDINGS = tuple(Standing)
_NOBODY = len(_STANDINGS)
_AREAS: Mapping[By | None, str] = {
    None: "NULL",
    "village": "village",
    "group": "village || coalesce(village_group, '')",
    "grid": f"coalesce(grid, '{WITHOUT_GRID}')",
}
_OF_VILLAGE = "village = coalesce(:village, village)"
_PRESENT = f"""
    SELECT id, village, {{area}}, state FROM household
    WHERE coalesce(state_since, '') <= :today AND {_OF_VILLAGE}
"""
_FORMER = f"""
    SELECT household_id, village, {{area}}, state FROM former_state AS was
    WHERE household_id IN (SELECT id FROM household WHERE state_since > :today)
      AND coalesce(state_since, '') <= :today AND {_OF_VILLAGE} AND NOT EXISTS (
        SELECT 1 FROM former_state AS later WHERE later.household_id = was.household_id
          AND later.state_since <= :today AND later.state_since > coalesce(was.state_since, '')
      )
"""
"""Households whose newest state had not begun: the one that held before. Before the first they are not there."""
_SIGNS = """
    SELECT household_id, group_concat({sign}, '') FROM (
      SELECT household_id, document_id, signed_on, status FROM signature WHERE signed_on <= :today
      ORDER BY household_id, document_id, signed_on, uid
    )
    GROUP BY household_id
"""
"""The order is that of an index that holds all of it: nothing is sorted, and the table itself is not read."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One version in one area, or in the township (``area`` is ``None``); the standings add up to ``required``."""

    document: str
    version: str
    area: Area
    households: int
    excluded: int
    required: int
    signed: int
    expired: int
    away: int
    refused: int
    unsigned: int


def coverage(
    connection: Connection, today: date, *, document: str | None = None, by: By | None = None, village: Area = None
) -> list[CoverageRow]:
    """One row for each kind, version and area, the township's first; of the kind ``document`` alone if given.

    ``village`` counts only the households that lived there at ``today``; they are what the first rows are about then.
    """
    where, values = ("WHERE kind = ?", (document,)) if document is not None else ("", ())
    signs = _Signs(load(connection, Document, f"{where} ORDER BY kind, id", values), today)
    tallies: dict[tuple[Area, int], Tally] = defaultdict(lambda: [0] * (_NOBODY + 1))
    for (lives_in, area, is_excluded, text), count in _homes(connection, signs, today, by, village).items():
        for version_id, standing in signs.standings(signs.in_force(lives_in), is_excluded, text):
            tallies[area, version_id][standing] += count
    if by:
        _add_township(tallies)
    rows = (_row(signs.versions[version_id], area, tally) for (area, version_id), tally in tallies.items())
    return sorted(rows, key=lambda row: (row.area or "", row.document, row.version))


def coverage_of_groups(connection: Connection, today: date, *, village: str) -> list[CoverageRow]:
    """As ``coverage``, of one village: ``area`` is a group, ``""`` for the households without one."""
    rows = coverage(connection, today, by="group", village=village)
    # Counted by groups, an area is village and group in one word.
    return [row if row.area is None else replace(row, area=row.area[len(village) :]) for row in rows]


def _add_township(tallies: dict[tuple[Area, int], Tally]) -> None:
    for (_, version_id), tally in tuple(tallies.items()):
        whole = tallies[None, version_id]
        for standing, count in enumerate(tally):
            whole[standing] += count


def _row(version: Document, area: Area, tally: Tally) -> CoverageRow:
    households, excluded = sum(tally), tally[_NOBODY]
    standings = {standing.value: tally[place] for place, standing in enumerate(_STANDINGS)}
    return CoverageRow(
        version.kind, version.version, area, households, excluded, required=households - excluded, **standings
    )


def _homes(connection: Connection, signs: "_Signs", today: date, by: By | None, village: Area) -> Counter[Home]:
    """How many households are alike in all that counts."""
    values = {"today": today.isoformat(), "village": village, **signs.values}
    text_of: dict[int, str] = dict(connection.execute(_SIGNS.format(sign=signs.expression), values))
    homes: Counter[Home] = Counter()
    for query in (_PRESENT, _FORMER):
        rows = connection.execute(query.format(area=_AREAS[by]), values).fetchall()
        homes.update(
            (lives_in, area, state in EXCLUDED_STATES, text_of.get(row_id, ""))
            for row_id, lives_in, area, state in rows
        )
    return homes


class _Signs:
    """What stands for a record: a sign for each status of each version, 已签 with one while it binds and one after."""

    def __init__(self, documents: Sequence[Document], today: date) -> None:
        self._today = today
        self._kinds: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            self._kinds[document.kind].append(document)
        self._meanings: dict[str, tuple[str, int, str, bool]] = {}
        self.values: dict[str, Any] = {}
        self.expression = self._expression(documents)
        self.versions = {document.id: document for document in documents}
        self.standings = cache(self._standings)
        self.in_force = cache(self._in_force)

    def _expression(self, documents: Iterable[Document]) -> str:
        cases = [self._case(document) for document in documents]
        return f"CASE document_id {' '.join(cases)} ELSE '' END" if cases else "''"

    def _case(self, document: Document) -> str:
        since = f"since{document.id}"
        self.values[since] = valid_since(document, self._today).isoformat()
        valid, expired = self._sign(document, SIGNED, is_valid=True), self._sign(document, SIGNED)
        signed = f"WHEN '{SIGNED}' THEN iif(signed_on >= :{since}, '{valid}', '{expired}')"
        away = f"WHEN '{AWAY}' THEN '{self._sign(document, AWAY)}'"
        return f"WHEN {document.id} THEN CASE status {signed} {away} ELSE '{self._sign(document, REFUSED)}' END"

    def _sign(self, document: Document, status: str, *, is_valid: bool = False) -> str:
        sign = chr(0x4E00 + len(self._meanings))
        self._meanings[sign] = document.kind, document.id, status, is_valid
        return sign

    def _standings(self, in_force: Sequence[int], is_excluded: bool, signs: str) -> list[tuple[int, int]]:
        """How a household stands to each version in force for it, all by their row ids, as a place of a ``Tally``."""
        return [
            (version_id, _NOBODY if is_excluded else _STANDINGS.index(standing_of(self._facts(version_id, signs))))
            for version_id in in_force
        ]

    def _facts(self, version_id: int, signs: str) -> Facts:
        kind = self.versions[version_id].kind
        meanings = [meaning for sign in signs if (meaning := self._meanings[sign])[0] == kind]
        own = [(status, is_valid) for _, document_id, status, is_valid in meanings if document_id == version_id]
        return Facts(
            is_valid=any(is_valid for _, is_valid in own),
            newest=own[-1][0] if own else None,
            ever=any(status == SIGNED for _, _, status, _ in meanings),
        )

    def _in_force(self, village: str) -> tuple[int, ...]:
        chosen = (version_in_force(versions, village, self._today) for versions in self._kinds.values())
        return tuple(version.id for version in chosen if version is not None)
