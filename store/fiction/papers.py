"""Numbers that nobody bears: region prefixes that were never assigned, with correct check characters."""

from datetime import date

from store.fiction.dice import Dice

UNASSIGNED_PREFIXES = ("530897", "530898", "530899", "532799")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_MOBILE_PREFIXES = ("139", "138", "150", "151", "152", "158", "159", "182", "187", "188", "198")


def check_character(digits: str) -> str:
    """The last character of a resident ID number, from its first 17 digits (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def an_id_number(dice: Dice, birth_date: date, sex: str) -> str:
    """A resident ID number for this birth date and sex; never one that ends in 000, as spreadsheet damage does."""
    while True:
        order = dice.number(1, 499) * 2 - (sex == "男")
        digits = f"{dice.pick(UNASSIGNED_PREFIXES)}{birth_date:%Y%m%d}{order:03d}"
        number = digits + check_character(digits)
        if not number.endswith("000"):
            return number


def a_phone(dice: Dice) -> str:
    """A mobile number; its middle digits are 0000 so that it calls nobody."""
    return f"{dice.pick(_MOBILE_PREFIXES)}0000{dice.number(1, 9999):04d}"
