"""Hostile text for every place that takes or shows text: the project's own list, and the public one where it lies."""

import json
import re
import unicodedata
from pathlib import Path

_PUBLIC_LIST = Path(__file__).parents[2] / "shared" / "data" / "naughty-strings.json"

_BLANK_ENDS = " \t\r\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"

OWN = (
    "[/]",
    "[red]x",
    "[bold]岩[/bold]三[link=https://example.invalid]",
    "\x1b[31m岩三\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;https://example.invalid\x1b\\岩\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",
    "\x1bP1$r\x1b\\",
    "\x9b31m岩三",
    "\x90payload\x9c",
    "岩\x00三\x07\x08\x7f",
    "岩\r三",
    "岩\r\n三\n四",
    "岩\t三",
    "岩\x85三\u2028四\u2029五",
    "\u202e三岩\u202c",
    "\u2066岩\u2067三\u2069\u200e\u200f\u061c",
    "岩\u200b三\u200c\u200d\u2060\ufeff",
    "\u00ad\u034f\u115f\u1160\u3164\uffa0\u180e\u2800",
    "\ud800岩\udfff",
    "\ufffe\uffff\U0001ffff\U0010ffff",
    "\ue000\uf8ff\U000f0000",
    "\U000e0041\U000e007f",
    "\u0378\U000e0fff",
    "𠮷𪚥𫝀𬺰𮯠𰻝𱍐\U00031350\U0002ebf0",
    "葛\U000e0100城",
    "Z" + "\u0300\u0301\u0302\u0489" * 50 + "algo",
    "\u0301\u0302岩",
    "👨\u200d👩\u200d👧\u200d👦",
    "❤\ufe0f\u2764\ufe0e",
    "👍\U0001f3fd\U0001f1e8\U0001f1f3",
    "岩" * 400,
    "A" * 400,
    "ﷺ﷽𒐫",
    "สวัสดี ༼ༀ་ཨོཾ༽ မြန်မာ ꠰ ᥓᥣᥴ",
    "העברית عربي",
    "=cmd|' /C calc'!A0",
    "''';DROP TABLE person;--",
    '"quoted", cell',
    "  ends  ",
    "\u3000全角\u3000",
    "NULL",
    "None",
    "〔清空〕",
    "同上",
    "\\",
    "%s%n{0}{x!r}${y}",
    "岩\x0b三\x0c四\x1c五\x1d六\x1e七",
    "cafe\u0301",
    "一  二\u2003三\u3000四",
    " \n岩三\n \n",
    "\n",
    "\u200b",
    "",
)


def hostile_strings() -> tuple[str, ...]:
    """The own list, followed by the public one where the folder is there."""
    if not _PUBLIC_LIST.is_file():
        return OWN
    return (*OWN, *json.loads(_PUBLIC_LIST.read_text(encoding="utf-8")))


def as_cleaned(text: str) -> str:
    """The text as the contract's cleaning rules leave it in a text field that takes it."""
    return unicodedata.normalize("NFC", text).strip(_BLANK_ENDS).replace("\r\n", "\n")


def is_refused_everywhere(text: str) -> bool:
    """Whether control characters, or half a character, stand in the cleaned text: no field takes those."""
    return re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", as_cleaned(text)) is not None


def is_half_a_character(text: str) -> bool:
    """Whether the text cannot stand in a file at all."""
    return re.search("[\ud800-\udfff]", text) is not None
