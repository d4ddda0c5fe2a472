"""`hours` as scripts and people read it."""

from pathlib import Path

from tests.command.office import OfficeDesk

FILES = {
    "service": "志愿者编号,日期,服务分钟,内容\nV1,2026-01-05,90,宣讲\nV1,2026-02-05,45,宣讲\n",
    "volunteers": "志愿者编号,姓名,联系电话,加入日期,同意日期\nV1,[/]岩保,13800001111,2025-01-01,2025-01-01\n",
}


def test_hours_by_volunteer_within_a_period(office: OfficeDesk, tmp_path: Path) -> None:
    for kind, text in FILES.items():
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
    office.ask("import", *(str(tmp_path / f"{kind}.csv") for kind in FILES))
    assert office.ask("hours") == {"rows": [{"key": None, "name": "合计", "minutes": 135, "services": 2}]}
    period = ("--from", "2026-02-01", "--to", "2026-03-01")
    expected = {"rows": [{"key": "V1", "name": "[/]岩保", "minutes": 45, "services": 1}]}
    assert office.ask("hours", "--by", "volunteer", *period) == expected
    assert "0小时45分" in office.run("hours", "--by", "volunteer", *period).out
    assert office.run("hours", "--from", "2026-2-30").exit_code == 2


def test_without_any_the_table_says_so(office: OfficeDesk) -> None:
    assert "没有志愿服务记录" in office.run("hours", "--by", "team").out
