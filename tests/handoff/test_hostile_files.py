"""Files that are no ledgers: one Chinese sentence, exit 6, nothing changed."""

import json
import os
import random
import string
import unicodedata
from pathlib import Path

import pytest

from store.errors import ExitCode, FileRefusedError, StoreError, UsageError
from store.handoff import decode as decoding
from tests.handoff.offices import LEDGER_FOLDER, Desk, codes_by_row, verdict_counts
from tests.hostile import hostile_strings

HEADER = "姓名,身份证号,村,类别,备注"
A = "530898199711073307"
GOOD = f"岩三,{A},岳宋村,社区戒毒,"
LEDGER = f"{HEADER}\r\n{GOOD}\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\r\n \r\n", b"\xef\xbb\xbf", b"\x00" * 5000, b"PK\x03\x04" + bytes(range(256)) * 20,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", bytes(range(256)) * 40, b"\xff\xfe\x00", b"\xff\xfea", b"\xff" * 100,
        b"\xff\xfe\x00\xd8\x00\x00", b"\xef\xbb\xbf\xff\xff", LEDGER.encode() + b"\xff",
        LEDGER.encode("gb18030") + b"\xff",
        b'"', b'"' * 1001, b"," * 100_000, b"\n" * 100_000, b"x" * 300_000,
        f'{HEADER}\r\n"岩三,{A},岳宋村,社区戒毒,\r\n{GOOD}\r\n'.encode(),
        f'{HEADER}\r\n"岩"三,{A},岳宋村,社区戒毒,\r\n'.encode(),
    ],
)  # fmt: skip
def test_what_is_no_ledger_is_refused_whole(desk: Desk, data: bytes) -> None:
    path = desk.folder / "ledger.csv"
    path.write_bytes(data)
    entries = desk.entries()
    with pytest.raises(FileRefusedError) as refusal:
        desk.bring(path)
    assert refusal.value.exit_code is ExitCode.FILE_REFUSED
    assert refusal.value.message.endswith("台账没有任何改动。")
    assert "\n" not in refusal.value.message
    assert desk.entries() == entries


def test_a_folder_a_missing_file_a_device_and_an_impossible_name(desk: Desk) -> None:
    for path in (
        desk.folder,
        desk.folder / "none.csv",
        Path("/dev/zero"),
        desk.folder / "a\0b",
        desk.folder / ("x" * 5000),
    ):
        with pytest.raises(FileRefusedError):
            desk.bring(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser reads everything")
def test_a_file_that_may_not_be_read(desk: Desk) -> None:
    path = desk.write(HEADER, GOOD)
    path.chmod(0)
    with pytest.raises(FileRefusedError):
        desk.bring(path)


def test_a_hundred_megabytes_are_refused_unread(desk: Desk) -> None:
    path = desk.folder / "big.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(FileRefusedError, match="64 MB"):
        desk.bring(path)
    assert decoding.LARGEST < 100 * 1024 * 1024


def test_one_refused_file_refuses_all(desk: Desk) -> None:
    empty = desk.folder / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(FileRefusedError):
        desk.bring(desk.write(HEADER, GOOD), empty)
    assert desk.records("people") == []


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030"), ("gbk", "gb18030")],
)
def test_encodings_are_recognised(desk: Desk, encoding: str, name: str) -> None:
    report = desk.bring(desk.write(HEADER, GOOD, encoding=encoding)).document()
    assert (report["encoding"], report["counts"]["new"]) == (name, 1)


def test_big_endian_utf_16(desk: Desk) -> None:
    path = desk.folder / "ledger.csv"
    path.write_bytes(b"\xfe\xff" + LEDGER.replace(",", "\t").encode("utf-16-be"))
    assert desk.bring(path).document()["encoding"] == "utf-16"


