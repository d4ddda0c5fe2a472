"""Public holidays: the shipped file, a newer one in the vault, and the guard of one that somebody hands in.

A holiday file covers whole years, one by one; that is its expiry. The vault's own file takes the place of the shipped
one year by year, so that next year's can be loaded into the program of this year.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.desk.checked_file import FileKind, checked, read_text
from store.desk.settings import write_settings
from store.errors import VaultDamagedError
from store.rules.calendar import Holidays
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

if TYPE_CHECKING:
    from pydantic import BaseModel

SETTING = "holidays"
"""The setting that holds the vault's own holiday file, as text that was checked before it was kept."""

_LONGEST_HOLIDAY = timedelta(days=20)
HOLIDAYS = FileKind("节假日", "原来的节假日没有改动,请改正后再试。")


def load_holidays(connection: Connection) -> Holidays:
    """The holidays of an open vault: its own file where it covers a year, else the shipped one.

    ``VaultDamagedError`` if its own was spoilt.
    """
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (SETTING,)).fetchone()
    return _with(row[0]) if row else shipped_holidays()


@cache
def shipped_holidays() -> Holidays:
    """The holidays that came with the program. Their file is proven by the tests, so no guard is loaded for it."""
    return _holidays(_shipped_years())


@lru_cache(maxsize=4)
def _with(text: str) -> Holidays:
    try:
        return _holidays({**_shipped_years(), **json.loads(text)["years"]})
    except (ValueError, KeyError, TypeError) as fault:
        raise VaultDamagedError("台账里的节假日读不出来", "节假日的内容被改动过。请用备份恢复。") from fault


@cache
def _shipped_years() -> Mapping[str, Any]:
    text = resources.files("store.rules").joinpath("holidays.json").read_text(encoding="utf-8")
    years: Mapping[str, Any] = json.loads(text)["years"]
    return years


def _holidays(years: Mapping[str, Any]) -> Holidays:
    """The frozen value of a holiday file's years, which must be valid."""
    return Holidays(
        frozenset(day for year in years.values() for each in year["days_off"] for day in _days(each)),
        frozenset(date.fromisoformat(day) for year in years.values() for day in year["working_days"]),
        frozenset(map(int, years)),
    )


def _days(holiday: Mapping[str, str]) -> Iterator[date]:
    day, last = date.fromisoformat(holiday["first"]), date.fromisoformat(holiday["last"])
    while day <= last:
        yield day
        day += timedelta(days=1)


def read_holidays(text: str) -> Holidays:
    """The holidays of a file that people may have edited; ``FileRefusedError`` names line, place and reason."""
    return _holidays(checked(text, _guard(), HOLIDAYS)["years"])


def holidays_from_file(path: Path) -> str:
    """The text of a holiday file. ``FileRefusedError`` with line and reason."""
    text = read_text(path, HOLIDAYS)
    read_holidays(text)
    return text


def save_holidays(connection: Connection, act: Act, text: str) -> Holidays:
    """Keep a holiday file in the vault, as one unit of work; years that only an earlier one has stay.

    ``FileRefusedError`` as ``read_holidays``.
    """
    found = read_holidays(text)
    write_settings(connection, act, {SETTING: _kept_with(connection, text)})
    return found


def holidays_with(connection: Connection, text: str) -> Holidays:
    """The holidays as ``save_holidays`` would make them. Writes nothing; refuses as it does."""
    read_holidays(text)
    return _with(_kept_with(connection, text))


def _kept_with(connection: Connection, text: str) -> str:
    file, row = json.loads(text), connection.execute("SELECT value FROM setting WHERE name = ?", (SETTING,)).fetchone()
    years = {**(json.loads(row[0])["years"] if row else {}), **file["years"]}
    return json.dumps({"title": file["title"], "years": years}, ensure_ascii=False)


@cache
def _guard() -> "type[BaseModel]":
    """The pydantic model of a holiday file; made on first use, because loading it costs more than a worklist."""
    from typing import Annotated

    from pydantic import BaseModel, ConfigDict, Field, model_validator

    word = Annotated[str, Field(min_length=1, max_length=200)]

    class HolidayFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        name: word
        first: date
        last: date

        @model_validator(mode="after")
        def _is_short(self) -> "HolidayFile":
            if not self.first <= self.last <= self.first + _LONGEST_HOLIDAY:
                raise ValueError("最后一天早于第一天,或长于 20 天")
            return self

    class YearFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        days_off: Annotated[list[HolidayFile], Field(min_length=1, max_length=40)]
        working_days: Annotated[list[date], Field(max_length=40)]

        @model_validator(mode="after")
        def _is_one_thing(self) -> "YearFile":
            both = [day for day in self.working_days if any(each.first <= day <= each.last for each in self.days_off)]
            if both:
                raise ValueError(f"{both[0]} 既放假又上班")
            return self

    class HolidaysFile(BaseModel):
        model_config = ConfigDict(extra="forbid")

        title: word
        years: Annotated[dict[Annotated[str, Field(pattern=r"^20\d\d$")], YearFile], Field(min_length=1)]

        @model_validator(mode="after")
        def _is_of_its_year(self) -> "HolidaysFile":
            for year, file in self.years.items():
                for day in _edges(file.days_off, file.working_days):
                    if abs(day - date(int(year), 7, 1)) > timedelta(days=215):
                        raise ValueError(f"{day} 不在 {year} 年前后")
            return self

    def _edges(days_off: Iterable[HolidayFile], working_days: Iterable[date]) -> Iterator[date]:
        for each in days_off:
            yield from (each.first, each.last)
        yield from working_days

    return HolidaysFile
