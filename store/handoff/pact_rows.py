"""Who matches the rows of the kinds without a person."""

from store.handoff.area_rows import AreaMatcher
from store.handoff.document_rows import DocumentMatcher
from store.handoff.household_rows import HouseholdMatcher
from store.handoff.keyed_rows import KeyedMatcher
from store.handoff.service_rows import ServiceMatcher
from store.handoff.signature_rows import SignatureMatcher
from store.handoff.volunteer_rows import ActivityMatcher, TeamMatcher, VolunteerMatcher

PACT_MATCHERS: dict[str, type[KeyedMatcher]] = {
    "areas": AreaMatcher,
    "households": HouseholdMatcher,
    "documents": DocumentMatcher,
    "signatures": SignatureMatcher,
    "volunteers": VolunteerMatcher,
    "teams": TeamMatcher,
    "activities": ActivityMatcher,
    "service": ServiceMatcher,
}
