"""Makes ledgers at random, clean ones and ones with known dirt."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from store.fields.id_number import check_character
from store.model.notice import MATTERS
from store.model.support import SUPPORT_KINDS
from tests.handoff.offices import TODAY

PEOPLE_HEADERS = (
    "姓名", "性别", "证件号码", "出生日期", "联系电话", "村", "组", "类别",
    "决定日期", "送达日期", "报到日期", "期限(年)", "风险等级", "管控状态", "网格员", "备注",
)  # fmt: skip
TEST_HEADERS = ("证件号码", "姓名", "检测日期", "样本", "类型", "结果", "认定", "认定日期", "检测机构", "备注")
VISIT_HEADERS = ("证件号码", "姓名", "日期", "方式", "内容", "结果", "地点", "情况")
SUSPENSION_HEADERS = ("证件号码", "姓名", "中止日期", "恢复日期", "原因")
LEAVE_HEADERS = ("证件号码", "姓名", "外出日期", "应返日期", "实返日期", "目的地", "事由", "是否报告")
NOTICE_HEADERS = ("证件号码", "姓名", "日期", "事项", "文号", "对方单位", "回执日期", "经办人", "内容")
SUPPORT_HEADERS = ("证件号码", "姓名", "日期", "类别", "金额", "内容", "经办人", "备注")
ASSIGNMENT_HEADERS = ("证件号码", "姓名", "角色", "责任人", "责任人电话", "开始日期", "结束日期")
_FAMILY, _GIVEN = "岩叶娜扎李王张魏赵罗何单查曾", "三木块到门倒芳明强龙江保红军惹桑"


def id_number(drawn: random.Random, born: date, serial: int, sex: str) -> str:
    """A valid number with an unassigned prefix that does not end in 000."""
    order = serial % 99 * 10 + (1 if sex == "男" else 2)
    body = f"5308{90 + serial // 99 % 10}{born:%Y%m%d}{order:03d}"
    return body + check_character(body)


def person_cells(drawn: random.Random, serial: int) -> dict[str, str]:
    """A person under a clean 社区戒毒 or 社区康复 measure."""
    sex = drawn.choice("男女")
    born = date(1960, 1, 1) + timedelta(days=drawn.randrange(15_000))
    served = date(2024, 1, 1) + timedelta(days=drawn.randrange(900))
    category = drawn.choice(("社区戒毒", "社区康复"))
    return {
        "姓名": drawn.choice(_FAMILY) + drawn.choice(_GIVEN) + drawn.choice(_GIVEN),
        "性别": sex,
        "证件号码": id_number(drawn, born, serial, sex),
        "出生日期": born.isoformat(),
        "联系电话": f"1{drawn.randrange(3, 9)}{drawn.randrange(10**9):09d}",
        "村": drawn.choice(("岳宋村", "曼亨村", "班帅村")),
        "组": f"{drawn.randrange(1, 12)}组",
        "类别": category,
        "决定日期": (served - timedelta(days=drawn.randrange(5))).isoformat(),
        "送达日期": served.isoformat(),
        "报到日期": (served + timedelta(days=drawn.randrange(15))).isoformat(),
        "期限(年)": "3" if category == "社区戒毒" else drawn.choice(("1", "1.5", "2", "3")),
        "风险等级": drawn.choice(("高", "中", "低", "")),
        "管控状态": drawn.choice(("在册", "外出", "")),
        "网格员": drawn.choice(("王强", "李芳", "")),
        "备注": drawn.choice(("", "=1+1", "家中,\"独子\"", "第一行\n第二行", "-5")),
    }  # fmt: skip


def people(drawn: random.Random, count: int) -> list[dict[str, str]]:
    """So many different people."""
    return [person_cells(drawn, serial) for serial in range(count)]


def drug_tests_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """A few tests of each person, no two on one day."""
    rows = []
    for person in persons:
        first = date.fromisoformat(person["送达日期"])
        for day in sorted(drawn.sample(range((TODAY - first).days), k=drawn.randrange(4))):
            result = drawn.choice(("阴性", "阳性", "拒检"))
            rows.append(
                {
                    "证件号码": person["证件号码"],
                    "姓名": person["姓名"],
                    "检测日期": (first + timedelta(days=day)).isoformat(),
                    "样本": drawn.choice(("尿液", "毛发")),
                    "类型": drawn.choice(("定期", "随机")),
                    "结果": result,
                    "认定": "初筛" if result == "阳性" else "",
                    "检测机构": "县中心",
                }
            )
    return rows


def visits_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """A few visits of each person."""
    rows = []
    for person in persons:
        first = date.fromisoformat(person["送达日期"])
        for day in drawn.sample(range((TODAY - first).days), k=drawn.randrange(5)):
            rows.append(
                {
                    "证件号码": person["证件号码"],
                    "姓名": person["姓名"],
                    "日期": (first + timedelta(days=day)).isoformat(),
                    "方式": drawn.choice(("见面", "电话")),
                    "内容": drawn.choice(("见面", "见面、谈话", "走访、汇报")),
                    "结果": drawn.choice(("已见到", "未见到")),
                    "情况": drawn.choice(("", "务农", "'=x", "①  ②")),
                }
            )
    return rows


def _days_since(drawn: random.Random, person: dict[str, str], most: int) -> list[date]:
    """Different days of a measure in order, some of them few."""
    first = date.fromisoformat(person["送达日期"])
    chosen = drawn.sample(range((TODAY - first).days), k=drawn.randrange(most + 1))
    return [first + timedelta(days=day) for day in sorted(chosen)]


def suspensions_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Suspensions apart from one another; the last of a person may be open."""
    rows = []
    for person in persons:
        days = _days_since(drawn, person, 5)
        for begun, resumed in list(pairwise([*days, None]))[::2]:
            ended = resumed.isoformat() if resumed else ""
            rows.append(_mine(person, 中止日期=str(begun), 恢复日期=ended, 原因=drawn.choice(("拘留", "住院", ""))))
    return rows


