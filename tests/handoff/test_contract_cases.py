"""The cleaning table of contract.md section 3, cell by cell: its examples and their near misses."""

import pytest

from tests.handoff.contract_tables import (
    PERSON,
    Outcome,
    full_width,
    goes_in,
    misread,
    number,
    of_people,
    outcomes,
    stays_out,
)
from tests.handoff.offices import Desk

MAN = number(1)
WITH_X = next(given for order in range(1, 99) if (given := number(order)).endswith("X"))
TAIL_000 = "530899197303151000"
SERVED = "2025-01-01"
DAY = "2024-03-05"

NUMBERS: dict[str, Outcome] = {
    MAN: goes_in(MAN),
    full_width(number(3)): goes_in(number(3)),
    f"'{number(5)}": goes_in(number(5)),
    f"’{number(7)}": goes_in(number(7)),
    f"‘{number(9)}": goes_in(number(9)),
    f"、{number(11)}": goes_in(number(11)),
    f'="{number(13)}"': goes_in(number(13)),
    f"{number(15)[:6]} {number(15)[6:14]}\u3000{number(15)[14:]}": goes_in(number(15)),
    number(17, prefix="532730"): goes_in(number(17, prefix="532730")),
    number(17, prefix="999999"): goes_in(number(17, prefix="999999")),
    misread(MAN): stays_out("id-checksum"),
    number(1, "19901301"): stays_out("id-date"),
    number(1, "19910229"): stays_out("id-date"),
    misread(number(1, "19901301")): stays_out("id-date"),
    MAN[:17]: stays_out("id-length"),
    f"{MAN}1": stays_out("id-length"),
    "5308991990010": stays_out("id-length"),
    f"{MAN[:6]}O{MAN[7:]}": stays_out("id-checksum"),
    f"{MAN[:17]}Y": stays_out("id-checksum"),
    f"{MAN[:10]}X{MAN[11:]}": stays_out("id-checksum"),
    **dict.fromkeys(("", "/", "-", "—", "－", "无", "不详", "暂无"), stays_out("missing")),
}


def test_resident_numbers(desk: Desk) -> None:
    rows = {cell: {**PERSON, "证件号码": cell} for cell in NUMBERS}
    assert outcomes(desk, "证件号码", rows) == NUMBERS


@pytest.mark.parametrize("sign", ["x", "×", "Ｘ", "ｘ", "X"])
def test_every_way_to_write_the_check_character(desk: Desk, sign: str) -> None:
    given = WITH_X[:17] + sign
    assert outcomes(desk, "证件号码", {given: {**PERSON, "证件号码": given}}) == {given: goes_in(WITH_X)}


@pytest.mark.parametrize("cell", ["5.30899E+17", "5.30899e+17", "5.3E+17", " 5.30899199E+17 "])
def test_what_a_spreadsheet_did_to_a_number(desk: Desk, cell: str) -> None:
    assert outcomes(desk, "证件号码", {cell: {**PERSON, "证件号码": cell}}) == {cell: stays_out("id-excel-damage")}


@pytest.mark.parametrize(
    ("others", "outcome"),
    [
        ({}, goes_in(TAIL_000, "id-tail-000")),
        ({"出生日期": "1973-03-15", "性别": "女"}, goes_in(TAIL_000, "id-tail-000")),
        ({"出生日期": "1960-01-01"}, stays_out("id-excel-damage")),
        ({"性别": "男"}, stays_out("id-excel-damage")),
    ],
)
def test_a_right_number_that_ends_in_000_is_doubted(desk: Desk, others: dict[str, str], outcome: Outcome) -> None:
    rows = {"一行": {**PERSON, "证件号码": TAIL_000, **others}}
    assert outcomes(desk, "证件号码", rows) == {"一行": outcome}


