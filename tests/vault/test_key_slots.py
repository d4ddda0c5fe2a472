"""One data key, sealed once for each secret; whoever has neither secret has nothing."""

import dataclasses
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import WrongPassphraseError
from store.vault.key_slots import (
    OFFICE_COST,
    Argon2Cost,
    KeySlot,
    new_data_key,
    open_slot,
    seal_slot,
    unlock,
)
from store.vault.recovery_code import RecoveryCodeError, new_recovery_code

CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)
KEY = bytes(range(32))
PASSPHRASE = "三只白鹇傍晚走过木鼓房"
CODE = new_recovery_code()
ANOTHER_CODE = new_recovery_code()


@dataclass(frozen=True)
class Slots:
    slots: tuple[KeySlot, ...]


@pytest.fixture(scope="module")
def passphrase_slot() -> KeySlot:
    return seal_slot("passphrase", PASSPHRASE, KEY, cost=CHEAP)


@pytest.fixture(scope="module")
def both(passphrase_slot: KeySlot) -> Slots:
    return Slots((passphrase_slot, seal_slot("recovery", CODE, KEY)))


def test_data_keys_are_256_random_bits() -> None:
    assert len({new_data_key() for _ in range(100)}) == 100
    assert all(len(new_data_key()) == 32 for _ in range(3))


def test_the_office_pays_what_the_design_says() -> None:
    assert (OFFICE_COST.memory_kib, OFFICE_COST.passes) == (64 * 1024, 3)
    slot = seal_slot("passphrase", PASSPHRASE, KEY)
    assert slot.cost == OFFICE_COST
    assert open_slot(slot, PASSPHRASE) == KEY


def test_a_slot_opens_with_its_secret_only(passphrase_slot: KeySlot) -> None:
    assert open_slot(passphrase_slot, PASSPHRASE) == KEY
    assert open_slot(passphrase_slot, PASSPHRASE + " ") is None
    assert open_slot(passphrase_slot, "") is None


def test_the_key_stands_nowhere_in_a_slot(both: Slots) -> None:
    for slot in both.slots:
        assert KEY not in slot.header() + slot.sealed


def test_sealing_twice_shares_no_salt_nonce_or_bytes() -> None:
    first, second = (seal_slot("passphrase", PASSPHRASE, KEY, cost=CHEAP) for _ in range(2))
    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.sealed != second.sealed


@given(
    st.sampled_from(["kind", "memory", "passes", "lanes", "salt", "nonce", "sealed"]),
    st.integers(min_value=0, max_value=8 * 12 - 1),
)
def test_any_change_of_a_slot_shuts_it(part: str, bit: int) -> None:
    slot = seal_slot("passphrase", PASSPHRASE, KEY, cost=CHEAP)
    assert slot.cost is not None
    byte, mask = bit // 8, 1 << bit % 8

    def flipped(data: bytes) -> bytes:
        return data[:byte] + bytes([data[byte] ^ mask]) + data[byte + 1 :]

    forged = {
        "kind": lambda: dataclasses.replace(slot, kind="recovery"),
        "memory": lambda: dataclasses.replace(slot, cost=dataclasses.replace(CHEAP, memory_kib=128)),
        "passes": lambda: dataclasses.replace(slot, cost=dataclasses.replace(CHEAP, passes=2)),
        "lanes": lambda: dataclasses.replace(slot, cost=dataclasses.replace(CHEAP, lanes=2)),
        "salt": lambda: dataclasses.replace(slot, salt=flipped(slot.salt)),
        "nonce": lambda: dataclasses.replace(slot, nonce=flipped(slot.nonce)),
        "sealed": lambda: dataclasses.replace(slot, sealed=flipped(slot.sealed)),
    }[part]()
    if part == "kind":
        assert open_slot(forged, CODE) is None
    else:
        assert open_slot(forged, PASSPHRASE) is None


def test_the_header_binds_the_parameters_even_when_they_do_not_change_the_derivation(both: Slots) -> None:
    recovery = both.slots[1]
    assert open_slot(dataclasses.replace(recovery, cost=CHEAP), CODE) is None


def test_passphrase_and_recovery_code_open_the_same_key(both: Slots) -> None:
    assert unlock(both, PASSPHRASE) == KEY
    assert unlock(both, CODE) == KEY
    assert unlock(both, CODE.lower().replace("-", " ")) == KEY


def test_a_passphrase_typed_in_full_width_opens_the_slot() -> None:
    slots = Slots((seal_slot("passphrase", "baixian 7 zhi", KEY, cost=CHEAP),))
    assert unlock(slots, "ｂａｉｘｉａｎ　７　ｚｈｉ") == KEY


def test_a_passphrase_that_reads_like_a_code_is_still_a_passphrase() -> None:
    passphrase = "ABCDE-" * 6 + "ABCDE"
    slots = Slots((seal_slot("passphrase", passphrase, KEY, cost=CHEAP), seal_slot("recovery", CODE, KEY)))
    assert unlock(slots, passphrase) == KEY


@pytest.mark.parametrize(
    "secret", ["", "不是这个口令", PASSPHRASE[:-1], "\ud83d half", "x" * 5000, ANOTHER_CODE], ids=range(6)
)
def test_a_wrong_secret_opens_nothing(both: Slots, secret: str) -> None:
    with pytest.raises(WrongPassphraseError) as told:
        unlock(both, secret)
    assert told.value.exit_code == 5
    assert not isinstance(told.value, RecoveryCodeError)
    assert "没有打开" in told.value.message


def test_a_slip_in_the_recovery_code_is_named(both: Slots) -> None:
    slip = CODE[:-1] + ("0" if CODE[-1] != "0" else "2")
    with pytest.raises(RecoveryCodeError, match="第 7 组"):
        unlock(both, slip)


def test_the_second_of_two_passphrases_opens_too() -> None:
    slots = tuple(seal_slot("passphrase", text, KEY, cost=CHEAP) for text in ("第一个口令在这里", "第二个口令在这里"))
    assert unlock(Slots(slots), "第二个口令在这里") == KEY


def test_a_vault_without_recovery_slot_refuses_codes() -> None:
    with pytest.raises(WrongPassphraseError):
        unlock(Slots((seal_slot("passphrase", PASSPHRASE, KEY, cost=CHEAP),)), CODE)


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes", "bearable"),
    [
        (64 * 1024, 3, 4, True),
        (8, 1, 1, True),
        (1024 * 1024, 8, 16, True),
        (100 * 1024 * 1024, 1, 1, False),
        (64 * 1024, 1_000_000, 4, False),
        (64 * 1024, 3, 255, False),
        (64 * 1024, 0, 4, False),
        (64 * 1024, 3, 0, False),
        (8, 1, 4, False),
        (-1, 1, 1, False),
    ],
)
def test_costs_beyond_reason_are_not_tried(memory_kib: int, passes: int, lanes: int, bearable: bool) -> None:
    assert Argon2Cost(memory_kib=memory_kib, passes=passes, lanes=lanes).is_bearable() is bearable
