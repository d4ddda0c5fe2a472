"""What can be wrong with a cell or a row: stable English codes, and what the office reads about them."""

from dataclasses import dataclass
from enum import Enum

from store.fields.area import AreaName
from store.fields.day import Day
from store.fields.declaration import FieldType


class Severity(Enum):
    """What a code does to its row."""

    WARN = "warn"  # the row goes in
    REJECT = "reject"  # the row stays out
    CONFLICT = "conflict"  # the row stays out: it contradicts what is recorded


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its usual severity, what happened (``message``) and what to do about it (``remedy``)."""

    name: str
    severity: Severity
    message: str
    remedy: str


_REJECT, _WARN, _CONFLICT = Severity.REJECT, Severity.WARN, Severity.CONFLICT
_CODES = (
    Code("missing", _REJECT, "必填内容为空", "请补填此格"),
    Code("nul", _REJECT, "含有不可见的控制字符", "请删去此格重新录入"),
    Code("too-long", _REJECT, "内容超过允许的长度", "请缩短此格内容"),
    Code("encoding-damage", _REJECT, "姓名中有无法识别的字(?或□)", "请按证件改回原字"),
    Code("id-excel-damage", _REJECT, "证件号码被表格软件改坏(末尾变0或科学计数)", "请设为文本格式后按证件重录"),
    Code("id-date", _REJECT, "证件号码中的出生日期不存在", "请按证件核对号码"),
    Code("id-checksum", _REJECT, "证件号码校验不符", "请按证件逐位核对号码"),
    Code("id-length", _REJECT, "证件号码位数不对", "请按证件核对号码"),
    Code("id-tail-000", _WARN, "证件号码末三位为000,校验相符", "请按证件再核对一次"),
    Code("id-legacy-15", _WARN, "15位号码已换算为18位", "请按新证件核对"),
    Code("id-mismatch-birth", _WARN, "出生日期与证件号码不符,已按证件号码", "请核对出生日期"),
    Code("id-mismatch-sex", _WARN, "性别与证件号码不符,已按证件号码", "请核对性别"),
    Code("id-mismatch-both", _REJECT, "出生日期和性别都与证件号码不符,可能是别人的号码", "请按证件核对号码"),
    Code("phone-invalid", _WARN, "电话号码不是常见形式", "请核对电话号码"),
    Code("date-invalid", _REJECT, "不是有效日期", "请写成 2024-03-05 的形式"),
    Code("date-incomplete", _REJECT, "日期缺年、月或日", "请补全为 2024-03-05 的形式"),
    Code("date-future", _REJECT, "日期晚于今天", "请核对日期"),
    Code("date-order", _REJECT, "日期先后矛盾", "请核对前后日期"),
    Code("date-serial", _WARN, "日期是表格序号,已换算", "请核对日期"),
    Code("date-two-digit-year", _WARN, "年份只有两位,已在前面加上20", "请核对日期"),
    Code("not-reported", _WARN, "写明未报到,按未报到登记", "报到后请补填报到日期"),
    Code("reported-late", _WARN, "报到晚于送达15日以上", "请核对报到日期"),
    Code("term-invalid", _REJECT, "期限不符合规定", "社区戒毒为3年,社区康复不超过3年,须为整半年"),
    Code("time-invalid", _REJECT, "不是有效的时间", "请写成 14:30 的形式"),
    Code("number-invalid", _REJECT, "不是有效数字", "请只填写数字"),
    Code("choice-unknown", _REJECT, "不在可选内容之内", "请改为规定的用语"),
    Code("result-guessed", _WARN, "检测结果「正常」已按阴性登记", "请核对检测结果"),
    Code("area-guessed", _WARN, "村名已按区划补全", "请核对村名"),
    Code("area-unknown", _REJECT, "不在已登记的区划中", "请核对名称或编码"),
    Code("area-level", _REJECT, "上级区划的层级不对", "组的上级是村,网格的上级是片区,点的上级是网格"),
    Code("area-name-taken", _REJECT, "同一上级之下已有同名的区划", "请核对编码和名称"),
    Code("ditto", _WARN, "「同上」已按上一行填写", "请核对"),
    Code("ditto-not-allowed", _REJECT, "此处不能写「同上」", "请写出实际内容"),
    Code("clear-not-allowed", _REJECT, "此处不能写「〔清空〕」", "请在程序中修改,或在带编号的台账中清空"),
    Code("filled-down", _WARN, "村为空,已按上一行填写", "请核对"),
    Code("ragged-row", _REJECT, "本行的格数多于表头", "请核对各列是否错位,改好后清空错误代码和多余内容"),
    Code("duplicate-in-file", _REJECT, "同一文件中重复而内容不同", "请只留正确的一行,并清空错误代码"),
    Code("record-id-invalid", _REJECT, "编号不是本程序的编号", "请清空编号,或改回导出时的编号"),
    Code("person-unknown", _REJECT, "台账中没有此人", "请核对证件号码,或先导入花名册"),
    Code("person-ambiguous", _REJECT, "只凭姓名不能确定是谁", "请补填证件号码"),
    Code("person-by-name", _WARN, "无证件号码,已按姓名找到", "请核对是否本人"),
    Code("same-day-result", _WARN, "同一天另有不同结果的检测", "请核对检测结果"),
    Code("measure-closed", _REJECT, "日期不早于措施的结束日期", "请核对日期或措施的结束日期"),
    Code("range-overlap", _REJECT, "与另一条记录的起止重叠", "请核对两条记录的开始和结束"),
    Code("phone-without-name", _WARN, "有监护人电话而无监护人,电话未登记", "请补填监护人"),
    Code("household-unknown", _REJECT, "台账中没有这一户", "请核对户编号,或先导入户台账"),
    Code("document-unknown", _REJECT, "台账中没有这份文书的这个版本", "请核对文书和版本,或先导入公约文书"),
    Code(
        "outside-validity",
        _REJECT,
        "日期在文书有效期或志愿者在册期之外,或在户注销以后",
        "请核对日期",
    ),
    Code("volunteer-unknown", _REJECT, "台账中没有这位志愿者", "请核对志愿者编号,或先导入志愿者台账"),
    Code("volunteer-ambiguous", _REJECT, "只凭姓名不能确定是哪位志愿者", "请补填志愿者编号"),
    Code("volunteer-by-name", _WARN, "无志愿者编号,已按姓名找到", "请核对是否本人"),
    Code("minutes-impossible", _REJECT, "服务分钟多于起止时间,或一天超过24小时", "请核对起止时间和分钟数"),
    Code("long-day", _WARN, "这位志愿者这一天超过16小时", "请核对分钟数"),
    Code("head-in-two-households", _WARN, "户主证件号码与另一户相同", "请核对户主,或核对是否同一户"),
    Code("state-older", _WARN, "写的是较早的户状态,只补进过去的状态", "请核对状态起始日期"),
    Code("state-undated", _CONFLICT, "户状态与已登记的不同,却没有起始日期,未改动", "请补填状态起始日期"),
    Code("penalty-clause", _WARN, "正文提到罚款或取消待遇,只作登记", "请按村民委员会组织法第27条备案审查"),
    Code("conflict", _CONFLICT, "与已登记的内容矛盾,未改动", "请核对后在程序中处理"),
    Code("record-id-reused", _CONFLICT, "记录编号属于另一人或另一日期的记录", "请清空记录编号后重新导入"),
)
CODES: dict[str, Code] = {code.name: code for code in _CODES}
"""Every code the program gives, by name."""


def severity(code: str, field: FieldType | None = None, *, required: bool = False) -> Severity:
    """What the code does to a row when it stands at a field of that type.

    An incomplete date rejects only where a rule hangs on the day, an unknown choice only in a required column, an
    unknown area only where one area names another: what lies in an area is known without it.
    """
    if code == "date-incomplete" and isinstance(field, Day) and not (field.exact or required):
        return Severity.WARN
    if code == "choice-unknown" and not required:
        return Severity.WARN
    if code == "area-unknown" and isinstance(field, AreaName):
        return Severity.WARN
    return CODES[code].severity
