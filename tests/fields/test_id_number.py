"""Resident ID numbers: repaired where nothing is guessed, refused by name where something would be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from store.fields import IdNumber
from store.fields.id_number import birth_date_of, check_character, sex_of

TODAY = date(2026, 11, 22)
NUMBER = "530898199711073307"
FIELD = IdNumber()


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, "530898 19971107 3307", "530898　19971107　3307",
        "'" + NUMBER, "’" + NUMBER, "‘" + NUMBER, "、" + NUMBER,
        f'="{NUMBER}"',
        "５３０８９８１９９７１１０７３３０７", f"'{NUMBER[:6]} {NUMBER[6:]}",
    ],
)  # fmt: skip
def test_what_spreadsheets_and_hands_add_goes(text: str) -> None:
    assert (FIELD.clean(text, TODAY).value, FIELD.clean(text, TODAY).codes) == (NUMBER, ())


@pytest.mark.parametrize("last", ["x", "X", "×", "Ｘ", "ｘ"])
def test_every_x_is_the_same(last: str) -> None:
    assert FIELD.clean("53279919700416027" + last, TODAY).value == "53279919700416027X"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.30897E+17", "id-excel-damage"),
        ("5.30897e17", "id-excel-damage"),
        ("530898197907100000", "id-excel-damage"),
        ("530898199702303307", "id-date"),
        ("530898202612013300", "id-date"),
        ("530898199711073308", "id-checksum"),
        ("53089819971107330O", "id-checksum"),
        ("53089819971107X307", "id-checksum"),
        ("53089819971107330", "id-length"),
        ("5308981997110733070", "id-length"),
        ("530898971107330X", "id-length"),
        ("532799200507147", "id-length"),
        ("532799991307147", "id-length"),
        ("12345", "id-length"),
        ("5" * 61, "too-long"),
    ],
)
def test_numbers_that_cannot_be_right(text: str, code: str) -> None:
    checked = FIELD.clean(text, TODAY)
    assert (checked.value, checked.codes) == (None, (code,))


def test_a_right_number_may_end_in_three_zeros() -> None:
    numbers = [f"5308{i}19790710000"[:17] for i in range(10, 99)]
    right = next(number + "0" for number in numbers if check_character(number) == "0")
    assert FIELD.clean(right, TODAY).codes == ("id-tail-000",)
    assert FIELD.clean(right, TODAY).value == right


def test_a_first_generation_number_is_converted_with_a_warning() -> None:
    checked = FIELD.clean("530897851014745", TODAY)
    assert (checked.value, checked.codes) == ("530897198510147452", ("id-legacy-15",))


def test_a_first_generation_number_of_a_hundred_years_is_none() -> None:
    assert FIELD.clean("530897261122745", TODAY).codes == ("id-length",)
    assert FIELD.clean("530897261123745", TODAY).codes == ("id-legacy-15",)


def test_nothing_is_nothing() -> None:
    assert (FIELD.clean("无", TODAY).value, FIELD.clean("无", TODAY).codes) == (None, ())


@given(region=st.integers(110000, 899999), born=st.dates(date(1900, 1, 1), TODAY), order=st.integers(1, 999))
def test_the_check_character_is_that_of_the_standard(region: int, born: date, order: int) -> None:
    body = f"{region}{born:%Y%m%d}{order:03d}"
    assert check_character(body) == ric.calc_check_digit(body + "0")
    number = body + check_character(body)
    assert birth_date_of(number) == born
    assert sex_of(number) == ("男" if order % 2 else "女")
    assert FIELD.clean(number, TODAY).value == number


@given(text=st.text(max_size=70))
def test_no_text_breaks_it(text: str) -> None:
    value = FIELD.clean(text, TODAY).value
    assert value is None or (len(value) == 18 and FIELD.clean(value, TODAY).value == value)
