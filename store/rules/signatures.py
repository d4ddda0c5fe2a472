"""Who has signed what at a day: the version in force, and how a household stands to it.

Documents are signed household by household (逐户签订); a kind is every document of one title, in its versions. Facts
dated after the day count as not recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from store.model.document import Document
from store.model.household import CLOSED, EMPTY, FormerState
from store.model.signature import AWAY, REFUSED, SIGNED, Signature
from store.rules.calendar import add_days, add_months
from store.rules.household_states import state_at

EXCLUDED_STATES = (EMPTY, CLOSED)
"""Nobody lives there who could sign: such a household is no part of ``required``."""


class Standing(Enum):
    """How a household stands to the version in force."""

    SIGNED = "signed"
    EXPIRED = "expired"
    AWAY = "away"
    REFUSED = "refused"
    UNSIGNED = "unsigned"


_LONGEST_CLAMP = 3
"""Days of a month end that the shortest month has not."""
_UNSIGNED_STATUSES = {AWAY: Standing.AWAY, REFUSED: Standing.REFUSED}


def version_in_force(versions: Iterable[Document], village: str, today: date) -> Document | None:
    """Among versions of one kind the one a household of ``village`` has to sign at ``today``.

    The latest effective date decides, then the village's own before the township's, then the later name.
    """
    fitting = (
        version
        for version in versions
        if version.village in (None, village)
        and version.effective_on <= today
        and not (version.repealed_on is not None and version.repealed_on <= today)
    )
    return max(fitting, key=lambda each: (each.effective_on, each.village is not None, each.version), default=None)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides how a household stands to a version.

    ``is_valid`` says that it signed that version and still is bound, ``newest`` is the status of its newest record for
    it, ``ever`` whether it signed any version of the kind.
    """

    is_valid: bool = False
    newest: str | None = None
    ever: bool = False


def facts_of(signatures: Iterable[Signature], version: Document, today: date) -> Facts:
    """The facts in the signatures of one household under one kind of document."""
    known = sorted((s for s in signatures if s.signed_on <= today), key=lambda s: (s.signed_on, s.uid))
    own = [signature for signature in known if signature.document_id == version.id]
    return Facts(
        is_valid=any(s.status == SIGNED and is_valid(s.signed_on, version, today) for s in own),
        newest=own[-1].status if own else None,
        ever=any(signature.status == SIGNED for signature in known),
    )


def standing_of(facts: Facts) -> Standing:
    """How a household stands: a valid signature decides, then its newest record, then an older version."""
    if facts.is_valid:
        return Standing.SIGNED
    if facts.newest is not None:
        return _UNSIGNED_STATUSES.get(facts.newest, Standing.EXPIRED)
    return Standing.EXPIRED if facts.ever else Standing.UNSIGNED


def is_valid(signed_on: date, version: Document, today: date) -> bool:
    """Whether a signature still binds; without a validity it binds as long as the version does."""
    return version.validity_months is None or today < add_months(signed_on, version.validity_months)


def valid_since(version: Document, today: date) -> date:
    """The earliest day a signature of which still binds at ``today``; later ones do too."""
    if version.validity_months is None:
        return date.min
    day = add_days(add_months(today, -version.validity_months), -_LONGEST_CLAMP)
    while not is_valid(day, version, today):
        day = add_days(day, 1)
    return day


def is_outside_validity(version: Document, states: Sequence[FormerState], day: date) -> bool:
    """Whether nobody can have signed on ``day``: before effect, on or after the repeal, or while 注销."""
    if day < version.effective_on or (version.repealed_on is not None and day >= version.repealed_on):
        return True
    state = state_at(states, day)
    return state is not None and state.state == CLOSED
