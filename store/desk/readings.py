"""How Chinese characters are read aloud: every reading without tones, as people type them.

The default reading of a surname is wrong for most polyphonic ones (单 is shàn, not dān), so surnames have readings of
their own, which come first.
"""

import os
import unicodedata
from collections.abc import Mapping
from functools import cache

SURNAMES: Mapping[str, tuple[str, ...]] = {
    "单": ("shan",), "仇": ("qiu",), "区": ("ou",), "解": ("xie",), "查": ("zha",), "曾": ("zeng",),
    "盖": ("ge", "gai"), "覃": ("qin", "tan"), "朴": ("piao",), "尉": ("wei", "yu"), "缪": ("miao",),
    "乐": ("yue", "le"), "员": ("yun",), "贠": ("yun",), "翟": ("zhai", "di"), "繁": ("po",), "秘": ("bi",),
    "洗": ("xian",), "折": ("she",), "黑": ("he",), "重": ("chong",), "种": ("chong",),
    "万": ("wan", "mo"), "召": ("shao",), "祭": ("zhai",), "隗": ("wei", "kui"), "柏": ("bai", "bo"),
    "澹": ("tan",), "适": ("kuo",), "郇": ("xun", "huan"), "郗": ("xi", "chi"),
    "谌": ("chen", "shen"), "卜": ("bu",), "能": ("nai",), "参": ("shen",), "佴": ("nai",),
    "都": ("du",), "藏": ("zang",),
    "岩": ("yan", "ai"),
}  # fmt: skip
"""What a character is called as the first of a name, the commonest reading first. 岩 is ai in Dai and Wa names."""


@cache
def readings(character: str) -> tuple[str, ...]:
    """Every reading of one Chinese character, the commonest first, ü as v; empty for anything else."""
    known = _dictionary().get(ord(character), "") if len(character) == 1 else ""
    spoken = (_without_tone(reading) for reading in known.split(",") if reading)
    return tuple(dict.fromkeys((*spoken, *SURNAMES.get(character, ()))))


@cache
def surname_readings(character: str) -> tuple[str, ...]:
    """What the first character of a name is called: the readings of the surname, else the commonest one."""
    return SURNAMES.get(character) or readings(character)[:1]


def _without_tone(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


@cache
def _dictionary() -> Mapping[int, str]:
    """The readings of single characters. The phrases, which names do not need, would cost 250 ms and 40 MB."""
    before = os.environ.get("PYPINYIN_NO_PHRASES")
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    try:
        from pypinyin.pinyin_dict import pinyin_dict
    finally:
        if before is None:
            del os.environ["PYPINYIN_NO_PHRASES"]
        else:
            os.environ["PYPINYIN_NO_PHRASES"] = before
    return pinyin_dict
