"""``make bench``: every registered row, ours / reference / ratio. Being over budget is reported, not failed."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Iterable
from functools import partial

import bench
from bench import Measured, Row, measure


def registered() -> tuple[Row, ...]:
    """The rows of every module of this package, in the order of the module names."""
    names = sorted(found.name for found in pkgutil.iter_modules(bench.__path__) if found.name != "__main__")
    return tuple(row for name in names for row in _rows_of(name))


def _rows_of(name: str) -> tuple[Row, ...]:
    try:
        rows: tuple[Row, ...] = getattr(importlib.import_module(f"bench.{name}"), "ROWS", ())
    except ImportError as missing:
        # Some figures need a pseudo-terminal or the like: where there is none, the row says so in its place.
        return (Row(what=name, unit="", budget=0.0, ours=partial(_refuse, missing)),)
    return rows


def _refuse(missing: ImportError) -> float:
    raise missing


def line(measured: Measured) -> str:
    """One line of the table: what, ours, reference, ratio, budget, and whether it holds."""
    row = measured.row
    reference = "-" if measured.reference is None else f"{measured.reference:,.4g} {row.unit}"
    ratio = "-" if measured.reference is None else f"{measured.compared:.3g}"
    limit = f"{'>=' if row.more_is_better else '<='} {row.budget:,.4g}{'' if row.reference else ' ' + row.unit}"
    verdict = "within" if measured.within else "OVER"
    ours = f"{measured.ours:,.4g} {row.unit}"
    return f"{row.what:<52} {ours:>16} {reference:>16} {ratio:>7} {limit:>14}  {verdict}  {row.reference_name}".rstrip()


def run(rows: Iterable[Row]) -> int:
    """Print every row as it is measured; returns how many could not be measured at all."""
    print(f"{'what':<52} {'ours':>16} {'reference':>16} {'ratio':>7} {'budget':>14}")
    unmeasured = 0
    for row in rows:
        try:
            print(line(measure(row)), flush=True)
        except Exception as failure:  # one broken row must not hide the others' figures
            unmeasured += 1
            print(f"{row.what:<52} not measured: {type(failure).__name__}: {failure}", flush=True)
    return unmeasured


def main(arguments: list[str] | None = None) -> int:
    """Run the rows whose text contains every word given; exit 1 when a row broke, 2 when nothing is registered."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("words", nargs="*", help="only rows whose text contains all of these")
    words = parser.parse_args(arguments).words
    rows = [row for row in registered() if all(word in row.what for word in words)]
    if not rows:
        print("no row is registered under these words", file=sys.stderr)
        return 2
    return 1 if run(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
