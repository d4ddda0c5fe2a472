"""Files and functions stay small: a median file of about 100 lines, nine in ten under 400; functions under 32."""

import ast
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.architecture.house import ROOT, SourceFile, read_house
from tests.architecture.synthetic import house_of


def file_lengths(house: Iterable[SourceFile]) -> list[int]:
    """Last used line of every file that holds anything."""
    return [max(node.end_lineno or 0 for node in file.tree.body) for file in house if file.tree.body]


def function_lengths(house: Iterable[SourceFile]) -> list[int]:
    """Lines of every function, from ``def`` to its end."""
    functions = (
        node
        for file in house
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]


def share_under(lengths: list[int], limit: int) -> float:
    return sum(length < limit for length in lengths) / len(lengths)


def test_files_stay_small() -> None:
    lengths = file_lengths(read_house(ROOT))
    assert median(lengths) <= 120
    assert share_under(lengths, 400) >= 0.9


def test_functions_stay_small() -> None:
    lengths = function_lengths(read_house(ROOT))
    assert median(lengths) <= 10
    assert share_under(lengths, 32) >= 0.9


def test_the_application_file_only_composes() -> None:
    application = [file for file in read_house(ROOT) if file.path == "tui/app.py"]
    assert [length for length in file_lengths(application) if length <= 250], "tui/app.py is missing or too long"


def test_lengths_are_counted(tmp_path: Path) -> None:
    source = "import os\n\n\ndef short() -> None:\n    pass\n\n\nasync def long() -> None:\n" + "    print()\n" * 40
    house = house_of(tmp_path, {"store/new.py": source, "store/__init__.py": ""})
    assert file_lengths(house) == [48]
    assert function_lengths(house) == [2, 41]
    assert share_under([2, 41], 32) == 0.5
