"""`rates`: what the office is measured by, with numerator and denominator."""

from collections.abc import Iterable, Sequence
from datetime import date

import click

from store.command.access import opened
from store.command.answer import answer, table
from store.command.options import current_invocation, global_options
from store.desk.rates import RateRow, rates
from store.errors import UsageError
from store.text import percentage


@click.command(name="rates", help="报到率、检测完成率等,都写明分子分母")
@click.option("--from", "start", required=True, metavar="D", help="从这一天起")
@click.option("--to", "end", required=True, metavar="D", help="到这一天止(不含)")
@click.option("--by", type=click.Choice(("village",)), help="连同各村")
@global_options
def rates_command(start: str, end: str, by: str | None) -> None:
    """Section 7 of rules.md; ``--to`` is exclusive."""
    invocation = current_invocation()
    first, last = _day("--from", start), _day("--to", end)
    if last < first:
        raise UsageError("日期不对", "--to 早于 --from,什么都没有做。")
    with opened(invocation) as desk:
        rows = rates(desk.connection, first, last, desk.today, by_village=by is not None)
        document = {"from": first.isoformat(), "to": last.isoformat(), "rows": [_row(row) for row in rows]}
        answer(invocation, document, _lines(rows))


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("日期不对", f"{option} 要写成 2026-01-01 这样的日期。什么都没有做。") from None


def _row(row: RateRow) -> dict[str, object]:
    return {"rate": row.rate, "area": row.area, "numerator": row.numerator, "denominator": row.denominator}


def _lines(rows: Sequence[RateRow]) -> Iterable[str]:
    lines = (
        (
            row.area or "全乡",
            row.rate,
            f"{row.numerator}/{row.denominator}",
            percentage(row.numerator, row.denominator),
        )
        for row in rows
    )
    return table(("地区", "指标", "分子/分母", "百分比"), lines)


COMMANDS = (rates_command,)
