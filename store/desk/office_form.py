"""Correcting the office: its code and name, and the day from which it answers (启用日期)."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from store.desk.form_checks import FormNote, note
from store.desk.office import Office, is_office_name, is_township_code, load_office
from store.desk.settings import write_settings
from store.fields import Day, Text
from store.fields.cell import trim
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_DAY = Day(exact=True)
_REASON = Text(200)
_STORED_AS = {"township_code": "township_code", "name": "township_name", "in_use_from": "in_use_from"}


def typed_office(office: Office) -> dict[str, str]:
    """What a form shows of the office; saving it unchanged changes nothing."""
    return {
        "township_code": office.township_code,
        "name": office.name,
        "in_use_from": office.in_use_from.isoformat(),
    }


def check_office_form(office: Office, typed: Mapping[str, str], today: date, reason: str) -> tuple[FormNote, ...]:
    """What keeps the office from being changed so, each by its field; ``reason`` is a field too."""
    return tuple(_faults(office, {name: trim(text) for name, text in typed.items()}, today, reason))


def save_office(connection: Connection, act: Act, typed: Mapping[str, str]) -> tuple[FormNote, ...]:
    """Change what was typed (township_code, name, in_use_from) as one unit of work. Returns the faults, saving nothing.

    Another 启用日期 needs ``act.reason``: it excuses windows or calls them missed, for everybody.
    """
    office = load_office(connection)
    faults = check_office_form(office, typed, act.today, act.reason)
    if faults:
        return faults
    new = {name: _kept(name, trim(text), act.today) for name, text in typed.items()}
    old = typed_office(office)
    act = dataclasses.replace(act, reason=trim(act.reason))
    write_settings(connection, act, {_STORED_AS[name]: text for name, text in new.items() if text != old[name]})
    return ()


def earliest_record(connection: Connection) -> date | None:
    """The day of the first visit, test or assessment on record, to be proposed as 启用日期; ``None`` without any.

    Measures are left out, because they go back to before the office kept this ledger; so are assessments that the
    roster made, because they bear the day of the import.
    """
    row = connection.execute(
        """
        SELECT min(day) FROM (
          SELECT min(day) AS day FROM visit UNION ALL SELECT min(day) FROM drug_test
          UNION ALL SELECT min(day) FROM assessment WHERE NOT from_roster
        )
        """
    ).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def in_use_from_reason(connection: Connection) -> str:
    """Why 启用日期 is what it is, as whoever set it last wrote into the journal; empty if they wrote nothing."""
    row = connection.execute(
        """
        SELECT reason FROM journal JOIN unit ON unit.number = journal.unit
        WHERE kind = 'setting' AND after ->> 'name' = 'in_use_from' ORDER BY seq DESC LIMIT 1
        """
    ).fetchone()
    return row[0] if row else ""


def _faults(office: Office, typed: Mapping[str, str], today: date, reason: str) -> Iterator[FormNote]:
    if "township_code" in typed and not is_township_code(typed["township_code"]):
        yield FormNote("township_code", "乡镇代码应是6至12位数字(统计用区划代码)。")
    if "name" in typed and not is_office_name(typed["name"]):
        yield FormNote("name", "乡镇名称应是1至40个字。")
    text = typed.get("in_use_from", office.in_use_from.isoformat())
    if text != office.in_use_from.isoformat():
        yield from _day_faults(text, today)
        if not trim(reason):
            yield FormNote("reason", "改启用日期会改变所有人的漏项,请写明原因。")
    yield from (note("reason", code) for code in _REASON.clean(trim(reason), today).codes)


def _day_faults(text: str, today: date) -> Iterator[FormNote]:
    checked = _DAY.clean(text, today)
    # A day that could be read in two ways is asked for again: too much hangs on it.
    yield from (note("in_use_from", code) for code in checked.codes)
    if checked.value is None and not checked.codes:
        yield note("in_use_from", "missing")


def _kept(name: str, text: str, today: date) -> str:
    if name != "in_use_from":
        return text
    value: Any = _DAY.clean(text, today).value
    # An unchanged day may lie after today: the office is founded before it starts.
    return value.isoformat() if value else text
