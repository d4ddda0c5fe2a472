"""What every test shares: the hypothesis profiles, the day on which the tests live, and how hard they try."""

import os
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


def pytest_report_header() -> str:
    """Name the profile, so that a log tells which examples were drawn; a soak's seed stands in its command line."""
    return f"test profile: {PROFILE}"


@pytest.fixture(scope="session")
def today() -> date:
    """The as-of date of the contract's and the rules' examples, a Sunday."""
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def effort() -> int:
    """How many times as often a test that kills, cuts or mutates repeats itself: 1 in the gate, 50 in a soak."""
    return 50 if PROFILE == "soak" else 1
