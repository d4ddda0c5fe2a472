"""`coverage` and `gaps`: who has signed of those that have to, and who sits in no area."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from store.command.access import opened
from store.command.answer import answer, table
from store.command.options import current_invocation, global_options
from store.desk.coverage import By, CoverageRow, coverage
from store.desk.gaps import HelperGaps, helper_gaps
from store.desk.orphans import Orphans, orphans
from store.text import percentage

_COLUMNS = ("全部户", "不计", "应签", "已签", "过期", "外出", "拒签", "未签")


@click.command(name="coverage", help="公约、承诺书签了多少户:已签/应签")
@click.option("--document", metavar="D", help="只看这种文书")
@click.option("--by", type=click.Choice(("village", "group", "grid")), help="连同各村、各组或各网格")
@global_options
def coverage_command(document: str | None, by: By | None) -> None:
    """Section 8 of rules.md at ``--today``."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        rows = coverage(desk.connection, desk.today, document=document, by=by)
        answer(invocation, {"today": desk.today.isoformat(), "rows": [asdict(row) for row in rows]}, _lines(rows))


def _lines(rows: Sequence[CoverageRow]) -> Iterable[str]:
    if not rows:
        return ["没有生效的文书,或没有户。"]
    lines = (
        (
            "全乡" if row.area is None else row.area, row.document, row.version, percentage(row.signed, row.required),
            *map(str, (row.households, row.excluded, row.required, row.signed, row.expired, row.away, row.refused)),
            str(row.unsigned),
        )
        for row in rows
    )  # fmt: skip
    return table(("地区", "文书", "版本", "签订率", *_COLUMNS), lines)


@click.command(name="gaps", help="没有主帮教人、缺责任人的人,没有编进组或网格的人和户")
@global_options
def gaps() -> None:
    """Who lacks a helper or a role, and the orphans of the area tree."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        found = orphans(desk.connection, desk.today)
        helpers = helper_gaps(desk.connection, desk.today)
        document = {
            "without_main_helper": list(helpers.without_main_helper),
            "missing_roles": [asdict(each) for each in helpers.missing_roles],
            "areas": {"people": list(found.people), "households": list(found.households)},
        }
        answer(invocation, document, _gap_lines(found, helpers))


def _gap_lines(found: Orphans, helpers: HelperGaps) -> Iterable[str]:
    lines = [
        *(("没有主帮教人", uid, "") for uid in helpers.without_main_helper),
        *((f"{each.template} 缺", each.person, "、".join(each.roles)) for each in helpers.missing_roles),
        *(("人没有编进组或网格", uid, "") for uid in found.people),
        *(("户没有编进组或网格", number, "") for number in found.households),
    ]
    return table(("缺什么", "编号", "角色"), lines) if lines else ["人和户都编进了组和网格,人人有主帮教人,小组都齐。"]


COMMANDS = (coverage_command, gaps)
