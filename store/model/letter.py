"""责任书 between the levels, signed anew every year: county and township, township and village, village and group."""

from dataclasses import dataclass
from datetime import date

from store.fields import Day, Name, Text, WholeNumber, declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter of one year of one village or group; without ``area_code`` the township's own."""

    id: int = 0
    uid: str = ""
    year: int = declare("年度", WholeNumber(1990, 2200), required=True)
    area_code: str | None = None
    responsible: str = declare("责任人", Name(), required=True)
    signed_on: date = declare("签订日期", Day(exact=True), required=True)
    note: str | None = declare("备注", Text(10_000, multiline=True))
