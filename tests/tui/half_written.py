"""Every form of the application, half written: how keys lead there, what is typed, and what must become of it."""

from dataclasses import dataclass
from pathlib import Path

from tests.tui.office import PASSPHRASE

LEDGER = Path(__file__).parent.parent / "ledgers" / "people-1.csv"
LOST = "已输入的文字会丢掉"


@dataclass(frozen=True, slots=True)
class HalfWritten:
    """``way``: keys and texts from 今日 or the first screen, each with a word to wait for. The last is typed text.

    ``asks``: what Esc asks then; empty where nothing typed would be lost. ``kept``: a word that stands there again
    after the next unlock, once the draft is taken up. ``opens_again``: steps before the last that open it a second
    time; 0 where none do. ``taken_up_by``: the way to the draft, where the first one can be gone only once. ``units``:
    of work in the vault. ``alike``: ends as another form does, so that the gate leaves it to a soak.
    """

    name: str
    screen: str
    way: tuple[tuple[str, str], ...]
    asks: str = ""
    kept: str = ""
    founded: bool = True
    opens_again: int = 1
    taken_up_by: tuple[tuple[str, str], ...] = ()
    units: int = 2
    alike: bool = False

    @property
    def typed(self) -> str:
        """What was typed last, without the keys that led there."""
        return self.way[-1][0].lstrip("\r\x152")


def _enters(count: int, typed: str) -> str:
    return "\r" * count + typed


def _added(
    digit: str, screen: str, label: str, enters: str, typed: str
) -> tuple[str, tuple[tuple[str, str], ...], str, str]:
    """A form that F7 offers on a person's page: screen, way, what Esc asks, what the draft keeps."""
    return screen, (("\r", "概况"), ("f7", "新增"), (digit, label), (f"{enters}{typed}", typed)), LOST, typed


_IMPORT = (("5", "导入台账"), ("\r", "选文件"), (f"\x15{LEDGER}", "people-1.csv"))
_SETTLED = (("ctrl+x", "怎样办"), ("1", "报到日期"))
_MISSED = (("ctrl+a", "件"), ("f2", "原因"))
_FOUNDING = ("1", "乡镇代码")
_REVIEW = (("ctrl+u", "五个到位"), ("end", "清塘"), ("\r", "没有开始过"), ("f7", "照今天的花名册"), ("f2", "轮开始了"))
_INQUIRED = (("3", "现在立一项"), ("f2", "立项日期"))

