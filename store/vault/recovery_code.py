"""The recovery code on paper: 140 random bits in seven groups, each with its own check character.

A group is four characters and a check character over GF(32), which finds every single wrong character and every swap
of two characters in the group; the place of the group enters it, so exchanged groups are found as well.
"""

import re
import secrets
import unicodedata

from store.errors import WrongPassphraseError

# Crockford's alphabet: no I, L, O (read as 1, 1, 0) and no U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SEPARATORS = re.compile(r"[\s\u00ad\u2010-\u2015\u2212\u30fc\-_.,·、。]+")
_FIELD_POLYNOMIAL = 0b100101

GROUPS = 7
_DATA = 4
_GROUP = _DATA + 1
_LENGTH = GROUPS * _GROUP


class RecoveryCodeError(WrongPassphraseError):
    """What was typed is meant as a recovery code, but ``groups`` (counted from 1) are not as they were printed."""

    code = "recovery-code"

    def __init__(self, groups: tuple[int, ...]) -> None:
        named = "、".join(str(number) for number in groups)
        where = f"第 {named} 组有误" if groups else "组数不对"
        super().__init__("恢复码有误", f"恢复码{where}，台账没有打开，也没有改动；请对照纸上的恢复码重新输入。")
        self.groups = groups


def new_recovery_code() -> str:
    """A fresh code as it is printed: seven groups of five characters joined with hyphens."""
    digits = [secrets.randbelow(32) for _ in range(GROUPS * _DATA)]
    return "-".join(_group(index, digits[index * _DATA : (index + 1) * _DATA]) for index in range(GROUPS))


def looks_like_recovery_code(text: str) -> bool:
    """Whether ``text`` is more likely a mistyped code than a passphrase: right letters, about the right length."""
    compact = "".join(_pieces(text))
    return abs(len(compact) - _LENGTH) <= 2 and compact.isascii() and compact.isalnum()


def parse_recovery_code(text: str) -> str:
    """The code in its one printed form, from whatever case, spacing, hyphens and width it was typed in.

    :raises RecoveryCodeError: names the groups that hold a typing slip.
    """
    groups = _as_groups(_pieces(text))
    wrong = tuple(number for number, group in enumerate(groups[:GROUPS], 1) if not _holds(number - 1, group))
    if wrong or len(groups) != GROUPS:
        raise RecoveryCodeError(wrong)
    return "-".join(groups)


def _pieces(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    return [piece for piece in _SEPARATORS.split(folded) if piece]


def _as_groups(pieces: list[str]) -> list[str]:
    """The groups as typed when the typist kept them apart, else every five characters."""
    if len(pieces) == GROUPS:
        return pieces
    compact = "".join(pieces)
    return [compact[start : start + _GROUP] for start in range(0, len(compact), _GROUP)]


def _holds(index: int, group: str) -> bool:
    if len(group) != _GROUP or any(character not in _ALPHABET for character in group):
        return False
    return _group(index, [_ALPHABET.index(character) for character in group[:_DATA]]) == group


def _group(index: int, digits: list[int]) -> str:
    """Four characters and their check character; powers 4, 3, 2, 1 weigh the four, power 0 the check character."""
    check = index + 1
    for digit in digits:
        check ^= digit
        check = _double(check)
    # Horner's scheme doubled the place of the group along with the digits; that changes nothing of what is found.
    return "".join(_ALPHABET[value] for value in (*digits, check))


def _double(value: int) -> int:
    """``value`` times the generator of GF(32)."""
    doubled = value << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled > 31 else doubled
