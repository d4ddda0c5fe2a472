"""Whether the vault is still what was written: file, journal, records and schema, from the bytes upwards."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.text import clean
from store.vault.cipher import Connection
from store.vault.journal import check_chain
from store.vault.schema import MIGRATIONS, statements, version_of

_BOOKKEEPING = "_sqlite_migrations"
_MOST_FAULTS_OF_A_KIND = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: which ``check`` found it, and ``where`` (Chinese, for the operator)."""

    check: str
    where: str


Rule = Callable[[Connection], str | None]
"""A domain rule of the desk: names the first record that breaks it, or ``None``."""
_Check = Callable[[Connection], Iterable[str]]


def verify(connection: Connection, rules: Sequence[Rule] = ()) -> list[Fault]:
    """Every fault found, the deepest first: pages, structure, references, journal, records, schema, then ``rules``.

    A check that cannot even read what it needs is itself a fault; the following ones still run. No unit of work may be
    open.
    """
    faults = verify_file(connection)
    for name, check in _CHECKS.items():
        faults += _run(name, check, connection)
    for rule in rules:
        faults += _run("domain", _as_check(rule), connection)
    return faults


def verify_file(connection: Connection) -> list[Fault]:
    """The faults of the file alone, whatever stands in it: quick enough for every start."""
    return [*_run("pages", _pages, connection), *_run("structure", _structure, connection)]


def _run(name: str, check: _Check, connection: Connection) -> list[Fault]:
    from sqlcipher3 import dbapi2

    try:
        return [Fault(name, where) for where in check(connection)]
    except dbapi2.Error:
        return [Fault(name, "台账文件有一部分读不出来，无法核对")]


def _as_check(rule: Rule) -> _Check:
    def check(connection: Connection) -> Iterator[str]:
        found = rule(connection)
        if found is not None:
            yield clean(found)

    return check


def _pages(connection: Connection) -> Iterator[str]:
    # The cipher check reads the main file only: what still stands in the log must be there first.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for (line,) in connection.execute("PRAGMA cipher_integrity_check").fetchall():
        yield f"台账文件有一页被损坏或改动（{clean(line)}）"


def _structure(connection: Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield f"台账文件的内部结构有误（{clean(line)}）"


def _references(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield f"表 {clean(table)} 第 {row} 条所指的 {clean(parent)} 不存在"


def _chain(connection: Connection) -> Iterator[str]:
    fault = check_chain(connection)
    if fault is not None:
        entry = f"（日志第 {fault.seq} 条）" if fault.seq is not None else ""
        yield f"第 {fault.unit} 次操作{entry}：{fault.what}"


def _histories(connection: Connection) -> Iterator[str]:
    """Entries that do not begin where the last entry of the record ended: a change went past the journal."""
    rows = connection.execute(
        "SELECT seq, kind, record FROM (SELECT seq, kind, record, salt, before, "
        "lag(after) OVER history AS left_as, lag(salt, 1, x'00') OVER history AS kept "
        "FROM journal WINDOW history AS (PARTITION BY kind, record ORDER BY seq)) "
        "WHERE before IS NOT left_as AND salt IS NOT NULL AND kept IS NOT NULL ORDER BY seq LIMIT ?",
        (_MOST_FAULTS_OF_A_KIND,),
    )
    for seq, kind, record in rows:
        yield f"日志第 {seq} 条之前，表 {clean(kind)} 第 {record} 条曾被绕过日志改动"


def _records(connection: Connection) -> Iterator[str]:
    """Rows that are not what the journal says they were left as, are missing, or never went through it."""
    for table in _journalled_tables(connection):
        for row_id in _altered(connection, table):
            yield f"表 {table} 第 {row_id} 条与日志记载不符，曾被绕过日志改动"


def _journalled_tables(connection: Connection) -> list[str]:
    suffix = "_insert_is_journalled"
    objects = _expected_schema(version_of(connection))
    return [name.removesuffix(suffix) for kind, name, _, _ in objects if kind == "trigger" and name.endswith(suffix)]


def _altered(connection: Connection, table: str) -> list[int]:
    columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    row = ", ".join(f"'{column}', t.{column}" for column in columns)
    last = f"(SELECT max(seq) FROM journal WHERE kind = '{table}' AND record = t.id)"
    unequal = connection.execute(
        f"SELECT t.id, json_object({row}) AS now, j.after FROM {table} AS t LEFT JOIN journal AS j ON j.seq = {last} "
        "WHERE j.after IS NOT now"
    )
    altered = [row_id for row_id, now, after in unequal if not _same(now, after)]
    return sorted(altered + _vanished(connection, table))[:_MOST_FAULTS_OF_A_KIND]


def _same(now: str, after: str | None) -> bool:
    """Whether a row equals its last entry, which may be older than a column that a migration added."""
    if after is None:
        return False
    row, left_as = json.loads(now), json.loads(after)
    return bool(left_as.keys() <= row.keys() and all(row[name] == left_as.get(name) for name in row))


def _vanished(connection: Connection, table: str) -> list[int]:
    rows = connection.execute(
        "SELECT last.record FROM (SELECT record, max(seq) AS seq FROM journal WHERE kind = ? GROUP BY record) AS last "
        f"JOIN journal AS j ON j.seq = last.seq WHERE j.after IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.id = last.record)",
        (table,),
    )
    return [row_id for (row_id,) in rows]


_Object = tuple[str, str, str, str | None]


def _schema(connection: Connection) -> Iterator[str]:
    """Tables, indexes, triggers and views that the migrations did not make, or made otherwise."""
    found, expected = _objects(connection), _expected_schema(version_of(connection))
    for kind, name in sorted({(kind, name) for kind, name, _, _ in found ^ expected}):
        yield f"台账的结构被改动（{kind} {clean(name)}）"


def _expected_schema(version: int) -> set[_Object]:
    """What the migrations up to ``version`` make, found by running them on an empty database in memory."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    try:
        for name in MIGRATIONS[:version]:
            for statement in statements(name):
                connection.execute(statement)
        return _objects(connection)
    finally:
        connection.close()


def _objects(connection: Connection) -> set[_Object]:
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND tbl_name <> ?",
        (_BOOKKEEPING,),
    )
    return {tuple(row) for row in rows}


_CHECKS: Mapping[str, _Check] = {
    "references": _references,
    "chain": _chain,
    "history": _histories,
    "records": _records,
    "schema": _schema,
}
