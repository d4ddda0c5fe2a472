"""Matching rows of ``documents``: known by kind and version, unique in the township."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from store.desk.row_checks import disordered_days
from store.handoff.clean_rows import CleanRow, Verdict
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.known import Held
from store.handoff.merging import merged
from store.model.document import Document
from store.rules.penalty_clause import has_penalty_clause


class DocumentMatcher(KeyedMatcher):
    """A version belongs to one village or to all: a second one under its name would be taken for it."""

    def keys_of(self, row: CleanRow) -> Iterable[Hashable]:
        kind, version = row.values[self.at["文书"]], row.values[self.at["版本"]]
        return ((kind, version),) if kind and version else ()

    def match_row(self, row: CleanRow) -> None:
        given = self.given(row)
        held = self.known.documents.by_key.get((given["kind"], given["version"]))
        if held is None:
            self.known.documents.put(Document(id=self.known.documents.next_id, **given))
            row.verdict = Verdict.NEW
        else:
            self._merge(row, held, given)
        if not row.stays_out and has_penalty_clause(given.get("text", "")):
            self.cleaner.add(row, "正文", "penalty-clause")

    def _merge(self, row: CleanRow, held: Held, given: Mapping[str, Any]) -> None:
        document = merged(held.now, given)
        if document.village != held.now.village:
            self.cleaner.add(row, "村", "conflict")
        for _ in disordered_days(Document, asdict(document)):
            self.cleaner.add(row, "失效日期", "date-order")
        if row.stays_out:
            return
        changed = Verdict.NEW if held.before is None else Verdict.CHANGED
        row.verdict = Verdict.SAME if held.now == document else changed
        held.now = document
