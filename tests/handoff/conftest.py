"""An empty office for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handoff.offices import Desk, empty_office


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty vault."""
    with empty_office(tmp_path / "vault") as connection:
        yield Desk(connection, tmp_path)
