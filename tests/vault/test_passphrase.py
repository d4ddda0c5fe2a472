"""A passphrase that everybody tries first guards nothing and is refused; what only its owner knows is taken."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.vault.passphrase import WeakPassphraseError, check_passphrase, is_common

OFFICE = ("岳宋乡", "yuesong", "530829")


@pytest.mark.parametrize("text", ["", "短", "1234567", "a b c d", "       x       ", "白鹇飞过三座山"])
def test_under_eight_characters_is_too_short(text: str) -> None:
    with pytest.raises(WeakPassphraseError, match="至少要 8 个字符"):
        check_passphrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "12345678", "123456789", "1234567890", "87654321", "88888888", "66668888", "11223344", "12341234",
        "password", "PASSWORD", "Password1", "P@ssw0rd", "P@ssw0rd!", "pass word", "password123456", "iloveyou",
        "qwertyui", "qwerty123", "1qaz2wsx", "1q2w3e4r", "asdfghjkl", "zxcvbnm,", "qazwsxedc", "147258369",
        "woaini1314", "woaini520", "5201314520", "wodemima", "mima123456", "buzhidao", "nihao123",
        "admin888", "admin@123", "Admin123!", "administrator", "letmein1", "sunshine", "football1", "trustno1",
        "yuesong2026", "YueSong@2026", "yuesongxiang", "jindu626", "jinduban123", "ximeng2026",
        "岳宋乡禁毒办", "岳宋乡禁毒办公室", "禁毒办公室2026", "我爱你我爱你我爱你", "一二三四五六七八",
        "abcabcabc", "abababab", "aaaabbbb", "abcdefgh", "hgfedcba", "abcd1234", "a1234567", "aa123456",
        "passwordpassword", "白鹇飞过白鹇飞过", "qwertyuiopasdfgh", "12345678901234", "password12345678",
        "19900101", "2026-11-22", "2026年11月22日", "13800001111", "530829199003078812", "53082919900307881X",
        "１２３４５６７８", "ｐａｓｓｗｏｒｄ", "  password  ",
    ],
)  # fmt: skip
def test_common_passphrases_are_refused(text: str) -> None:
    with pytest.raises(WeakPassphraseError) as told:
        check_passphrase(text, office_words=OFFICE)
    assert told.value.exit_code == 1
    assert "没有采用" in told.value.message
    assert text.strip() not in told.value.message


@pytest.mark.parametrize(
    "text",
    [
        "correct horse battery staple",
        "三只白鹇傍晚走过木鼓房",
        "Tq7#vK2m",
        "grüne Teeblätter 41",
        "zhu tong fan 5 kg mai",
        "the old ferry at Meng A",
        "83920174",
        "summer-dragon-coffee",
        "welcome dragon flower",
        "岳宋乡的月亮照着水碾房",
    ],
)
def test_what_only_its_owner_knows_is_taken(text: str) -> None:
    assert check_passphrase(text, office_words=OFFICE) == text


@pytest.mark.parametrize("text", ["新厂镇2026", "新厂镇2026新厂", "XINCHANG88"])
def test_the_townships_name_is_common_in_that_township_only(text: str) -> None:
    words = ("新厂镇", "xinchang")
    assert is_common(text, office_words=words)
    assert not is_common(text)


def test_full_width_and_composed_forms_are_one_passphrase() -> None:
    assert check_passphrase("ｂａｉｘｉａｎ　七只") == "baixian 七只"
    assert check_passphrase("cafe\u0301 au lait 7") == check_passphrase("caf\u00e9 au lait 7")


@pytest.mark.parametrize("text", ["abcd\x00efgh-zz", "tab\tin the middle", "half \ud83d pair here"])
def test_what_no_keyboard_types_is_refused(text: str) -> None:
    with pytest.raises(WeakPassphraseError, match="键盘"):
        check_passphrase(text)


def test_an_endless_passphrase_is_refused() -> None:
    with pytest.raises(WeakPassphraseError, match="最多"):
        check_passphrase("白鹇" * 600)


@given(st.text(max_size=40))
def test_no_text_crashes_the_check(text: str) -> None:
    with suppress(WeakPassphraseError):
        assert len(check_passphrase(text, office_words=OFFICE)) >= 8
