"""Running commands as the office does: arguments in, exit code and output out."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.command.main import main
from tests.ledger import PASSPHRASE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class OfficeDesk:
    """A vault folder and a passphrase file, and commands run on them in this process."""

    folder: Path
    passphrase_file: Path
    today: str = "2026-11-22"

    @classmethod
    def at(cls, place: Path) -> "OfficeDesk":
        file = place / "passphrase.txt"
        file.write_text(PASSPHRASE + "\n", encoding="utf-8")
        return cls(place / "vault", file)

    def run(self, *arguments: str) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        given = ("--vault", str(self.folder), "--passphrase-file", str(self.passphrase_file), "--today", self.today)
        with redirect_stdout(out), redirect_stderr(err):
            exit_code = main([*given, *arguments])
        return Outcome(exit_code, out.getvalue(), err.getvalue())

    def ask(self, *arguments: str) -> Any:
        """The JSON a command answers; it must succeed."""
        outcome = self.run("--json", *arguments)
        assert outcome.exit_code == 0, outcome
        assert outcome.err == ""
        return outcome.document

    def found(self) -> Outcome:
        return self.run("init", "--township", "530829103", "--name", "岳宋乡", "--in-use-from", "2020-01-01")