FORMS = (
    HalfWritten("visit", "VisitForm", (("f5", "走访人"), (_enters(4, "家中"), "家中")), LOST, "家中"),
    HalfWritten("test", "TestForm", (("f6", "见证人"), (_enters(9, "山下"), "山下")), LOST, "山下"),
    HalfWritten(
        "assessment", "AssessmentForm", (("ctrl+e", "评估人"), (_enters(4, "山下"), "山下")), LOST, "山下", alike=True
    ),
    HalfWritten("suspension", *_added("2", "SuspensionForm", "恢复日期", "\r", "住院"), opens_again=2, alike=True),
    HalfWritten("leave", *_added("3", "LeaveForm", "应返日期", "\r\r", "景洪"), opens_again=2, alike=True),
    HalfWritten("notice", *_added("4", "NoticeForm", "对方单位", "\r\r", "核实"), opens_again=2, alike=True),
    HalfWritten("assignment", *_added("7", "AssignmentForm", "责任人电话", "\r", "岩罗"), opens_again=2, alike=True),
    HalfWritten("support", *_added("5", "SupportForm", "金额", "\r\r\r", "慰问"), opens_again=2, alike=True),
    HalfWritten(
        "measure",
        "MeasureForm",
        (("ctrl+x", "怎样办"), ("1", "报到日期"), ("\x152026-11-20", "2026-11-20")),
        LOST,
        "2026-11-20",
        opens_again=2,
        alike=True,
    ),
    HalfWritten("explanation", "ExplanationScreen", (*_MISSED, ("住院", "住院")), LOST, alike=True),
    HalfWritten("registration", "PersonForm", (("2", "查找"), ("f7", "登记新人"), ("岩罗", "岩罗")), LOST, "岩罗"),
    HalfWritten(
        "correction",
        "PersonForm",
        (("\r", "概况"), ("f4", "修改登记"), ("\r2\r\r木匠", "木匠")),
        LOST,
        "木匠",
    ),
    HalfWritten(
        "batch", "BatchScreen", (("2", "查找"), ("ctrl+b", "这一行"), ("3 阴", "阴性")), "已写的各行会丢掉", "已写1行"
    ),
    HalfWritten(
        "staff", "StaffFormScreen", (("7", "正在操作"), ("f7", "联系电话"), (_enters(1, "王强"), "王强")), LOST
    ),
    HalfWritten(
        "operator",
        "OperatorFormScreen",
        (("7", "增加操作员"), ("down", "乡镇"), ("down", "乡镇"), ("f7", "换人操作"), ("王强", "王强")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "office",
        "OfficeDetailsScreen",
        (("7", "正在操作"), ("\r", "乡镇代码"), (_enters(3, "试点"), "试点")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "program",
        "ProgramFormScreen",
        (("7", "慢线路"), ("end", "慢线路"), ("up", "慢线路"), ("up", "慢线路"), ("\r", "备份到"), ("\x157", "[7")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "rule file",
        "RuleFileScreen",
        (
            *(("7", "慢线路"), ("end", "慢线路"), *(("up", "慢线路"),) * 6, ("\r", "起用新办法")),
            ("f7", "哪一种"),
            (_enters(1, "乡.json"), "乡.json"),
        ),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "export",
        "ExportScreen",
        (("5", "导出台账"), ("down", "导出"), ("\r", "接收单位"), (_enters(4, "县办"), "县办")),
        LOST,
    ),
    HalfWritten(
        "gathering",
        "GatheringForm",
        (("3", "文书:"), ("f7", "新登记一户"), ("1", "见证人"), ("\r岩罗", "岩罗")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "household",
        "HouseholdForm",
        (("3", "文书:"), ("f7", "新登记一户"), ("2", "户主姓名"), ("B2-9", "B2-9")),
        LOST,
        "B2-9",
        opens_again=2,
        alike=True,
    ),
    HalfWritten(
        "area",
        "AreaForm",
        (("3", "文书:"), ("f7", "区划网格"), ("4", "层级"), ("f7", "负责人"), ("\rV7", "V7")),
        LOST,
        "V7",
        opens_again=1,
        alike=True,
    ),
    HalfWritten(
        "letter",
        "LetterForm",
        (("ctrl+u", "五个到位"), *(("down", "清单"),) * 18, ("\r", "县与岳宋乡"), ("\r", "责任人"), ("岩罗", "岩罗")),
        LOST,
        "岩罗",
        opens_again=1,
        alike=True,
    ),
    HalfWritten(
        "volunteer",
        "VolunteerForm",
        (("4", "志愿者"), ("f7", "新增哪一样"), ("1", "同意日期"), ("岩罗", "岩罗")),
        LOST,
        "岩罗",
        opens_again=2,
        alike=True,
    ),
    HalfWritten(
        "team",
        "TeamForm",
        (
            ("ctrl+u", "五个到位"),
            *(("down", "清单"),) * 13,
            ("\r", "负责人"),
            ("f7", "成立日期"),
            ("巡逻队", "巡逻队"),
        ),
        LOST,
        "巡逻队",
        opens_again=1,
        alike=True,
    ),
    HalfWritten(
        "activity",
        "ActivityForm",
        (
            ("ctrl+u", "五个到位"),
            *(("down", "清单"),) * 12,
            ("\r", "待小结"),
            ("f7", "发放资料"),
            ("赶集宣传", "赶集宣传"),
        ),
        LOST,
        "赶集宣传",
        opens_again=1,
        alike=True,
    ),
    HalfWritten(
        "document",
        "DocumentForm",
        (("3", "文书:"), ("f7", "公约文书"), ("3", "个版本"), ("f7", "有效期"), ("乡约", "乡约")),
        LOST,
        "乡约",
        opens_again=1,
        alike=True,
    ),
    HalfWritten("plan", "PlanScreen", (("ctrl+k", "拟定4"), (" ", "-")), "离开会丢掉"),
    HalfWritten("helper", "HelperScreen", (("ctrl+k", "拟定4"), ("f4", "由谁"), ("岩块", "新写的"))),
    HalfWritten(
        "route sheet",
        "RouteSheetScreen",
        (("ctrl+k", "拟定4"), ("f2", "已安排4"), ("f9", ".html"), (_enters(1, "x"), ".htmlx")),
        LOST,
        units=3,
    ),
    HalfWritten(
        "figure sheet",
        "FigureSheetScreen",
        (("6", "见面率"), ("f9", ".html"), (_enters(1, "县办"), "县办")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "list sheet",
        "ListSheetScreen",
        (("ctrl+u", "五个到位"), ("\r", "三员"), ("f9", ".html"), ("x", ".htmlx")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "helper sheet",
        "HelperSheetScreen",
        (("\r", "概况"), ("f9", ".html"), (_enters(2, "x"), "x")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "task sheet",
        "TaskSheetScreen",
        (("ctrl+u", "五个到位"), ("down", "一级"), ("\r", "由谁办"), ("f9", ".html"), ("x", ".htmlx")),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "paper",
        "SupervisionSheetScreen",
        (
            ("ctrl+u", "五个到位"),
            ("down", "一级"),
            ("down", "二级"),
            ("down", "三级"),
            ("\r", "由谁办"),
            ("f9", ".html"),
            (_enters(2, "x"), ".htmlx"),
        ),
        LOST,
        alike=True,
    ),
    HalfWritten(
        "reply",
        "ReplyForm",
        (
            ("ctrl+u", "五个到位"),
            ("down", "一级"),
            ("down", "二级"),
            ("down", "三级"),
            ("\r", "由谁办"),
            ("f9", ".html"),
            ("f9", "已写好"),
            ("escape", "五个到位"),
            ("down", "四级"),
            ("down", "督办单"),
            ("\r", "待回复1"),
            ("\r", "回复内容"),
            (_enters(1, "找到"), "找到"),
        ),
        LOST,
        units=3,
        alike=True,
    ),
    HalfWritten(
        "inquiry",
        "InquiryForm",
        (*_REVIEW, *_INQUIRED, (_enters(2, "电话不通"), "电话不通")),
        LOST,
        "电话不通",
        opens_again=2,
        taken_up_by=(("ctrl+u", "五个到位"), ("end", "清塘"), ("\r", "查无下落"), *_INQUIRED),
        units=4,
        alike=True,
    ),
    HalfWritten("change", "ChangeScreen", (*_REVIEW, ("2", "开始时"), ("搬走", "搬走")), LOST, units=3, alike=True),
    HalfWritten(
        "void",
        "VoidScreen",
        (("down", "逾期"), ("\r", "概况"), ("right", "记录"), ("delete", "不再导出"), ("重复", "重复")),
        LOST,
    ),
    HalfWritten("reveal", "RevealScreen", (("\r", "概况"), ("ctrl+r", "用途"), ("核对", "核对")), LOST),
    HalfWritten("import: file", "ImportScreen", _IMPORT, alike=True),
    HalfWritten("import: recognised", "ImportScreen", (*_IMPORT, ("\r", "编码")), alike=True),
    HalfWritten("import: columns", "ImportScreen", (*_IMPORT, ("\r", "编码"), ("\r", "文件里的列")), alike=True),
    HalfWritten(
        "import: problems", "ImportScreen", (*_IMPORT, ("\r", "编码"), ("\r", "文件里的列"), ("\r", "退回写到"))
    ),
    HalfWritten(
        "founding", "FoundVaultScreen", (_FOUNDING, ("530829107", "530829107")), "已输入的内容会丢掉", founded=False
    ),
    HalfWritten(
        "recovery code",
        "RecoveryCodeScreen",
        (
            _FOUNDING,
            (f"530829107\r岳宋乡\r李敏\r\r\r{PASSPHRASE}\r{PASSPHRASE}", "李敏"),
            ("f2", "只显示这一次"),
        ),
        "再也看不到",
        founded=False,
        opens_again=0,
        units=1,
    ),
    HalfWritten(
        "restoring", "RestoreVaultScreen", (("2", "打开已有:"), ("xyz", "xyz")), "已输入的内容会丢掉", founded=False
    ),
)
KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "end": "\x1b[F", "delete": "\x1b[3~",
    "f2": "\x1bOQ", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f9": "\x1b[20~",
    "ctrl+a": "\x01", "ctrl+x": "\x18", "ctrl+b": "\x02", "ctrl+e": "\x05", "ctrl+k": "\x0b", "ctrl+r": "\x12",
    "ctrl+u": "\x15", "escape": "\x1b",
}  # fmt: skip
"""The keys of the ways by name, and the bytes that a terminal sends for them."""
NOT_FORMS = {
    "ClockScreen": "asks for one date; whoever does not know it can only lock",
    "UnlockScreen": "what is typed is a secret, forgotten at once",
    "RosterScreen": "typing searches; Esc clears it first",
    "PersonScreen": "typing searches; Esc clears it first",
    "PaletteScreen": "typing searches; Esc clears it first",
    "RefusalScreen": "needs households: see test_assembly",
    "ReturnedSheetScreen": "needs households: see test_assembly",
    "SignSheetScreen": "needs households: see test_assembly",
    "DayForm": "one day, told again in no time: see test_pacts and test_areas",
    "HandoverForm": "needs somebody to hand on: see test_helpers",
    "VolunteerEventForm": "needs a volunteer: see test_volunteer_page",
    "AttendanceForm": "needs an activity: see test_activities",
    "AttendanceScreen": "typing searches; Esc clears it first",
    "CertificateScreen": "needs a volunteer: see test_volunteers",
    "ServiceForm": "needs a volunteer: see test_volunteers",
    "AwardForm": "needs households: see test_pact_forms",
    "SplitForm": "needs areas: see test_areas",
    "SignatureForm": "needs households: see test_pact_forms",
}
