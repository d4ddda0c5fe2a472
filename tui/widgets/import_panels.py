"""The five steps of an import, one panel each. They show; the screen decides."""

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from store.fields.codes import CODES, Severity
from store.handoff.rehearsal import Carried, RecognisedLedger, Rehearsal
from store.model.ledgers import LEDGERS
from store.text import cells, clean
from tui.folder import Entry
from tui.importing import (
    SEVERITIES,
    ProblemLine,
    ProblemSource,
    absent_text,
    codes_of,
    column_rows,
    columns_text,
    counts_text,
    labelled,
    matching,
    may_be_reassigned,
    meaning_rows,
    recognised_lines,
    size_text,
)
from tui.widgets.choice_entry import ChoiceEntry
from tui.widgets.field_row import FieldRow
from tui.widgets.filter_choice import FilterChoice
from tui.widgets.line import Line
from tui.widgets.path_entry import PathEntry
from tui.widgets.record_list import Column, ListedRows, ListRow, RecordList
from tui.widgets.rule import Rule
from tui.wrapping import wrapped

KINDS = tuple(LEDGERS)
AUTOMATIC = "自动"
ENCODINGS = (AUTOMATIC, "utf-8", "utf-16", "gb18030")
_LABEL = 10


def text_block(lines: Sequence[tuple[str, str]], width: int) -> Content:
    """Labels and texts, each text wrapped behind its label."""
    shown: list[Content] = []
    for label, text in lines:
        first, *rest = wrapped(clean(text), max(20, width - _LABEL - 2))
        shown.append(Content.assemble((labelled(label, ""), "bold"), first))
        shown += [Content(" " * (_LABEL + 1) + line) for line in rest]
    return Content("\n").join(shown)


class FilePanel(Vertical):
    """Step 1: which file. What is in the folder stands below what is typed."""

    def __init__(self, path: str) -> None:
        super().__init__(id="file", classes="step")
        self.path = PathEntry(path, id="path")
        self.found: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        yield FieldRow("文件", self.path, help="打出台账文件(CSV)的位置;Tab 补全,向下键进名单里选,Enter 打开。")
        yield Line(id="listing")
        yield RecordList((Column(1), Column(50), Column(9), Column(0)), id="candidates")

    def show(self, found: tuple[Entry, ...] | None) -> None:
        """List what could be meant; None for a folder that cannot be read."""
        self.found = found or ()
        rows = tuple(ListRow(entry.name, (" ", entry.name, *_facts(entry))) for entry in self.found)
        self.query_one("#candidates", RecordList).show(ListedRows(rows))
        text = "没有这个文件夹,或者打不开。" if found is None else _listing_text(found)
        self.query_one("#listing", Line).show(f" {text}")

    @property
    def candidate(self) -> Entry | None:
        """The entry under the cursor of the list."""
        row = self.query_one("#candidates", RecordList).current
        return next((entry for entry in self.found if row and entry.name == row.key), None)


def _facts(entry: Entry) -> tuple[str, str]:
    if entry.is_folder:
        return ("文件夹", "")
    if entry.is_workbook:
        return (f"{size_text(entry.size):>9}", "先另存为 CSV")
    return (f"{size_text(entry.size):>9}", entry.changed.isoformat() if entry.changed else "")


def _listing_text(found: tuple[Entry, ...]) -> str:
    files = sum(not entry.is_folder for entry in found)
    if not found:
        return "这里没有文件夹,也没有台账文件(CSV)。"
    return f"文件夹 {len(found) - files}  台账文件 {files}"


