"""`hours`: the minutes of the volunteers, added up."""

from dataclasses import asdict
from datetime import datetime

import click

from store.command.access import opened
from store.command.answer import answer, table
from store.command.options import current_invocation, global_options
from store.desk.hours import By, hours, hours_text

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(name="hours", help="志愿服务时长:按志愿者、队伍、月、年合计")
@click.option("--by", type=click.Choice(("volunteer", "team", "month", "year")), help="按什么合计")
@click.option("--from", "start", type=_DAY, metavar="D", help="从这一天起")
@click.option("--to", "end", type=_DAY, metavar="D", help="到这一天为止(不含)")
@global_options
def hours_command(by: By | None, start: datetime | None, end: datetime | None) -> None:
    """Minutes are told as recorded; nothing is rounded."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        rows = hours(desk.connection, by=by, start=start.date() if start else None, end=end.date() if end else None)
        lines = (
            (row.key or "", row.name, str(row.minutes), hours_text(row.minutes), str(row.services)) for row in rows
        )
        shown = table(("编号", "名称", "分钟", "时长", "次数"), lines) if rows else ["没有志愿服务记录。"]
        answer(invocation, {"rows": [asdict(row) for row in rows]}, shown)


COMMANDS = (hours_command,)
