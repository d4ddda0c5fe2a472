"""The fictional township: lives one after the other in the order of the roster, and their ledger rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from store.fiction.dice import Dice
from store.fiction.life import Life, Setting, a_life, records_since
from store.fiction.pacts import areas, documents, homes, household_at, household_number
from store.fiction.places import places
from store.fiction.rows import pact_row, rows_of
from store.fiction.story import Story, full_stories, stories
from store.fiction.volunteers import helping
from store.model.ledgers import LEDGERS

Density = Literal["usual", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """A township that is told, not kept: every reading of it tells the same again, person by person.

    ``density`` 'full' gives everybody a whole term of weekly records, for measuring.
    """

    people: int
    seed: int
    today: date
    years: int = 3
    density: Density = "usual"

    def lives(self) -> Iterator[Life]:
        """Every person with all records, village by village and group by group."""
        where, taken = places(self.seed), set[str]()
        told = self._stories()
        staff = where.specialists
        for position, story in enumerate(told):
            village, group = where.group_at(position, self.people)
            setting = Setting(
                position=position,
                household_number=household_number(household_at(self.seed, position, self.people)),
                village=village,
                group=group,
                specialist=staff[position % len(staff)],
                laboratory_hands=f"{staff[(position + 1) % len(staff)]}、{village.officer}",
                today=self.today,
                since=records_since(self.today, self.years),
                years=self.years,
            )
            yield a_life(Dice(self.seed, position), Dice(self.seed, position, "fate"), story, setting, taken)

    def rows(self, kind: str) -> Iterator[list[str]]:
        """The rows of one ledger: people in the order of the roster, the records of each by day; pacts by household."""
        if not LEDGERS[kind].of_people:
            for row_kind, row in self.pact_rows():
                if row_kind == kind:
                    yield row
            return
        for life in self.lives():
            yield from rows_of(life, kind)

    def pact_rows(self) -> Iterator[tuple[str, list[str]]]:
        """The rows of the kinds without a person, each with its kind."""
        where = places(self.seed)
        for area in areas(where, self.seed):
            yield "areas", pact_row("areas", area)
        for document in documents(where, self.seed, self.today):
            yield "documents", pact_row("documents", document)
        for home in homes(where, self.seed, self.people, self.today):
            yield "households", pact_row("households", home.household)
            for document, signature in home.signed:
                yield "signatures", pact_row("signatures", signature, home.household, document)
        given = helping(where, self.seed, self.people, self.today)
        for volunteer in given.volunteers:
            yield "volunteers", pact_row("volunteers", volunteer)
        for team in given.teams:
            yield "teams", pact_row("teams", team)
        for activity in given.activities:
            yield "activities", pact_row("activities", activity)
        for volunteer, service in given.services:
            yield "service", pact_row("service", volunteer, service)

    def _stories(self) -> Sequence[Story]:
        if self.density == "full":
            return full_stories(self.people, self.seed, 365 * self.years)
        return stories(self.people, self.seed)


def township(people: int, seed: int, today: date, start_years: int = 3, density: Density = "usual") -> Township:
    """The township of this size, seed and day; ``start_years`` bounds how long ago an open term began."""
    return Township(people=people, seed=seed, today=today, years=start_years, density=density)
