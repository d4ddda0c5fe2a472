"""`rates`: numerator and denominator of everything, for any past day; nothing divided by nothing."""

import pytest

from tests.command.office import OfficeDesk

NAMES = [
    "报到率", "定期检测完成率", "见面率", "谈话率", "走访率", "汇报率",
    "协议签订率", "执行率", "管控率", "复吸率", "戒断三年巩固率", "签订率",
]  # fmt: skip


def test_an_empty_office_has_every_rate_and_no_zero_percent(office: OfficeDesk) -> None:
    document = office.ask("rates", "--from", "2026-11-01", "--to", "2026-12-01")
    assert (document["from"], document["to"]) == ("2026-11-01", "2026-12-01")
    assert document["rows"] == [{"rate": name, "area": None, "numerator": 0, "denominator": 0} for name in NAMES]
    printed = office.run("rates", "--from", "2026-11-01", "--to", "2026-12-01").out
    assert "0/0" in printed
    assert "—" in printed
    assert "%" not in printed


@pytest.mark.parametrize(
    "period", [("--from", "2026-11-01", "--to", "1.12."), ("--from", "2026-12-01", "--to", "2026-11-01"), ()]
)
def test_a_period_that_is_none_is_a_wrong_use(office: OfficeDesk, period: tuple[str, ...]) -> None:
    assert office.run("rates", *period).exit_code == 2
