"""What a long import needs of the interpreter."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Pause the search for reference cycles while very many records are made.

    Records hold no cycles; looking through all of them again and again costs an import a seventh of its time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