@pytest.mark.parametrize(
    ("other", "tail", "its_own"),
    [
        ("530899197003151000", stays_out("id-excel-damage"), stays_out("id-excel-damage")),
        ("5.3E+17", stays_out("id-excel-damage"), stays_out("id-excel-damage")),
        ("530899197403152000", goes_in(TAIL_000, "id-tail-000"), goes_in("530899197403152000", "id-tail-000")),
        (misread(MAN), goes_in(TAIL_000, "id-tail-000"), stays_out("id-checksum")),
    ],
)
def test_damage_elsewhere_in_the_file_condemns_a_tail_of_000(
    desk: Desk, other: str, tail: Outcome, its_own: Outcome
) -> None:
    rows = {"它": {**PERSON, "证件号码": TAIL_000}, "别的": {**PERSON, "姓名": "艾一", "证件号码": other}}
    assert outcomes(desk, "证件号码", rows) == {"它": tail, "别的": its_own}


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"证件号码": "530899850203001"}, goes_in("1985-02-03", "id-legacy-15")),
        ({"证件号码": "'530899850203001", "出生日期": "1985.2.3"}, goes_in("1985-02-03", "id-legacy-15")),
        (
            {"证件号码": "530899850203001", "性别": "女"},
            goes_in("1985-02-03", "id-legacy-15", "id-mismatch-sex"),
        ),
        ({"证件号码": "530899850203001", "出生日期": "1985-02-04"}, stays_out("id-length")),
        ({"证件号码": "530899851303001"}, stays_out("id-length")),
        ({"证件号码": "530899261123001"}, goes_in("1926-11-23", "id-legacy-15")),
        ({"证件号码": "530899261122001"}, stays_out("id-length")),
    ],
)
def test_numbers_of_the_first_generation(desk: Desk, cells: dict[str, str], outcome: Outcome) -> None:
    assert outcomes(desk, "出生日期", {"一行": {**PERSON, **cells}}) == {"一行": outcome}


@pytest.mark.parametrize("papers", ["护照", "军官证"])
@pytest.mark.parametrize("given", ["E1234 5678x", "5.3E+17", misread(MAN)])
def test_numbers_of_other_certificates_are_text(desk: Desk, papers: str, given: str) -> None:
    rows = {given: {**PERSON, "证件类型": papers, "证件号码": given, "性别": "女", "出生日期": "1971-01-01"}}
    assert outcomes(desk, "证件号码", rows) == {given: goes_in(given)}


@pytest.mark.parametrize(
    ("born", "sex", "outcome"),
    [
        ("", "", goes_in("1990-01-01")),
        ("/", "不详", goes_in("1990-01-01")),
        ("1990-01-02", "", goes_in("1990-01-01", "id-mismatch-birth")),
        ("1990-01-01", "女", goes_in("1990-01-01", "id-mismatch-sex")),
        ("1990-01-02", "女", stays_out("id-mismatch-both")),
        ("1990.1", "", goes_in("1990-01-01", "date-incomplete")),
        ("32874", "", stays_out("date-invalid")),
        ("90.1.1", "", stays_out("date-invalid")),
        ("1990-02-30", "女", stays_out("date-invalid", "id-mismatch-sex")),
        ("2027-01-01", "", stays_out("date-future")),
        ("", "未知", goes_in("1990-01-01", "choice-unknown")),
    ],
)
def test_birth_and_sex_beside_the_number(desk: Desk, born: str, sex: str, outcome: Outcome) -> None:
    rows = {"一行": {**PERSON, "证件号码": MAN, "出生日期": born, "性别": sex}}
    assert outcomes(desk, "出生日期", rows) == {"一行": outcome}


def test_words_for_a_sex(desk: Desk) -> None:
    men = ("男", "M", "1", "男性", "", "无")
    assert of_people(desk, "性别", men) == dict.fromkeys(men, goes_in("男"))


def test_words_for_the_other_sex(desk: Desk) -> None:
    women = {
        word: {**PERSON, "证件号码": number(2 * order), "性别": word}
        for order, word in enumerate(("女", "F", "2", "女性"), 9)
    }
    assert outcomes(desk, "性别", women) == dict.fromkeys(women, goes_in("女"))


DAYS: dict[str, Outcome] = {
    **{
        written + time: goes_in(DAY)
        for time in ("", " 0:00", " 00:00:00", " 8:30", " 23:59:59")
        for written in "2024-3-5 2024/03/05 2024.3.5 20240305 2024年3月5日 2024年3月5号 二〇二四年三月五日".split()  # noqa: SIM905
    },
    "二○二四年三月五日": goes_in(DAY),
    "二〇二四年三月廿五日": goes_in("2024-03-25"),
    "二〇二四年十二月三十一日": goes_in("2024-12-31"),
    "45356": goes_in(DAY, "date-serial"),
    "45356.0": goes_in(DAY, "date-serial"),
    "39600": goes_in("2008-06-01", "date-serial"),
    "39599": stays_out("date-invalid"),
    "46349": stays_out("date-invalid"),
    "24.3.5": goes_in(DAY, "date-two-digit-year"),
    "24年3月5日": goes_in(DAY, "date-two-digit-year"),
    "08.6.1": goes_in("2008-06-01", "date-two-digit-year"),
    **dict.fromkeys(("08.5.31", "26.11.23", "99.1.1", "24.2.30"), stays_out("date-invalid")),
    **dict.fromkeys(
        ("2024-02-30", "2023-02-29", "20241301", "2024年2月30日", "2024年3月32日"), stays_out("date-invalid")
    ),
    **dict.fromkeys(("####", "春节前", "待定", "2024-3-5 25:00", "03/05/2024", "2024--3-5"), stays_out("date-invalid")),
    **dict.fromkeys(("2024.3", "202403", "2024年3月", "3月5日", "2024-3", "三月五日"), stays_out("date-incomplete")),
    **dict.fromkeys(("2024.13", "202413", "13月5日", "3月32日"), stays_out("date-invalid")),
    "2026-11-23": stays_out("date-future"),
    **dict.fromkeys(("", "/", "-", "—", "－", "无", "不详", "暂无", "至今"), goes_in("")),
    "同上": stays_out("ditto-not-allowed"),
    "未报到": stays_out("date-invalid"),
}