def test_a_named_encoding_overrules(desk: Desk) -> None:
    path = desk.write(HEADER, GOOD, encoding="utf-16-le")
    assert desk.bring(path, encoding="utf-16-le").document()["counts"]["new"] == 1
    with pytest.raises(FileRefusedError):
        desk.bring(desk.write(HEADER, GOOD, encoding="gb18030"), encoding="utf-8")
    with pytest.raises(UsageError):
        desk.bring(path, encoding="latin-1")
    with pytest.raises(UsageError):
        desk.bring(path, encoding="\0")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_line_ends(desk: Desk, end: str) -> None:
    path = desk.folder / "ledger.csv"
    path.write_bytes(end.join((HEADER, GOOD)).encode())
    assert desk.bring(path).document()["counts"]["new"] == 1


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("[/]", []), ("[red]x", []), ("岩\x1b[31m三", ["nul"]), ("岩\u202e三", []), ("𠮷田", []),
        ("岩" * 400, ["too-long"]),
        ("岩\x00三", ["nul"]), ("岩\x9b三", ["nul"]), ('岩"三', []), ("=cmd|'/C calc'!A0", []),
    ],
)  # fmt: skip
def test_hostile_names_are_data_or_refused(desk: Desk, name: str, codes: list[str]) -> None:
    report = desk.take(HEADER, f'"{name.replace(chr(34), chr(34) * 2)}",{A},岳宋村,社区戒毒,', rejects=desk.rejects)
    assert codes_by_row(report).get(2, []) == codes
    assert [row["姓名"] for row in desk.records("people")] == ([] if codes else [name])
    assert name not in json.dumps(report, ensure_ascii=False)


def test_a_quotation_mark_inside_a_cell_is_data(desk: Desk) -> None:
    desk.take(HEADER, GOOD + '身高5"8')
    assert desk.records("people")[0]["备注"] == '身高5"8'


def mutated(drawn: random.Random, data: bytes) -> bytes:
    """The data with a few bytes changed, dropped, doubled, or cut off."""
    mutant = bytearray(data)
    for _ in range(drawn.randrange(1, 6)):
        place = drawn.randrange(len(mutant))
        match drawn.randrange(4):
            case 0:
                mutant[place] = drawn.randrange(256)
            case 1:
                del mutant[place : place + drawn.randrange(1, 40)]
            case 2:
                mutant[place:place] = drawn.choice(
                    (b'"', b",", b"\n", b"\r", b"\x00", b"\t", b";", bytes([drawn.randrange(256)]))
                )
            case _:
                mutant[place:place] = mutant[place : place + drawn.randrange(1, 200)]
        if not mutant:
            break
    return bytes(mutant)


def test_mutated_files_are_taken_or_refused_and_never_half(desk: Desk, effort: int) -> None:
    """Every mutant is refused whole or every one of its rows has a verdict; no other exception, no half import."""
    drawn = random.Random(20261122)
    samples = [(LEDGER_FOLDER / name).read_bytes() for name in ("people-1.csv", "tests-1.csv")]
    path, taken, refused = desk.folder / "mutant.csv", 0, 0
    for turn in range(120 * effort):
        path.write_bytes(mutated(drawn, samples[turn % 2]))
        before = desk.entries()
        try:
            report = desk.bring(path, dry_run=turn % 4 != 0).document()
        except StoreError:
            refused += 1
            assert desk.entries() == before
        else:
            taken += 1
            assert sum(verdict_counts(report).values()) == report["counts"]["rows"]
    assert taken > 20
    assert refused > 0


def test_hostile_strings_are_kept_exactly_or_refused_by_name(desk: Desk) -> None:
    """What the cleaning rules admit is exported as it came; the rest is trimmed or refused, never altered."""
    header = HEADER + ",文化程度"
    for text in hostile_strings():
        if text != text.encode("utf-8", "replace").decode():
            continue  # half a character cannot stand in a file; forms refuse it
        quoted = text.replace('"', '""')
        report = desk.take(header, f'岩三,{A},岳宋村,社区戒毒,"〈{quoted}〉",')
        refused = codes_by_row(report).get(2, [])
        if refused:
            assert refused in (["nul"], ["too-long"])
        else:
            kept = unicodedata.normalize("NFC", f"〈{text}〉").replace("\r\n", "\n")
            assert desk.records("people")[0]["备注"] == kept


def test_text_of_every_kind_survives_byte_for_byte(desk: Desk) -> None:
    drawn = random.Random(5)
    alphabet = "".join(sorted(set(string.printable) - set("\r\t\x0b\x0c"))) + "佤文𠮷é\u200d🙂،ب"
    notes = ["甲" + "".join(drawn.choices(alphabet, k=30)) + "乙" for _ in range(40)]
    for note in notes:
        quoted = note.replace('"', '""')
        desk.take(HEADER, f'岩三,{A},岳宋村,社区戒毒,"{quoted}"')
        assert desk.records("people")[0]["备注"] == note
