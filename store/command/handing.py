"""`import` and `export`: ledgers in and out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import click

from store.command.access import opened
from store.command.answer import answer, tell
from store.command.options import current_invocation, global_options
from store.desk.handing_over import hand_over, terms_of
from store.errors import UsageError
from store.handoff.csv_writer import Encoding
from store.handoff.export import export_all, export_kind
from store.handoff.importing import ImportOptions, ImportOutcome, import_files
from store.handoff.report import Report
from store.model.ledgers import LEDGERS

_VERDICTS = {"new": "新增", "changed": "变更", "same": "相同", "conflict": "冲突", "rejected": "退回"}


@click.command(name="import", help="导入台账(CSV);不写种类时自动识别")
@click.argument("files", nargs=-1, required=True, metavar="[KIND] FILE…")
@click.option("--dry-run", is_flag=True, help="只核对,不写入")
@click.option("--rejects", type=click.Path(path_type=Path), metavar="FILE", help="把没进去的行写到这个文件")
@click.option("--encoding", metavar="E", help="文件编码(默认自动判断)")
@click.option("--all-or-nothing", is_flag=True, help="有一行进不去就一行都不进")
@global_options
def import_ledgers(
    files: tuple[str, ...], dry_run: bool, rejects: Path | None, encoding: str | None, all_or_nothing: bool
) -> int:
    """Ledgers into the vault, in one unit of work; exit 3 when some rows stayed out."""
    invocation = current_invocation()
    kind, paths = _kind_and_files(files)
    options = ImportOptions(
        kind=kind, encoding=encoding, dry_run=dry_run, all_or_nothing=all_or_nothing, rejects=rejects
    )
    with opened(invocation) as desk:
        outcome = import_files(desk.connection, paths, desk.act("import"), options)
        answer(invocation, outcome.document(), _report_lines(outcome, dry_run=dry_run))
    return outcome.exit_code


def _kind_and_files(words: tuple[str, ...]) -> tuple[str | None, list[Path]]:
    """A first word that is the name of a kind is one, whatever else is called so in this folder."""
    kind = words[0] if words[0] in LEDGERS else None
    paths = [Path(word) for word in (words[1:] if kind else words)]
    if kind is None and len(paths) > 1 and not paths[0].suffix and not paths[0].exists():
        raise UsageError("用法不对", f"没有 {words[0]} 这种台账,什么都没有改。可写: {'、'.join(LEDGERS)}")
    if not paths:
        raise UsageError("用法不对", "没有写要导入的文件,什么都没有改。例: yuesong import people 花名册.csv")
    return kind, paths


def _report_lines(outcome: ImportOutcome, *, dry_run: bool) -> Iterable[str]:
    for report in outcome.reports:
        yield from _lines_of(report)
    if dry_run:
        yield "这是试导,什么都没有写入。"
    elif outcome.batch is None:
        yield "没有要写入的内容,台账没有变。"
    else:
        yield f"已写入,批次 {outcome.batch}。"
    for path in outcome.rejects:
        yield f"没进去的行在 {path},改好后可以直接再导。"
    strangers = sum(report.not_in_vault for report in outcome.reports)
    if strangers:
        yield f"注意: 退回的行里有 {strangers} 行的人台账里还没有,不改好就会漏管。"


def _lines_of(report: Report) -> Iterable[str]:
    counts = " ".join(f"{word} {report.counts[verdict]}" for verdict, word in _VERDICTS.items())
    yield f"{LEDGERS[report.kind].title}: 表头在第{report.header_row}行,共 {report.counts['rows']} 行: {counts}"
    if report.unmapped:
        cells = "、".join(f"{title}({number}格)" for title, number in report.unmapped.items())
        yield f"  没有用到的列: {cells}"
    for problem in report.problems:
        place = f" {problem.column}" if problem.column else ""
        yield f"  第{problem.row}行{place}: {problem.message} ({problem.code})"


@click.command(name="export", help="导出台账;KIND 写 all 就导出全部")
@click.argument("kind", type=click.Choice((*LEDGERS, "all")))
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), metavar="FILE", help="文件(all 时为文件夹)"
)
@click.option("--encoding", type=click.Choice(get_args(Encoding)), default="utf-8-sig", help="编码")
@click.option("--excel-safe", is_flag=True, help="另给一份用表格软件看的:不会被算成公式,长数字不变形")
@click.option("--recipient", metavar="WHO", help="接收单位,记入日志")
@click.option("--basis", metavar="TEXT", help="依据(文件或规定),记入日志")
@click.option("--purpose", metavar="TEXT", help="用途,记入日志")
@global_options
def export_ledgers(
    kind: str, target: Path, encoding: Encoding, excel_safe: bool, recipient: str | None, basis: str | None,
    purpose: str | None,
) -> None:  # fmt: skip
    """Ledgers out of the vault, byte-exact; that they went out is journalled."""
    invocation = current_invocation()
    terms = terms_of(recipient, basis, purpose)
    with opened(invocation) as desk:

        def write() -> tuple[Path, ...]:
            if kind == "all":
                return export_all(desk.connection, target, encoding, excel_safe=excel_safe)
            export_kind(desk.connection, kind, target, encoding, excel_safe=excel_safe)
            return (target,)

        handed = hand_over(desk.vault, desk.act("export"), kind, terms, write)
    document: dict[str, Any] = {"files": [str(path) for path in handed.files], "journal_head": handed.head}
    answer(invocation, document, [f"已导出 {path}" for path in handed.files])
    if not invocation.json:
        tell(f"日志校验头 {handed.head}(请与导出的台账一同留存)")


COMMANDS = (import_ledgers, export_ledgers)
