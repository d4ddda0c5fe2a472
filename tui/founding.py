"""Making, restoring and finding a vault: what the first screens ask for. What touches a disk runs in a thread."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.desk.form_checks import FormNote
from store.fields import Name
from store.fields.cell import half_width, trim
from tui.folder import Entry, entries_ending
from tui.typed_day import typed_day

if TYPE_CHECKING:
    from store.vault.unit_of_work import Act
    from store.vault.vault import Vault

BACKUP_ENDING = ".yuesong"
ASKED_GROUPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What a new office says about itself; checked."""

    township_code: str
    name: str
    operator: str
    in_use_from: date
    reason: str


def check_founding(typed: Mapping[str, str], today: date) -> tuple[FormNote, ...]:
    """What is wrong with the form of a new vault, in the order of its fields."""
    from store.desk.office import is_office_name, is_township_code

    faults = []
    if not is_township_code(township_code(typed)):
        faults.append(FormNote("township_code", "乡镇代码应是6至12位数字(统计用区划代码)。"))
    if not is_office_name(trim(typed["name"])):
        faults.append(FormNote("name", "乡镇名称应是1至40个字。"))
    if operator_name(typed["operator"], today) is None:
        faults.append(FormNote("operator", "操作员请写姓名,1至50个字,以后每一笔都记在这个名下。"))
    if typed_start(typed, today) is None:
        faults.append(FormNote("in_use_from", "启用日期看不懂或者还没到,请写 今天、3.5 或 20260305。"))
    if not reason_of(typed["reason"]):
        faults.append(FormNote("reason", "请写明为什么从这一天算起,不超过200个字。"))
    return (*faults, *_passphrase_faults(typed))


def founding_of(typed: Mapping[str, str], today: date) -> Founding:
    """What the form says. Only without faults."""
    name, start = operator_name(typed["operator"], today), typed_start(typed, today)
    assert name is not None, "checked before"
    assert start is not None, "checked before"
    return Founding(
        township_code=township_code(typed),
        name=trim(typed["name"]),
        operator=name,
        in_use_from=start,
        reason=reason_of(typed["reason"]) or "",
    )


def typed_start(typed: Mapping[str, str], today: date) -> date | None:
    """启用日期 as it was read; None if it means no day or one that lies ahead."""
    day = typed_day(typed["in_use_from"], today)
    return day if day is not None and day <= today else None


def township_code(typed: Mapping[str, str]) -> str:
    """The code with plain digits."""
    return half_width(trim(typed["township_code"]))


def operator_name(text: str, today: date) -> str | None:
    """The name as it is kept, or None if it cannot be one."""
    checked = Name(max_length=50).clean(trim(text), today)
    name = checked.value if isinstance(checked.value, str) else ""
    return name if name and not checked.codes and name.isprintable() else None


def reason_of(text: str) -> str | None:
    """The reason as it is kept, or None if there is none or it holds what no reason can."""
    reason = trim(text)
    return reason if 0 < len(reason) <= 200 and reason.isprintable() else None


def _passphrase_faults(typed: Mapping[str, str]) -> Sequence[FormNote]:
    from store.errors import StoreError
    from store.vault.passphrase import check_passphrase

    try:
        check_passphrase(typed["passphrase"], office_words=(trim(typed["name"]), township_code(typed)))
    except StoreError as error:
        return (FormNote("passphrase", f"{error.title}。{error.message}"),)
    except ValueError:
        return (FormNote("passphrase", "口令里有键盘打不出的字符,请换一个口令。"),)
    if typed["again"] != typed["passphrase"] and typed["passphrase"].startswith(typed["again"]):
        return (FormNote("again", "口令还要再输一次,免得打错。"),)
    if typed["again"] != typed["passphrase"]:
        return (FormNote("again", "两次输入的口令不一样,请再输一次。"),)
    return ()


def founding_job(
    folder: Path, passphrase: str, founding: Founding, act: "Act", codes: list[str]
) -> "Callable[[], Vault]":
    """A job that makes the vault and opens it; the recovery code, which is kept nowhere else, goes into ``codes``."""

    def make() -> "Vault":
        from store.desk.office import Office, found_office
        from store.vault.vault import found_vault

        office = Office(
            township_code=founding.township_code,
            name=founding.name,
            in_use_from=founding.in_use_from,
            operators=(founding.operator,),
        )
        vault, code = found_vault(folder, passphrase, lambda connection: found_office(connection, office, act))
        codes.append(code)
        return vault

    return make


def restoring_job(file: Path, folder: Path, secret: str, now: datetime) -> "Callable[[], Vault]":
    """A job that puts the backup ``file`` in place as the vault in ``folder`` and opens it."""

    def make() -> "Vault":
        from store.vault.backup import restore
        from store.vault.vault import open_vault

        restore(file, folder, secret, now=now)
        return open_vault(folder, secret)

    return make


def fresh_code() -> str:
    """A recovery code that opens nothing yet."""
    from store.vault.recovery_code import new_recovery_code

    return new_recovery_code()


def renewing_job(act: "Act", code: str) -> "Callable[[Vault], None]":
    """A job that lets ``code`` open the vault in place of the recovery code before it."""

    def renew(vault: "Vault") -> None:
        from store.vault.recovery_slot import replace_recovery_code

        replace_recovery_code(vault, act, code)

    return renew


def groups_of(code: str) -> tuple[str, ...]:
    """The groups of a recovery code as it is printed."""
    return tuple(code.split("-"))


def asked_groups(count: int) -> tuple[int, ...]:
    """Which groups (counted from 1) are to be typed back, in order; nobody knows beforehand."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, count + 1), ASKED_GROUPS)))


def is_group(typed: str, group: str) -> bool:
    """Whether ``typed`` is that group, as the recovery code itself is read: any case, full width, O for 0, I for 1."""
    folded = half_width(trim(typed)).upper().translate(str.maketrans("OIL", "011"))
    return folded == group


def backup_entries(text: str) -> tuple[Entry, ...]:
    """Backups and folders that could be meant by a typed path. Raises ``OSError`` for no readable folder."""
    return entries_ending(text, BACKUP_ENDING)
