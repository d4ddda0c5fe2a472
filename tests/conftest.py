"""What every test shares: the hypothesis profiles, the day on which the tests live, and how hard they try."""

import gc
import os
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("YUESONG_TEST_PROFILE", "gate")

# Shared machines stall; an example that took long says nothing about the code.
STALLING = (HealthCheck.too_slow,)

settings.register_profile(
    "gate", derandomize=True, deadline=None, database=None, max_examples=100, suppress_health_check=STALLING
)
settings.register_profile(
    "soak", derandomize=False, deadline=None, database=None, max_examples=5_000, suppress_health_check=STALLING
)
settings.load_profile(PROFILE)

# A started program is a hundred thousand objects; looking through all of them as often as Python does took a sixth of
# the gate.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees this machine's settings or its vault: the user data folder is an empty one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("YUESONG_VAULT", "YUESONG_TODAY", "YUESONG_PASSPHRASE_FILE"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("user-data")))
        yield


@pytest.fixture(scope="session")
def today() -> date:
    """The as-of date of the contract's and the rules' examples, a Sunday."""
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def effort() -> int:
    """How many times as often a test that kills, cuts or mutates repeats itself: 1 in the gate, 50 in a soak."""
    return 50 if PROFILE == "soak" else 1
