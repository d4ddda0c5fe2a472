"""What the import screen shows of a ledger: how far a job is, the columns, the problems, the outcome."""

import re
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from store.fields import Phone, Sensitivity, Uid
from store.fields.codes import CODES, Severity
from store.handoff.clean_rows import Problem
from store.handoff.headers import Heading
from store.handoff.rehearsal import RecognisedLedger, Rehearsal, Stage
from store.handoff.rows import Cells
from store.text import clean, fit, mask
from store.vault.interruption import StoppedError
from tui.widgets.record_list import ListedRows, ListRow

SEVERITIES = {Severity.REJECT: "退回", Severity.CONFLICT: "冲突", Severity.WARN: "提醒"}
VERDICTS = {"new": "新增", "changed": "变更", "same": "相同", "conflict": "冲突", "rejected": "退回"}
DELIMITERS = {",": "逗号", "\t": "制表符", ";": "分号"}
STAGES = {
    Stage.READ: "正在读文件",
    Stage.CLEAN: "正在逐行检查",
    Stage.MATCH: "正在和台账比对",
    Stage.WRITE: "正在写入台账",
    Stage.SEAL: "正在封好日志",
}
NOT_USED = "不导入"
EMPTY = "(空)"
BAR = 40
_STARS = re.compile(r"\*{4,}")
_LONG_NUMBER = re.compile(r"[0-9]{7,}[0-9Xx]{4}")


