"""Opening the vault for a command, and who acts in it."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from store.command.answer import tell
from store.command.invocation import Invocation
from store.desk.clock import clock_doubt
from store.desk.office import Office, load_office
from store.errors import StoreError, UsageError
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, CommitUncertainError, unit_of_work
from store.vault.vault import Vault, open_vault, require_vault


@dataclass(frozen=True, slots=True)
class Desk:
    """An open vault as a command sees it."""

    vault: Vault
    office: Office
    invocation: Invocation

    @property
    def connection(self) -> Connection:
        return self.vault.connection

    @property
    def today(self) -> date:
        return self.invocation.today

    def act(self, action: str, reason: str = "") -> Act:
        """An act of whoever runs this command, now."""
        operator = self.invocation.operator or self.office.first_operator
        return Act(operator=operator, action=action, reason=reason, today=self.today, at=datetime.now().astimezone())

    def note_reveal(self, what: str) -> None:
        """Put into the journal that masked values were shown in full, of what and for which purpose."""
        with unit_of_work(self.connection, self.act("reveal", f"{self.invocation.reveal} ({what})")):
            pass


@contextmanager
def opened(invocation: Invocation) -> Iterator[Desk]:
    """Open the vault, run, close. A COMMIT that failed is settled by looking at what is really there."""
    require_vault(invocation.vault)
    with open_vault(invocation.vault, read_passphrase(invocation)) as vault:
        desk = Desk(vault, load_office(vault.connection), invocation)
        _warn_of_the_clock(desk)
        try:
            yield desk
        except CommitUncertainError as error:
            failure = vault.settle(error)
            if failure:
                raise failure from None


def _warn_of_the_clock(desk: Desk) -> None:
    """A command cannot wait for an answer: it says what is odd about the day, and how to give another."""
    doubt = None if desk.invocation.today_given else clock_doubt(desk.connection, desk.today)
    if doubt is not None:
        tell(f"{doubt.sentence}这次仍按电脑的日期算;不对请加 --today 写明今天。")


def read_passphrase(invocation: Invocation, *, again: bool = False) -> str:
    """The passphrase from its file, else asked for at the terminal; ``again`` asks twice (a new passphrase)."""
    if invocation.passphrase_file:
        return _from_file(invocation.passphrase_file)
    if not sys.stdin.isatty():
        raise UsageError("没有口令", "没有终端可以输入口令。请用 --passphrase-file 指定口令文件。什么都没有改。")
    first = getpass.getpass("口令: ")
    if again and getpass.getpass("再输一次: ") != first:
        raise UsageError("两次口令不同", "两次输入的口令不一样,什么都没有改。请再来一次。")
    return first


def _from_file(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise StoreError("读不到口令文件", "口令文件读不出来(不存在、没有权限或不是UTF-8),什么都没有改。") from None
    return text.rstrip("\r\n")
