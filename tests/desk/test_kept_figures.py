"""What was handed up is found again as it stood, whatever the ledger says since."""

from datetime import date
from pathlib import Path

import pytest

from store.desk.kept_figures import head_now, keep_figures, kept_figures
from store.desk.rates import RateRow
from store.errors import StoreError
from store.vault.verify import verify
from tests.ledger import act, new_ledger

START, END = date(2026, 10, 1), date(2026, 11, 1)
ROWS = (RateRow("见面率", None, 16, 20), RateRow("见面率", "岳宋村", 3, 4))


def test_figures_are_kept_with_the_head_they_were_computed_from(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    head = head_now(connection)
    keep_figures(connection, act(), START, END, "  县禁毒办 ", ROWS)
    keep_figures(connection, act(), START, END, "市禁毒办", ROWS[:1])
    newest, first = kept_figures(connection, START, END)
    assert (first.recipient, first.rows, first.head, first.day) == ("县禁毒办", ROWS, head, date(2026, 11, 22))
    assert (newest.recipient, newest.rows) == ("市禁毒办", ROWS[:1])
    assert newest.head == connection.execute("SELECT lower(hex(head)) FROM unit WHERE number = 2").fetchone()[0]
    assert kept_figures(connection, START, date(2026, 12, 1)) == ()
    assert verify(connection, ()) == []
    connection.close()


@pytest.mark.parametrize("recipient", ["", "  ", "岩\x00", "岩" * 201])
def test_nobody_named_keeps_nothing(tmp_path: Path, recipient: str) -> None:
    connection = new_ledger(tmp_path)
    with pytest.raises(StoreError, match="没有留底"):
        keep_figures(connection, act(), START, END, recipient, ROWS)
    assert kept_figures(connection, START, END) == ()
    connection.close()
