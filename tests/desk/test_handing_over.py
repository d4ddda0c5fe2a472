"""What leaves the office is journalled with who got it, on which basis and what for; no file without its entry."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from store.desk.handing_over import HandingOver, Terms, hand_over, handed_over, terms_of
from store.errors import StoreError, UsageError
from store.handoff.export import export_all, export_kind
from store.vault.files import FileNotWrittenError, write_file
from store.vault.journal import check_chain, head_of
from store.vault.unit_of_work import unit_of_work
from store.vault.vault import Vault
from tests.command.office import OfficeDesk
from tests.hostile import hostile_strings
from tests.ledger import NOW, act
from tests.vault.vaults import enter, office_vault

TERMS = Terms(recipient="县禁毒办", basis="云禁毒办〔2026〕7号: 第三条", purpose="季度核对")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with office_vault(tmp_path / "vault") as vault:
        enter(vault, "岩三木")
        yield vault


def entries(vault: Vault) -> int:
    number: int = vault.connection.execute("SELECT count(*) FROM unit").fetchone()[0]
    return number


class TestHandingOver:
    def test_the_file_goes_out_and_the_journal_says_how(self, vault: Vault, tmp_path: Path) -> None:
        target = tmp_path / "people.csv"

        def write() -> tuple[Path]:
            export_kind(vault.connection, "people", target)
            return (target,)

        handed = hand_over(vault, act(), "people", TERMS, write)
        assert handed.files == (target,)
        assert "岩三木" in target.read_text(encoding="utf-8-sig")
        assert handed.head == head_of(vault.connection).hex()
        assert handed_over(vault.connection) == (
            HandingOver(
                unit=handed.unit,
                at=NOW.isoformat(),
                operator="李敏",
                what="people",
                terms=TERMS,
                head=handed.head,
            ),
        )
        assert check_chain(vault.connection) is None

    def test_the_list_has_the_newest_first_and_only_what_went_out(self, vault: Vault) -> None:
        hand_over(vault, act(), "people", TERMS, lambda: ())
        with unit_of_work(vault.connection, act("reveal", reason="people\n接收单位: x")):
            pass
        hand_over(vault, act(today=date(2026, 11, 23)), "all", Terms(purpose="迁移"), lambda: ())
        assert [(entry.what, entry.terms) for entry in handed_over(vault.connection)] == [
            ("all", Terms(purpose="迁移")),
            ("people", TERMS),
        ]

    def test_the_head_of_an_older_entry_is_its_own(self, vault: Vault) -> None:
        first = hand_over(vault, act(), "people", TERMS, lambda: ())
        enter(vault, "娜叶")
        second = hand_over(vault, act(), "people", TERMS, lambda: ())
        assert [entry.head for entry in handed_over(vault.connection)] == [second.head, first.head]
        assert first.head != second.head

    def test_what_cannot_be_written_is_not_journalled(self, vault: Vault, tmp_path: Path) -> None:
        before = entries(vault)

        def write() -> tuple[Path]:
            export_kind(vault.connection, "people", tmp_path / "missing" / "people.csv")
            raise AssertionError

        with pytest.raises(FileNotWrittenError):
            hand_over(vault, act(), "people", TERMS, write)
        assert entries(vault) == before
        assert handed_over(vault.connection) == ()

    def test_a_file_whose_entry_cannot_be_saved_is_taken_away(self, vault: Vault, tmp_path: Path) -> None:
        target = tmp_path / "people.csv"

        def write() -> tuple[Path]:
            write_file(target, b"rows")
            vault.connection.execute("PRAGMA query_only = ON")
            return (target,)

        with pytest.raises(StoreError, match="没有保存"):
            hand_over(vault, act(), "people", TERMS, write)
        vault.connection.execute("PRAGMA query_only = OFF")
        assert not target.exists()
        assert handed_over(vault.connection) == ()

    def test_a_file_whose_commit_failed_is_taken_away_after_looking_again(self, vault: Vault, tmp_path: Path) -> None:
        target = tmp_path / "people.csv"

        def write() -> tuple[Path]:
            write_file(target, b"rows")
            # A debt that is asked for at COMMIT and cannot be paid.
            vault.connection.execute("PRAGMA defer_foreign_keys = ON")
            vault.connection.execute(
                "INSERT INTO plan (uid, person_id, day, contents) VALUES (?, 999, '2026-11-23', '走访')",
                ("01a20590-0000-7000-8000-000000000001",),
            )
            return (target,)

        with pytest.raises(StoreError, match="已重新打开核对"):
            hand_over(vault, act(), "people", TERMS, write)
        assert not target.exists()
        assert handed_over(vault.connection) == ()
        assert hand_over(vault, act(), "people", TERMS, lambda: ()).head == head_of(vault.connection).hex()

    def test_part_of_an_export_is_handed_to_nobody(self, vault: Vault, tmp_path: Path) -> None:
        (tmp_path / "out" / "visits.csv").mkdir(parents=True)
        with pytest.raises(FileNotWrittenError):
            hand_over(vault, act(), "all", TERMS, lambda: export_all(vault.connection, tmp_path / "out"))
        assert [path.name for path in (tmp_path / "out").iterdir()] == ["visits.csv"]
        assert handed_over(vault.connection) == ()

    def test_the_act_is_always_an_export_with_these_terms(self, vault: Vault) -> None:
        hand_over(vault, dataclasses.replace(act("import"), reason="other"), "people", Terms(), lambda: ())
        action, reason = vault.connection.execute(
            "SELECT action, reason FROM unit ORDER BY number DESC LIMIT 1"
        ).fetchone()
        assert (action, reason) == ("export", "people")


class TestTerms:
    def test_they_are_trimmed_and_may_be_left_out(self) -> None:
        assert terms_of(" 县禁毒办 ", None, "") == Terms(recipient="县禁毒办")

    def test_a_form_is_told_what_was_not_said(self) -> None:
        assert TERMS.unsaid == ()
        assert Terms(basis="x").unsaid == ("接收单位", "用途")

    @pytest.mark.parametrize("text", ["a\nb", "a\n", "a\u2028b", "a\tb", "\x1b[31m", "\ud800", "x" * 201])
    @pytest.mark.parametrize("name", ["recipient", "basis", "purpose"])
    def test_what_is_not_one_short_line_is_refused(self, name: str, text: str) -> None:
        with pytest.raises(UsageError, match="一行字"):
            terms_of(**{name: text})

    def test_whatever_is_taken_reads_back_exactly(self, vault: Vault) -> None:
        sent = list[Terms]()
        for text in (*hostile_strings()[::5], "用途: 冒充", "接收单位: 冒充: x"):
            try:
                terms = terms_of(recipient=text, purpose=text)
            except UsageError:
                continue
            hand_over(vault, act(), "people", terms, lambda: ())
            sent.append(terms)
        assert [entry.terms for entry in reversed(handed_over(vault.connection))] == sent
        assert len(sent) > 5


class TestCommand:
    def test_export_takes_the_terms(self, tmp_path: Path) -> None:
        office = OfficeDesk.at(tmp_path)
        office.found()
        target = tmp_path / "people.csv"
        document = office.ask(
            "export", "people", "--to", str(target), "--recipient", "县禁毒办", "--basis", "通知", "--purpose", "核对"
        )
        assert document["files"] == [str(target)]
        assert len(document["journal_head"]) == 64
        plain = office.run("export", "people", "--to", str(target))
        assert plain.exit_code == 0
        assert document["journal_head"] not in plain.out + plain.err

    def test_a_term_of_two_lines_is_wrong_usage_and_writes_nothing(self, tmp_path: Path) -> None:
        office = OfficeDesk.at(tmp_path)
        office.found()
        outcome = office.run("export", "people", "--to", str(tmp_path / "people.csv"), "--basis", "a\nb")
        assert outcome.exit_code == 2
        assert not (tmp_path / "people.csv").exists()
