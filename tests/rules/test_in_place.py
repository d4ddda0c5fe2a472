"""五个到位 by hand: what is in place, what is not, and what would close it."""

from datetime import date
from typing import Any

import pytest

from store.desk.policies import default_policies
from store.model.measure import Measure
from store.rules.case import Case, as_of
from store.rules.in_place import CHECKS, Closes, checks, lapses
from tests.rules.facts import at, case, drug_test, notice, rehabilitation, visit

REPORTED = date(2026, 6, 15)
TODAY = date(2026, 7, 20)


def five(facts: Case, today: date = TODAY, *, has_helper: bool = True) -> dict[str, tuple[str, tuple[Closes, ...]]]:
    whole, known, policies = at(facts, today), as_of(facts, today), default_policies()
    contacts = lapses(whole, known, policies, today)
    found = checks(whole, known, policies, today, contacts, has_helper=has_helper)
    assert tuple(check.name for check in found) == CHECKS
    return {check.name: (check.text, check.gaps) for check in found}


def orderly(**measure: Any) -> Case:
    """Served, reported, signed; seen every week and tested every month until today."""
    facts = {"served_on": date(2026, 6, 10), "agreement_on": date(2026, 6, 17), **measure}
    days = [date(2026, 6, 15), date(2026, 6, 22), date(2026, 6, 29), date(2026, 7, 6), date(2026, 7, 13)]
    tests = (drug_test(date(2026, 6, 20)),)
    return case(rehabilitation(REPORTED, **facts), visits=tuple(map(visit, days)), tests=tests)


def test_everything_in_place_says_so_in_a_word() -> None:
    assert five(orderly()) == dict.fromkeys(CHECKS, ("有", ()))


def test_a_late_report_is_in_place_and_says_how_late() -> None:
    assert five(orderly(served_on=date(2026, 5, 28)))["报到"] == ("迟 3天", ())


def test_a_report_without_a_service_lacks_the_handing_over() -> None:
    assert five(orderly(served_on=None))["衔接"] == ("缺 送达", (Closes.MEASURE,))
    assert five(orderly(served_on=None, taken_over_on=date(2026, 6, 15)))["衔接"] == ("有", ())


@pytest.mark.parametrize(
    ("today", "text"),
    [(date(2026, 6, 17), "缺06-25止"), (date(2026, 6, 25), "缺06-25止"), (date(2026, 6, 26), "逾 1天")],
)
def test_who_has_not_reported_lacks_all_the_rest(today: date, text: str) -> None:
    found = five(case(Measure(category="社区戒毒", served_on=date(2026, 6, 10))), today)
    assert found["衔接"] == ("有", ())
    assert found["报到"] == (text, (Closes.MEASURE,))
    assert [found[name][0] for name in ("协议", "检测", "措施")] == ["缺", "缺", "缺"]


def test_an_agreement_that_may_still_be_signed_says_until_when() -> None:
    assert five(orderly(agreement_on=None), date(2026, 6, 22))["协议"] == ("缺06-22止", (Closes.MEASURE,))
    assert five(orderly(agreement_on=None), date(2026, 6, 24))["协议"] == ("逾 2天", (Closes.MEASURE,))


def test_a_missed_test_counts_until_it_is_explained_even_after_the_next_one_is_done() -> None:
    facts = case(rehabilitation(REPORTED), tests=(drug_test(date(2026, 7, 16)),))
    assert five(facts)["检测"] == ("逾 漏1", (Closes.EXPLANATION,))
    missed = case(rehabilitation(REPORTED))
    assert five(missed)["检测"] == ("逾 连漏1", (Closes.TEST, Closes.EXPLANATION))
    explained = case(rehabilitation(REPORTED), notices=(notice(date(2026, 7, 16), "漏项说明"),))
    assert five(explained)["检测"] == ("逾 连漏1", (Closes.TEST,)), "the level stays"


def test_contacts_lapse_by_the_worst_series_and_need_a_helper() -> None:
    lapsing = case(rehabilitation(REPORTED), visits=(visit(date(2026, 6, 15)),))
    text, gaps = five(lapsing, has_helper=False)["措施"]
    assert text == "逾 见面4", "both series stand at level 3: the longer lapse is named"
    assert gaps == (Closes.VISIT, Closes.HELPER)
    assert five(orderly(), has_helper=False)["措施"] == ("缺 帮教", (Closes.HELPER,))


def test_facts_of_tomorrow_put_nothing_in_place() -> None:
    assert five(orderly(agreement_on=date(2026, 7, 21)), date(2026, 7, 20))["协议"][1] == (Closes.MEASURE,)
