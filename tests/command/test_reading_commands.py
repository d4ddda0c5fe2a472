"""`due`, `schedule`, `list`, `show`, `history`: the documents of the contract, masked unless a purpose is given."""

import io
import re

import pytest

from store.desk.policies import default_policies
from store.desk.records import add, load
from store.model.ledgers import LEDGERS, OF_PEOPLE
from store.model.person import Person
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import open_vault
from tests.command.office import OfficeDesk
from tests.ledger import PASSPHRASE, act
from tests.township import settle, settle_pacts, settle_volunteers

ITEM_KEYS = [
    "person", "name", "id_number", "village", "rule", "label", "start", "end", "last_day", "state", "ordinal", "of",
    "days_left", "level", "missed_in_a_row", "basis", "record", "cause",
]  # fmt: skip
WINDOW_KEYS = ["rule", "ordinal", "of", "start", "end", "required", "why", "active_days", "state", "by", "basis"]
DEADLINE_KEYS = ["rule", "opens", "last_day", "state", "late", "closed_on", "basis", "note", "label", "record", "cause"]
ENTRY_KEYS = ["seq", "at", "operator", "unit", "reason", "kind", "record", "before", "after", "today"]
LONG_NUMBER = re.compile(r"\d{11}|\d{17}[\dX]")


@pytest.fixture
def township(office: OfficeDesk) -> OfficeDesk:
    with open_vault(office.folder, PASSPHRASE) as vault:
        settle(vault.connection, 40, 4)
        settle_pacts(vault.connection, 40, 4)
        settle_volunteers(vault.connection, 40, 4)
    return office


def people_of(office: OfficeDesk) -> list[Person]:
    with open_vault(office.folder, PASSPHRASE) as vault:
        return load(vault.connection, Person, "ORDER BY id")


def test_due_answers_as_the_contract_says(township: OfficeDesk) -> None:
    document = township.ask("due", "--within", "7")
    assert list(document) == ["today", "items"]
    assert document["today"] == "2026-11-22"
    assert document["items"]
    assert all(list(item) == ITEM_KEYS for item in document["items"])
    for item in document["items"]:
        one_off = item["rule"] not in default_policies().rules
        assert (item["end"] is None) == (item["ordinal"] is None) == (item["of"] is None) == one_off
        assert (item["last_day"] is None) == (item["rule"] == "facts_missing")


def test_due_filters_by_level_and_village(township: OfficeDesk) -> None:
    everything = township.ask("due")["items"]
    village = everything[0]["village"]
    assert township.ask("due", "--village", village)["items"] == [i for i in everything if i["village"] == village]
    assert township.ask("due", "--level", "3")["items"] == [i for i in everything if i["level"] == 3]


def test_missed_and_within_do_not_mix(township: OfficeDesk) -> None:
    assert {item["state"] for item in township.ask("due", "--missed")["items"]} == {"missed"}
    assert township.run("due", "--missed", "--within", "7").exit_code == 2


def test_due_in_words_for_people(township: OfficeDesk) -> None:
    outcome = township.run("due")
    assert outcome.exit_code == 0
    assert outcome.out.splitlines()[0].split() == ["姓名", "村组", "事项", "截止", "情况", "责任"]


def test_schedule_answers_as_the_contract_says(township: OfficeDesk) -> None:
    person = next(item["person"] for item in township.ask("due")["items"] if item["rule"] == "meeting")
    document = township.ask("schedule", person)
    assert list(document) == ["person", "term", "windows", "deadlines"]
    assert list(document["term"]) == ["start", "nominal_end", "term_end", "end", "provisional"]
    assert all(list(window) == WINDOW_KEYS for window in document["windows"])
    assert all(list(deadline) == DEADLINE_KEYS for deadline in document["deadlines"])
    assert {"upcoming", "due"} <= {window["state"] for window in document["windows"]}


def test_schedule_of_a_named_measure(township: OfficeDesk) -> None:
    with open_vault(township.folder, PASSPHRASE) as vault:
        person, uid = vault.connection.execute(
            """
            SELECT person.uid, measure.uid FROM measure JOIN person ON person.id = person_id
            WHERE closed_on IS NOT NULL AND person_id IN (SELECT person_id FROM measure WHERE closed_on IS NULL) LIMIT 1
            """
        ).fetchone()
    past = township.ask("schedule", person, "--measure", uid)
    assert past != township.ask("schedule", person)
    assert township.run("schedule", person, "--measure", "nonsense").exit_code == 1


