"""What a fictional township signs: its areas, households, documents and signatures, apart from who is on the roster."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.fiction.dice import Dice
from store.fiction.names import a_helper, a_name, a_people
from store.fiction.papers import a_phone, an_id_number
from store.fiction.places import TOWNSHIP_CODE, Group, Places, Village
from store.model.area import Area
from store.model.document import DOCUMENT_KINDS, Document
from store.model.household import CLOSED, EMPTY, Household
from store.model.signature import AWAY, REFUSED, SIGNED, SIGNING_METHODS, Signature
from store.rules.calendar import add_days, add_months, add_years

PACT, PLEDGE, LETTER = DOCUMENT_KINDS
MARK = "虚构"
"""Stands in every ledger that holds no ID number: fiction may be written over, an office's own ledger never."""
_MOST_CROWDED = 1_000
_STATES = ("常住", "常住", "常住", "常住", "常住", "常住", "常住", "外出", "外出", EMPTY, CLOSED)
_RELATIONS = ("配偶", "长子", "儿媳", "父亲", "母亲")
_TEXTS = {
    PACT: "户户立约,不种、不贩、不吸、不藏毒;发现毒情及时报告;帮助戒毒的人回家。",
    PLEDGE: "全家自愿承诺:不沾毒品,教育子女远离毒品,发现毒情及时报告。",
    LETTER: "本年禁毒工作责任:宣传到户、排查到人、帮教到位。",
}


def households_each(people: int) -> int:
    """How many households there are to one person of the roster: a roster of thousands is for measuring only."""
    return 3 if people <= _MOST_CROWDED else 1


def household_at(seed: int, position: int, people: int) -> int:
    """The household, counted from 1, of the person at ``position``: any of those of the same group."""
    each = households_each(people)
    return position * each + Dice(seed, position, "home").number(1, each)


def household_number(place: int) -> str:
    """The number of a household counted from 1."""
    return f"H{place:06d}"


def areas(places: Places, seed: int) -> Iterator[Area]:
    """Seven villages with their groups, and seven districts with the grids of the groups and a point in each."""
    dice = Dice(seed, "areas")
    for place, village in enumerate(places.villages, start=1):
        code = f"{TOWNSHIP_CODE}{place:03d}"
        yield Area(level="村", code=code, name=village.name, leader=a_helper(dice), phone=a_phone(dice))
        for number, group in enumerate(village.groups, start=1):
            yield Area(level="组", code=f"{code}{number:02d}", name=group.name, parent_code=code, leader=a_helper(dice))
        yield Area(level="片区", code=f"P{place}", name=f"{village.name[:2]}片区", leader=village.officer)
        yield from _grids(dice, village, f"P{place}")


def _grids(dice: Dice, village: Village, district: str) -> Iterator[Area]:
    grids = {group.grid: group.grid_worker for group in village.groups}
    for number, (name, worker) in enumerate(grids.items(), start=1):
        code = f"{district}-{number:02d}"
        yield Area(level="网格", code=code, name=name, parent_code=district, leader=worker, phone=a_phone(dice))
        yield Area(level="点", code=f"{code}-1", name=f"{name}寨头", parent_code=code, leader=a_helper(dice))


def documents(places: Places, seed: int, today: date) -> Sequence[Document]:
    """A pact for all and one of two villages, a pledge and a letter for every year, the next year's being planned."""
    dice = Dice(seed, today, "documents")
    founded = add_days(add_years(today, -6), -dice.number(0, 300))
    renewed = add_days(add_years(today, -3), -dice.number(0, 300))
    found = [
        _document(PACT, f"{founded.year}", founded, repealed_on=renewed),
        _document(PACT, f"{renewed.year}修订", renewed),
        *(
            _document(PACT, f"{village.name}{renewed.year}", add_days(renewed, dice.number(30, 200)), village.name)
            for village in places.villages[:2]
        ),
    ]
    for year in range(today.year - 2, min(today.year + 2, date.max.year + 1)):
        begun = date(year, 1, 1)
        found.append(_document(PLEDGE, f"{year}", begun, validity_months=12))
        found.append(_document(LETTER, f"{year}年度", begun, validity_months=6 if dice.chance(0.5) else 12))
    return [
        _filed(document, min(add_days(document.effective_on, dice.number(3, 40)), today))
        if dice.chance(0.7)
        else document
        for document in found
    ]