class RecognisedPanel(Vertical):
    """Step 2: what the file was taken for. Kind and encoding can be changed."""

    def __init__(self) -> None:
        super().__init__(id="recognised", classes="step")
        self.kind = ChoiceEntry([ledger.title for ledger in LEDGERS.values()], id="kind")
        self.encoding = ChoiceEntry(ENCODINGS, AUTOMATIC, id="encoding")

    def compose(self) -> ComposeResult:
        yield Line(id="recognised-file", style="bold")
        yield FieldRow("种类", self.kind, typed=False, help="认错了就按数字换一种;换了会马上重新识别。")
        yield FieldRow("编码", self.encoding, typed=False, help="列名成了乱码才要换;一般不用动。")
        yield Static(id="recognised-facts", markup=False)

    def show(self, path: Path, ledger: RecognisedLedger | None, refusal: str) -> None:
        """Show what was found, or why nothing was."""
        size = f"  {size_text(ledger.opened.size)}" if ledger else ""
        self.query_one("#recognised-file", Line).show(f" {path.name}{size}")
        if ledger:
            self.kind.chosen = ledger.heading.ledger.title
            self.kind.refresh()
        lines = recognised_lines(ledger) if ledger else (("不能用", refusal),)
        self.query_one("#recognised-facts", Static).update(text_block(lines, self.app.size.width))

    @property
    def chosen_kind(self) -> str | None:
        """The kind by its name in files."""
        return next((kind for kind in KINDS if LEDGERS[kind].title == self.kind.chosen), None)

    @property
    def chosen_encoding(self) -> str | None:
        """The encoding, None for the one that is found."""
        return None if self.encoding.chosen == AUTOMATIC else self.encoding.chosen


class ColumnsPanel(Vertical):
    """Step 3: every column of the file and what it is taken for, which can be changed."""

    def __init__(self) -> None:
        super().__init__(id="columns", classes="step")
        self.choosing: int | None = None
        """The column whose meaning is being chosen."""

    def compose(self) -> ComposeResult:
        yield Line(id="columns-text", style="bold")
        yield Line("  文件里的列           导入为             有内容  第一格", id="columns-head")
        yield RecordList((Column(2), Column(20), Column(18), Column(6), Column(0)), id="columns-list")
        yield RecordList((Column(2), Column(20), Column(0)), id="meanings")
        yield Line(id="columns-absent")

    def show(self, ledger: RecognisedLedger) -> None:
        """List the columns."""
        self.choosing = None
        self._turn("columns-list")
        self.query_one("#columns-text", Line).show(f" {columns_text(ledger)}")
        self.query_one("#columns-list", RecordList).show(column_rows(ledger))
        self.query_one("#columns-absent", Line).show(f" {absent_text(ledger)}")

    def choose(self, ledger: RecognisedLedger) -> bool:
        """List what the column under the cursor may be taken for; False if nothing can be changed there."""
        row = self.query_one("#columns-list", RecordList).current
        if row is None or not isinstance(row.key, int) or not may_be_reassigned(ledger, row.key):
            return False
        self.choosing = row.key
        self._turn("meanings")
        self.query_one("#columns-text", Line).show(f" 把「{ledger.heading.titles[row.key].strip()}」这一列导入为:")
        self.query_one("#meanings", RecordList).show(meaning_rows(ledger, row.key))
        return True

    @property
    def meaning(self) -> str | None:
        """The column of the kind under the cursor of the choice; None for no column."""
        row = self.query_one("#meanings", RecordList).current
        return row.key if row and isinstance(row.key, str) else None

    @property
    def records(self) -> RecordList:
        """The list that has the focus in this step."""
        return self.query_one("#meanings" if self.choosing is not None else "#columns-list", RecordList)

    def _turn(self, shown: str) -> None:
        for name in ("columns-list", "meanings"):
            self.query_one(f"#{name}").display = name == shown
        self.query_one("#columns-head").display = shown == "columns-list"


