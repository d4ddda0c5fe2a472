"""What forms complete typed initials to: people of the office, what was written lately, drugs; the likeliest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from store.desk.form_checks import MEASURE_FIELDS, PERSON_FIELDS
from store.desk.records import TABLES, columns_of, load
from store.desk.search_tokens import folded, village_tokens
from store.desk.staff import staff_on
from store.model.area import Area
from store.model.person import RESIDENT_ID
from store.text import clean
from store.vault.cipher import Connection

MOST_WORDS = 200
"""Words one entry is completed from."""
_RECENT = 2_000
"""Newest records that are looked through for what was written lately."""
DRUGS = ("海洛因", "冰毒", "鸦片", "麻古", "甲基苯丙胺", "氯胺酮", "摇头丸", "大麻", "吗啡", "依托咪酯")
_USUAL = {
    "id_type": (RESIDENT_ID, "护照"),
    "education": ("文盲", "小学", "初中", "高中", "中专", "大专", "本科"),
    "marital_status": ("未婚", "已婚", "离异", "丧偶"),
    "employment": ("务农", "打工", "经商", "无业"),
    "languages": ("汉语", "佤语", "傣语", "拉祜语"),
}
_PARTS = str.maketrans(",，;；/", "、、、、、")


@dataclass(frozen=True, slots=True)
class Words:
    """Words, and what each is found by: any part of it in characters, pinyin or initials."""

    words: tuple[str, ...]
    tokens: tuple[frozenset[str], ...]

    def fitting(self, typed: str) -> tuple[str, ...]:
        """The words that ``typed`` begins or stands in, in their order; all of them for an empty text."""
        wanted = folded(typed)
        if not wanted:
            return self.words
        pairs = zip(self.words, self.tokens, strict=True)
        return tuple(word for word, tokens in pairs if any(token.startswith(wanted) for token in tokens))


NO_WORDS = Words((), ())


def words_of(texts: Iterable[str | None]) -> Words:
    """Each text once, in order. One that cannot be shown as it is would be filled in unseen: it is left out."""
    found = dict.fromkeys(text for text in texts if text and clean(text) == text)
    words = tuple(found)[:MOST_WORDS]
    return Words(words, tuple(village_tokens(word) for word in words))


def villages(connection: Connection) -> Words:
    """The villages that are declared, then those that people live in."""
    return _villages_with(connection, "SELECT DISTINCT village FROM person ORDER BY village")


def declared_villages(connection: Connection) -> Words:
    """The villages that are declared, then those with households: what tells nothing of the roster."""
    return _villages_with(connection, "SELECT DISTINCT village FROM household ORDER BY village")


def _villages_with(connection: Connection, lived_in: str) -> Words:
    declared = [area.name for area in load(connection, Area, "WHERE level = ? ORDER BY name", ("村",))]
    return words_of([*declared, *(village for (village,) in connection.execute(lived_in))])


def completions(connection: Connection, names: Iterable[str]) -> tuple[tuple[str, Words], ...]:
    """What the fields of a person and a measure (attributes) may be completed to, each with its words."""
    return tuple((name, _completion(connection, name)) for name in names)


def _completion(connection: Connection, name: str) -> Words:
    if name == "village":
        return villages(connection)
    if name == "drugs":
        return drugs(connection)
    return words_of([*_most_frequent(connection, name), *_USUAL.get(name, ())])


def _most_frequent(connection: Connection, name: str) -> list[str]:
    table = "measure" if name in MEASURE_FIELDS else "person"
    assert name in MEASURE_FIELDS or name in PERSON_FIELDS
    rows = connection.execute(
        f"""
        SELECT {name} FROM {table} WHERE {name} IS NOT NULL
        GROUP BY {name} ORDER BY count(*) DESC, {name} LIMIT {MOST_WORDS}
        """
    )
    return [text for (text,) in rows]


def drugs(connection: Connection) -> Words:
    """What people here have used, the most frequent first, then the usual ones."""
    return words_of([*_parts(_most_frequent(connection, "drugs")), *DRUGS])


def visitors(connection: Connection, today: date, village: str | None) -> Words:
    """Who holds a post today, those of the village first, then who went lately."""
    return words_of([*_serving(connection, today, village), *_lately(connection, "visit", "visitors")])


def assessors(connection: Connection, today: date, village: str | None) -> Words:
    """Who assessed lately, then who holds a post today."""
    return words_of([*_lately(connection, "assessment", "assessor"), *_serving(connection, today, village)])


def testers(connection: Connection, today: date, village: str | None) -> Words:
    """Who tested lately, then who holds a post today."""
    return words_of([*_lately(connection, "drug_test", "testers"), *_serving(connection, today, village)])


def handlers(connection: Connection, today: date, village: str | None) -> Words:
    """Who handled notices and supports lately, then who holds a post today."""
    lately = [name for table in ("notice", "support") for name in _lately(connection, table, "handler")]
    return words_of([*lately, *_serving(connection, today, village)])


def written_lately(connection: Connection, record_type: type, name: str) -> Words:
    """What was written into one field of a kind of record lately, the most frequent first."""
    assert name in columns_of(record_type)
    return words_of(_lately(connection, TABLES[record_type], name, whole=True))


def _serving(connection: Connection, today: date, village: str | None) -> list[str]:
    return [staff.name for staff in staff_on(connection, today, village=village)]


def _lately(connection: Connection, table: str, column: str, *, whole: bool = False) -> list[str]:
    rows = connection.execute(
        f"""
        SELECT {column} FROM (SELECT {column} FROM {table} ORDER BY id DESC LIMIT {_RECENT})
        WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY count(*) DESC, {column}
        """
    )
    texts = [text for (text,) in rows]
    return texts if whole else _parts(texts)


def _parts(texts: Iterable[str]) -> list[str]:
    return [part.strip() for text in texts for part in text.translate(_PARTS).split("、")]
