"""The check of a policy file that people may have edited: its shape by pydantic, its sense in plain words."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from store.desk.checked_file import FileKind, Place, checked, line_of
from store.desk.policies import policy_of
from store.model.assessment import RISK_TIERS
from store.model.drug_test import TEST_KINDS, TEST_RESULTS
from store.model.measure import RECOVERY, REHABILITATION
from store.model.visit import CONTENTS, MODES
from store.rules.layout import layout
from store.rules.policy import Policy

if TYPE_CHECKING:
    from pydantic import BaseModel

POLICY = FileKind("办法", "原办法没有改动,请改正后再试。")

RULES = {
    "test": "test",
    "meeting": "visit",
    "talk": "visit",
    "home_visit": "visit",
    "report": "visit",
    "assessment": "assessment",
}
"""Every recurring rule, and the kind of record that meets it."""

TERMS: Mapping[str, tuple[int, ...]] = {REHABILITATION: (36,), RECOVERY: (6, 12, 18, 24, 30, 36)}
"""The terms in months that measures can have. The other categories have none, so nothing can be laid for them."""

_NEEDED = {"visit": ("tick", "modes"), "test": ("kinds", "results"), "assessment": ()}
_Data = Mapping[str, Any]
_Fault = tuple[Place, str]


def read_policy(text: str, words: Iterable[str] | None = RISK_TIERS) -> Policy:
    """A policy that people may have edited; ``words`` are those of the tier scheme in use, ``None`` lets every one in.

    ``FileRefusedError`` names line, place and reason of the first fault.
    """
    data = checked(text, _guard(), POLICY)
    for place, reason in _faults(data, None if words is None else frozenset(words)):
        raise POLICY.refusal(reason, line=line_of(text, place), place=place)
    return policy_of(data)


def _faults(data: _Data, words: frozenset[str] | None) -> Iterator[_Fault]:
    labels: dict[str, str] = {}
    for number, series in enumerate(data["series"]):
        for place, reason in _series_faults(series, words):
            yield ("series", number, *place), reason
        if labels.setdefault(series["rule"], series["label"]) != series["label"]:
            yield ("series", number, "label"), "同一项的叫法前后不一"
    if len(set(labels.values())) < len(labels):
        yield ("series",), "两项用了同一个叫法,分不清"
    yield from _band_faults(data["series"])


def _series_faults(series: _Data, words: frozenset[str] | None) -> Iterator[_Fault]:
    record = series["record"]
    if record != RULES[series["rule"]]:
        yield ("record",), f"这一项要用 {RULES[series['rule']]} 的记录完成"
    if series["levels"] != sorted(series["levels"]):
        yield ("levels",), "四级的次数不能越来越小"
    for name in _NEEDED[record]:
        if not series.get(name):
            yield (name,), "缺少这一项,没有记录能完成它"
    for tier in series.get("tiers", {}):
        if words is not None and tier not in words:
            yield ("tiers", tier), f"现用的等级里没有这一级,只有 {'、'.join(sorted(words))}"
    if series.get("over_months", 0) >= series.get("up_to_months", 1200):
        yield ("up_to_months",), "期限的上限不大于下限"


def _band_faults(several: list[_Data]) -> Iterator[_Fault]:
    """Every term a category can have must be met by one series of each rule the category has at all."""
    for rule in RULES:
        for category, terms in TERMS.items():
            mine = [
                (number, each)
                for number, each in enumerate(several)
                if each["rule"] == rule and category in each["categories"]
            ]
            for months in terms if mine else ():
                fit = [number for number, each in mine if _concerns(each, months)]
                if not fit:
                    yield ("series", mine[0][0]), f"{category}期限 {months} 个月的没有排到,中间有空档"
                elif len(fit) > 1:
                    yield ("series", fit[1]), f"{category}期限 {months} 个月的排了两次,期限有重叠"


def _concerns(series: _Data, months: int) -> bool:
    return bool(series.get("over_months", 0) < months <= series.get("up_to_months", 1200))


@cache
def _guard() -> "type[BaseModel]":
    """The pydantic model of a policy file; made on first use, because loading it costs more than a worklist."""
    from typing import Annotated, Literal

    from pydantic import AfterValidator, BaseModel, ConfigDict, Field

    word = Annotated[str, Field(min_length=1, max_length=200)]
    months = Annotated[int, Field(ge=0, le=1200)]
    level = Annotated[int, Field(ge=1, le=1000)]
    laid = Annotated[str, Field(max_length=200), AfterValidator(_is_layout)]

    class SeriesFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        rule: Literal["test", "meeting", "talk", "home_visit", "report", "assessment"]
        label: Annotated[str, Field(min_length=1, max_length=10), AfterValidator(_is_visible)]
        categories: Annotated[list[Literal["社区戒毒", "社区康复"]], Field(min_length=1)]
        over_months: months | None = None
        up_to_months: months | None = None
        layout: laid
        tiers: dict[str, laid] | None = None
        record: Literal["test", "visit", "assessment"]
        kinds: list[Literal[TEST_KINDS]] | None = None  # type: ignore[valid-type]  # the model's own list
        results: list[Literal[TEST_RESULTS]] | None = None  # type: ignore[valid-type]  # as above
        tick: Literal[CONTENTS] | None = None  # type: ignore[valid-type]  # as above
        modes: list[Literal[MODES]] | None = None  # type: ignore[valid-type]  # as above
        away_modes: list[Literal[MODES]] | None = None  # type: ignore[valid-type]  # as above
        levels: Annotated[list[level], Field(min_length=3, max_length=3)]
        basis: word

    class PolicyFile(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

        name: word
        title: Annotated[str, Field(min_length=1, max_length=20), AfterValidator(_is_visible)]
        version: Annotated[str, Field(min_length=1, max_length=20), AfterValidator(_is_visible)]
        series: Annotated[list[SeriesFile], Field(min_length=1, max_length=100)]

    return PolicyFile


def _is_layout(text: str) -> str:
    try:
        layout(text)
    except ValueError:
        raise ValueError("排法应是 week、half_month、month、quarter、half_year、year 或 12x1m,6x2m 这样") from None
    return text


def _is_visible(text: str) -> str:
    if not text.isprintable() or not text.strip():
        raise ValueError("有看不见的字符")
    return text