def test_days_on_which_rules_hang(desk: Desk) -> None:
    assert of_people(desk, "决定日期", list(DAYS)) == DAYS


@pytest.mark.parametrize("header", ["初次发现日期", "确认到期日"])
def test_days_of_less_weight_may_be_incomplete_and_are_never_guessed(desk: Desk, header: str) -> None:
    expected = {
        "2026.5.1": goes_in("2026-05-01"),
        **dict.fromkeys(("2024.3", "202403", "2024年3月", "3月5日"), goes_in("", "date-incomplete")),
        **dict.fromkeys(("45356", "24.3.5", "24年3月5日", "####", "2024-02-30"), stays_out("date-invalid")),
    }
    assert of_people(desk, header, list(expected)) == expected


def test_a_planned_day_may_lie_ahead(desk: Desk) -> None:
    assert of_people(desk, "确认到期日", ["2028-01-01"]) == {"2028-01-01": goes_in("2028-01-01")}


def test_a_person_who_did_not_report_stays_in_view(desk: Desk) -> None:
    expected = {
        **dict.fromkeys(("未报到", "未到", "逾期未报到"), goes_in("", "not-reported")),
        "2025-01-16": goes_in("2025-01-16"),
        "2025-01-17": goes_in("2025-01-17", "reported-late"),
        "45700": goes_in("2025-02-12", "reported-late", "date-serial"),
        "2024-12-31": stays_out("date-order"),
        SERVED: goes_in(SERVED),
    }
    assert of_people(desk, "报到日期", list(expected)) == expected


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({"决定日期": "2025-01-02"}, stays_out("date-order")),
        ({"决定日期": SERVED}, goes_in(SERVED)),
        ({"结束日期": "2025-01-03", "结束原因": "其他"}, stays_out("date-order")),
        ({"结束日期": "2025-01-05", "结束原因": "其它"}, goes_in(SERVED)),
        ({"证件号码": number(1, "20250601")}, stays_out("date-order")),
        ({"送达日期": "2025-13-01", "报到日期": "2020-01-01"}, stays_out("date-invalid")),
        ({"送达日期": "2027-01-01"}, stays_out("date-future")),
        ({"报到日期": "2027-01-01"}, stays_out("date-future")),
        (
            {"报到日期": "2025-2", "期限(年)": "x", "姓名": "岩?"},
            stays_out("date-incomplete", "term-invalid", "encoding-damage"),
        ),
    ],
)
def test_days_in_their_order(desk: Desk, cells: dict[str, str], outcome: Outcome) -> None:
    assert outcomes(desk, "送达日期", {"一行": {**PERSON, "证件号码": MAN, **cells}}) == {"一行": outcome}


def test_the_term_of_rehabilitation_is_three_years(desk: Desk) -> None:
    expected = {
        **dict.fromkeys(("3", "3年", "三年", "36个月", "3.0"), goes_in("3")),
        **dict.fromkeys(("2", "2.5", "4", "0", "-1", "abc", "7个月", "长期", "30个月"), stays_out("term-invalid")),
    }
    assert of_people(desk, "期限(年)", list(expected)) == expected


def test_the_term_of_recovery_is_given_in_half_years_up_to_three(desk: Desk) -> None:
    expected = {
        **dict.fromkeys(("2.5", "30个月"), goes_in("2.5")),
        **dict.fromkeys(("0.5", "6个月"), goes_in("0.5")),
        **dict.fromkeys(("1", "1年", "一年", "12个月"), goes_in("1")),
        **dict.fromkeys(("3", "三年"), goes_in("3")),
        **dict.fromkeys(("4", "3.5", "0", "-1", "7个月", "42个月", "2.3", "0.25"), stays_out("term-invalid")),
        **dict.fromkeys(("", "/", "-", "不详"), stays_out("missing")),
    }
    assert of_people(desk, "期限(年)", list(expected), 类别="社区康复") == expected


