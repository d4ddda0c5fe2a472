"""Bringing the tables up to date. Migrations are frozen literal SQL, applied in order, each in one transaction."""

import sys
from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING

from store.errors import NewerVaultError
from store.vault.cipher import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

MIGRATIONS = (
    "0001_spine",
    "0002_search",
    "0003_drafts",
    "0004_plan",
    "0005_staff",
    "0006_case_events",
    "0007_figures",
    "0008_policy",
    "0009_supervision",
    "0010_review",
    "0011_telling_tests",
    "0012_pacts",
    "0013_person_village",
    "0014_awards",
    "0015_volunteers",
    "0016_certificates",
    "0017_teams",
)
"""Every migration in order; the schema version is their number."""


def version_of(connection: Connection) -> int:
    """The schema version of an open database; 0 for an empty one."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def bring_up_to_date(connection: Connection) -> None:
    """Apply what is missing. Raises ``NewerVaultError`` for a schema this program does not know."""
    version = version_of(connection)
    if version > len(MIGRATIONS):
        raise NewerVaultError("台账版本较新", "这份台账由更新版本的程序写成,没有打开。请安装新版程序。")
    if version < len(MIGRATIONS):
        _migrations().apply(database_of(connection))


def database_of(connection: Connection) -> "Database":
    """The connection under sqlite-utils, for schema work and everyday reads."""
    import sqlcipher3
    from sqlcipher3 import dbapi2

    # Without these aliases sqlite-utils catches the errors of another library, that is: none.
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    from sqlite_utils import Database

    return Database(connection)


def _migrations() -> "Migrations":
    from sqlite_utils import Migrations

    migrations = Migrations("yuesong")
    for name in MIGRATIONS:
        migrations(name=name)(_apply(name))
    return migrations


def _apply(name: str) -> "_Migration":
    return _Migration(name)


class _Migration:
    """One file of literal SQL, run statement by statement inside the transaction sqlite-utils opened."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __call__(self, db: "Database") -> None:
        for statement in statements(self.__name__):
            db.conn.execute(statement)


def statements(name: str) -> Iterator[str]:
    """The statements of one migration. ``executescript`` would commit the surrounding transaction."""
    from sqlcipher3 import dbapi2

    text = resources.files("store.vault").joinpath("migrations", f"{name}.sql").read_text(encoding="utf-8")
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if dbapi2.complete_statement(pending):
            yield pending
            pending = ""
    assert not pending.strip(), f"{name} ends in the middle of a statement"
