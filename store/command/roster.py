"""`list`, `show` and `history`: what is recorded, of everybody or of one person."""

import itertools
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click

from store.command.access import Desk, opened
from store.command.answer import answer, table
from store.command.masking import shown
from store.command.options import current_invocation, global_options
from store.command.worklist import wanted_person
from store.desk.history import history as read_history
from store.desk.ledger_rows import LedgerRow, fits, ledger_rows
from store.desk.records import count
from store.desk.roster import find_person
from store.desk.search import people_who_fit
from store.fields import Sensitivity
from store.model.ledgers import LEDGERS, OF_PEOPLE, Ledger


@click.command(name="list", help="列出一种台账的记录")
@click.argument("kind", type=click.Choice(tuple(LEDGERS)))
@click.option(
    "--where", metavar="TEXT", help="只列这些人的:姓名、拼音、首字母、证件或电话尾号、村;户、文书、签订等只列含这些字的"
)
@click.option("--limit", type=click.IntRange(0), metavar="N", help="最多列出多少条")
@global_options
def list_records(kind: str, where: str | None, limit: int | None) -> None:
    """Records with the export's columns, in the export's order; with ``--where`` those of the people it finds.

    Kinds without a person are searched cell by cell: what they show never depends on the roster.
    """
    invocation = current_invocation()
    ledger = LEDGERS[kind]
    with opened(invocation) as desk:
        total, rows = _rows_of(desk, kind, where, limit)
        records = [_record(ledger, row, desk) for row in rows]
        if invocation.reveal:
            desk.note_reveal(f"list {kind}")
        document = {"kind": kind, "total": total, "records": records}
        answer(invocation, document, _lines(ledger, records))


def _rows_of(desk: Desk, kind: str, where: str | None, limit: int | None) -> tuple[int, list[LedgerRow]]:
    """How many records there are of everybody, or of the people ``where`` finds, and the first of them."""
    if where is None:
        total = count(desk.connection, LEDGERS[kind].record)
        return total, list(itertools.islice(ledger_rows(desk.connection, kind), limit))
    ledger = LEDGERS[kind]
    if ledger.of_people:
        found = list(ledger_rows(desk.connection, kind, people_who_fit(desk.connection, where)))
    else:
        found = [row for row in ledger_rows(desk.connection, kind) if fits(ledger, row, where)]
    return len(found), found[:limit]


def _record(ledger: Ledger, row: LedgerRow, desk: Desk) -> dict[str, str]:
    return {
        column.header: (shown(cell, desk.invocation) or "") if column.field.sensitivity is Sensitivity.MASKED else cell
        for column, cell in zip(ledger.columns, row.cells, strict=True)
    }


def _lines(ledger: Ledger, records: list[dict[str, str]]) -> Iterable[str]:
    """Only columns in which something stands; the uids are for programs."""
    wanted = [
        header for header in ledger.headers if not header.endswith("编号") and any(record[header] for record in records)
    ]
    if not wanted:
        return [f"{ledger.title}里还没有记录。"]
    return table(wanted, ([record[header] for header in wanted] for record in records))


@click.command(help="一个人的全部记录")
@click.argument("person")
@global_options
def show(person: str) -> None:
    """The whole dossier: the person's records by kind."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        found = find_person(desk.connection, wanted_person(person))
        if invocation.reveal:
            desk.note_reveal(f"show {found.uid}")
        dossier = {
            kind: [_record(ledger, row, desk) for row in ledger_rows(desk.connection, kind, [found])]
            for kind, ledger in ((kind, LEDGERS[kind]) for kind in OF_PEOPLE)
        }
        answer(invocation, dossier, _dossier_lines(dossier))


def _dossier_lines(dossier: dict[str, list[dict[str, str]]]) -> Iterable[str]:
    for kind, records in dossier.items():
        yield f"== {LEDGERS[kind].title}"
        if kind == "people":
            yield from (f"{header} {cell}" for record in records for header, cell in record.items() if cell)
        else:
            yield from _lines(LEDGERS[kind], records)


@click.command(help="日志:谁在何时改了什么")
@click.argument("person", required=False)
@click.option("--batch", type=int, metavar="B", help="只看这一批")
@global_options
def history(person: str | None, batch: int | None) -> None:
    """The journal, in the order of the changes."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        found = find_person(desk.connection, wanted_person(person)) if person else None
        if invocation.reveal:
            desk.note_reveal("history")
        changes = list(read_history(desk.connection, person=found, batch=batch, reveal=bool(invocation.reveal)))
        entries: list[dict[str, Any]] = [asdict(change) for change in changes]
        rows = (
            (
                "" if change.seq is None else str(change.seq),
                change.at[:16],
                change.operator,
                str(change.unit),
                change.reason,
                change.kind or "",
                change.record or "",
            )
            for change in changes
        )
        answer(invocation, {"entries": entries}, table(("序", "时间", "操作员", "批次", "事由", "种类", "记录"), rows))


COMMANDS = (list_records, show, history)
