"""The worklist for townships with three years of weekly records."""

import tempfile
import time
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from bench import Row
from store.desk.contacts import record_visit
from store.desk.office import Office, found_office
from store.desk.policies import shipped_text
from store.desk.worklist import worklist
from store.fiction.settle import settle
from store.fiction.township import township
from store.model.visit import Visit
from store.vault.cipher import connect
from store.vault.schema import bring_up_to_date
from store.vault.unit_of_work import Act, unit_of_work

TODAY = date(2026, 11, 22)
KEY = bytes(32)
_SINCE = date(2026, 5, 1)
_ACT = Act(operator="bench", action="bench", today=TODAY, at=datetime(2026, 11, 22, tzinfo=UTC))
_OFFICE = Office(township_code="530829103", name="bench", in_use_from=date(2020, 1, 1), operators=("bench",))


@cache
def ledger(people: int, policy: str = "") -> Path:
    """A township; with ``policy`` a shipped one that came into force half a year ago."""
    path = Path(tempfile.mkdtemp(prefix="bench-")) / "ledger.db"
    connection = connect(path, KEY, create=True)
    bring_up_to_date(connection)
    found_office(connection, _OFFICE, _ACT)
    settle(connection, township(people, 1, TODAY, density="full").lives(), _ACT)
    if policy:
        with unit_of_work(connection, _ACT) as unit:
            unit.insert("policy", ("id", "since", "content"), [(1, _SINCE.isoformat(), shipped_text(policy))])
    connection.close()
    return path


def _cold(people: int, policy: str = "") -> float:
    """CPU milliseconds of the first worklist after opening, the median of five openings."""
    return sorted(_first(people, policy) for _ in range(5))[2]


def _first(people: int, policy: str) -> float:
    connection = connect(ledger(people, policy), KEY)
    begun = time.process_time()
    assert worklist(connection, TODAY)
    spent = time.process_time() - begun
    connection.close()
    return spent * 1000


def _after_one_record(people: int) -> float:
    """CPU milliseconds of the worklist after one new visit, in a session that has shown it before."""
    connection = connect(ledger(people), KEY)
    person = worklist(connection, TODAY)[0].person.id
    visit = Visit(person_id=person, day=TODAY, mode="见面", contents=("见面",), result="已见到")
    record_visit(connection, _ACT, visit)
    begun = time.process_time()
    worklist(connection, TODAY)
    spent = time.process_time() - begun
    connection.close()
    return spent * 1000


ROWS = (
    Row(what="worklist under tiers, 500 people, cold", unit="ms", budget=50, ours=lambda: _cold(500, "tiered")),
    Row(what="worklist under tiers, 10,000 people, cold", unit="ms", budget=1000, ours=lambda: _cold(10_000, "tiered")),
    Row(
        what="worklist, 500 people, a fifth with suspensions or leaves, cold",
        unit="ms",
        budget=50,
        ours=lambda: _cold(500),
    ),
    Row(what="worklist, 500 people, after one record", unit="ms", budget=100, ours=lambda: _after_one_record(500)),
    Row(
        what="worklist, 10,000 people, a fifth with suspensions or leaves, cold",
        unit="ms",
        budget=1000,
        ours=lambda: _cold(10_000),
    ),
    Row(
        what="worklist, 10,000 people, after one record", unit="ms", budget=100, ours=lambda: _after_one_record(10_000)
    ),
)
