"""The search for reference cycles is paused for a long import only, however that import ends."""

import gc

import pytest

from store.handoff.long_work import without_cycle_search


def test_it_is_paused_and_goes_on_afterwards() -> None:
    with without_cycle_search():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_import_that_failed() -> None:
    with pytest.raises(ValueError, match="stop"), without_cycle_search():
        raise ValueError("stop")
    assert gc.isenabled()


def test_one_import_inside_another_leaves_the_end_to_the_outer() -> None:
    with without_cycle_search():
        with without_cycle_search():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
