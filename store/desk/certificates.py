"""服务证明: what is certified of a volunteer and a period, issuing it under the next number, and the register."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from store.desk.records import add, load
from store.model.certificate import Certificate
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

_NUMBER = re.compile(r"FW(\d{4})-(\d{4,})", re.ASCII).fullmatch


@dataclass(frozen=True, slots=True)
class Certified:
    """The services of one volunteer over a period, both days included: by content, and all together."""

    minutes: int
    services: int
    by_content: tuple[tuple[str, int, int], ...]
    """Each content with its number of services and minutes, the most minutes first."""


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One line of the register."""

    certificate: Certificate
    volunteer: Volunteer


def certified(connection: Connection, volunteer_id: int, first_on: date, last_on: date) -> Certified:
    """What was served from the first day to the last, both included; minutes as recorded, never rounded."""
    where = "WHERE volunteer_id = ? AND day BETWEEN ? AND ?"
    services = load(connection, Service, where, (volunteer_id, first_on.isoformat(), last_on.isoformat()))
    minutes, times = Counter[str](), Counter[str]()
    for each in services:
        minutes[each.content] += each.minutes
        times[each.content] += 1
    by_content = sorted(((text, times[text], minutes[text]) for text in times), key=lambda row: (-row[2], row[0]))
    return Certified(minutes.total(), len(services), tuple(by_content))


def next_number(connection: Connection, year: int) -> str:
    """The number of the next certificate of a year."""
    found = (_NUMBER(each.number) for each in load(connection, Certificate))
    used = [int(each[2]) for each in found if each and int(each[1]) == year]
    return f"FW{year}-{1 + max(used, default=0):04d}"


def issue_certificate(connection: Connection, act: Act, paper: Certificate) -> Certificate:
    """Record a certificate that was printed, as one unit of work."""
    with unit_of_work(connection, replace(act, action="certificate")) as unit:
        return add(unit, [paper])[0]


def certificates(connection: Connection, today: date) -> tuple[IssuedLine, ...]:
    """The register: every certificate issued by ``today``, the newest first."""
    volunteers = {each.id: each for each in load(connection, Volunteer)}
    issued = load(
        connection, Certificate, "WHERE issued_on <= ? ORDER BY issued_on DESC, id DESC", (today.isoformat(),)
    )
    return tuple(IssuedLine(each, volunteers[each.volunteer_id]) for each in issued)
