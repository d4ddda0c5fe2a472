"""A line of a village's paper sheet: ``3 阴``, ``5 未遇 赶集``, ``3 阴; 18 未到 打工`` and the records it becomes."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from store.desk.batch import SheetRecord
from store.fields import declared_field
from store.model.drug_test import SAMPLES, TEST_KINDS, DrugTest
from store.model.visit import CONTENTS, IN_PERSON, MODES, REACHED, Visit
from tui.typed_day import typed_day
from tui.typed_text import cleaned_text, fault_of

TESTS = "检测"
SHEETS = (TESTS, *CONTENTS)
"""What a sheet is about: tests, or the series its visits are meant for."""
_PIECES = re.compile("[;；]")
_WORDS = re.compile(r"\S+")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})[日号]?", re.ASCII).fullmatch
_GLUED = re.compile(r"(\d{1,2})[日号]?([^\d.\-/月日号].*)", re.ASCII).fullmatch
_RESULT_WORDS = ("未见到", "未找到", "未接通", "已见到", "已见面", "未遇", "见到", "找到", "接通")
_LIKE_UNSEEN = re.compile("未|没|不在|不接|不到")
_TEST_RESULT = declared_field(DrugTest, "result").type
_VISIT_RESULT = declared_field(Visit, "result").type


@dataclass(frozen=True, slots=True)
class Sheet:
    """What holds for every line: what it is about, its month (the first), who did it and where."""

    about: str
    month: date
    today: date
    by: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One record of a line, or what is wrong with that part of it."""

    text: str
    record: SheetRecord | None
    fault: str = ""


def read_line(text: str, person_id: int, sheet: Sheet) -> tuple[Piece, ...]:
    """What each part of a line becomes; nothing for an empty line. A part is a day, words, and then a note."""
    return tuple(_piece(part, person_id, sheet) for part in _PIECES.split(text) if part.strip())


def _piece(text: str, person_id: int, sheet: Sheet) -> Piece:
    made = _record(text, person_id, sheet)
    fault = made if isinstance(made, str) else _text_fault(made, sheet.today)
    return Piece(text.strip(), None if isinstance(made, str) or fault else made, fault or "")


def _record(text: str, person_id: int, sheet: Sheet) -> SheetRecord | str:
    """The record that the text means, or why it means none."""
    day, words = _day(text.split(), sheet)
    if day is None:
        return "看不懂日期;先写几号,空一格,再写结果,如 3 阴"
    if day > sheet.today:
        return f"{day.isoformat()} 还没到"
    return (_test if sheet.about == TESTS else _visit)(text, words, person_id, day, sheet)


def _day(words: list[str], sheet: Sheet) -> tuple[date | None, list[str]]:
    first = unicodedata.normalize("NFKC", words[0])
    if found := _DAY_OF_MONTH(first):
        return _in_month(int(found[1]), sheet.month), words[1:]
    if found := _GLUED(first):
        return _in_month(int(found[1]), sheet.month), [found[2], *words[1:]]
    return typed_day(first, sheet.today), words[1:]


def _in_month(number: int, month: date) -> date | None:
    try:
        return month.replace(day=number)
    except ValueError:
        return None


def _test(text: str, words: list[str], person_id: int, day: date, sheet: Sheet) -> DrugTest | str:
    kind, sample, result = TEST_KINDS[0], SAMPLES[0], None
    for place, word in enumerate(words):
        if word in TEST_KINDS:
            kind = word
        elif word in SAMPLES:
            sample = word
        elif result is None:
            checked = _TEST_RESULT.clean(word, sheet.today)
            if checked.value is None or checked.codes:
                return f"{word} 不是检测结果;写 阴 阳 无效 拒检 逃避 未到"
            result = checked.value
        else:
            return _tested(person_id, day, (kind, sample, result), sheet, _exactly(text, words[place:]))
    if result is None:
        return "没写结果;写 阴 阳 无效 拒检 逃避 未到"
    return _tested(person_id, day, (kind, sample, result), sheet, None)


def _tested(person_id: int, day: date, facts: tuple[str, str, str], sheet: Sheet, note: str | None) -> DrugTest:
    kind, sample, result = facts
    return DrugTest(
        person_id=person_id, day=day, kind=kind, sample=sample, result=result,
        testers=sheet.by, laboratory=sheet.where, note=note,
    )  # fmt: skip


def _visit(text: str, words: list[str], person_id: int, day: date, sheet: Sheet) -> Visit | str:
    contents, mode, result, note = {sheet.about}, IN_PERSON, None, list[str]()
    for place, word in enumerate(words):
        begins = next((each for each in _RESULT_WORDS if word.startswith(each)), None)
        if word in CONTENTS:
            contents.add(word)
        elif word in MODES:
            mode = word
        elif begins and result is None:
            result = _VISIT_RESULT.clean(begins, sheet.today).value
            note = [left] if (left := word.removeprefix(begins)) else []
            if note:
                note += words[place + 1 :]
                break
        else:
            note = words[place:]
            break
    if result is None and (not words or words == note or any(_LIKE_UNSEEN.search(word) for word in note)):
        return "没写见到没有;写 见到 或 未遇,后面写情况"
    return Visit(
        person_id=person_id, day=day, mode=mode, contents=tuple(word for word in CONTENTS if word in contents),
        result=result or REACHED, place=sheet.where, visitors=sheet.by, note=_exactly(text, note),
    )  # fmt: skip


def _exactly(text: str, words: list[str]) -> str | None:
    """What stands in ``text`` from the first of ``words``, its last ones, on: as it was typed, its blanks too."""
    if not words:
        return None
    found = list(_WORDS.finditer(text))[-len(words)]
    # The first word may be the end of one that begins with the day, and was read in plain letters.
    first = unicodedata.normalize("NFKC", words[0])
    begins = (
        place for place in range(*found.span()) if unicodedata.normalize("NFKC", text[place : found.end()]) == first
    )
    return cleaned_text(text[next(begins, found.start()) :])


def _text_fault(record: SheetRecord, today: date) -> str | None:
    names = ("visitors", "place", "note") if isinstance(record, Visit) else ("testers", "laboratory", "note")
    texts = ((name, cleaned_text(getattr(record, name) or "")) for name in names)
    record_type: type = type(record)
    faults = (fault_of(text, declared_field(record_type, name), today) for name, text in texts)
    return next((fault for fault in faults if fault), None)


def record_text(record: SheetRecord) -> str:
    """The record in one line, everything that will be saved."""
    if isinstance(record, Visit):
        parts = (record.mode, "、".join(record.contents), record.result, record.visitors, record.place, record.note)
    else:
        parts = (record.kind, record.sample, record.result, record.testers, record.laboratory, record.note)
    return " ".join((record.day.isoformat()[5:], *(part for part in parts if part)))
