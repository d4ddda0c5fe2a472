"""Free text and names."""

import re
from dataclasses import dataclass
from datetime import date

from store.fields.cell import text_codes
from store.fields.declaration import Checked

_HAN = r"[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]*").fullmatch
_INNER_SPACE = re.compile(rf"(?<={_HAN})[ \t\u00a0\u3000]+(?={_HAN})")
_INNER_DOT = re.compile(r"(?<=.)[·•・．](?=.)")
_DAMAGE = re.compile("[\ufffd?？□]").search


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, kept exactly. ``multiline`` decides the widget, not the value."""

    max_length: int = 200
    multiline: bool = False
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        codes = text_codes(text, self.max_length)
        return Checked(None, codes) if codes else Checked(text)

    def format(self, value: str | None) -> str:
        return value or ""


@dataclass(frozen=True, slots=True)
class Name(Text):
    """A person's name: spaces between Han characters go, the middle dot takes one form."""

    max_length: int = 100

    def clean(self, text: str, today: date) -> Checked:
        name = usual_name(text)
        if codes := text_codes(name, self.max_length):
            return Checked(None, codes)
        return Checked(None, ("encoding-damage",)) if _DAMAGE(name) else Checked(name)


def usual_name(text: str) -> str:
    """The name in its usual form, for comparing names that different hands wrote."""
    if _PLAIN_NAME(text):
        return text
    return _INNER_DOT.sub("·", _INNER_SPACE.sub("", text))
