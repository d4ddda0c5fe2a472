"""Other tiers are used from now on: who bears a word that they do not have, said before it is saved."""

from datetime import date

from store.desk.policies import office_policies
from store.desk.policy_change import PersonChange, Preview, Told, looked_at
from store.desk.tier_schemes import read_scheme
from store.model.assessment import Assessment
from store.rules.policy import tier_on
from store.vault.cipher import Connection


def preview_scheme(connection: Connection, text: str, today: date, told: Told | None = None) -> Preview:
    """Everybody whose tier the scheme does not have: it stays, and so do the windows, until they are judged anew.

    Where the policy in force lays windows by that tier, the note says which layout the new words will get.
    """
    scheme = read_scheme(text)
    by_tier = {tier for series in office_policies(connection).on(today).series for tier in series.tiers}
    unknown = by_tier and not by_tier >= set(scheme.words)
    found: list[PersonChange] = []
    compared = 0
    for recorded in looked_at(connection, told):
        compared += 1
        word = tier_on(recorded.records[Assessment], today)
        if word is not None and word not in scheme.words:
            found.append(PersonChange(recorded.person, (), _note(word, by_policy=bool(unknown and word in by_tier))))
    return Preview(tuple(found), compared)


def _note(word: str, *, by_policy: bool) -> str:
    kept = f"现在是 {word},照旧显示,重评时换"
    return f"{kept};现用办法按它排,重评后按最勤的排" if by_policy else kept
