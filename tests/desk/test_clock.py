"""Is the computer's date to be believed? Told from the days on which the journal was written."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from store.desk.clock import clock_doubt, confirm_day
from store.desk.history import history
from store.desk.records import add
from store.model.person import Person
from store.vault.unit_of_work import Act, unit_of_work
from tests.ledger import TODAY, new_ledger


@pytest.mark.parametrize("days", [0, 1, 40])
def test_a_day_soon_after_the_last_use_is_believed(tmp_path: Path, days: int) -> None:
    connection = new_ledger(tmp_path)
    assert clock_doubt(connection, TODAY + timedelta(days=days)) is None
    connection.close()


@pytest.mark.parametrize(("days", "said"), [(-1, "还早"), (-3650, "还早"), (41, "已有 41 天"), (3650, "已有 3650 天")])
def test_a_day_before_or_long_after_it_is_asked_about(tmp_path: Path, days: int, said: str) -> None:
    connection = new_ledger(tmp_path)
    doubt = clock_doubt(connection, TODAY + timedelta(days=days))
    assert doubt is not None
    assert said in doubt.sentence
    connection.close()


def test_what_was_recorded_under_an_assumed_day_says_nothing_of_the_clock(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    ahead = Act(operator="李敏", action="visit", today=date(2030, 1, 1), at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    with unit_of_work(connection, ahead) as unit:
        add(unit, [Person(name="岩三木", village="班帅村")])
    assert clock_doubt(connection, TODAY + timedelta(days=1)) is None
    connection.close()


def test_a_confirmed_day_is_asked_about_no_more_and_stands_in_the_journal(tmp_path: Path) -> None:
    connection = new_ledger(tmp_path)
    wrong, right = date(2016, 11, 25), date(2026, 11, 25)
    doubt = clock_doubt(connection, wrong)
    assert doubt is not None
    act = Act(operator="李敏", action="visit", today=right, at=datetime(2016, 11, 25, 9, tzinfo=UTC))
    confirm_day(connection, act, doubt)
    assert clock_doubt(connection, right) is None
    assert clock_doubt(connection, wrong) is not None, "the clock is still wrong at the next start"
    last = list(history(connection))[-1]
    assert (last.reason, last.today) == ("clock 电脑日期 2016-11-25,确认今天是 2026-11-25", "2026-11-25")
    connection.close()
