"""`coverage` and `gaps` answer as the contract says, whoever is on the roster."""

from pathlib import Path

import pytest

from store.fiction.generate import generate_ledgers
from store.model.ledgers import LEDGERS, OF_PEOPLE
from tests.command.office import OfficeDesk
from tests.ledger import TODAY

COLUMNS = [
    "document", "version", "area", "households", "excluded", "required", "signed", "expired", "away", "refused",
    "unsigned",
]  # fmt: skip
FILES = {
    "households": "户编号,村,组,户主姓名,户状态\n1,岳宋村,1组,岩块,常住\n2,岳宋村,2组,艾惹,空户\n",
    "documents": "文书,版本,生效日期,有效期(月)\n禁毒承诺书,2026,2026-01-01,12\n",
    "signatures": "户编号,文书,版本,状态,签订日期\n1,禁毒承诺书,2026,已签,2026-02-01\n",
}


@pytest.fixture
def signed(office: OfficeDesk, tmp_path: Path) -> OfficeDesk:
    for kind, text in FILES.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
    assert office.run("import", *(str(tmp_path / f"{kind}.csv") for kind in reversed(FILES))).exit_code == 0
    return office


def test_coverage_in_json(signed: OfficeDesk) -> None:
    document = signed.ask("coverage", "--by", "group", "--document", "禁毒承诺书")
    assert list(document) == ["today", "rows"]
    assert document["today"] == "2026-11-22"
    assert [list(row) for row in document["rows"]] == [COLUMNS] * 3
    assert [list(row.values())[2:] for row in document["rows"]] == [
        [None, 2, 1, 1, 1, 0, 0, 0, 0], ["岳宋村1组", 1, 0, 1, 1, 0, 0, 0, 0], ["岳宋村2组", 1, 1, 0, 0, 0, 0, 0, 0],
    ]  # fmt: skip
    assert signed.ask("coverage", "--document", "没有")["rows"] == []


def test_coverage_as_a_table(signed: OfficeDesk) -> None:
    out = signed.run("coverage", "--by", "group").out.splitlines()
    assert out[0].split() == [
        "地区",
        "文书",
        "版本",
        "签订率",
        "全部户",
        "不计",
        "应签",
        "已签",
        "过期",
        "外出",
        "拒签",
        "未签",
    ]
    assert out[1].split()[:5] == ["全乡", "禁毒承诺书", "2026", "100.0%", "2"]
    assert out[3].split()[3] == "—"
    assert "没有生效的文书" in signed.run("--today", "2025-12-31", "coverage").out


def test_an_empty_office_has_nothing_to_sign(office: OfficeDesk) -> None:
    assert office.ask("coverage")["rows"] == []
    assert office.ask("gaps") == {
        "without_main_helper": [], "missing_roles": [], "areas": {"people": [], "households": []},
    }  # fmt: skip
    assert "都编进了" in office.run("gaps").out


def test_gaps_names_people_and_households(signed: OfficeDesk, tmp_path: Path) -> None:
    people = tmp_path / "p.csv"
    people.write_text("姓名,证件号码,村,类别\n肖阿妹,530898199711073307,永广村,社会面管理\n", encoding="utf-8")
    assert signed.run("import", str(people)).exit_code == 0
    (uid,) = [row["人员编号"] for row in signed.ask("list", "people")["records"]]
    gaps = signed.ask("gaps")
    assert list(gaps) == ["without_main_helper", "missing_roles", "areas"]
    assert gaps["areas"] == {"people": [uid], "households": ["1", "2"]}
    assert gaps["without_main_helper"] == [uid]
    assert gaps["missing_roles"][0] == {
        "person": uid, "template": "五包一(建)", "roles": ["社区民警", "禁毒专干", "网格员", "监护人或亲属"],
    }  # fmt: skip
    assert uid in signed.run("gaps").out


def test_rates_count_signatures_as_coverage_does(signed: OfficeDesk) -> None:
    rows = signed.ask("rates", "--from", "2026-01-01", "--to", "2026-12-01", "--by", "village")["rows"]
    assert [row for row in rows if row["rate"] == "签订率"] == [
        {"rate": "签订率", "area": area, "numerator": 1, "denominator": 1} for area in (None, "岳宋村")
    ]


def test_every_word_about_pacts_is_the_same_with_and_without_a_roster(office: OfficeDesk, tmp_path: Path) -> None:
    generate_ledgers(tmp_path / "made", 15, 2, TODAY)
    kinds = [kind for kind in LEDGERS if kind not in OF_PEOPLE]
    words = [
        ("coverage", "--by", "group"),
        *(("list", kind) for kind in kinds),
        ("list", "households", "--where", "岩"),
    ]
    said = []
    for part in (kinds, OF_PEOPLE):
        assert office.run("import", *(str(tmp_path / "made" / f"{kind}.csv") for kind in part)).exit_code == 0
        answers = [office.run(*how, *each).out for each in words for how in ((), ("--json",))]
        for kind in kinds:
            assert office.run("export", kind, "--to", str(tmp_path / "out.csv")).exit_code == 0
            answers.append((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))
        said.append(answers)
    assert said[0] == said[1]
