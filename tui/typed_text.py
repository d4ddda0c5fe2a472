"""Typed text on its way into a record: the cleaning rules of ledgers, with a Chinese sentence for what is wrong."""

import unicodedata

from store.fields import Declared, Text

_ENDS = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
_REFUSED = ("同上", "〃", "″", "〔清空〕")


def cleaned_text(typed: str) -> str | None:
    """NFC, without blank ends, line ends as LF; None when nothing is left."""
    text = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n").strip(_ENDS)
    return text or None


def fault_of(text: str | None, field: Declared) -> str | None:
    """What is wrong with a cleaned text for this field, or None."""
    if text is None:
        return None
    if text in _REFUSED:
        return f"{field.label}不能写{text},请写出内容"
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t" for character in text):
        return f"{field.label}里有看不见的控制字符,请重新输入"
    if len(text) > _room(field):
        return f"{field.label}太长,最多{_room(field)}个字"
    return None


def _room(field: Declared) -> int:
    return field.type.max_length if isinstance(field.type, Text) else 10_000
