"""A recovery code copied from paper opens the vault however it is typed, and a slip is named by its group."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import WrongPassphraseError
from store.vault.recovery_code import (
    GROUPS,
    RecoveryCodeError,
    looks_like_recovery_code,
    new_recovery_code,
    parse_recovery_code,
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Made once by the program; it must open vaults for ever.
PRINTED = "B2JZR-HQQ4F-BYCTV-H4506-NMGA2-3WEF2-F1S0Q"

places = st.integers(min_value=0, max_value=len(PRINTED) - 1).filter(lambda place: PRINTED[place] != "-")


def changed(place: int, character: str) -> str:
    return PRINTED[:place] + character + PRINTED[place + 1 :]


def group_of(place: int) -> int:
    return place // 6 + 1


def test_a_new_code_is_seven_groups_of_letters_that_cannot_be_confused() -> None:
    code = new_recovery_code()
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{{GROUPS - 1}}}[{ALPHABET}]{{5}}", code)
    assert parse_recovery_code(code) == code


def test_codes_do_not_repeat() -> None:
    assert len({new_recovery_code() for _ in range(1000)}) == 1000


def test_the_printed_form_stays_what_it_is() -> None:
    assert parse_recovery_code(PRINTED) == PRINTED


@pytest.mark.parametrize(
    "typed",
    [
        PRINTED.lower(),
        PRINTED.replace("-", ""),
        PRINTED.replace("-", " "),
        PRINTED.replace("-", "—"),
        PRINTED.replace("-", "－"),
        PRINTED.replace("-", "\n"),
        f"  {PRINTED}\r\n",
        "".join(chr(ord(character) + 0xFEE0) for character in PRINTED),
        PRINTED.replace("1", "l").replace("0", "o"),
        PRINTED.replace("1", "I").replace("0", "O"),
    ],
)
def test_case_spaces_hyphens_width_and_lookalikes_do_not_matter(typed: str) -> None:
    assert parse_recovery_code(typed) == PRINTED


@given(places, st.sampled_from(ALPHABET))
def test_one_wrong_character_names_its_group(place: int, character: str) -> None:
    if character == PRINTED[place]:
        return
    with pytest.raises(RecoveryCodeError) as told:
        parse_recovery_code(changed(place, character))
    assert told.value.groups == (group_of(place),)
    assert f"第 {group_of(place)} 组" in told.value.message


def test_every_single_wrong_character_is_found() -> None:
    found = 0
    for place, printed in enumerate(PRINTED):
        for character in ALPHABET.replace(printed, "") if printed != "-" else "":
            with pytest.raises(RecoveryCodeError):
                parse_recovery_code(changed(place, character))
            found += 1
    assert found == 35 * 31


@given(places)
def test_two_exchanged_characters_name_their_group(place: int) -> None:
    following = place + 1
    if PRINTED[following : following + 1] in {"", "-"} or PRINTED[place] == PRINTED[following]:
        return
    typed = PRINTED[:place] + PRINTED[following] + PRINTED[place] + PRINTED[following + 1 :]
    with pytest.raises(RecoveryCodeError) as told:
        parse_recovery_code(typed)
    assert told.value.groups == (group_of(place),)


def test_exchanged_groups_are_named() -> None:
    groups = PRINTED.split("-")
    groups[1], groups[4] = groups[4], groups[1]
    with pytest.raises(RecoveryCodeError) as told:
        parse_recovery_code("-".join(groups))
    assert told.value.groups == (2, 5)


def test_a_group_with_a_letter_too_few_is_named_alone() -> None:
    groups = PRINTED.split("-")
    groups[2] = groups[2][:4]
    with pytest.raises(RecoveryCodeError) as told:
        parse_recovery_code(" ".join(groups))
    assert told.value.groups == (3,)


@pytest.mark.parametrize("typed", ["", "-", PRINTED[:-6], PRINTED + "-" + PRINTED[:5], "岳" * 35, "\udcff"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(RecoveryCodeError) as told:
        parse_recovery_code(typed)
    assert isinstance(told.value, WrongPassphraseError)
    assert told.value.exit_code == 5


@given(st.text(max_size=60))
def test_no_text_crashes_the_reader(text: str) -> None:
    with suppress(RecoveryCodeError):
        assert parse_recovery_code(text).count("-") == GROUPS - 1


def test_a_slip_still_looks_like_a_code_and_a_passphrase_does_not() -> None:
    assert looks_like_recovery_code(PRINTED[:-1])
    assert looks_like_recovery_code(PRINTED.lower() + "x")
    assert not looks_like_recovery_code("三只白鹇 walk home at dusk")
    assert not looks_like_recovery_code("")
