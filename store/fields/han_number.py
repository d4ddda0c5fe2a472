"""Numbers below one hundred, and years, written in Han numerals."""

_DIGITS = {
    **dict(zip("〇○零一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    "两": 2,
}  # fmt: skip
_TENS = {"十": 10, "廿": 20, "卅": 30}
HAN_NUMERALS = "".join((*_DIGITS, *_TENS))
"""Every character that can stand in such a number, for use inside a character class."""


def han_number(text: str) -> int | None:
    """The value of 三, 十一, 二十四, 廿四, 三十 (1 to 99); ``None`` if the text is no such number."""
    for ten, value in _TENS.items():
        if ten in text:
            before, _, after = text.partition(ten)
            return _composed(before, value, after)
    return _DIGITS.get(text)


def _composed(before: str, ten: int, after: str) -> int | None:
    times = _DIGITS.get(before, 0) if before else 1
    ones = _DIGITS.get(after, 0) if after else 0
    if (before and (times == 0 or ten != 10)) or (after and ones == 0):
        return None
    return times * ten + ones


def han_digits(text: str) -> int | None:
    """The value of numerals read one by one, as years are written: 二〇二四 is 2024."""
    if not text or not all(character in _DIGITS for character in text):
        return None
    return int("".join(str(_DIGITS[character]) for character in text))


def whole_number(text: str) -> int | None:
    """The value of a number below one hundred in digits or Han numerals."""
    if text.isascii() and text.isdigit():
        return int(text)
    return han_number(text)
