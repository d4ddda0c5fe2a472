"""A data file that somebody hands in (policy, tier scheme, holidays): read whole, or refused with its line and reason.

Only places and our own words stand in a refusal, never what the file holds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import FileRefusedError

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

LARGEST = 256 * 1024
"""Bytes. The shipped files have a fiftieth of it."""

_MARK = "\ufeff"
Place = tuple[str | int, ...]
"""The keys and places that lead to a value from the outside in."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a kind of file is called, and what a refusal says was kept."""

    name: str
    kept: str

    def refusal(self, reason: str, *, line: int = 0, place: Place = ()) -> FileRefusedError:
        """The file as a whole is refused. ``line`` counts from 1; 0 where there is none to name."""
        where = f"第 {line} 行" if line else "整个文件"
        what = f"({place_text(place)})" if place else ""
        return FileRefusedError(f"{self.name}文件有误", f"{where}{what}: {reason}。{self.kept}")


def place_text(place: Place) -> str:
    """``series 第3项 levels``: a place as people count."""
    return " ".join(f"第{part + 1}项" if isinstance(part, int) else part[:40] for part in place)


def read_text(path: Path, kind: FileKind) -> str:
    """The text of a file. ``FileRefusedError`` for one that is not there, too big, or not UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise kind.refusal("打不开,请看文件名对不对") from None
    if len(data) > LARGEST:
        raise kind.refusal(f"超过 {LARGEST // 1024} KB,不会是{kind.name}文件")
    try:
        return data.decode("utf-8").removeprefix(_MARK)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise kind.refusal("编码不是 UTF-8,请另存为 UTF-8", line=line) from None


def parsed(text: str, kind: FileKind) -> object:
    """The JSON value of a text. ``FileRefusedError`` for what is no JSON, or names one thing twice in one place."""
    try:
        value: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        raise kind.refusal("不是 JSON,括号、引号或逗号有误", line=fault.lineno) from None
    except _TwiceError:
        raise kind.refusal("同一层里有两个同名的项") from None
    except (RecursionError, ValueError):
        raise kind.refusal("不是 JSON,或层次太深") from None
    return value


class _TwiceError(Exception):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _no_number(_word: str) -> None:
    raise ValueError("no number of JSON")


def checked(text: str, model: "type[BaseModel]", kind: FileKind) -> dict[str, Any]:
    """The content of a text that fits ``model``; ``FileRefusedError`` names where the first fault is, and why."""
    from pydantic import ValidationError

    try:
        # As JSON: dates are strings there, and lists are no tuples.
        found = model.model_validate_json(json.dumps(parsed(text, kind)))
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        # Not every part of a place stands in the file: the guard adds words of its own (``[key]``).
        place = tuple(part for part in first["loc"] if part != "[key]")
        raise kind.refusal(_reason(first), line=line_of(text, place), place=place) from None
    return found.model_dump(mode="json", exclude_none=True)


_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这样的项",
    "too_short": "太少了",
    "string_too_short": "不能是空的",
    "too_long": "太多了",
    "string_too_long": "太长了",
    "int_type": "应是整数",
    "string_type": "应是文字",
    "list_type": "应是一列",
    "dict_type": "应是一组",
    "model_type": "应是一组",
    "greater_than_equal": "数太小",
    "less_than_equal": "数太大",
}


def _reason(fault: "ErrorDetails") -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    if fault["type"] == "literal_error":
        allowed = fault["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
        return f"只能是 {allowed}"
    return _REASONS.get(fault["type"], "不符合格式")


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1, on which the value at ``place`` begins; where that is not there, what would hold it."""
    at = _begin(text, 0)
    for part in place:
        found = _member(text, at, part)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, part: str | int) -> int | None:
    """Where the value of one key or place begins inside the value at ``at``."""
    closing = {"{": "}", "[": "]"}.get(text[at : at + 1])
    if closing is None:
        return None
    number, at = 0, _begin(text, at + 1)
    while at < len(text) and text[at] != closing:
        name: str | int = number
        if closing == "}":
            name, at = _skipped(text, at)
            at = _begin(text, _begin(text, at) + 1)
        if name == part:
            return at
        _, at = _skipped(text, at)
        at, number = _begin(text, at), number + 1
        if text[at : at + 1] == ",":
            at = _begin(text, at + 1)
    return None


def _skipped(text: str, at: int) -> tuple[Any, int]:
    value, end = json.JSONDecoder().raw_decode(text, at)
    return value, end


def _begin(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
