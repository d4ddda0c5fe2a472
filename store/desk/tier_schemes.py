"""The tier scheme of an office: the shipped ones, one of its own, and the guard of a file that somebody hands in."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.desk.checked_file import FileKind, Place, checked, line_of, read_text
from store.desk.office import TIER_SETTING
from store.desk.settings import put_settings
from store.errors import VaultDamagedError
from store.fields import Choice
from store.fields.cell import DITTO_WORDS, NOTHING_WORDS
from store.model.assessment import RISK_TIERS
from store.rules.tiers import Axis, Tier, TierScheme
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work

if TYPE_CHECKING:
    from pydantic import BaseModel

SHIPPED = ("three", "four", "double_four")
SCHEME = FileKind("等级", "原来的等级没有改动,请改正后再试。")
_MOST_WORDS = 40


@cache
def shipped_scheme_text(name: str) -> str:
    """The text of a shipped scheme."""
    return resources.files("store.rules").joinpath("tier_schemes", f"{name}.json").read_text(encoding="utf-8")


def load_scheme(connection: Connection) -> TierScheme:
    """The scheme in use in an open vault."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (TIER_SETTING,)).fetchone()
    return scheme_in_use(row[0] if row else "")


@lru_cache(maxsize=8)
def scheme_in_use(text: str) -> TierScheme:
    """The scheme of a stored text, empty for an office that chose none. ``VaultDamagedError`` if it was spoilt."""
    try:
        return _scheme(json.loads(text or shipped_scheme_text(SHIPPED[0])))
    except (ValueError, KeyError, TypeError) as fault:
        raise VaultDamagedError("台账里的等级读不出来", "等级的内容被改动过。请用备份恢复。") from fault


def _scheme(data: Mapping[str, Any]) -> TierScheme:
    axes = tuple(Axis(axis["name"], tuple(Tier(**tier) for tier in axis["tiers"])) for axis in data["axes"])
    return TierScheme(data["name"], data["title"], data["version"], axes)


def risk_choice(scheme: TierScheme) -> Choice:
    """The field type of 风险等级 under a scheme: its words, and always 高, 中 and 低 (contract.md section 2)."""
    return Choice(tuple(dict.fromkeys((*scheme.words, *RISK_TIERS))), scheme.spellings)


def recorded_words(connection: Connection) -> tuple[str, ...]:
    """Every word that stands in an assessment."""
    rows = connection.execute("SELECT DISTINCT risk FROM assessment WHERE risk IS NOT NULL ORDER BY risk")
    return tuple(word for (word,) in rows)


def read_scheme(text: str) -> TierScheme:
    """A scheme that people may have edited; ``FileRefusedError`` names line, place and reason of the first fault."""
    data = checked(text, _guard(), SCHEME)
    for place, reason in _faults(data):
        raise SCHEME.refusal(reason, line=line_of(text, place), place=place)
    return _scheme(data)


def scheme_from_file(path: Path) -> str:
    """The text of a scheme file. ``FileRefusedError`` with line and reason."""
    text = read_text(path, SCHEME)
    read_scheme(text)
    return text


def save_scheme(connection: Connection, act: Act, text: str) -> TierScheme:
    """Use a scheme from now on, as one unit of work. What is recorded stays as it is."""
    scheme = read_scheme(text)
    reason = f"等级 {scheme.title} {scheme.version}"
    with unit_of_work(connection, dataclasses.replace(act, action="settings", reason=reason)) as unit:
        put_settings(unit, {TIER_SETTING: text})
    return scheme


def people_left_behind(connection: Connection, scheme: TierScheme, today: str) -> dict[str, int]:
    """How many people now bear each word that the scheme does not have: they keep it until they are judged anew."""
    rows = connection.execute(
        """
        SELECT risk, count(*) FROM (
          SELECT risk, row_number() OVER (PARTITION BY person_id ORDER BY day DESC, uid DESC) AS place
          FROM assessment WHERE risk IS NOT NULL AND day <= ?
        ) WHERE place = 1 GROUP BY risk ORDER BY risk
        """,
        (today,),
    )
    return {word: count for word, count in rows if word not in scheme.words}


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    words = 1
    for number, axis in enumerate(data["axes"]):
        words *= len(axis["tiers"])
        for key in ("code", "label", "glyph"):
            seen: set[str] = set()
            for at, tier in enumerate(axis["tiers"]):
                if tier[key] in seen:
                    yield ("axes", number, "tiers", at, key), "和前面的一级相同"
                seen.add(tier[key])
        codes = {tier["code"]: at for at, tier in enumerate(axis["tiers"])}
        for at, tier in enumerate(axis["tiers"]):
            if codes.get(tier["label"], at) != at:
                yield ("axes", number, "tiers", at, "label"), "是另一级的写法"
    if words > _MOST_WORDS:
        yield ("axes",), f"合起来 {words} 种,最多 {_MOST_WORDS} 种"
    scheme = _scheme(data)
    if len(set(scheme.words)) < words:
        yield ("axes",), "两个等级的写法相同,分不清"
    if reserved := {*scheme.words, *scheme.spellings} & (NOTHING_WORDS | DITTO_WORDS):
        yield ("axes",), f"{min(reserved)} 在台账里另有意思,不能作等级"


@cache
def _guard() -> "type[BaseModel]":
    """The pydantic model of a scheme file; made on first use."""
    from typing import Annotated

    from pydantic import AfterValidator, BaseModel, ConfigDict, Field

    def is_word(text: str) -> str:
        # Words stand in queries, lists and ledgers, joined by signs: letters and digits are all they need.
        if not text.isalnum():
            raise ValueError("只能用文字和数字")
        return text

    class TierFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        code: Annotated[str, Field(min_length=1, max_length=4), AfterValidator(is_word)]
        label: Annotated[str, Field(min_length=1, max_length=8), AfterValidator(is_word)]
        glyph: Annotated[str, Field(pattern=r"^[!-~]{1,2}$")]
        review_months: Annotated[int, Field(ge=1, le=36)]

    class AxisFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        name: Annotated[str, Field(min_length=1, max_length=8), AfterValidator(is_word)]
        tiers: Annotated[list[TierFile], Field(min_length=2, max_length=10)]

    class SchemeFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        name: Annotated[str, Field(min_length=1, max_length=40)]
        title: Annotated[str, Field(min_length=1, max_length=20), AfterValidator(is_word)]
        version: Annotated[str, Field(pattern=r"^[0-9A-Za-z.-]{1,20}$")]
        axes: Annotated[list[AxisFile], Field(min_length=1, max_length=2)]

    return SchemeFile
