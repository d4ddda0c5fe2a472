"""漏项说明: which missed windows an officer has explained. They leave the list to be explained and stay missed."""

import re
from collections.abc import Container, Iterable
from datetime import date

from store.model.notice import MISS_EXPLAINED, Notice
from store.rules.windows import Window

_NAME = re.compile(r"\s*(\S+)\s+(\d{4}-\d{2}-\d{2})\s*")


def window_name(label: str, start: date) -> str:
    """The 文号 of an explanation for one window alone: its label and its first day, as ``定期检测 2026-05-15``."""
    return f"{label} {start.isoformat()}"


def is_explained(window: Window, notices: Iterable[Notice], labels: Container[str]) -> bool:
    """Whether one of a person's ``notices`` explains the missed window; ``labels`` are those of all series.

    A 漏项说明 whose 文号 names a window (see ``window_name``) explains that window alone; with an empty or other 文号
    it explains every miss that was over on its day (``window.end <= notice.day``).
    """
    return any(_explains(notice, window, labels) for notice in notices if notice.matter == MISS_EXPLAINED)


def _explains(notice: Notice, window: Window, labels: Container[str]) -> bool:
    named = _NAME.fullmatch(notice.document_number or "")
    if named is None or named[1] not in labels:
        return window.end <= notice.day
    return (named[1], named[2]) == (window.label, window.start.isoformat())
