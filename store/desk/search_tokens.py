"""What a person is found by: the tokens a search looks up.

A token is a mark and a text; a search word finds every token that begins with it. The marks are in the order in
which people are shown: whose name begins so, whose name has it inside (or is read so otherwise, or was borne formerly),
and last the tails of numbers, written backwards so that a tail is a beginning too.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, product

from store.desk.readings import readings, surname_readings
from store.model.person import Person

VERSION = 1
"""Of the making of tokens: raise it with any change here or in the readings, and every vault rebuilds its own."""

NAME_START, NAME_INSIDE, NUMBER_TAIL = "0", "1", "2"
SOURCES = ("name", "former_name", "agreed_name", "id_number", "phone", "village")
"""The fields of a person that tokens are made of."""

MOST_WAYS = 200
"""Ways to read one name aloud that are all kept; of a name with more, those nearest to the commonest are."""
_LONGEST = 60
"""Characters of a token, and of a word as it is looked up. No name is as long as that by honest means."""
_SYLLABLE = re.compile("(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{1,3}(?:ng?|r)?")
_BEGUN_SYLLABLE = re.compile("(?:[zcs]h?|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]{0,3}|" + _SYLLABLE.pattern)
"""The shape of a syllable without its tone. More than the four hundred that are said have it; initials have not."""
_NO_DIGIT = re.compile("[^0-9]")
_DOTS = frozenset("·•・.'’-")
_Ways = tuple[str, ...]


def folded(text: str) -> str:
    """``text`` as it is compared: full width as half, no case, no spaces or dots between the parts of a name."""
    if text.isascii() and text.isalnum():
        return text.lower()[:_LONGEST]
    plain = _plain(text)
    kept = "".join(part for part in plain if not _is_separator(part)) or plain.strip()
    return kept.encode("utf-8", "ignore").decode()[:_LONGEST]


def _plain(text: str) -> str:
    # Readings are written with v for ü, as it is typed.
    return unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")


def _is_separator(character: str) -> bool:
    return character in _DOTS or unicodedata.category(character)[0] in "ZC"


def words_of(text: str) -> tuple[str, ...]:
    """The words of what was typed into a search box; a person must fit all of them. A dot by itself is no word."""
    words = [typed for typed in text.split() if not all(map(_is_separator, typed))]
    return tuple(word for typed in words or [text] if (word := folded(typed)))


def are_syllables(words: Sequence[str]) -> bool:
    """Whether these words are pinyin, a syllable each; the last need not be typed to its end."""
    *before, last = words
    return all(map(_SYLLABLE.fullmatch, before)) and _BEGUN_SYLLABLE.fullmatch(last) is not None


def tokens_of(person: Person, name_tokens: dict[str, frozenset[str]]) -> frozenset[str]:
    """Every token of one person. ``name_tokens`` is a memory of names already taken apart, kept by the caller."""
    if person.name not in name_tokens:
        name_tokens[person.name] = frozenset(_of_name(person.name))
    found = name_tokens[person.name]
    for other in (person.former_name, person.agreed_name):
        if other:
            found |= {NAME_INSIDE + text for text in _texts_inside(other)}
    return found | {NUMBER_TAIL + number[::-1] for number in _numbers(person)}


def village_tokens(village: str) -> frozenset[str]:
    """What a village is found by: any part of its name, in characters, pinyin and initials."""
    return frozenset(_texts_inside(village))


def spoken_order(name: str) -> tuple[str, ...]:
    """What names are sorted by when they are sorted as they are read aloud: syllable by syllable, then as written."""
    return (*(way[0] for way in _usual_ways(_units(name))), name)


def _numbers(person: Person) -> Iterator[str]:
    if person.id_number:
        yield folded(person.id_number)
    for phone in (person.phone or "").split("、"):
        if digits := _NO_DIGIT.sub("", phone):
            yield digits


def _of_name(name: str) -> Iterator[str]:
    at_start = {folded(name), *_spoken(_usual_ways(_units(name)))}
    yield from (NAME_START + text for text in at_start)
    yield from (NAME_INSIDE + text for text in _texts_inside(name) if text not in at_start)


def _usual_ways(units: _Ways) -> list[_Ways]:
    return [surname_readings(units[0]) or units[:1], *(readings(unit)[:1] or (unit,) for unit in units[1:])]


def _texts_inside(name: str) -> set[str]:
    """The name from each of its units to the end: in characters, in every reading, and in initials."""
    units = _units(name)
    ways = [readings(unit) or (unit,) for unit in units]
    texts = {folded(name)}
    for start in range(len(units)):
        texts.add("".join(units[start:])[:_LONGEST])
        texts.update(_spoken(ways[start : start + _LONGEST]))
    return texts


def _units(name: str) -> _Ways:
    """Chinese characters one by one, anything else in runs between them; separators end a run and are dropped."""
    parts: list[str] = []
    begins = True
    for character in _plain(name):
        if _is_separator(character):
            begins = True
        elif begins or readings(character):
            parts.append(character)
            begins = bool(readings(character))
        else:
            parts[-1] += character
    return tuple(parts) or (folded(name),)


def _spoken(ways: Sequence[_Ways]) -> set[str]:
    """Pinyin and initials of successive units. A single initial is the beginning of its pinyin, so it is left out."""
    said = {"".join(reading)[:_LONGEST] for reading in _ways_through(ways)}
    if len(ways) > 1:
        said.update("".join(initials) for initials in _ways_through([_initials(way) for way in ways]))
    return said


def _initials(way: _Ways) -> _Ways:
    return tuple(dict.fromkeys(reading[0] for reading in way))


def _ways_through(ways: Sequence[_Ways]) -> Iterator[_Ways]:
    """Every choice of readings. A long name has too many: then those that differ from the commonest in one unit."""
    count = 1
    for way in ways:
        count *= len(way)
    if count <= MOST_WAYS:
        return product(*ways)
    return islice(_one_changed(ways), MOST_WAYS)


def _one_changed(ways: Sequence[_Ways]) -> Iterator[_Ways]:
    usual = tuple(way[0] for way in ways)
    yield usual
    for place, way in enumerate(ways):
        for other in way[1:]:
            yield (*usual[:place], other, *usual[place + 1 :])
