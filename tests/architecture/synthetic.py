"""Small made-up trees: what each check must catch is shown to it."""

from collections.abc import Mapping
from pathlib import Path

from tests.architecture.house import SourceFile, read_house


def house_of(root: Path, sources: Mapping[str, str]) -> tuple[SourceFile, ...]:
    """Write the sources below ``root`` and read them as a house."""
    for path, source in sources.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return read_house(root)
