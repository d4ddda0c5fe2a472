"""Tier schemes (等级): the words in which a person's 风险等级 is said, with a sign for each. The sets are data.

A scheme has one axis (三级, 四色) or two (双四色: one word for each axis, written together, as 红黄). What is recorded
is the word itself, so that an assessment made under an older scheme stays what it was.
"""

from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of an axis. ``glyph`` is ASCII: the same is read without colour and on any terminal or paper.

    ``review_months`` is after how many months the tier should be judged anew; the forms say it, no rule asks it.
    """

    code: str
    label: str
    glyph: str
    review_months: int


@dataclass(frozen=True, slots=True)
class Axis:
    """What is judged, and its tiers, the closest watch first."""

    name: str
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class TierScheme:
    """One or two axes under a name. ``title`` and ``version`` are shown to the operator."""

    name: str
    title: str
    version: str
    axes: tuple[Axis, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that can be recorded, the closest watch first."""
        return tuple("".join(tier.code for tier in tiers) for tiers in product(*(axis.tiers for axis in self.axes)))

    @property
    def closest(self) -> tuple[str, ...]:
        """The words under the closest watch: those of which one axis stands in its first tier."""
        return tuple(word for word in self.words if any(map(self._is_first, self.axes, self.tiers_of(word))))

    @staticmethod
    def _is_first(axis: Axis, tier: Tier) -> bool:
        return axis.tiers[0] == tier

    @property
    def spellings(self) -> dict[str, str]:
        """Other ways of writing a word, and the word: 高风险 is 高; 红色黄色 and 红/黄 are 红黄."""
        found: dict[str, str] = {}
        for tiers in product(*(axis.tiers for axis in self.axes)):
            word = "".join(tier.code for tier in tiers)
            for joint in ("", "/", "、", " "):
                for texts in ([tier.code for tier in tiers], [tier.label for tier in tiers]):
                    found[joint.join(texts)] = word
        return {text: word for text, word in found.items() if text != word}

    def tiers_of(self, word: str) -> tuple[Tier, ...]:
        """The tier of each axis; none for a word of another scheme."""
        for tiers in product(*(axis.tiers for axis in self.axes)):
            if "".join(tier.code for tier in tiers) == word:
                return tiers
        return ()

    def shown(self, word: str | None) -> str:
        """The word with its sign, as lists and pages show it; a word of another scheme as it stands."""
        return f"{word or ''}{''.join(tier.glyph for tier in self.tiers_of(word))}" if word else ""

    def review_months(self, word: str) -> int | None:
        """After how many months the word should be judged anew: the shortest of its axes."""
        return min((tier.review_months for tier in self.tiers_of(word)), default=None)
