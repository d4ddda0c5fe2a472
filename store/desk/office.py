"""The office itself: township, operators, and the day from which it is answerable."""

from dataclasses import dataclass
from datetime import date

from store.errors import UsageError
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, UnitOfWork, unit_of_work

DEMO_SETTING = "demo"
TIER_SETTING = "tier_scheme"
"""The setting that holds the tier scheme in use, as the text of its file."""
FIRST_OPERATOR = "操作员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """``in_use_from`` (启用日期): windows that begin before it are excused. ``demo`` marks a fictional township.

    ``tier_scheme`` is the text of the tier scheme in use, empty for the shipped one (``tier_schemes.scheme_in_use``).
    """

    township_code: str
    name: str
    in_use_from: date
    operators: tuple[str, ...]
    demo: bool = False
    tier_scheme: str = ""

    @property
    def first_operator(self) -> str:
        return self.operators[0]


def check_office(code: str, name: str) -> None:
    """Raise ``UsageError`` unless code and name can stand on every sheet: digits, and a short name."""
    if not is_township_code(code):
        raise UsageError("乡镇代码不对", "乡镇代码应是6至12位数字(统计用区划代码),台账没有建立。")
    if not is_office_name(name):
        raise UsageError("乡镇名称不对", "乡镇名称应是1至40个字,台账没有建立。")


def is_township_code(code: str) -> bool:
    """Whether ``code`` is six to twelve ASCII digits (统计用区划代码)."""
    return code.isascii() and code.isdigit() and 6 <= len(code) <= 12


def is_office_name(name: str) -> bool:
    """Whether ``name`` is one to forty visible characters."""
    return bool(name.strip()) and len(name) <= 40 and name.isprintable()


def found_office(connection: Connection, office: Office, act: Act) -> None:
    """Write the office into a new vault, as its first unit of work."""
    with unit_of_work(connection, act) as unit:
        _insert_settings(unit, office)
        ids = unit.next_ids("operator", len(office.operators))
        unit.insert("operator", ("id", "name"), zip(ids, office.operators, strict=True))


def _insert_settings(unit: UnitOfWork, office: Office) -> None:
    settings = {
        "township_code": office.township_code,
        "township_name": office.name,
        "in_use_from": office.in_use_from.isoformat(),
    }
    if office.demo:
        settings[DEMO_SETTING] = "1"
    ids = unit.next_ids("setting", len(settings))
    rows = ((row_id, name, value) for row_id, (name, value) in zip(ids, settings.items(), strict=True))
    unit.insert("setting", ("id", "name", "value"), rows)


def load_office(connection: Connection) -> Office:
    """The office of an open vault."""
    settings = dict(connection.execute("SELECT name, value FROM setting"))
    operators = tuple(name for (name,) in connection.execute("SELECT name FROM operator ORDER BY id"))
    return Office(
        township_code=settings["township_code"],
        name=settings["township_name"],
        in_use_from=date.fromisoformat(settings["in_use_from"]),
        operators=operators,
        demo=settings.get(DEMO_SETTING) == "1",
        tier_scheme=settings.get(TIER_SETTING, ""),
    )
