"""责任书 between the levels: who has signed this year, and who has not yet."""

from dataclasses import dataclass, replace
from datetime import date

from store.desk.areas import area_lines
from store.desk.drafts import DraftKey, saving
from store.desk.office import load_office
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import StoreError
from store.model.area import Area
from store.model.letter import Letter
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_KEPT = "没有保存,您填的内容还在。"
_GIVERS = {None: "县", "村": "乡镇", "组": "村"}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """Who answers to whom, with this year's letter and the last one before it."""

    name: str
    giver: str
    area: Area | None
    letter: Letter | None
    former: Letter | None


def letter_lines(connection: Connection, today: date) -> tuple[LetterLine, ...]:
    """The township itself, then every village with its groups; an area that was merged away has none to sign."""
    letters: dict[str | None, dict[int, Letter]] = {}
    for letter in load(connection, Letter, "WHERE signed_on <= ?", (today.isoformat(),)):
        letters.setdefault(letter.area_code, {})[letter.year] = letter
    found = [_line(load_office(connection).name, None, letters.get(None, {}), today.year)]
    for line in area_lines(connection, today):
        if line.area.level in _GIVERS:
            found.append(_line(line.area.name, line.area, letters.get(line.area.code, {}), today.year))
    return tuple(found)


def _line(name: str, area: Area | None, letters: dict[int, Letter], year: int) -> LetterLine:
    before = max((each for each in letters if each < year), default=None)
    giver = _GIVERS[area.level if area else None]
    return LetterLine(name, giver, area, letters.get(year), letters[before] if before is not None else None)


def record_letter(connection: Connection, act: Act, record: Letter, *, draft: DraftKey | None = None) -> None:
    """Save a letter. Raises ``StoreError`` if there is one of that year already."""
    _require_sound(connection, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_letter(connection: Connection, act: Act, old: Letter, new: Letter, *, draft: DraftKey | None = None) -> None:
    """Correct a letter; raises as ``record_letter``, and when ``old`` is not what is recorded any more."""
    require_recorded(connection, old)
    new = replace(new, id=old.id, uid=old.uid, area_code=old.area_code)
    _require_sound(connection, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def _require_sound(connection: Connection, letter: Letter) -> None:
    same = "WHERE year = ? AND area_code IS ? AND id <> ?"
    if load(connection, Letter, same, (letter.year, letter.area_code, letter.id)):
        raise StoreError("这一年已有", f"{letter.year} 年的责任书已经登记过,{_KEPT}请改那一份。")
