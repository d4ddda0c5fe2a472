"""Ledgers that went out come in again: an empty vault becomes the same, its own vault stays as it is."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.handoff.export import export_all, export_kind
from store.model.ledgers import LEDGERS
from tests.handoff.ledger_makers import EVENT_MAKERS, PEOPLE_HEADERS, helping, lines, pacts, people
from tests.handoff.offices import Desk, empty_office


def fill(desk: Desk, seed: int) -> None:
    """A vault with people, past and current measures and events of every kind."""
    drawn = random.Random(seed)
    persons = people(drawn, 8)
    pasts = [
        f"{person['证件号码']},{person['姓名']},社区戒毒,2015-03-01,2015-03-0{day},2018-04-01,期满解除"
        for day, person in enumerate(persons[:4], start=2)
    ]
    made = ((headers, make(drawn, persons)) for headers, make in EVENT_MAKERS.items())
    outcome = desk.bring(
        *(desk.write(*rows, name=f"{kind}.csv") for kind, rows in pacts(drawn).items()),
        *(desk.write(*rows, name=f"{kind}.csv") for kind, rows in helping(drawn).items()),
        *(desk.write(*lines(headers, rows), name=f"{headers[3]}.csv") for headers, rows in made if rows),
        desk.write(*lines(PEOPLE_HEADERS, persons), name="p.csv"),
        desk.write("证件号码,姓名,类别,送达日期,报到日期,结束日期,结束原因", *pasts, name="m.csv"),
        desk.write(
            "证件号码,姓名,日期,风险等级,结论,评估人",
            *(
                f"{person['证件号码']},{person['姓名']},2026-10-0{day},高,好,王强"
                for day, person in enumerate(persons, 1)
            ),
            name="a.csv",
        ),
    )
    assert outcome.exit_code == 0


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(seed=st.integers(0, 10**6), encoding=st.sampled_from(("utf-8-sig", "utf-8", "gb18030")), safe=st.booleans())
@settings(max_examples=12)
def test_an_empty_vault_becomes_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, encoding: str, safe: bool
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with empty_office(folder / "here") as here, empty_office(folder / "there") as there:
        ours, theirs = Desk(here, folder), Desk(there, folder)
        fill(ours, seed)
        paths = export_all(here, folder / "out", encoding, excel_safe=safe)  # type: ignore[arg-type]
        own = ours.bring(*paths)
        assert all(report.counts["same"] == report.counts["rows"] for report in own.reports)
        assert own.batch is None
        taken = theirs.bring(*reversed(paths))
        assert [
            problem for report in taken.reports for problem in report.problems if problem.severity.value != "warn"
        ] == []
        assert all(report.counts["new"] == report.counts["rows"] for report in taken.reports)
        export_all(there, folder / "back", encoding, excel_safe=safe)  # type: ignore[arg-type]
        assert files_of(folder / "back") == files_of(folder / "out")
        assert all(data.count(b"\n") > 1 for data in files_of(folder / "out").values())


def test_every_kind_goes_out_with_its_headers(desk: Desk) -> None:
    for kind, ledger in LEDGERS.items():
        export_kind(desk.connection, kind, desk.folder / f"{kind}.csv")
        assert (desk.folder / f"{kind}.csv").read_text(encoding="utf-8-sig") == ",".join(ledger.headers) + "\n"


def test_a_person_without_papers_comes_back_by_uid(desk: Desk, tmp_path: Path) -> None:
    uid = "01937b6e-3c00-7abc-8def-0123456789ab"
    desk.take("人员编号,姓名,村,类别,送达日期", f"{uid},岩三,岳宋村,社区戒毒,2026-11-01")
    desk.take("人员编号,日期,方式,内容,结果", f"{uid},2026-11-10,见面,见面,已见到")
    paths = export_all(desk.connection, tmp_path / "out")
    with empty_office(tmp_path / "there") as there:
        Desk(there, tmp_path).bring(*paths)
        export_all(there, tmp_path / "back")
    assert files_of(tmp_path / "back") == files_of(tmp_path / "out")
    assert desk.records("visits")[0]["人员编号"] == uid


def test_other_papers_are_text(desk: Desk, tmp_path: Path) -> None:
    desk.take("证件类型,证件号码,姓名,村,类别", "缅甸身份证,12/ABC(N)000123,岩三,岳宋村,社会面管理")
    desk.take("证件号码,日期,方式,内容,结果", "12/ABC(N)000123,2026-11-10,见面,见面,已见到")
    paths = export_all(desk.connection, tmp_path / "out")
    with empty_office(tmp_path / "there") as there:
        assert Desk(there, tmp_path).bring(*paths).exit_code == 0
        export_all(there, tmp_path / "back")
    assert files_of(tmp_path / "back") == files_of(tmp_path / "out")
