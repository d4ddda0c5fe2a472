"""The lists that look at everybody, in the townships of the worklist: CPU, all portions together."""

import time
from collections.abc import Callable
from functools import partial

from bench import Row
from bench.due import KEY, TODAY, ledger
from store.desk.in_place import in_place
from store.desk.lives import spans
from store.desk.rates import contributions, months_back
from store.desk.worklist import unexplained_misses
from store.vault.cipher import Connection, connect


def _cold(people: int, read: Callable[[Connection], object]) -> float:
    """CPU seconds of the first reading after opening."""
    connection = connect(ledger(people), KEY)
    begun = time.process_time()
    assert read(connection)
    spent = time.process_time() - begun
    connection.close()
    return spent


def _in_portions(connection: Connection) -> list[object]:
    return [each for people in spans(connection, 200) for each in in_place(connection, TODAY, people)]


def _longest_portion(people: int) -> float:
    """CPU milliseconds for which the list holds the ledger in one go."""
    connection = connect(ledger(people), KEY)
    longest = 0.0
    for portion in spans(connection, 200):
        begun = time.process_time()
        in_place(connection, TODAY, portion)
        longest = max(longest, time.process_time() - begun)
    connection.close()
    return longest * 1000


def _year_of_rates(connection: Connection) -> list[object]:
    periods = months_back(TODAY, 12)
    return [each for people in spans(connection, 50) for each in contributions(connection, periods, TODAY, people)]


ROWS = (
    Row(what="五个到位, 500 people, cold", unit="s", budget=0.5, ours=partial(_cold, 500, _in_portions)),
    Row(what="五个到位, 10,000 people, longest portion", unit="ms", budget=500, ours=partial(_longest_portion, 10_000)),
    Row(
        what="misses to be explained, 500 people, cold",
        unit="s",
        budget=2,
        ours=partial(_cold, 500, partial(unexplained_misses, today=TODAY)),
    ),
    Row(what="a year of rates, 500 people, cold", unit="s", budget=5, ours=partial(_cold, 500, _year_of_rates)),
)