@pytest.mark.parametrize("command", [("list", "people"), ("show", "{uid}"), ("history",), ("due",)])
def test_numbers_are_masked_unless_a_purpose_is_given_and_that_is_journalled(
    township: OfficeDesk, command: tuple[str, ...]
) -> None:
    person = next(person for person in people_of(township) if person.id_number and len(person.id_number) == 18)
    words = [word.format(uid=person.uid) for word in command]
    hidden = township.run("--json", *words).out
    codes = r"[0-9a-f]{8}-[0-9a-f-]{27}|530899100\d{3,5}"  # of records and of areas
    assert not LONG_NUMBER.search(re.sub(codes, "", hidden))
    shown = township.run("--json", "--reveal", "核对花名册", *words).out
    if command != ("due",) or person.uid in shown:
        assert person.id_number
        assert person.id_number in shown
    reveals = [entry for entry in township.ask("history")["entries"] if entry["reason"].startswith("reveal")]
    assert len(reveals) == 1
    assert reveals[0]["reason"].startswith("reveal 核对花名册")
    assert (reveals[0]["seq"], reveals[0]["kind"], reveals[0]["record"]) == (None, None, None)


def test_a_person_is_found_by_uid_number_or_unambiguous_name(township: OfficeDesk) -> None:
    people = people_of(township)
    names = [person.name for person in people]
    person = next(person for person in people if person.id_number and names.count(person.name) == 1)
    assert person.id_number
    by_uid = township.ask("show", person.uid)
    assert township.ask("show", person.id_number) == by_uid
    assert township.ask("show", person.name) == by_uid
    assert list(by_uid) == list(OF_PEOPLE)
    assert by_uid["people"][0]["人员编号"] == person.uid


def test_a_person_can_be_named_on_stdin(township: OfficeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = people_of(township)[0]
    monkeypatch.setattr("sys.stdin", io.StringIO(person.uid + "\n"))
    assert township.ask("show", "-")["people"][0]["人员编号"] == person.uid


def test_an_ambiguous_or_unknown_person_is_exit_1(township: OfficeDesk) -> None:
    with open_vault(township.folder, PASSPHRASE) as vault, unit_of_work(vault.connection, act()) as unit:
        add(unit, [Person(name="岩三木", village="岳宋村"), Person(name="岩三木", village="班帅村")])
    outcome = township.run("show", "岩三木")
    assert outcome.exit_code == 1
    assert "不止一个" in outcome.err
    assert township.run("show", "没有这个人").exit_code == 1


@pytest.mark.parametrize("kind", LEDGERS)
def test_list_has_the_columns_of_the_export(township: OfficeDesk, kind: str) -> None:
    document = township.ask("list", kind, "--limit", "3")
    assert list(document) == ["kind", "total", "records"]
    assert document["kind"] == kind
    assert document["total"] >= len(document["records"]) == 3
    assert all(tuple(record) == LEDGERS[kind].headers for record in document["records"])


def test_history_shows_before_and_after(township: OfficeDesk) -> None:
    person = people_of(township)[0]
    with open_vault(township.folder, PASSPHRASE) as vault, unit_of_work(vault.connection, act("move")) as unit:
        unit.update("person", person.id, {"village": "新的村"})
    entries = township.ask("history", person.uid)["entries"]
    assert all(list(entry) == ENTRY_KEYS for entry in entries)
    last = entries[-1]
    assert (last["kind"], last["record"], last["operator"]) == ("people", person.uid, "李敏")
    assert last["before"]["村"] == person.village
    assert last["after"]["村"] == "新的村"
    assert {entry["kind"] for entry in entries} >= {"people", "measures"}
    assert township.ask("history", "--batch", str(last["unit"]))["entries"] == [last]


def test_hostile_names_reach_no_terminal_as_control_sequences(office: OfficeDesk) -> None:
    name = "岩\x1b]0;x\x07\x9b31m\u202e三木"
    with open_vault(office.folder, PASSPHRASE) as vault, unit_of_work(vault.connection, act()) as unit:
        add(unit, [Person(name=name, village="岳宋村[/]")])
    for command in (("list", "people"), ("history",), ("--json", "list", "people"), ("--json", "history")):
        outcome = office.run(*command)
        assert outcome.exit_code == 0
        assert not set(outcome.out) & set("\x1b\x07\x9b\u202e")
    assert office.ask("list", "people")["records"][0]["姓名"] == name
