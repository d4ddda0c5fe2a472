"""A budget row: what the budget limits, whether it holds, and how it is printed. Reports, never fails."""

from pathlib import Path

import pytest

import bench
from bench import Row, measure
from bench.__main__ import line, main, registered, run


def row(what: str = "start", *, ours: float = 3.0, reference: float | None = 2.0, more: bool = False) -> Row:
    """A row that measures what it is told."""
    taken = None if reference is None else (lambda: reference)
    return Row(
        what=what,
        unit="s",
        budget=1.5,
        ours=lambda: ours,
        reference=taken,
        reference_name="bare Textual",
        more_is_better=more,
    )


@pytest.mark.parametrize(
    ("measured_row", "compared", "within"),
    [
        (row(ours=3.0, reference=2.0), 1.5, True),
        (row(ours=3.1, reference=2.0), 1.55, False),
        (row(ours=1.5, reference=None), 1.5, True),
        (row(ours=1.6, reference=None), 1.6, False),
        (row(ours=3.0, reference=2.0, more=True), 1.5, True),
        (row(ours=2.9, reference=2.0, more=True), 1.45, False),
    ],
)
def test_the_budget_limits_the_ratio_or_the_figure_itself(measured_row: Row, compared: float, within: bool) -> None:
    measured = measure(measured_row)
    assert measured.compared == pytest.approx(compared)
    assert measured.within is within


def test_the_reference_is_taken_first() -> None:
    order: list[str] = []

    def taken(name: str) -> float:
        order.append(name)
        return 1.0

    measure(Row(what="x", unit="s", budget=1, ours=lambda: taken("ours"), reference=lambda: taken("reference")))
    assert order == ["reference", "ours"]


def test_a_line_prints_ours_reference_ratio_and_budget() -> None:
    words = line(measure(row())).split()
    assert words == ["start", "3", "s", "2", "s", "1.5", "<=", "1.5", "within", "bare", "Textual"]
    assert line(measure(row(ours=9))).split()[-3] == "OVER"


def test_one_broken_row_hides_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    broken = Row(what="broken", unit="s", budget=1, ours=lambda: 1 / 0)
    assert run([broken, row("after")]) == 1
    printed = capsys.readouterr().out
    assert "broken" in printed
    assert "not measured: ZeroDivisionError" in printed
    assert "after" in printed


def test_words_that_fit_no_row_are_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no such budget"]) == 2
    assert "no row" in capsys.readouterr().err


def test_every_registered_row_has_a_text_of_its_own() -> None:
    texts = [each.what for each in registered()]
    assert len(texts) == len(set(texts))


def test_a_module_that_cannot_be_loaded_here_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere.py").write_text("import no_such_module_here")
    monkeypatch.setattr(bench, "__path__", [str(tmp_path)])
    assert run(registered()) == 1
    assert "elsewhere" in capsys.readouterr().out