def leaves_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Leaves, some of them open, late, long or unreported; they may overlap."""
    rows = []
    for person in persons:
        for left in _days_since(drawn, person, 4):
            due, back = (left + timedelta(days=drawn.randrange(400)) for _ in range(2))
            returned = back.isoformat() if back <= TODAY else ""
            rows.append(
                _mine(person, 外出日期=str(left), 应返日期=str(due), 实返日期=returned,
                      目的地=drawn.choice(("昆明", "")), 事由="务工", 是否报告=drawn.choice(("是", "否", "")))
            )  # fmt: skip
    return rows


def notices_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Notices of every matter."""
    rows = []
    for person in persons:
        for number, day in enumerate(_days_since(drawn, person, 6)):
            rows.append(
                _mine(person, 日期=str(day), 事项=drawn.choice(MATTERS), 文号=drawn.choice(("", f"岳禁〔{number}〕号")),
                      对方单位=drawn.choice(("", "县公安局")), 回执日期=drawn.choice(("", TODAY.isoformat())),
                      经办人=drawn.choice(("王强", "")), 内容=drawn.choice(("", "'=1", "第一行\n第二行")))
            )  # fmt: skip
    return rows


def supports_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Help of every kind, with and without money."""
    rows = []
    for person in persons:
        for day in _days_since(drawn, person, 4):
            rows.append(
                _mine(person, 日期=str(day), 类别=drawn.choice(SUPPORT_KINDS),
                      金额=drawn.choice(("", "0", "300", "12.5")), 内容=drawn.choice(("", "米、油")),
                      经办人=drawn.choice(("王强", "")), 备注=drawn.choice(("", "-5")))
            )  # fmt: skip
    return rows


def assignments_of(drawn: random.Random, persons: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Main helpers one after the other, the last of them open or not, and others beside them."""
    rows = []
    for person in persons:
        days = _days_since(drawn, person, 4)
        for begun, ended in pairwise([*days, None]):
            last = ended.isoformat() if ended else ""
            rows.append(
                _mine(
                    person, 角色="主帮教人", 责任人=drawn.choice(("王强", "李芳")), 开始日期=str(begun), 结束日期=last
                )
            )
        for begun in days[:1]:
            rows.append(_mine(person, 角色="志愿者", 责任人="岩保", 责任人电话="13800001111", 开始日期=str(begun)))
    return rows


