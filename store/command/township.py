"""`init`, `generate`, `verify`, `backup`, `restore`, `recovery-code`, `demo`: the vault as a whole."""

from datetime import date, datetime
from pathlib import Path

import click

from store.command.access import opened, read_passphrase
from store.command.answer import answer, tell
from store.command.options import current_invocation, global_options
from store.desk.domain_rules import DOMAIN_RULES
from store.desk.office import FIRST_OPERATOR, Office, check_office, found_office
from store.errors import ExitCode, UsageError
from store.vault.backup import backup as back_up
from store.vault.backup import restore as bring_back
from store.vault.recovery_slot import RENEWAL, renew_recovery_code
from store.vault.unit_of_work import Act
from store.vault.vault import create_vault
from store.vault.verify import verify as find_faults


@click.command(help="新建台账")
@click.option("--township", required=True, metavar="CODE", help="乡镇代码(统计用区划代码)")
@click.option("--name", required=True, help="乡镇名称,如 岳宋乡")
@click.option("--in-use-from", metavar="DATE", help="启用日期:此日以前的事项不算漏(默认今天)")
@global_options
def init(township: str, name: str, in_use_from: str | None) -> None:
    """Make a vault; print the paper recovery code once."""
    invocation = current_invocation()
    check_office(township, name)
    operator = invocation.operator or FIRST_OPERATOR
    office = Office(
        township_code=township,
        name=name.strip(),
        in_use_from=_day(in_use_from) or invocation.today,
        operators=(operator,),
    )
    act = Act(operator=operator, action="init", today=invocation.today, at=datetime.now().astimezone())
    passphrase = read_passphrase(invocation, again=True)
    code = create_vault(invocation.vault, passphrase, lambda connection: found_office(connection, office, act))
    document = {"vault": str(invocation.vault), "township": township, "name": office.name, "recovery_code": code}
    lines = (
        f"{office.name}的台账已经建好,启用日期 {office.in_use_from}。",
        "纸质恢复码(只显示这一次,请抄在纸上锁好;忘记口令时用它打开):",
        code,
    )
    answer(invocation, document, lines)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("日期不对", "--in-use-from 要写成 2026-01-01 这样的日期,台账没有建立。") from None


@click.command(help="用虚构乡镇的数据打开终端界面")
@global_options
def demo() -> None:
    """Reached only where the application cannot start: with options that it does not have."""
    raise UsageError("用法不对", "demo 打开终端界面,只能与 --today、--operator 同用。什么都没有做。")


@click.command(help="写出一套虚构的台账")
@click.option("--people", required=True, type=click.IntRange(1, 100_000), metavar="N", help="人数")
@click.option("--seed", required=True, type=int, metavar="S", help="种子:同一种子,同样内容")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="写到哪个文件夹")
@global_options
def generate(people: int, seed: int, folder: Path) -> None:
    """Fictional ledgers for every kind, valid, reproducible from the seed."""
    from store.fiction.generate import generate_ledgers

    invocation = current_invocation()
    rows = generate_ledgers(folder, people, seed, invocation.today)
    lines = (f"{kind}.csv  {number} 行" for kind, number in rows.items())
    answer(invocation, {"to": str(folder), "rows": rows}, lines)


@click.command(help="检查台账是否完好")
@global_options
def verify() -> int:
    """Integrity of file, journal chain, foreign keys and domain rules; the first fault is named, exit 1."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        faults = find_faults(desk.connection, DOMAIN_RULES)
    document = {"ok": not faults, "faults": [{"check": fault.check, "where": fault.where} for fault in faults]}
    answer(invocation, document, [f"有问题: {fault.where}" for fault in faults] or ["台账完好。"])
    return ExitCode.FAILED if faults else ExitCode.DONE


@click.command(help="整本备份")
@click.option("--to", "file", required=True, type=click.Path(path_type=Path), metavar="FILE", help="备份文件")
@global_options
def backup(file: Path) -> None:
    """A whole-vault copy, proven by opening it."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        back_up(desk.vault, file)
    answer(invocation, {"backup": str(file)}, [f"备份已写好,并打开核对过: {file}"])


@click.command(help="用备份恢复")
@click.argument("file", type=click.Path(path_type=Path))
@global_options
def restore(file: Path) -> None:
    """Put a backup in place; the vault that was there is kept aside."""
    invocation = current_invocation()
    kept = bring_back(file, invocation.vault, read_passphrase(invocation), now=datetime.now().astimezone())
    answer(invocation, {"vault": str(invocation.vault), "kept": str(kept) if kept else None}, ["已从备份恢复。"])
    if kept:
        tell(f"原来的台账保留在 {kept}")


@click.command(name="recovery-code", help="换一张新的恢复码")
@global_options
def recovery_code() -> None:
    """A new paper recovery code, printed once; the old one opens nothing any more but older backups."""
    invocation = current_invocation()
    with opened(invocation) as desk:
        code = renew_recovery_code(desk.vault, desk.act(RENEWAL))
    lines = (
        "新的纸质恢复码(只显示这一次,请抄在纸上锁好;忘记口令时用它打开):",
        code,
        "旧的恢复码已经作废;以前做的备份仍用旧的恢复码打开。",
    )
    answer(invocation, {"vault": str(invocation.vault), "recovery_code": code}, lines)


COMMANDS = (init, demo, generate, verify, backup, restore, recovery_code)