def test_categories(desk: Desk) -> None:
    meant = {"社戒": "社区戒毒", "社区戒毒": "社区戒毒", "美沙酮": "药物维持治疗", "维持治疗": "药物维持治疗"}
    meant |= {"自戒": "自愿戒毒", "社会面": "社会面管理"} | dict.fromkeys(("社康", "康复", "社区康复人员"), "社区康复")
    expected = {word: goes_in(category) for word, category in meant.items()}
    expected |= dict.fromkeys(("强戒", "其他", "社区"), stays_out("choice-unknown"))
    expected |= dict.fromkeys(("", "无", "/"), stays_out("missing"))
    assert of_people(desk, "类别", list(expected), **{"期限(年)": "3"}) == expected


def test_optional_choices_warn_and_stay_empty(desk: Desk) -> None:
    expected = {word: goes_in(word) for word in ("高", "中", "低")}
    expected |= {"特高": goes_in("", "choice-unknown")} | dict.fromkeys(("/", "无", ""), goes_in(""))
    assert of_people(desk, "风险等级", list(expected)) == expected


def test_villages(desk: Desk) -> None:
    villages = ["永广村", "永广村村委会", "永广村委会", "永广村民委员会", "永广村村民委员会", " 永广村　"]
    assert of_people(desk, "村", villages) == dict.fromkeys(villages, goes_in("永广村"))


def test_groups(desk: Desk) -> None:
    first = dict.fromkeys(("一组", "第一村民小组", "1小组", "１组", "1", "1组"), goes_in("1组"))
    expected = first | {"十一组": goes_in("11组"), "二十一组": goes_in("21组"), "老寨": goes_in("老寨")}
    assert of_people(desk, "组", list(expected)) == expected


def test_names(desk: Desk) -> None:
    dotted = dict.fromkeys(("岩·温", "岩•温", "岩・温", "岩．温"), goes_in("岩·温"))
    expected = dict.fromkeys(("岩 温", "岩\u3000温", "岩  温"), goes_in("岩温")) | dotted
    expected |= {"Ai Sam": goes_in("Ai Sam"), "𠮷 田": goes_in("𠮷田"), "": stays_out("missing")}
    expected |= dict.fromkeys(("岩?", "岩？温", "岩□", "岩\ufffd"), stays_out("encoding-damage"))
    assert of_people(desk, "姓名", list(expected)) == expected


def test_telephones(desk: Desk) -> None:
    one, two = "13800001111", "13900002222"
    both = [f"{one}{joint}{two}" for joint in ("/", "／", "；", ";", "、", ",", "，", "\n", "\r\n", " ")]
    expected = dict.fromkeys(both, goes_in(f"{one}、{two}"))
    same = [one, full_width(one), "138-0000-1111", "138 0000 1111", f"{one}.0", f"+86{one}", f"+86 {one}"]
    expected |= dict.fromkeys(same, goes_in(one))
    expected |= {"0879-7654321": goes_in("0879-7654321"), "0879-7654321-12": goes_in("0879-7654321-12")}
    expected |= {text: goes_in(text, "phone-invalid") for text in ("12345", "12000001111", "1380000111", "问村长")}
    expected |= {"1.38E+10": goes_in("", "phone-invalid")} | dict.fromkeys(("/", "无", "-", ""), goes_in(""))
    assert of_people(desk, "联系电话", list(expected)) == expected


@pytest.mark.parametrize("edge", [" ", "\t", "\r", "\u00a0", "\u3000", "\u200b", "\ufeff"])
def test_the_ends_of_every_cell_are_trimmed(desk: Desk, edge: str) -> None:
    row = {**PERSON, "证件号码": MAN, "备注": "写明"}
    rows = {"一行": {header: f"{edge}{cell}{edge}" for header, cell in row.items()}}
    assert outcomes(desk, "备注", rows) == {"一行": goes_in("写明")}


def test_free_text_is_kept_exactly(desk: Desk) -> None:
    texts = ["=1+1", "-5", "@x", "'x", "+1", "a  b", "/", "无", "不详", "至今", "[red]x", 'a,"b"', "a\nb", "＝１"]
    expected = {text: goes_in(text) for text in texts} | {"a\r\nb": goes_in("a\nb"), "A\u0301": goes_in("Á")}
    expected |= {f"a{sign}b": stays_out("nul") for sign in "\x00\x07\t\x1b\x7f\x85\x9b"}
    assert of_people(desk, "备注", list(expected)) == expected