class ProblemsPanel(Vertical):
    """Step 4: what would become of the rows, and what is wrong with those that stay out."""

    def __init__(self) -> None:
        super().__init__(id="problems", classes="step")
        self.rejects = PathEntry(id="rejects")
        self._lines: tuple[ProblemLine, ...] = ()
        self._shown: dict[object, ProblemLine] = {}
        self._codes: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        yield Line(id="counts", style="bold")
        with Horizontal(id="filters"):
            yield FilterChoice("轻重", tuple(SEVERITIES.values()), id="severity")
            yield FilterChoice("问题", (), id="code")
            yield Line(id="total")
        yield RecordList((Column(2), Column(5), Column(4), Column(12), Column(16), Column(0)), id="problem-list")
        yield Rule()
        yield Static(id="problem", markup=False)
        yield FieldRow("退回写到", self.rejects, help="没进去的行写成这个新文件,改好后可以直接再导;空着就不写。")

    @property
    def records(self) -> RecordList:
        """The list of problems."""
        return self.query_one("#problem-list", RecordList)

    def show(self, rehearsal: Rehearsal, lines: tuple[ProblemLine, ...], rejects: str) -> None:
        """Show another rehearsal."""
        self._lines = lines
        report = rehearsal.report
        strangers = f"   退回里 {report.not_in_vault} 行的人还不在台账" if report.not_in_vault else ""
        self.query_one("#counts", Line).show(f" {report.counts['rows']} 行: {counts_text(report.counts)}{strangers}")
        self.rejects.fill(rejects)
        # Rows that go in need no rejects file; the line would only ask something that does not matter.
        self.query_one("#problems FieldRow", FieldRow).display = report.has_rows_out
        self._filter()

    @on(FilterChoice.Chosen)
    def _filter(self) -> None:
        severity = self._severity
        codes = codes_of(matching(self._lines, severity))
        choice = self.query_one("#code", FilterChoice)
        kept = self._codes[choice.index - 1] if choice.index else None
        self._codes = tuple(codes)
        choice.offer(tuple(codes.values()))
        choice.index = self._codes.index(kept) + 1 if kept in self._codes else None
        code = self._codes[choice.index - 1] if choice.index else None
        shown = matching(self._lines, severity, code)
        self._shown = {line.number: line for line in shown}
        self.query_one("#total", Line).show(f"{len(shown)} 条")
        self.records.show(ProblemSource(shown))
        self._explain()

    @property
    def _severity(self) -> Severity | None:
        index = self.query_one("#severity", FilterChoice).index
        return list(SEVERITIES)[index - 1] if index else None

    @on(RecordList.Moved)
    def _explain(self) -> None:
        row = self.records.current
        line = self._shown.get(row.key) if row else None
        if line is None:
            text = "这个筛选下没有问题,按 Tab 换筛选。" if self._lines else "没有发现问题,每一行都能用。"
            self.query_one("#problem", Static).update(Content(f" {text}"))
        else:
            self.query_one("#problem", Static).update(text_block(_explanation(line), self.app.size.width))


def _explanation(line: ProblemLine) -> tuple[tuple[str, str], ...]:
    problem = line.problem
    code = CODES[problem.code]
    fate = {Severity.WARN: "能导入", Severity.REJECT: "不导入", Severity.CONFLICT: "不导入"}[problem.severity]
    return (
        (f"第{problem.row}行", f"{line.name}  {SEVERITIES[problem.severity]}({fate})"),
        ("这一格", f"{line.column}: {line.cell}" if line.cell else line.column),
        ("问题", f"{code.message} ({problem.code})"),
        ("怎么办", code.remedy),
    )


class DonePanel(Vertical):
    """Step 5: what was done, where the rows that stayed out are, and who would be forgotten."""

    def __init__(self) -> None:
        super().__init__(id="done", classes="step")

    def compose(self) -> ComposeResult:
        yield Static(id="done-text", markup=False)

    def show(self, rehearsal: Rehearsal, carried: Carried) -> None:
        """Report."""
        report, width = rehearsal.report, self.app.size.width
        out = report.counts["conflict"] + report.counts["rejected"]
        written = f"已写入台账,批次 {carried.batch}" if carried.batch else "没有要写入的内容,台账没有变"
        lines = [
            ("文件", rehearsal.file.path.name),
            ("结果", written),
            ("进去的", f"新增 {report.counts['new']}  变更 {report.counts['changed']}  相同 {report.counts['same']}"),
            ("没进去的", f"冲突 {report.counts['conflict']}  退回 {report.counts['rejected']}"),
        ]
        if carried.rejects:
            lines.append(("退回文件", f"{carried.rejects}"))
            lines.append(("", "里面写明了错在哪里、怎么改。改好以后,用同样的办法再导一次。"))
        elif out:
            lines.append(("退回文件", "没有写。再导一次这个文件,就能再看到这些行。"))
        unused = {title: count for title, count in report.unmapped.items() if count}
        if unused:
            lines.append(("没用的列", "、".join(f"{title}({count}格)" for title, count in unused.items())))
        content = text_block(lines, width)
        if report.not_in_vault:
            warning = f" 注意: 退回的行里有 {report.not_in_vault} 行的人台账里还没有,不改好就会漏管。"
            content = Content("\n").join(
                [content, Content(""), Content.styled(_padded(warning, width), "bold reverse")]
            )
        self.query_one("#done-text", Static).update(content)


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cells(text))
