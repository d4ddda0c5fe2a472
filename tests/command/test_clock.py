"""A command cannot ask which day it is: it says what is odd on stderr, and answers all the same."""

from datetime import date
from pathlib import Path

import pytest

from store.command.access import opened
from store.command.invocation import Invocation
from tests.tui.office import PASSPHRASE, make_vault


@pytest.mark.parametrize(
    ("day", "given", "told"),
    [
        (date(2016, 1, 1), False, "还早"),
        (date(2027, 11, 22), False, "已有 365 天"),
        (date(2026, 11, 23), False, ""),
        (date(2016, 1, 1), True, ""),
    ],
)
def test_an_odd_day_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: date, given: bool, told: str
) -> None:
    make_vault(tmp_path / "vault")
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE, encoding="utf-8")
    invocation = Invocation(vault=tmp_path / "vault", passphrase_file=file, today=day, today_given=given)
    with opened(invocation) as desk:
        assert desk.today == day
    out, err = capsys.readouterr()
    assert out == ""
    assert (told in err) if told else err == ""