def _document(
    kind: str, version: str, effective_on: date, village: str | None = None, repealed_on: date | None = None,
    validity_months: int | None = None,
) -> Document:  # fmt: skip
    return Document(
        kind=kind, version=version, village=village, effective_on=effective_on, repealed_on=repealed_on,
        validity_months=validity_months, text=f"{_TEXTS[kind]}({MARK})",
    )  # fmt: skip


def _filed(document: Document, day: date) -> Document:
    return replace(document, filed_on=day, filing_opinion="同意备案")


@dataclass(frozen=True, slots=True)
class Home:
    """A household with what it signed, refused or was away for; each with the document it is about."""

    household: Household
    signed: tuple[tuple[Document, Signature], ...]


def homes(places: Places, seed: int, people: int, today: date) -> Iterator[Home]:
    """Every household of a township of so many people on the roster, one after the other."""
    each, papers = households_each(people), documents(places, seed, today)
    taken: set[str] = set()
    for place in range(people * each):
        dice = Dice(seed, today, place, "household")
        _, group = places.group_at(place // each, people)
        household = _household(dice, place + 1, group, today, taken)
        yield Home(household, tuple(_signatures(dice, household, papers, today)))


def _household(dice: Dice, place: int, group: Group, today: date, taken: set[str]) -> Household:
    born = add_days(today, -dice.number(22 * 365, 75 * 365))
    people, sex = a_people(dice), dice.pick(("男", "女"))
    number = an_id_number(dice, born, sex)
    while number in taken:
        number = an_id_number(dice, born, sex)
    taken.add(number)
    state = dice.pick(_STATES) if dice.chance(0.97) else None
    is_dated = state == CLOSED or (state is not None and dice.chance(0.8))
    return Household(
        number=household_number(place),
        village=group.village,
        village_group=group.name,
        grid=group.grid,
        head=a_name(dice, people, sex),
        head_id_number=number if place == 1 or dice.chance(0.9) else None,
        members=0 if state == EMPTY else dice.number(1, 8),
        phone=a_phone(dice) if dice.chance(0.7) else None,
        state=state,
        state_since=add_days(today, -dice.number(1, 6 * 365)) if is_dated else None,
        note="两户同院" if dice.chance(0.03) else None,
    )


def _signatures(
    dice: Dice, household: Household, papers: Sequence[Document], today: date
) -> Iterator[tuple[Document, Signature]]:
    """One visit for most documents, a second one where somebody was away or refused and thought better of it."""
    for document in papers:
        end = min(document.repealed_on or add_days(today, 1), add_days(today, 1))
        if household.state == CLOSED and household.state_since is not None:
            end = min(end, household.state_since)
        if document.village not in (None, household.village) or end <= document.effective_on:
            continue
        if household.state == EMPTY or dice.chance(0.15):
            continue
        last = add_days(end, -1)
        day = dice.day(document.effective_on, min(last, add_months(document.effective_on, 4)))
        status = AWAY if dice.chance(0.12) else REFUSED if dice.chance(0.06) else SIGNED
        yield document, _signature(dice, household, status, day)
        if status != SIGNED and day < last and dice.chance(0.5):
            yield document, _signature(dice, household, SIGNED, dice.day(add_days(day, 1), last))


def _signature(dice: Dice, household: Household, status: str, day: date) -> Signature:
    by_head = dice.chance(0.8)
    return Signature(
        uid=dice.uid(day),
        status=status,
        signed_on=day,
        method=dice.pick(SIGNING_METHODS) if status == SIGNED else None,
        signer=None if status != SIGNED else household.head if by_head else a_helper(dice),
        relation=None if status != SIGNED else "户主" if by_head else dice.pick(_RELATIONS),
        handler=a_helper(dice),
        witness=a_helper(dice) if dice.chance(0.5) else None,
        note=f"{MARK}:{'说要再想想' if status == REFUSED else '挨户签订'}",
    )
