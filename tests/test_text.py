"""What is shown of foreign text: one line, nothing a terminal obeys, a width that is known."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from store.text import CUT, HIDDEN, MARKS_PER_BASE, cells, clean, clean_lines, fit, mask, percentage
from tests.hostile import hostile_strings

ANY_TEXT = st.text(st.characters(exclude_categories=()))
FORBIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def assert_harmless(shown: str) -> None:
    assert not [f"U+{ord(c):04X}" for c in shown if unicodedata.category(c) in FORBIDDEN]
    assert cells(shown) == sum(get_character_cell_size(c) for c in shown)
    marks = 0
    for character in shown:
        marks = 0 if get_character_cell_size(character) else marks + 1
        assert marks <= MARKS_PER_BASE


@pytest.mark.parametrize("text", hostile_strings(), ids=lambda text: ascii(text)[:40])
def test_hostile_text_is_shown_harmless_on_one_line(text: str) -> None:
    shown = clean(text)
    assert_harmless(shown)
    assert clean(shown) == shown
    for line in clean_lines(text).split("\n"):
        assert_harmless(line)


@given(ANY_TEXT)
def test_any_text_is_shown_harmless_on_one_line(text: str) -> None:
    assert_harmless(clean(text))
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT, st.integers(0, 30))
def test_any_text_fits_its_room_exactly(text: str, width: int) -> None:
    assert cells(fit(text, width)) == width


@pytest.mark.parametrize(
    "text",
    [
        "岩三", "Ⅲ 级", "𠮷野家", "𰻝\U00031350\U0002ebf0", "岩·三木嘎（小名）", "e\u0301", "Ÿ", "[red]x", "\u3000全角",
        "ༀ་ཨོཾ", "“引号”…", "",
    ],
)  # fmt: skip
def test_honest_text_is_shown_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m岩三", "?[31m岩三"),
        ("\x9b31m", "?31m"),
        ("岩\r\n三\n四\r五", "岩 三 四 五"),
        ("岩\u2028三\x85四\t五\u00a0六", "岩 三 四 五 六"),
        ("岩\u200b三", "岩?三"),
        ("\u202e三岩", "?三岩"),
        ("\ud800", "?"),
        ("\ue5e5", "?"),
        ("\ufdd0\U0002ffff\U0003fffe", "???"),
        ("葛\U000e0100城", "葛城"),
        ("\u0301岩", "?岩"),
        ("岩" + "\u0301" * 9, "岩\u0301\u0301\u0301"),
    ],
)
def test_what_cannot_be_shown_is_seen_to_be_there(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_long_text_keeps_its_lines() -> None:
    assert clean_lines("一\r\n二\u2028三\x1b") == f"一\n二\n三{HIDDEN}"
    assert clean_lines("一\n二") == "一\n二"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("530898199711073307", "**************3307"),
        ("15500008991、0879-8341234", "*******8991、********1234"),
        ("8991", "****"),
        ("", ""),
        (None, ""),
        ("12345\x1b6789", "******6789"),
    ],
)
def test_numbers_are_shown_by_their_last_four(value: str | None, shown: str) -> None:
    assert mask(value) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("岩三", 4, "岩三"),
        ("岩三", 6, "岩三  "),
        ("岩三木嘎", 6, f"岩三{CUT} "),
        ("岩三木嘎", 5, f"岩三{CUT}"),
        ("岩三", 1, CUT),
        ("岩三", 0, ""),
        ("岩三", -1, ""),
        ("e\u0301tude", 3, f"e\u0301t{CUT}"),
    ],
)
def test_text_is_cut_and_padded_by_cells(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [
        (11, 14, "78.6%"),
        (0, 3, "0.0%"),
        (3, 3, "100.0%"),
        (1, 16, "6.3%"),
        (1999, 2000, "99.9%"),
        (0, 0, "—"),
    ],
)
def test_a_share_is_said_in_percent_and_never_as_whole_while_one_is_missing(
    numerator: int, denominator: int, said: str
) -> None:
    assert percentage(numerator, denominator) == said
