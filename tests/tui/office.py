"""A real vault on disk with a handful of people, as the first screens meet them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from store.command.invocation import Invocation
from store.desk.office import Office
from store.desk.records import add
from store.model.drug_test import DrugTest
from store.model.measure import REHABILITATION, Measure
from store.model.person import Person
from store.model.visit import Visit
from store.vault.backup_rotation import FOLDER, Occasion, backup_if_due
from store.vault.unit_of_work import Act, unit_of_work
from store.vault.vault import Vault, open_vault
from tests.vault.vaults import office_vault
from tui.app import OfficeApp

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSPHRASE = "青山绿水-2026-台账"
ACT = Act(operator="李敏", action="import", today=TODAY, at=NOW)
OFFICE = Office(township_code="530829107", name="岳宋乡", in_use_from=date(2020, 1, 1), operators=("李敏",))
ON_TIME = timedelta(days=7)


def make_vault(folder: Path, people: tuple["Life", ...] = ()) -> Path:
    """Create a vault in ``folder`` with these lives in it, and a backup of today, which unlocking need not make."""
    for name, data in _founded().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    with reopened(folder) as vault, unit_of_work(vault.connection, ACT) as unit:
        for life in people:
            life.record(unit)
    return folder


@cache
def _founded() -> dict[Path, bytes]:
    """The files of a vault with an office and nobody in it."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        with office_vault(folder, OFFICE, passphrase=PASSPHRASE) as vault:
            assert backup_if_due(vault, folder / FOLDER, TODAY, Occasion.UNLOCK).file
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Life:
    """One person with a measure, and the contacts of the last weeks."""

    def __init__(self, name: str, village: str, group: str, **measure: date | int | str | None) -> None:
        self.person = Person(
            name=name, sex="男", village=village, village_group=group, birth_date=date(1992, 3, 4), phone="13800000021"
        )
        self.measure: dict[str, object] = {"category": REHABILITATION, "served_on": date(2026, 6, 10), **measure}
        self.visits: list[Visit] = []
        self.tests: list[DrugTest] = []

    def visited(self, day: date, *contents: str, **rest: str) -> "Life":
        """A visit in person on ``day`` with these ticks."""
        facts = {"mode": "见面", "result": "已见到", "visitors": "王强", **rest}
        self.visits.append(Visit(day=day, contents=contents, **facts))  # type: ignore[arg-type]
        return self

    def tested(self, day: date, result: str = "阴性", **rest: str) -> "Life":
        """A regular urine test on ``day``."""
        facts = {"sample": "尿液", "kind": "定期", "testers": "王强", "laboratory": "县中心", **rest}
        self.tests.append(DrugTest(day=day, result=result, **facts))  # type: ignore[arg-type]
        return self

    def record(self, unit: object) -> None:
        """Write everything under an open unit of work."""
        from dataclasses import replace

        person = add(unit, [self.person])[0]  # type: ignore[arg-type]
        add(unit, [Measure(person_id=person.id, **self.measure)])  # type: ignore[arg-type]
        add(unit, [replace(visit, person_id=person.id) for visit in self.visits])  # type: ignore[arg-type]
        add(unit, [replace(test, person_id=person.id) for test in self.tests])  # type: ignore[arg-type]


def weekly(life: Life, first: date, last: date, *contents: str) -> Life:
    """Visits every week from ``first`` to ``last``."""
    day = first
    while day <= last:
        life.visited(day, *contents)
        day += ON_TIME
    return life


def sketch() -> tuple[Life, ...]:
    """The township of screens.md: overdue, due today, due within the week, later."""
    reported = date(2026, 6, 15)
    started = {"reported_on": reported, "agreement_on": date(2026, 6, 17)}
    every = ("见面", "谈话", "走访", "汇报")
    late = Life("李建国", "岳宋村", "1组", served_on=date(2026, 11, 1))
    lapsing = weekly(Life("娜叶", "曼亨村", "4组", **started), reported, date(2026, 10, 22), *every)
    tested = weekly(Life("岩三木", "班帅村", "2组", **started), reported, date(2026, 11, 15), *every)
    for month in (6, 7, 8, 9):
        tested.tested(date(2026, month, 20))
    tested.tested(date(2026, 11, 2), "未到")
    begun = date(2026, 6, 27)
    soon = weekly(
        Life("尼惹", "永广村", "1组", reported_on=begun, agreement_on=begun), begun, date(2026, 11, 22), *every
    )
    for month in (7, 8, 9, 10):
        soon.tested(date(2026, month, 20))
    later = weekly(Life("艾块", "岳宋村", "3组", **started), reported, date(2026, 11, 22), *every)
    later.visited(TODAY, *every)
    return (late, lapsing, tested, soon, later)


def invocation(folder: Path, *, today: date | None = TODAY) -> Invocation:
    """The application on this vault, as of ``today``."""
    return Invocation(vault=folder, today=today or TODAY, today_given=today is not None)


def application(folder: Path, *, today: date | None = TODAY) -> OfficeApp:
    """The application, its clock standing still on the tests' day."""
    return OfficeApp(invocation(folder, today=today), clock=lambda: NOW)


@contextmanager
def reopened(folder: Path) -> Iterator[Vault]:
    """The vault as another process would find it."""
    with open_vault(folder, PASSPHRASE) as vault:
        yield vault
