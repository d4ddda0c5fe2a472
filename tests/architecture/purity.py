"""What the lower rooms must not know: SQL, files, the clock."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.architecture.house import SourceFile, called, imports, is_within

PURE = {"fields", "model", "rules"}
OUTSIDE_WORLD = (
    *("sqlite3", "sqlcipher3", "sqlite_utils"),
    *("pathlib", "os", "io", "shutil", "tempfile", "subprocess", "socket", "importlib.resources", "time"),
)
ALLOWED = {("store/fields/uid.py", "os"), ("store/fields/uid.py", "time")}
"""A UUIDv7 is made of the moment and of the system's random bytes; nothing else in the pure rooms is."""

WALL_CLOCK = {("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow")} | {
    ("time", name) for name in ("time", "time_ns", "localtime", "gmtime", "strftime", "ctime")
}
SQL_ROOMS = {"vault", "desk"}
SQL_TEXT = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s+\w|VACUUM\b"
    r"|(CREATE|DROP|ALTER)\s+(TEMP\w*\s+)?(TABLE|INDEX|TRIGGER|VIEW)\s|(BEGIN|COMMIT|ROLLBACK|SAVEPOINT)\b[\sA-Z]*$"
    r"|.*\w\s*(=|<|>|<=|>=|\bLIKE|\bIS)\s*\?(\s|\)|$)|.*\bIN\s*\(\?|.*\bORDER\s+BY\s+\w)",
    re.DOTALL,
)
SQL_CALLS = {"execute", "executemany", "executescript"}


def impure(house: Iterable[SourceFile]) -> Iterator[str]:
    """Every use of SQL, files or the clock in a pure room."""
    for file in (file for file in house if file.room in PURE):
        for found in imports(file):
            origin = next((module for module in OUTSIDE_WORLD if is_within(found.target, module)), None)
            if origin and (file.path, origin) not in ALLOWED:
                yield f"{file.path}:{found.line}: {file.room} imports {found.target}"
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open":
                yield f"{file.path}:{node.lineno}: {file.room} opens a file"


def clock_readers(house: Iterable[SourceFile]) -> Iterator[str]:
    """Every reading of the wall clock below the two front ends: there the clock is an argument."""
    for file in house:
        if not is_within(file.module, "store") or file.room == "command" or (file.path, "time") in ALLOWED:
            continue
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in WALL_CLOCK:
                yield f"{file.path}:{node.lineno}: {file.room} reads the clock"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def stray_sql(house: Iterable[SourceFile]) -> Iterator[str]:
    """Every SQL text, and every call that runs one, outside the vault and the desk."""
    for file in (file for file in house if file.room not in SQL_ROOMS):
        prose = set(_docstrings(file.tree))
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and called(node) in SQL_CALLS:
                yield f"{file.path}:{node.lineno}: {file.room} runs SQL"
            elif isinstance(node, ast.Constant) and node not in prose and _is_sql(node.value):
                yield f"{file.path}:{node.lineno}: {file.room} holds SQL text"


def _is_sql(value: object) -> bool:
    return isinstance(value, str) and SQL_TEXT.match(value) is not None


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
