"""Households, documents and signatures recorded by hand: what is kept, what begins anew, what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from store.desk.coverage import coverage
from store.desk.documents import document_lines
from store.desk.pact_recording import (
    amend_document,
    amend_household,
    amend_signature,
    record_document,
    record_household,
    record_signature,
)
from store.desk.records import load
from store.desk.voiding import void
from store.errors import NotFoundError, StoreError
from store.model.document import Document
from store.model.household import FormerState, Household
from store.model.signature import Signature
from store.vault.cipher import Connection
from tests.ledger import TODAY, act, new_ledger
from tests.tui.pact_township import PLEDGE, papers


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Connection]:
    connection = new_ledger(tmp_path)
    papers(connection)
    yield connection
    connection.close()


def home(connection: Connection, number: str) -> Household:
    return load(connection, Household, "WHERE number = ?", (number,))[0]


def version(connection: Connection, name: str) -> Document:
    return load(connection, Document, "WHERE version = ?", (name,))[0]


def states(connection: Connection, number: str) -> list[tuple[str, str | None, date | None]]:
    found = load(connection, FormerState, "WHERE household_id = ? ORDER BY id", (home(connection, number).id,))
    return [(state.village, state.state, state.state_since) for state in found]


class TestHousehold:
    def test_a_number_belongs_to_one_household(self, ledger: Connection) -> None:
        record_household(ledger, act("household"), Household(number="B3-1", village="班帅村", head="岩罗"))
        assert home(ledger, "B3-1").head == "岩罗"
        with pytest.raises(StoreError, match="已经是另一户的"):
            record_household(ledger, act("household"), Household(number="B3-1", village="岳宋村", head="岩保"))
        with pytest.raises(StoreError, match="已经是另一户的"):
            amend_household(ledger, act("amend"), home(ledger, "B3-1"), replace(home(ledger, "B3-1"), number="B2-9"))

    def test_who_moves_away_leaves_the_state_before_in_the_history(self, ledger: Connection) -> None:
        old = home(ledger, "B2-9")
        moved = replace(old, village="岳宋村", village_group="1组", state="外出", state_since=date(2026, 9, 1))
        amend_household(ledger, act("amend"), old, moved)
        assert home(ledger, "B2-9") == moved
        assert states(ledger, "B2-9") == [("班帅村", "常住", date(2020, 1, 1))]
        assert coverage(ledger, date(2026, 8, 31), document=PLEDGE, village="班帅村")[0].households == 4
        assert coverage(ledger, date(2026, 9, 1), document=PLEDGE, village="班帅村")[0].households == 3

    def test_the_same_day_corrects_what_was_written(self, ledger: Connection) -> None:
        old = home(ledger, "B2-9")
        amend_household(ledger, act("amend"), old, replace(old, state="外出", head="岩到"))
        assert (home(ledger, "B2-9").state, states(ledger, "B2-9")) == ("外出", [])

    def test_a_later_day_alone_corrects_the_day(self, ledger: Connection) -> None:
        old = home(ledger, "B2-9")
        amend_household(ledger, act("amend"), old, replace(old, state_since=date(2021, 1, 1)))
        assert (home(ledger, "B2-9").state_since, states(ledger, "B2-9")) == (date(2021, 1, 1), [])

    def test_a_day_before_its_own_history_is_refused(self, ledger: Connection) -> None:
        old = home(ledger, "B2-9")
        amend_household(ledger, act("amend"), old, replace(old, state="外出", state_since=date(2026, 9, 1)))
        now = home(ledger, "B2-9")
        with pytest.raises(StoreError, match="以前的状态登记得更晚"):
            amend_household(ledger, act("amend"), now, replace(now, state_since=date(2019, 1, 1)))
        assert home(ledger, "B2-9") == now

    def test_who_signed_was_not_gone(self, ledger: Connection) -> None:
        old = home(ledger, "B2-9")
        gone = replace(old, state="注销", state_since=date(2025, 11, 1))
        with pytest.raises(StoreError, match="那时已经签过"):
            amend_household(ledger, act("amend"), old, gone)
        assert (home(ledger, "B2-9"), states(ledger, "B2-9")) == (old, [])
        amend_household(ledger, act("amend"), old, replace(gone, state_since=date(2025, 11, 4)))

    def test_what_somebody_else_changed_meanwhile_is_not_overwritten(self, ledger: Connection) -> None:
        old = home(ledger, "B2-9")
        amend_household(ledger, act("amend"), old, replace(old, head="岩到"))
        with pytest.raises(NotFoundError):
            amend_household(ledger, act("amend"), old, replace(old, head="岩罗"))


class TestDocument:
    def test_a_version_has_a_name_of_its_own(self, ledger: Connection) -> None:
        new = Document(kind=PLEDGE, version="2027", effective_on=date(2027, 1, 1))
        record_document(ledger, act("document"), new)
        with pytest.raises(StoreError, match="已经有版本"):
            record_document(ledger, act("document"), replace(new, village="岳宋村"))
        with pytest.raises(StoreError, match="已经有版本"):
            amend_document(
                ledger, act("amend"), version(ledger, "2027"), replace(version(ledger, "2027"), version="2026")
            )

    def test_days_on_which_households_signed_stay_within(self, ledger: Connection) -> None:
        old = version(ledger, "2026")
        for changed in (replace(old, effective_on=date(2026, 1, 1)), replace(old, repealed_on=date(2026, 3, 1))):
            with pytest.raises(StoreError, match="1 条"):
                amend_document(ledger, act("amend"), old, changed)
        amend_document(ledger, act("amend"), old, replace(old, repealed_on=date(2026, 12, 1)))
        assert version(ledger, "2026").repealed_on == date(2026, 12, 1)

    def test_which_is_in_force_and_who_signed_it(self, ledger: Connection) -> None:
        fined = Document(kind=PLEDGE, version="2024", effective_on=date(2024, 1, 1), text="吸毒的罚款500元")
        record_document(ledger, act("document"), fined)
        found = [
            (line.document.version, line.standing, line.signed, line.has_penalty_clause)
            for line in document_lines(ledger, TODAY)
        ]
        assert found == [
            ("一", "现行", 2, False), ("2026", "现行", 2, False), ("2025", "旧版", 1, False), ("2024", "旧版", 0, True),
            ("2027年度", "未到", 0, False),
        ]  # fmt: skip


class TestSignature:
    def signature(self, connection: Connection, **facts: str | date | None) -> Signature:
        named: dict[str, object] = {"status": "已签", "signed_on": date(2026, 11, 20), **facts}
        keys = {"household_id": home(connection, "B2-9").id, "document_id": version(connection, "2026").id}
        return Signature(**keys, **named)  # type: ignore[arg-type]

    def test_another_signer_needs_the_relation(self, ledger: Connection) -> None:
        with pytest.raises(StoreError, match="关系"):
            record_signature(ledger, act("signature"), self.signature(ledger, signer="娜朵"))
        for facts in ({"signer": "岩块"}, {"signer": "娜朵", "relation": "配偶", "signed_on": date(2026, 11, 19)}):
            record_signature(ledger, act("signature"), self.signature(ledger, **facts))

    def test_one_word_a_day(self, ledger: Connection) -> None:
        record_signature(ledger, act("signature"), self.signature(ledger, status="外出未签"))
        with pytest.raises(StoreError, match="已经有一条"):
            record_signature(ledger, act("signature"), self.signature(ledger))

    @pytest.mark.parametrize("day", [date(2025, 11, 30), date(2026, 11, 23)])
    def test_days_on_which_nobody_can_have_signed(self, ledger: Connection, day: date) -> None:
        with pytest.raises(StoreError):
            record_signature(ledger, act("signature"), self.signature(ledger, signed_on=day))

    def test_a_village_signs_its_own_version(self, ledger: Connection) -> None:
        own = Document(kind=PLEDGE, version="岳", village="岳宋村", effective_on=date(2026, 1, 1))
        record_document(ledger, act("document"), own)
        with pytest.raises(StoreError, match="岳宋村的"):
            wrong = replace(self.signature(ledger), document_id=version(ledger, "岳").id)
            record_signature(ledger, act("signature"), wrong)

    def test_it_is_corrected_and_voided(self, ledger: Connection) -> None:
        record_signature(ledger, act("signature"), self.signature(ledger))
        (old,) = load(ledger, Signature, "WHERE signed_on = '2026-11-20'")
        with pytest.raises(StoreError):
            amend_signature(ledger, act("amend"), old, replace(old, signed_on=date(2020, 1, 1)))
        amend_signature(ledger, act("amend"), old, replace(old, status="拒签", note="再想想"))
        (new,) = load(ledger, Signature, "WHERE signed_on = '2026-11-20'")
        assert (new.uid, new.status, new.note) == (old.uid, "拒签", "再想想")
        void(ledger, act("void"), new, "记到了别的户")
        assert load(ledger, Signature, "WHERE signed_on = '2026-11-20'") == []