EVENT_MAKERS = {
    TEST_HEADERS: drug_tests_of,
    VISIT_HEADERS: visits_of,
    SUSPENSION_HEADERS: suspensions_of,
    LEAVE_HEADERS: leaves_of,
    NOTICE_HEADERS: notices_of,
    SUPPORT_HEADERS: supports_of,
    ASSIGNMENT_HEADERS: assignments_of,
}
"""Who makes the rows under which headers."""


def _mine(person: dict[str, str], **cells: str) -> dict[str, str]:
    return {"证件号码": person["证件号码"], "姓名": person["姓名"], **cells}


def lines(headers: Sequence[str], rows: Sequence[dict[str, str]]) -> list[str]:
    """The lines of a ledger."""
    return [_line(headers), *(_line([row.get(header, "") for header in headers]) for row in rows)]


def _line(cells: Sequence[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' if set(cell) & set(',"\n') else cell for cell in cells)


@dataclass(frozen=True)
class Dirt:
    """A slip of the hand: what it does to one person's row, and the codes the row must then have."""

    name: str
    spoil: Callable[[dict[str, str]], None]
    codes: tuple[str, ...]
    rejects: bool = True


def _set(header: str, text: str) -> Callable[[dict[str, str]], None]:
    return lambda row: row.update({header: text})


def _wrong_check(row: dict[str, str]) -> None:
    number = row["证件号码"]
    row["证件号码"] = number[:17] + ("1" if number[17] != "1" else "2")


def _first_generation(row: dict[str, str]) -> None:
    row["证件号码"] = row["证件号码"][:6] + row["证件号码"][8:17]


def _other_birth(row: dict[str, str]) -> None:
    row["出生日期"] = (date.fromisoformat(row["出生日期"]) + timedelta(days=1)).isoformat()


def _other_sex(row: dict[str, str]) -> None:
    row["性别"] = "女" if row["性别"] == "男" else "男"


def _someone_else(row: dict[str, str]) -> None:
    _other_birth(row)
    _other_sex(row)


def _late(row: dict[str, str]) -> None:
    row["报到日期"] = (date.fromisoformat(row["送达日期"]) + timedelta(days=16)).isoformat()


def _before_service(row: dict[str, str]) -> None:
    row["报到日期"] = (date.fromisoformat(row["送达日期"]) - timedelta(days=1)).isoformat()


def _serial(row: dict[str, str]) -> None:
    row["报到日期"] = str((date.fromisoformat(row["报到日期"]) - date(1899, 12, 30)).days)


def _two_digits(row: dict[str, str]) -> None:
    day = date.fromisoformat(row["报到日期"])
    row["报到日期"] = f"{day.year % 100:02d}.{day.month}.{day.day}"


def _recovery_without_term(row: dict[str, str]) -> None:
    row.update({"类别": "社区康复", "期限(年)": "/"})


def _rehabilitation_of_two_years(row: dict[str, str]) -> None:
    row.update({"类别": "社区戒毒", "期限(年)": "2"})


def _before_birth(row: dict[str, str]) -> None:
    row.update({"决定日期": "1950-01-01"})


DIRT = (
    Dirt("no name", _set("姓名", ""), ("missing",)),
    Dirt("no number", _set("证件号码", " "), ("missing",)),
    Dirt("nothing for a number", _set("证件号码", "/"), ("missing",)),
    Dirt("damaged name", _set("姓名", "岩?木"), ("encoding-damage",)),
    Dirt("replacement character", _set("姓名", "岩\ufffd"), ("encoding-damage",)),
    Dirt("long name", _set("姓名", "岩" * 101), ("too-long",)),
    Dirt("control character", _set("备注", "a\x07b"), ("nul",)),
    Dirt("scientific number", _set("证件号码", "5.30897E+17"), ("id-excel-damage",)),
    Dirt("short number", _set("证件号码", "53089919831018967"), ("id-length",)),
    Dirt("letter in the number", _set("证件号码", "53089919831018967O"), ("id-checksum",)),
    Dirt("impossible birth in the number", _set("证件号码", "530899198302308967"), ("id-date",)),
    Dirt("wrong check character", _wrong_check, ("id-checksum",)),
    Dirt("first generation", _first_generation, ("id-legacy-15",), rejects=False),
    Dirt("other birth date", _other_birth, ("id-mismatch-birth",), rejects=False),
    Dirt("other sex", _other_sex, ("id-mismatch-sex",), rejects=False),
    Dirt("somebody else's number", _someone_else, ("id-mismatch-both",)),
    Dirt("phone of no form", _set("联系电话", "12345"), ("phone-invalid",), rejects=False),
    Dirt("scientific phone", _set("联系电话", "1.38E+10"), ("phone-invalid",), rejects=False),
    Dirt("no such day", _set("报到日期", "2024-02-30"), ("date-invalid",)),
    Dirt("hidden by hashes", _set("送达日期", "####"), ("date-invalid",)),
    Dirt("month only", _set("报到日期", "2024.3"), ("date-incomplete",)),
    Dirt("year missing", _set("送达日期", "3月5日"), ("date-incomplete",)),
    Dirt("month of birth only", _set("出生日期", "1980年3月"), ("date-incomplete",), rejects=False),
    Dirt("tomorrow", _set("报到日期", "2026-11-23"), ("date-future",)),
    Dirt("late report", _late, ("reported-late",), rejects=False),
    Dirt("report before service", _before_service, ("date-order",)),
    Dirt("decision before birth", _before_birth, ("date-order",)),
    Dirt("spreadsheet's day number", _serial, ("date-serial",), rejects=False),
    Dirt("two-digit year", _two_digits, ("date-two-digit-year",), rejects=False),
    Dirt("not reported", _set("报到日期", "逾期未报到"), ("not-reported",), rejects=False),
    Dirt("no term", _recovery_without_term, ("missing",)),
    Dirt("other term than the law's", _rehabilitation_of_two_years, ("term-invalid",)),
    Dirt("term of no half years", _set("期限(年)", "20个月"), ("term-invalid",)),
    Dirt("unknown category", _set("类别", "其它"), ("choice-unknown",)),
    Dirt("unknown state", _set("管控状态", "失踪"), ("choice-unknown",), rejects=False),
    Dirt("ditto in a date", _set("送达日期", "同上"), ("ditto-not-allowed",)),
    Dirt("erasing without an id", _set("备注", "〔清空〕"), ("clear-not-allowed",)),
)


def pacts(drawn: random.Random) -> dict[str, list[str]]:
    """Areas, households, documents and signatures by kind, as lines that go in: an own vault for them is not needed."""
    villages = ("岳宋村", "曼亨村")
    areas = ["片区,A,东片,,,"]
    for place, village in enumerate(villages):
        areas += [
            f"村,V{place},{village},,岩保,13800001111",
            f"网格,G{place},{village[:2]}网格,A,,",
            f"点,P{place},寨头,G{place},,",
        ]
        areas += [f"组,V{place}-{group},{group}组,V{place},," for group in range(1, 13)]
    households, signatures = [], []
    for number in range(drawn.randrange(1, 15)):
        since = TODAY - timedelta(days=drawn.randrange(2000))
        state, dated = drawn.choice(("常住", "外出", "空户", "")), drawn.choice((since.isoformat(), ""))
        place = drawn.randrange(2)
        note = drawn.choice(("", "=1+1", "'=x", "-5"))
        head = drawn.choice(_FAMILY) + drawn.choice(_GIVEN)
        households.append(
            f"B{place}-{number},{villages[place]},{drawn.randrange(1, 13)}组,G{place},{head},"
            f"{drawn.randrange(9)},1380000{number:04d},{state},{dated},{note}"
        )
        for day in drawn.sample(range(300), k=drawn.randrange(3) if number else 1):
            signed_on = TODAY - timedelta(days=day)
            status = drawn.choice(("已签", "外出未签", "拒签"))
            signatures.append(
                f"B{place}-{number},禁毒承诺书,2026,{status},{signed_on},{drawn.choice(('盟誓', ''))},{head}"
            )
    return {
        "areas": ["层级,编码,名称,上级编码,负责人,电话", *drawn.sample(areas, len(areas))],
        "households": ["户编号,村,组,网格,户主姓名,人口数,联系电话,户状态,状态起始日期,备注", *households],
        "documents": [
            "文书,版本,村,生效日期,失效日期,有效期(月),正文",
            "禁毒承诺书,2026,,2026-01-01,,12,自愿承诺远离毒品",
            "禁毒村规民约,一,岳宋村,2020-01-01,2024-01-01,,",
        ],
        "signatures": ["户编号,文书,版本,状态,签订日期,签名方式,签字人", *signatures],
    }


def helping(drawn: random.Random) -> dict[str, list[str]]:
    """Volunteers, teams, activities and service by kind, as lines that go in."""
    volunteers, services = [], []
    for number in range(drawn.randrange(1, 12)):
        joined = TODAY - timedelta(days=drawn.randrange(400, 1500))
        name = drawn.choice(_FAMILY) + drawn.choice(_GIVEN)
        sex = drawn.choice("男女")
        paper = id_number(drawn, joined - timedelta(days=9000), number, sex) if drawn.random() < 0.7 else ""
        volunteers.append(
            f"V{number},{name},{sex},{paper},1381111{number:04d},岳宋村,{drawn.choice(('一队', ''))},"
            f"{drawn.choice(('汉、佤', ''))},{joined},{joined},{drawn.choice(('在册', '退出', ''))},"
            f"{drawn.choice(('2027-01-01', ''))},{drawn.choice(('', '=1+1', '-5'))}"
        )
        for day in drawn.sample(range(300), k=drawn.randrange(4) if number else 1):
            start, end = drawn.choice((("08:00", "10:30"), ("", ""), ("19:30", "24:00")))
            content = drawn.choice(("宣讲", "'=x", "入户劝导"))
            services.append(
                f"V{number},{name},{drawn.choice(('H1', ''))},{TODAY - timedelta(days=day)},{start},{end},"
                f"{drawn.randrange(150)},{content}"
            )
    return {
        "volunteers": [
            "志愿者编号,姓名,性别,证件号码,联系电话,村,队伍,语言,加入日期,同意日期,状态,保险至,备注", *volunteers,
        ],
        "teams": ["队伍,类型,村,组,负责人,成立日期,备注", "一队,劝导队,岳宋村,,岩保,2024-05-01,"],
        "activities": [
            "活动编号,日期,名称,类型,队伍,受众人数,发放资料份数,小结", "H1,2026-06-26,禁毒日宣传,宣传,一队,120,80,顺利",
            f"H2,{TODAY + timedelta(days=9)},赶集宣传,,,,,",
        ],
        "service": ["志愿者编号,姓名,活动编号,日期,开始时间,结束时间,服务分钟,内容", *services],
    }  # fmt: skip
