"""`list KIND --where TEXT`: the search box on the command line."""

from store.desk.records import load
from store.desk.search import search
from store.model.person import Person
from store.vault.vault import open_vault
from tests.command.office import OfficeDesk
from tests.ledger import PASSPHRASE
from tests.township import settle


def names_found(office: OfficeDesk, text: str) -> list[str]:
    with open_vault(office.folder, PASSPHRASE) as vault:
        names = {person.id: person.name for person in load(vault.connection, Person)}
        return [names[person] for person in search(vault.connection, text).people]


def a_township(office: OfficeDesk) -> None:
    with open_vault(office.folder, PASSPHRASE) as vault:
        settle(vault.connection, 40, 4)


def test_people_are_those_the_search_box_finds_in_the_order_of_the_ledger(office: OfficeDesk) -> None:
    a_township(office)
    everybody = office.ask("list", "people")["records"]
    wanted = everybody[20]["姓名"]
    document = office.ask("list", "people", "--where", wanted)
    listed = [record["姓名"] for record in document["records"]]
    assert wanted in listed
    assert sorted(listed) == sorted(names_found(office, wanted))
    assert document["records"] == [record for record in everybody if record["姓名"] in listed]
    assert document["total"] == len(listed) < len(everybody)


def test_events_are_those_of_the_people_found(office: OfficeDesk) -> None:
    a_township(office)
    everything = office.ask("list", "visits")["records"]
    uid = everything[0]["人员编号"]
    name = everything[0]["姓名"]
    people = {record["人员编号"] for record in office.ask("list", "people", "--where", name)["records"]}
    document = office.ask("list", "visits", "--where", name)
    assert uid in people
    assert document["records"] == [record for record in everything if record["人员编号"] in people]
    assert document["total"] == len(document["records"])


def test_a_limit_leaves_the_total_as_it_is(office: OfficeDesk) -> None:
    a_township(office)
    village = office.ask("list", "people")["records"][0]["村"]
    whole = office.ask("list", "people", "--where", village)
    some = office.ask("list", "people", "--where", village, "--limit", "2")
    assert some["total"] == whole["total"] > 2
    assert some["records"] == whole["records"][:2]


def test_nobody_found_is_no_failure(office: OfficeDesk) -> None:
    a_township(office)
    assert office.ask("list", "people", "--where", "没有这个人")["records"] == []
    assert office.ask("list", "tests", "--where", "没有这个人")["total"] == 0
    assert office.ask("list", "people", "--where", " ")["total"] == 40
