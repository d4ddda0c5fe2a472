"""Typed text on its way into a record: the cleaning rules of ledgers, with a Chinese sentence for what is wrong."""

from datetime import date
from typing import TYPE_CHECKING

from store.fields import Declared
from store.fields.cell import trim

if TYPE_CHECKING:
    from store.desk.form_checks import FormNote


def cleaned_text(typed: str) -> str | None:
    """The text as a ledger would take it from a cell; None when nothing but blanks and line ends is left."""
    text = trim(typed)
    return text if text.strip("\n") else None


def fault_of(text: str | None, field: Declared, today: date) -> str | None:
    """What is wrong with a cleaned text for this field, or None."""
    if text is None:
        return None
    codes = field.type.clean(text, today).codes
    return f"{field.label}{_sentence(codes[0], field) or '不对,请重新输入'}" if codes else None


def sentence_of(note: "FormNote", field: Declared) -> str:
    """What is wrong with a field of a form, as short as it can be said."""
    short = _sentence(note.code, field)
    return f"{field.label}{short}" if short else f"{field.label} {note.sentence}"


def _sentence(code: str, field: Declared) -> str:
    sentences = {
        "nul": "里有看不见的控制字符,请重新输入",
        "too-long": f"太长,最多{field.type.max_length}个字",
        "ditto-not-allowed": "不能写 同上,请写出内容",
        "clear-not-allowed": "不能写 〔清空〕,不要内容就空着",
    }
    return sentences.get(code, "")
