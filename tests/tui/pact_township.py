"""Two villages that sign three documents, beside the people of the sketch or without them."""

from datetime import date
from pathlib import Path

from store.desk.records import add
from store.model.area import Area
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from store.vault.cipher import Connection
from store.vault.unit_of_work import unit_of_work
from tests.tui.office import ACT, reopened

PLEDGE, PACT, LETTER = "禁毒承诺书", "禁毒村规民约", "禁毒工作责任书"
HOMES = (
    # number, village, group, head, members, state
    ("B2-9", "班帅村", "2组", "岩块", 5, "常住"), ("B2-10", "班帅村", "2组", "艾惹", 3, "外出"),
    ("B2-11", "班帅村", "2组", "娜叶", 0, "空户"), ("B10-1", "班帅村", "10组", "尼块", 4, None),
    ("Y1-1", "岳宋村", "1组", "艾门", 6, "常住"), ("Y1-2", "岳宋村", "1组", "岩到", 2, "常住"),
    ("Y0-1", "岳宋村", None, "叶嘎", 1, "常住"),
)  # fmt: skip
SIGNED = (
    ("B2-9", PLEDGE, "2025", "已签", date(2025, 11, 3)), ("B2-10", PLEDGE, "2025", "外出未签", date(2025, 11, 3)),
    ("B10-1", PLEDGE, "2026", "已签", date(2026, 2, 1)), ("Y1-1", PLEDGE, "2026", "拒签", date(2026, 3, 1)),
    ("Y1-2", PLEDGE, "2026", "已签", date(2025, 12, 1)), ("Y1-1", PACT, "一", "已签", date(2021, 5, 1)),
    ("B2-9", PACT, "一", "已签", date(2021, 5, 1)),
)  # fmt: skip


AREAS = (
    # level, code, name, parent
    ("村", "V1", "班帅村", None), ("组", "V1-2", "2组", "V1"), ("组", "V1-10", "10组", "V1"),
    ("村", "V2", "岳宋村", None), ("组", "V2-1", "1组", "V2"), ("片区", "P1", "东片", None),
    ("网格", "G1", "东一", "P1"), ("点", "D1", "寨头", "G1"),
)  # fmt: skip


def areas(connection: Connection) -> None:
    """Settle the areas, as one unit of work."""
    with unit_of_work(connection, ACT) as unit:
        add(unit, [Area(level=level, code=code, name=name, parent_code=of) for level, code, name, of in AREAS])


def papers(connection: Connection) -> None:
    """Settle the households, the documents and what was signed, as one unit of work."""
    with unit_of_work(connection, ACT) as unit:
        made = [
            Household(
                number=number, village=village, village_group=group, head=head, members=members, state=state,
                state_since=date(2020, 1, 1) if state else None,
            )
            for number, village, group, head, members, state in HOMES
        ]  # fmt: skip
        homes = {household.number: household.id for household in add(unit, made)}
        add(unit, [FormerState(household_id=homes["Y0-1"], village="班帅村", village_group="2组", state="常住")])
        versions = [
            Document(kind=PLEDGE, version="2025", effective_on=date(2025, 1, 1), validity_months=12),
            Document(kind=PLEDGE, version="2026", effective_on=date(2025, 12, 1), validity_months=12),
            Document(kind=PACT, version="一", effective_on=date(2020, 1, 1)),
            Document(kind=LETTER, version="2027年度", effective_on=date(2027, 1, 1)),
        ]
        ids = {(version.kind, version.version): version.id for version in add(unit, versions)}
        add(unit, [
            Signature(household_id=homes[number], document_id=ids[kind, version], status=status, signed_on=day)
            for number, kind, version, status, day in SIGNED
        ])  # fmt: skip


def with_papers(folder: Path) -> Path:
    """The vault with the papers in it."""
    with reopened(folder) as vault:
        papers(vault.connection)
        areas(vault.connection)
    return folder
