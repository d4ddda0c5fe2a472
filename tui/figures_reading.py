"""What everybody adds to the rates, and who signed, read from the ledger in portions."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from store.desk.lives import spans
from store.desk.rates import Contribution, RateRow, contributions, signing_rates
from store.rules.reckoning import Period
from tui.session import Session

_PORTION = 50
"""People reckoned in one go: what she saves meanwhile need not wait for all of them."""


async def read_contributions(
    session: Session, periods: Sequence[Period], today: date, tell: Callable[[str], object]
) -> list[Contribution]:
    """Everybody who counts in any rate of the periods; ``tell`` hears how far it has come, as ``40%``.

    Portions may lie on both sides of what is saved meanwhile: whoever needs one state compares the session's revision.
    """
    found: list[Contribution] = []
    portions = await session.read(partial(spans, size=_PORTION))
    for number, people in enumerate(portions):
        tell(f"{100 * number // len(portions)}%")
        found += await session.read(partial(contributions, periods=periods, today=today, people=people))
    return found


async def read_signing(session: Session, periods: Sequence[Period], today: date) -> tuple[tuple[RateRow, ...], ...]:
    """签订率 of each period, of the township and its villages."""
    found: list[tuple[RateRow, ...]] = []
    for _, end in periods:
        found.append(tuple(await session.read(partial(signing_rates, end=end, today=today, by_village=True))))
    return tuple(found)
