"""The vault of `demo`: a fictional township that came in by the same door as every ledger."""

import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path

from store.desk.office import Office, found_office
from store.errors import ExitCode, StoreError
from store.fiction.generate import generate_ledgers
from store.fiction.life import records_since
from store.fiction.places import TOWNSHIP, TOWNSHIP_CODE
from store.handoff.importing import import_files
from store.model.ledgers import LEDGERS
from store.vault.unit_of_work import Act
from store.vault.vault import create_vault, open_vault

DEMO_PEOPLE = 60
DEMO_SEED = 1
DEMO_YEARS = 3
_OPERATOR = "演示员"


def make_demo_vault(folder: Path, passphrase: str, today: date) -> None:
    """Make a vault in ``folder`` whose office is marked as fictional, and import a generated township into it.

    Its journal begins on the morning of ``today``, whatever the clock says. Raises ``StoreError`` as
    ``create_vault`` does.
    """
    at = datetime.combine(today, time(8), UTC)
    office = Office(
        township_code=TOWNSHIP_CODE,
        name=TOWNSHIP,
        in_use_from=records_since(today, DEMO_YEARS),
        operators=(_OPERATOR,),
        demo=True,
    )
    founding = Act(operator=_OPERATOR, action="init", today=today, at=at)
    create_vault(folder, passphrase, lambda connection: found_office(connection, office, founding))
    act = Act(operator=_OPERATOR, action="import", reason="演示数据", today=today, at=at)
    with tempfile.TemporaryDirectory(prefix=".fiction-", dir=folder) as ledgers:
        _bring_in(folder, passphrase, Path(ledgers), act)


def _bring_in(folder: Path, passphrase: str, ledgers: Path, act: Act) -> None:
    generate_ledgers(ledgers, DEMO_PEOPLE, DEMO_SEED, act.today)
    with open_vault(folder, passphrase) as vault:
        outcome = import_files(vault.connection, [ledgers / f"{kind}.csv" for kind in LEDGERS], act)
    if outcome.exit_code is not ExitCode.DONE:
        raise StoreError("演示没有准备好", "虚构的台账有几行没能导入，演示已停止；这是程序的错误，请报告。")
