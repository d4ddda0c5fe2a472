"""What the fault tests share: saying figures aloud, and faults that cannot be made here."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a figure past the capture. On standard error: it is the one that reaches the terminal from a worker."""

    def say(sentence: str) -> None:
        with capfd.disabled():
            os.write(2, f"\n{sentence}\n".encode())

    return say


@pytest.fixture
def cannot_be_made(say: Callable[[str], None]) -> Callable[[str], None]:
    """A fault that this platform does not allow is said and skipped; on Linux CI it must be possible, so it fails."""

    def cannot_be_made(fault: str) -> None:
        say(f"skipped: {fault} cannot be made here")
        if os.environ.get("CI") and sys.platform == "linux":
            pytest.fail(f"{fault} must be possible on Linux CI")
        pytest.skip(f"{fault} cannot be made here")

    return cannot_be_made


@pytest.fixture
def sources() -> Path:
    """The top folder, from which child processes import the tests."""
    return Path(__file__).parents[2]
