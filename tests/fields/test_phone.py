"""Telephone numbers as cells hold them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fields import Phone

TODAY = date(2026, 11, 22)
FIELD = Phone()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13800001111", "13800001111"),
        ("138-0000-1111", "13800001111"),
        ("138 0000 1111", "13800001111"),
        ("１３８００００１１１１", "13800001111"),
        ("13800001111.0", "13800001111"),
        ("+8613800001111", "13800001111"),
        ("+86 138 0000 1111", "13800001111"),
        ("+86-13800001111", "13800001111"),
        ("0879-8345678", "0879-8345678"),
        ("08798345678", "08798345678"),
        ("010-82345678", "010-82345678"),
        ("0879-8345678-801", "0879-8345678-801"),
        ("0879-8345678转801", "0879-8345678转801"),
        ("（0879）8345678", "(0879)8345678"),
        ("13800001111；13900002222", "13800001111、13900002222"),
        ("13800001111;13900002222", "13800001111、13900002222"),
        ("13800001111，13900002222", "13800001111、13900002222"),
        ("13800001111,13900002222", "13800001111、13900002222"),
        ("13800001111、13900002222", "13800001111、13900002222"),
        ("13800001111/13900002222", "13800001111、13900002222"),
        ("13800001111／13900002222", "13800001111、13900002222"),
        ("13800001111/", "13800001111"),
        ("13800001111\n13900002222", "13800001111、13900002222"),
        ("13800001111 13900002222", "13800001111、13900002222"),
        ("138 0000 1111 139 0000 2222", "13800001111、13900002222"),
        ("13800001111 0879-8345678", "13800001111、0879-8345678"),
    ],
)
def test_numbers_of_known_form(text: str, value: str) -> None:
    assert (FIELD.clean(text, TODAY).value, FIELD.clean(text, TODAY).codes) == (value, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.38E+10", None),
        ("12345", "12345"),
        ("12800001111", "12800001111"),
        ("1380000111", "1380000111"),
        ("13800001111|13900002222", "13800001111|13900002222"),
        ("13800001111；12345", "13800001111、12345"),
        ("堂兄 13800001111", "堂兄 13800001111"),
        ("13800001111;1.38E+10", "13800001111"),
    ],
)
def test_the_rest_is_kept_with_a_warning(text: str, value: str | None) -> None:
    assert (FIELD.clean(text, TODAY).value, FIELD.clean(text, TODAY).codes) == (value, ("phone-invalid",))


def test_nothing_and_too_much() -> None:
    assert (FIELD.clean("无", TODAY).value, FIELD.clean("无", TODAY).codes) == (None, ())
    assert FIELD.clean("1" * 101, TODAY).codes == ("too-long",)
    assert FIELD.clean("同上、13800001111", TODAY).codes == ("ditto-not-allowed",)
    assert FIELD.clean("13800001111/〔清空〕", TODAY).codes == ("clear-not-allowed",)
    assert FIELD.clean("138\x00", TODAY).codes == ("nul",)


@given(text=st.text(alphabet="0123456789+- .;、,，；\n转()E堂", max_size=60))
def test_what_was_cleaned_stays(text: str) -> None:
    value = FIELD.clean(text.strip(), TODAY).value
    if value is not None:
        assert FIELD.clean(value, TODAY).value == value
