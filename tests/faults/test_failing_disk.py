"""The n-th write or sync that fails with EIO, for many n: never a false "saved", never a damaged vault."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.vault.verify import verify
from tests.faults.test_kill import units_kept
from tests.vault.vaults import office_vault

UNITS = 3


def run_with_fault(folder: Path, call: str, when: str) -> subprocess.CompletedProcess[str]:
    """Save ``UNITS`` units while ``call`` fails: ``when`` is ``5`` for the fifth, ``5+`` for all from the fifth on."""
    tracer = ("strace", "-f", "-qqq", "-o", "/dev/null", "-e", f"trace={call}", "-e")
    fault = f"inject={call}:error=EIO:when={when}"
    command = [*tracer, fault, sys.executable, "-m", "tests.faults.saver", str(folder), str(UNITS)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def tracer(tmp_path: Path) -> None:
    """A tool that makes system calls fail; not every machine has it, so its absence is no failure."""
    office_vault(tmp_path / "vault").close()
    if shutil.which("strace") is None or run_with_fault(tmp_path / "vault", "pwrite64", "9999").returncode != 0:
        pytest.skip("system calls cannot be made to fail here")


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize(("call", "step"), [("pwrite64", 7), ("fsync", 1)])
@pytest.mark.parametrize("lasting", ["+", ""], ids=["for good", "once"])
def test_a_failing_call(
    call: str, step: int, lasting: str, tmp_path: Path, effort: int, say: Callable[[str], None]
) -> None:
    counts = {"saved": 0, "refused": 0}
    # The last of them lies behind the first unit: what is saved before the disk fails is part of what is shown.
    for number in range(1, 6 * step) if effort > 1 else (1, 2 * step + 1, 8 * step + 1):
        folder = tmp_path / str(number)
        office_vault(folder).close()
        result = run_with_fault(folder, call, f"{number}{lasting}")
        assert "Traceback" not in result.stderr
        said = [line.split()[:2] for line in result.stdout.splitlines()]
        with office_vault(folder) as vault:
            assert verify(vault.connection) == []
            assert units_kept(vault.connection) == {int(number) for word, number in said[1:] if word == "saved"}
        for word in counts:
            counts[word] += sum(line[0] == word for line in said)
    say(f"{call} failing: {counts}")
    assert counts["refused"] > 0
    assert counts["saved"] > 0
