"""Every way an office writes a day, and what becomes of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fields import Day
from store.fields.codes import Severity, severity

TODAY = date(2026, 11, 22)
EXACT, LOOSE, PLANNED = Day(exact=True), Day(), Day(planned=True)
FIFTH_OF_MARCH = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-3-5", "2024-03-05", "2024/03/05", "2024/3/5", "2024.3.5", "20240305", "2024年3月5日", "2024年3月5号",
        "2024年03月05日", "二〇二四年三月五日", "二○二四年三月五日", "二零二四年三月五号", "2024-03-05 00:00:00",
        "2024-3-5 8:30", "2024/03/05 23:59", "2024.3.5 00:00", "20240305 00:00:00", "2024年3月5日 08:30",
        "二〇二四年三月五日 8:00", "2024-03-05T00:00:00",
        "２０２４－３－５", "２０２４．３．５", "２０２４年３月５日", "２０２４０３０５",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", [EXACT, LOOSE, PLANNED])
def test_full_dates(field: Day, text: str) -> None:
    assert field.clean(text, TODAY) == type(field.clean("无", TODAY))(FIFTH_OF_MARCH)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二四年十月十日", date(2024, 10, 10)),
        ("二〇二四年十二月三十一日", date(2024, 12, 31)),
        ("二〇二四年一月二十日", date(2024, 1, 20)),
        ("二〇二四年一月廿四日", date(2024, 1, 24)),
        ("二〇二四年一月廿日", date(2024, 1, 20)),
        ("一九九七年十一月七日", date(1997, 11, 7)),
        ("2024年二月29日", date(2024, 2, 29)),
    ],
)
def test_han_numerals(text: str, day: date) -> None:
    assert LOOSE.clean(text, TODAY).value == day


@pytest.mark.parametrize(
    "text",
    [
        "2024.3",
        "202403",
        "2024-03",
        "2024/3",
        "2024年3月",
        "二〇二四年三月",
        "3月5日",
        "三月五号",
        "2024年",
        "2024",
        "2月29日",
    ],
)
def test_incomplete_dates(text: str) -> None:
    for field, consequence in ((EXACT, Severity.REJECT), (LOOSE, Severity.WARN)):
        checked = field.clean(text, TODAY)
        assert (checked.value, checked.codes) == (None, ("date-incomplete",))
        assert severity("date-incomplete", field) is consequence


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30", "2025.02.30", "2024-13-01", "20241301", "20240230", "2024年2月30日", "####", "待定", "2024-3.5",
        "2024-03-05 24:00", "2024-03-05 12:60", "2024.13", "202413", "13月5日", "2月30日", "2024-3-5-6", "０", "1e5",
        "2023.5.1-2026.4.30", "二〇二四年十十月五日", "2024年3月5", "x" * 400, "9" * 400, "-5",
        "1.2.3.4", "٢٠٢٤-٣-٥", "2024年③月5日",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", [EXACT, LOOSE, PLANNED])
def test_what_is_no_date(field: Day, text: str) -> None:
    assert field.clean(text, TODAY).codes == ("date-invalid",)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("45513", date(2024, 8, 9), "date-serial"),
        ("45513.0", date(2024, 8, 9), "date-serial"),
        ("39600", date(2008, 6, 1), "date-serial"),
        ("24.3.5", FIFTH_OF_MARCH, "date-two-digit-year"),
        ("24年3月5日", FIFTH_OF_MARCH, "date-two-digit-year"),
        ("08.6.1", date(2008, 6, 1), "date-two-digit-year"),
    ],
)
def test_shortened_dates_are_guessed_only_where_a_rule_hangs_on_the_day(text: str, day: date, code: str) -> None:
    assert (EXACT.clean(text, TODAY).value, EXACT.clean(text, TODAY).codes) == (day, (code,))
    assert severity(code, EXACT) is Severity.WARN
    assert LOOSE.clean(text, TODAY).codes == ("date-invalid",)


@pytest.mark.parametrize("text", ["39599", "46349", "08.5.31", "26.11.23", "99.1.1", "24.2.30", "45513.5", "9999999"])
def test_no_guess_outside_the_law_and_today(text: str) -> None:
    assert EXACT.clean(text, TODAY).codes == ("date-invalid",)


def test_tomorrow_is_a_fact_of_nobody() -> None:
    assert EXACT.clean("2026-11-22", TODAY).value == TODAY
    assert EXACT.clean("2026-11-23", TODAY).codes == LOOSE.clean("2026-11-23", TODAY).codes == ("date-future",)
    assert PLANNED.clean("2026-11-23", TODAY).value == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["/", "-", "—", "－", "无", "不详", "暂无", "至今"])
def test_words_for_nothing(text: str) -> None:
    assert (EXACT.clean(text, TODAY).value, EXACT.clean(text, TODAY).codes) == (None, ())


def test_a_day_that_never_came() -> None:
    field = Day(exact=True, absent=("未报到",))
    assert field.clean("未报到", TODAY).codes == ("not-reported",)
    assert EXACT.clean("未报到", TODAY).codes == ("date-invalid",)


@given(day=st.dates(date(1900, 1, 1), TODAY), form=st.integers(0, 5))
def test_every_day_in_every_form(day: date, form: int) -> None:
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(digit)] for digit in str(day.year))
    texts = (
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{han(day.month)}月{han(day.day)}日",
        f"{day.year}/{day.month}/{day.day} 0:00",
    )
    assert LOOSE.clean(texts[form], TODAY).value == day


def han(number: int) -> str:
    """A number below 100 in Han numerals, written independently of the program."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")


@given(day=st.dates(date(2008, 6, 1), TODAY))
def test_a_serial_number_is_the_day_a_spreadsheet_shows(day: date) -> None:
    assert date(1899, 12, 30) + timedelta(days=(day - date(1899, 12, 30)).days) == day
    assert EXACT.clean(str((day - date(1899, 12, 30)).days), TODAY).value == day


@given(text=st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    checked = EXACT.clean(text, TODAY)
    assert (checked.value is None) or checked.value <= TODAY
    assert EXACT.format(checked.value) == (checked.value.isoformat() if checked.value else "")
