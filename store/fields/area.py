"""Names of villages, groups and grids as ledgers write them."""

from dataclasses import dataclass
from datetime import date

from store.fields.declaration import Checked


@dataclass(frozen=True, slots=True)
class AreaName:
    """The name of an area. ``level`` is 村, 组 or 网格 and decides how the name is brought to its usual form."""

    level: str
    max_length: int = 60
    sql: str = "TEXT"

    def clean(self, text: str, today: date) -> Checked:
        return Checked(text)

    def format(self, value: str | None) -> str:
        return value or ""