class Meter:
    """How far a job is. The database thread tells it, the screen reads it, and may ask the job to stop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stop = Event()
        self._began = clock()
        self.stage = Stage.READ
        self.done = 0
        self.total = 0

    def tell(self, stage: Stage, done: int, total: int) -> None:
        """Note how far the job is. Raises ``StoppedError`` when it was asked to stop."""
        if self._stop.is_set():
            raise StoppedError
        if stage is not self.stage:
            self._began = self._clock()
        self.stage, self.done, self.total = stage, done, total

    def stop(self) -> None:
        """Ask the job to stop; it does at its next step."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether the job was asked to stop."""
        return self._stop.is_set()

    @property
    def text(self) -> str:
        """The stage, and the count where it is known."""
        count = f"  {self.done:,} / {self.total:,}" if self.total else f"  {self.done:,}" if self.done else ""
        return f"{STAGES[self.stage]}{count}"

    @property
    def bar(self) -> str:
        """A bar, and the rest time where it can be told."""
        if not self.total:
            return ""
        full = min(BAR, BAR * self.done // self.total)
        return f"[{'#' * full}{'.' * (BAR - full)}]  {self._rest()}".rstrip()

    def _rest(self) -> str:
        spent = self._clock() - self._began
        if not self.done or spent < 1:
            return ""
        seconds = round(spent * (self.total - self.done) / self.done)
        return f"还要约 {seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"还要约 {max(seconds, 1)} 秒"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem as the operator sees it. ``cell`` is masked where it holds a number of a person."""

    number: int
    problem: Problem
    column: str
    cell: str
    name: str


def without_numbers(text: str) -> str:
    """The text with long numbers, which may be somebody's, by their last four characters."""
    return _LONG_NUMBER.sub(lambda match: mask(match[0]), text)


def shown_cell(heading: Heading, header: str | None, cells: Cells) -> str:
    """The cell of a column as it may stand on a screen."""
    if header is None:
        return without_numbers(" | ".join(cell for cell in cells[len(heading.titles) :] if cell))
    for column, places in zip(heading.columns, heading.places, strict=True):
        if column.header == header:
            text = "、".join(cells[place] for place in places if cells[place].strip())
            hidden = column.field.sensitivity is Sensitivity.MASKED
            return (mask(text) if hidden else without_numbers(text)) or EMPTY
    return ""


def problem_lines(rehearsal: Rehearsal, cells: Mapping[int, Cells]) -> tuple[ProblemLine, ...]:
    """Every problem of the ledger in the order of its rows."""
    heading = rehearsal.file.heading
    name_at = heading.place_of("姓名")
    lines = []
    for number, problem in enumerate(rehearsal.report.problems):
        row = cells[problem.row]
        name = row[name_at] if name_at is not None else ""
        column = problem.column or problem.field or "整行"
        lines.append(ProblemLine(number, problem, column, shown_cell(heading, problem.field, row), name))
    return tuple(lines)


def matching(
    lines: Iterable[ProblemLine], severity: Severity | None = None, code: str | None = None
) -> tuple[ProblemLine, ...]:
    """The problems of a severity and a code; None lets every one through."""
    return tuple(
        line
        for line in lines
        if (severity is None or line.problem.severity is severity) and (code is None or line.problem.code == code)
    )


def codes_of(lines: Iterable[ProblemLine]) -> dict[str, str]:
    """The codes that occur, most frequent first, as the filter words them."""
    counted = Counter(line.problem.code for line in lines)
    return {code: f"{CODES[code].message} {count}" for code, count in counted.most_common()}


@dataclass(frozen=True, slots=True)
class ProblemSource:
    """The rows of the list of problems, made when they are drawn: a bad ledger has as many as it has cells."""

    lines: tuple[ProblemLine, ...] = ()

    def count(self) -> int:
        return len(self.lines)

    def rows(self, start: int, stop: int) -> Sequence[ListRow]:
        return [_problem_row(line) for line in self.lines[start:stop]]

    def index_of(self, key: Hashable) -> int | None:
        return next((index for index, line in enumerate(self.lines) if line.number == key), None)


def _problem_row(line: ProblemLine) -> ListRow:
    problem = line.problem
    mark = " " if problem.severity is Severity.WARN else "!"
    message = CODES[problem.code].message
    # A problem of the whole row has no cell: whose row it is says more than an empty place.
    cell = _STARS.sub("***", line.cell or line.name)
    return ListRow(line.number, (mark, f"{problem.row:>5}", SEVERITIES[problem.severity], line.column, cell, message))


def column_rows(ledger: RecognisedLedger) -> ListedRows:
    """Every column of the file: its title, what it is taken for, filled cells, and what stands in it first."""
    heading = ledger.heading
    taken = {
        place: column
        for column, places in zip(heading.columns, heading.places, strict=True)
        for place in places
    }  # fmt: skip
    rows = []
    for place, title in enumerate(heading.titles):
        column = taken.get(place)
        mark, meaning = (" ", column.header) if column else _unused(heading, place)
        if mark == " " and column is not None and column.required:
            meaning += " *"
        hidden = column is not None and column.field.sensitivity is Sensitivity.MASKED
        sample = ledger.samples[place]
        shown = mask(sample) if hidden else without_numbers(sample)
        rows.append(ListRow(place, (mark, title.strip() or "(无表头)", meaning, f"{ledger.filled[place]:>6}", shown)))
    return ListedRows(tuple(rows))


def meaning_rows(ledger: RecognisedLedger, place: int) -> ListedRows:
    """What a column may be taken for: nothing, or any column of the kind that has none yet."""
    heading = ledger.heading
    rows = [ListRow(None, (" ", NOT_USED, "里面的内容不进台账"))]
    pairs = zip(heading.columns, heading.places, strict=True)
    # The program's own numbers come last: no office writes them into a ledger of its own.
    for column, places in sorted(pairs, key=lambda pair: isinstance(pair[0].field.type, Uid)):
        if set(places) <= {place} or isinstance(column.field.type, Phone):
            need = "必填" if column.required else ""
            rows.append(ListRow(column.header, (" ", column.header, need)))
    return ListedRows(tuple(rows))


def may_be_reassigned(ledger: RecognisedLedger, place: int) -> bool:
    """Whether a column is one of the office's own, and none that the program wrote for itself."""
    heading = ledger.heading
    safe_mark = len(heading.titles) - 1 if heading.excel_safe else -1
    return place not in heading.remarks.values() and place != safe_mark


def _unused(heading: Heading, place: int) -> tuple[str, str]:
    if place in heading.unmapped:
        return ("!", NOT_USED)
    return (" ", "(退回说明)" if place in heading.remarks.values() else "(标记)")


def columns_text(ledger: RecognisedLedger) -> str:
    """How many columns were recognised, and how much stands in those that were not."""
    heading = ledger.heading
    lost = sum(ledger.filled[place] for place in heading.unmapped)
    unused = f"没有用到 {len(heading.unmapped)} 列,里面有 {lost} 格内容" if heading.unmapped else "每一列都用到了"
    return f"{len(heading.titles)} 列: 对上 {heading.mapped} 列; {unused}"


def absent_text(ledger: RecognisedLedger) -> str:
    """The columns of the kind that the file does not have: what is recorded there stays as it is."""
    heading = ledger.heading
    absent = [
        column.header
        for column, places in zip(heading.columns, heading.places, strict=True)
        if not places and not column.finding
    ]
    return f"文件里没有的列(已登记的不动): {'、'.join(absent)}" if absent else ""


def counts_text(counts: Mapping[str, int]) -> str:
    """新增 33  变更 0  相同 1  冲突 0  退回 12."""
    return "  ".join(f"{word} {counts[verdict]}" for verdict, word in VERDICTS.items())


def free_name(folder: Path, stem: str, suffix: str, taken: Callable[[Path], bool]) -> Path:
    """The first name in the folder that is not taken: ``stem``, then ``stem-2`` and on."""
    path, number = folder / f"{stem}{suffix}", 1
    while taken(path):
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def size_text(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def recognised_lines(ledger: RecognisedLedger) -> Sequence[tuple[str, str]]:
    """What was recognised, as label and text."""
    heading = ledger.heading
    skipped = heading.row - 1 + ledger.skipped
    titles = "、".join(clean(title.strip()) for title in heading.titles if title.strip())
    return (
        ("读成", f"{ledger.opened.decoded.encoding} 编码, {DELIMITERS[heading.delimiter]}分隔"),
        ("表头", f"第 {heading.row} 行, {len(heading.titles)} 列, 对上 {heading.mapped} 列"),
        ("行数", f"{ledger.rows} 行; 跳过 {skipped} 行(标题、空行、合计、重复的表头)"),
        ("列名", titles),
    )


def labelled(label: str, text: str, width: int = 10) -> str:
    """A label in its width, then the text."""
    return f" {fit(label, width)}{text}"
