"""The house as its source tells it: every file, the room it stands in, and what it imports, late imports included."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVING = ("text", "errors")


@dataclass(frozen=True)
class SourceFile:
    """One Python file: its path from the root, its dotted module name and its tree."""

    path: str
    module: str
    package: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return room_of(self.module)


@dataclass(frozen=True)
class Import:
    """One import as it takes effect: the dotted name that is loaded, and the line that loads it."""

    line: int
    target: str


def room_of(module: str) -> str:
    """``store.rules.term`` stands in ``rules``, ``tui.screens.today`` in ``screens``, ``tui.app`` in ``tui``."""
    parts = module.split(".")
    if parts[0] == "store":
        return parts[1] if len(parts) > 1 else "store"
    if parts[0] == "tui":
        return parts[1] if len(parts) > 1 and parts[1] in {"screens", "widgets"} else "tui"
    return parts[0]


def read_house(root: Path, *packages: str) -> tuple[SourceFile, ...]:
    """Every Python file of ``store`` and ``tui`` (or of the packages named) below ``root``."""
    folders = packages or ("store", "tui")
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    return tuple(_read(root, path) for path in paths)


def _read(root: Path, path: Path) -> SourceFile:
    parts = path.relative_to(root).with_suffix("").parts
    package = ".".join(parts[:-1])
    module = package if parts[-1] == "__init__" else ".".join(parts)
    tree = _tree(path.read_text(encoding="utf-8"), str(path))
    return SourceFile(path.relative_to(root).as_posix(), module, package, tree)


@cache
def _tree(text: str, filename: str) -> ast.Module:
    return ast.parse(text, filename=filename)


def imports(file: SourceFile) -> Iterator[Import]:
    """Every import of a file, wherever it is placed; ``from x import y`` counts as ``x.y``."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(file, node)
            yield from (Import(node.lineno, f"{origin}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            yield from (Import(node.lineno, text) for text in _literals(node))


def _origin(file: SourceFile, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = file.package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, node.module] if node.module else above)


def called(node: ast.Call) -> str:
    """The last name of what is called: ``open`` of ``open(…)``, ``today`` of ``date.today()``."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _literals(node: ast.Call) -> Iterator[str]:
    yield from (
        argument.value
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def is_within(target: str, *modules: str) -> bool:
    """Whether a dotted name is one of the modules or lies below one."""
    return any(target == module or target.startswith(f"{module}.") for module in modules)
