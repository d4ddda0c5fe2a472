"""Which passphrases are good enough: long enough, and not one of those that everybody tries first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from store.errors import StoreError

MINIMUM_LENGTH = 8
_MAXIMUM_LENGTH = 1024
_LIST = "common_passphrases.txt"
# What a keyboard offers to a finger that slides over it, row by row and column by column.
_WALKS = (
    "`1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qawsedrftgyhujikolp",
    "147258369",
    "159357",
    "!@#$%^&*()_+",
)
_PATHS = tuple(path for walk in _WALKS for path in (walk, walk[::-1]))
_SHORTEST_WALK = 3
_DISGUISES = str.maketrans("0134578@$!", "oleastbasi")
_FEWEST_DISTINCT = 4
# From this length on, several well-known words in a row are a passphrase in their own right.
_LONG, _LONG_WITH_OFFICE = 13, 20
_DATE = re.compile(r"(19|20)\d\d[-./年]?(0?[1-9]|1[0-2])[-./月]?(0?[1-9]|[12]\d|3[01])日?")
_MOBILE = re.compile(r"(\+?86)?1[3-9]\d{9}")
_ID_NUMBER = re.compile(r"\d{17}[\dx]|\d{15}")


class WeakPassphraseError(StoreError):
    """The passphrase is too short or too well known to guard anything."""

    code = "weak-passphrase"


def normalised(passphrase: str) -> str:
    """The passphrase as it is used: NFKC, so that full-width input and another machine's input method agree."""
    return unicodedata.normalize("NFKC", passphrase)


def check_passphrase(passphrase: str, *, office_words: Iterable[str] = ()) -> str:
    """The passphrase as it is used, if it is good enough to guard a vault.

    ``office_words`` are words that everyone in the office would try, such as the township's name and code.

    :raises WeakPassphraseError: under eight characters, over 1024, unprintable, or a common one.
    """
    text = normalised(passphrase)
    if len(text.strip()) < MINIMUM_LENGTH:
        raise _refusal("口令太短", f"口令至少要 {MINIMUM_LENGTH} 个字符，首尾空格不算")
    if len(text) > _MAXIMUM_LENGTH:
        raise _refusal("口令太长", f"口令最多 {_MAXIMUM_LENGTH} 个字符")
    if any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in text):
        raise _refusal("口令有特殊字符", "口令里有键盘打不出的字符")
    if is_common(text, office_words=office_words):
        raise _refusal("口令太常见", "这个口令太容易被猜到")
    return text


def _refusal(title: str, what: str) -> WeakPassphraseError:
    return WeakPassphraseError(title, f"{what}，没有采用，什么都没有改动；请换一个口令，例如几个互不相干的词。")


def is_common(passphrase: str, *, office_words: Iterable[str] = ()) -> bool:
    """Whether a guesser would have it early: listed, a date or number, or made of nothing but well-known pieces."""
    text = normalised(passphrase).casefold().strip()
    compact = re.sub(r"\s", "", text)
    listed, words = _common()
    names = tuple(name for word in office_words for name in _spellings(word))
    plain = compact.translate(_DISGUISES)
    return (
        compact in listed
        or plain in listed
        or len(set(compact)) < _FEWEST_DISTINCT
        or _repeats(compact)
        or any(form.fullmatch(compact) for form in (_DATE, _MOBILE, _ID_NUMBER))
        or any(_well_known(form, words, names) for form in (compact, plain))
    )


def _well_known(text: str, words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether nothing is in ``text`` but well-known pieces, unless it is long and strings several words together."""
    count = _words_strung(text, (*words, *names))
    if count is None:
        return False
    long = _LONG_WITH_OFFICE if any(name in text for name in names) else _LONG
    return count < 2 or _weight(text) < long


def _weight(text: str) -> int:
    """Length in keystrokes, roughly: a Han character takes two."""
    return sum(1 if character.isascii() else 2 for character in text)


@cache
def _common() -> tuple[frozenset[str], tuple[str, ...]]:
    """The list in its two parts: whole passphrases, and words (marked ``*``) that stay common with additions."""
    text = resources.files("store.vault").joinpath(_LIST).read_text(encoding="utf-8")
    entries = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    whole = frozenset(entry.removesuffix("*") for entry in entries)
    return whole, tuple(entry.removesuffix("*") for entry in entries if entry.endswith("*"))


def _spellings(word: str) -> tuple[str, ...]:
    """A township's name with and without what every township is called."""
    folded = re.sub(r"\s", "", normalised(word).casefold())
    bare = re.sub(r"(佤族|傣族|拉祜族|民族)?(乡|镇|街道|街道办事处|村)$", "", folded)
    return tuple(form for form in dict.fromkeys((folded, bare)) if len(form) >= 2)


def _repeats(text: str) -> bool:
    """Whether one piece, at most half of the text, is all there is (abcabcabca, passwordpassword)."""
    return any(
        text == (text[:size] * (len(text) // size + 1))[: len(text)]
        for size in range(1, max(5, len(text) // 2 + 1))
        if len(text) > size
    )


def _words_strung(text: str, words: Sequence[str]) -> int | None:
    """How many different words ``text`` is made of, beside walks, sequences and little else.

    ``None`` if more than a few digits or two other characters are left once well-known pieces are taken out.
    """
    rest, position, strung, found = "", 0, set(), False
    while position < len(text):
        word = max((word for word in words if text.startswith(word, position)), key=len, default="")
        length = max(len(word), _walk(text, position), _even_steps(text, position))
        if word and length == len(word):
            strung.add(word)
        found = found or length > 0
        rest += "" if length else text[position]
        position += length or 1
    rest = "".join(character for character in rest if character.isalnum())
    return len(strung) if found and (len(rest) <= 2 or (rest.isdigit() and len(rest) <= 6)) else None


def _walk(text: str, start: int) -> int:
    """How many characters from ``start`` follow one path over the keyboard; 0 if fewer than three."""
    size = _SHORTEST_WALK
    while start + size <= len(text) and any(text[start : start + size] in path for path in _PATHS):
        size += 1
    return size - 1 if size > _SHORTEST_WALK else 0


def _even_steps(text: str, start: int) -> int:
    """How many characters from ``start`` are equal or count up or down by one; 0 if fewer than three."""
    best = 0
    for step in (-1, 0, 1):
        size = 1
        while start + size < len(text) and ord(text[start + size]) - ord(text[start + size - 1]) == step:
            size += 1
        best = max(best, size)
    return best if best >= _SHORTEST_WALK else 0
