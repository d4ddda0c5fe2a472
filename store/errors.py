"""Expected failures, each with a title and one Chinese sentence for the operator.

The sentence says what happened, what was kept, and what to do. Anything that is not a ``StoreError`` is a bug.
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """Exit codes of the program (public interface)."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    SOME_REJECTED = 3
    OPEN_ELSEWHERE = 4
    WRONG_PASSPHRASE = 5
    FILE_REFUSED = 6
    NEWER_VAULT = 7


class StoreError(Exception):
    """An expected failure. ``code`` is stable and English; ``title`` and ``message`` are shown to the operator."""

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[ExitCode] = ExitCode.FAILED

    def __init__(self, title: str, message: str) -> None:
        super().__init__(f"{title}: {message}")
        self.title = title
        self.message = message


class UsageError(StoreError):
    """The command was given in a way it cannot be carried out."""

    code = "usage"
    exit_code = ExitCode.USAGE


class VaultOpenElsewhereError(StoreError):
    """Another running instance holds the vault."""

    code = "vault-open-elsewhere"
    exit_code = ExitCode.OPEN_ELSEWHERE


class WrongPassphraseError(StoreError):
    """No key slot opens with what was typed."""

    code = "wrong-passphrase"
    exit_code = ExitCode.WRONG_PASSPHRASE


class FileRefusedError(StoreError):
    """An input file was refused as a whole; nothing was changed."""

    code = "file-refused"
    exit_code = ExitCode.FILE_REFUSED


class NewerVaultError(StoreError):
    """The vault was made by a newer version of the program."""

    code = "newer-vault"
    exit_code = ExitCode.NEWER_VAULT


class VaultDamagedError(StoreError):
    """The file on disk is not what was written; ``place`` names the first fault for developers."""

    code = "vault-damaged"


class NotFoundError(StoreError):
    """A person or record that was asked for is not in the vault, or more than one fits."""

    code = "not-found"
