"""Text, names, choices, numbers, terms, areas, ids and the trimming of every cell."""

import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fields import (
    AreaName,
    Checked,
    Choice,
    Choices,
    Money,
    Name,
    Term,
    Text,
    Uid,
    WholeNumber,
    declared_field,
    new_uid,
)
from store.fields.cell import has_control, trim
from store.fields.codes import CODES, Severity, severity
from store.fields.han_number import han_number
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit

TODAY = date(2026, 11, 22)


def test_the_ends_of_a_cell_are_trimmed_and_its_inside_kept() -> None:
    assert trim(" \t\u00a0\u3000\u200b\ufeff甲 \t 乙\u200d\r ") == "甲 \t 乙"
    assert trim("甲\r\n乙") == "甲\n乙"
    assert trim("e\u0301") == "\u00e9"
    assert trim("\n甲\n") == "\n甲\n"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9b", "\r", "\t", "\ud800"])
def test_control_characters_are_named(character: str) -> None:
    assert has_control(f"甲{character}乙")
    assert Text().clean(f"甲{character}乙", TODAY).codes == ("nul",)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-5", "/", "无", "a\nb", "〈\u202e〉", "[/]", "𠮷", "'x"])
def test_text_keeps_everything(text: str) -> None:
    assert Text().clean(text, TODAY).value == text


@pytest.mark.parametrize(
    ("text", "code"), [("长" * 201, "too-long"), ("同上", "ditto-not-allowed"), ("〔清空〕", "clear-not-allowed")]
)
def test_text_that_is_refused(text: str, code: str) -> None:
    assert Text().clean(text, TODAY).codes == (code,)


@pytest.mark.parametrize(
    ("text", "name"),
    [("曾 小龙", "曾小龙"), ("岩　三 木", "岩三木"), ("阿卜杜拉•买买提", "阿卜杜拉·买买提"), ("阿・布．都", "阿·布·都"),
     ("Mi Mi Aung", "Mi Mi Aung"), ("𠮷 田", "𠮷田"), ("·甲", "·甲")],
)  # fmt: skip
def test_names_take_their_usual_form(text: str, name: str) -> None:
    assert Name().clean(text, TODAY).value == name


@pytest.mark.parametrize("text", ["王□", "王?", "王？", "王\ufffd"])
def test_a_name_that_lost_a_character_is_refused(text: str) -> None:
    assert Name().clean(text, TODAY).codes == ("encoding-damage",)


@pytest.mark.parametrize(
    ("text", "name"),
    [("永广村", "永广村"), ("曼亨村民委员会", "曼亨村"), ("曼亨村委会", "曼亨村"), ("曼亨村村委会", "曼亨村"),
     ("曼亨村村民委员会", "曼亨村"), ("ＡＢ村", "AB村"), ("曼亨", "曼亨"), ("村委会", "村委会")],
)  # fmt: skip
def test_villages(text: str, name: str) -> None:
    assert AreaName("村").clean(text, TODAY).value == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("一组", "1组"), ("十一组", "11组"), ("第一村民小组", "1组"), ("1小组", "1组"), ("１组", "1组"), ("1", "1组"),
     ("01组", "1组"), ("第12村民小组", "12组"), ("二十三组", "23组"), ("上寨组", "上寨组"), ("大寨", "大寨")],
)  # fmt: skip
def test_groups(text: str, name: str) -> None:
    assert AreaName("组").clean(text, TODAY).value == name


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3", 36),
        ("3年", 36),
        ("三年", 36),
        ("36个月", 36),
        ("2.5", 30),
        ("0.5", 6),
        ("3.0", 36),
        ("18个月", 18),
        ("３", 36),
    ],
)
def test_terms(text: str, months: int) -> None:
    assert Term().clean(text, TODAY).value == months
    assert Term().clean(Term().format(months), TODAY).value == months


@pytest.mark.parametrize("text", ["0", "-1", "20个月", "1.25", "长期", "3岁", "1e1", ""])
def test_what_is_no_term(text: str) -> None:
    assert Term().clean(text, TODAY).codes == ("term-invalid",)


@pytest.mark.parametrize(("months", "text"), [(36, "3"), (30, "2.5"), (6, "0.5"), (120, "10")])
def test_terms_are_written_in_years(months: int, text: str) -> None:
    assert Term().format(months) == text


def test_whole_numbers() -> None:
    field = WholeNumber(0, 1095)
    assert [field.clean(text, TODAY).value for text in ("0", "12", "12.0")] == [0, 12, 12]
    for text in ("1096", "-1", "1.5", "十", "9" * 400):
        assert field.clean(text, TODAY).codes == ("number-invalid",)


@pytest.mark.parametrize(
    ("record", "field", "text", "value"),
    [
        (Measure, "category", "社戒", "社区戒毒"), (Measure, "category", "社康", "社区康复"),
        (Measure, "category", "康复", "社区康复"), (Measure, "category", "社区康复人员", "社区康复"),
        (Measure, "category", "美沙酮", "药物维持治疗"), (Measure, "category", "维持治疗", "药物维持治疗"),
        (Measure, "category", "自戒", "自愿戒毒"), (Measure, "category", "社会面", "社会面管理"),
        (Measure, "close_reason", "其它", "其他"),
        (DrugTest, "result", "阴", "阴性"), (DrugTest, "result", "(-)", "阴性"), (DrugTest, "result", "(－)", "阴性"),
        (DrugTest, "result", "阴性(-)", "阴性"),
        (DrugTest, "result", "阳", "阳性"), (DrugTest, "result", "(+)", "阳性"),
        (DrugTest, "result", "阳性(+)", "阳性"), (DrugTest, "result", "拒绝", "拒检"),
        (DrugTest, "result", "拒绝检测", "拒检"), (DrugTest, "result", "逃避检测", "逃避"),
        (DrugTest, "result", "缺席", "未到"), (DrugTest, "result", "（-）", "阴性"),
        (DrugTest, "result", "阳性（＋）", "阳性"),
        (DrugTest, "result", "-", None), (DrugTest, "result", "/", None),
        (Visit, "result", "见到", "已见到"), (Visit, "result", "已见面", "已见到"),
        (Visit, "result", "找到", "已见到"),
        (Visit, "result", "接通", "已见到"), (Visit, "result", "未遇", "未见到"), (Visit, "result", "未找到", "未见到"),
        (Visit, "result", "未接通", "未见到"),
        (Person, "sex", "M", "男"), (Person, "sex", "F", "女"), (Person, "sex", "1", "男"), (Person, "sex", "2", "女"),
        (Person, "sex", "男性", "男"), (Person, "sex", "女性", "女"), (Person, "sex", "不详", None),
    ],
)  # fmt: skip
def test_spellings_of_choices(record: type, field: str, text: str, value: str | None) -> None:
    checked = declared_field(record, field).type.clean(text, TODAY)
    assert (checked.value, checked.codes) == (value, ())


def test_normal_is_a_guess() -> None:
    checked = declared_field(DrugTest, "result").type.clean("正常", TODAY)
    assert (checked.value, checked.codes) == ("阴性", ("result-guessed",))


def test_unknown_words_reject_only_where_they_are_required() -> None:
    assert Choice(("甲",)).clean("乙", TODAY).codes == ("choice-unknown",)
    assert severity("choice-unknown", required=True) is Severity.REJECT
    assert severity("choice-unknown") is Severity.WARN
    assert Choice(("甲", "其他")).clean("其它", TODAY).value == "其他"
    assert Choice(("甲",)).clean("其它", TODAY).codes == ("choice-unknown",)


def test_several_choices_keep_the_order_of_the_list() -> None:
    field = Choices(("见面", "谈话", "走访", "汇报"))
    assert field.clean("走访、见面、走访", TODAY).value == ("见面", "走访")
    assert field.clean("走访、喝茶", TODAY).codes == ("choice-unknown",)
    assert field.clean("、", TODAY).codes == ("choice-unknown",)
    assert field.format(("见面", "走访")) == "见面、走访"


def test_uids_are_of_one_form_only() -> None:
    uids = {new_uid() for _ in range(1000)}
    assert len(uids) == 1000
    assert all(Uid().clean(uid, TODAY).value == uid for uid in uids)
    for text in (
        next(iter(uids)).upper().replace("0", "A"),
        "1",
        next(iter(uids)) + "0",
        "01937b6e-3c00-4abc-8def-0123456789ab",
    ):
        assert Uid().clean(text, TODAY).codes == ("record-id-invalid",)


def test_every_code_says_what_happened_and_what_to_do() -> None:
    assert all(code.message and code.remedy and code.name == name for name, code in CODES.items())


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("十一", 11), ("二十", 20), ("九十九", 99), ("廿一", 21), ("卅", 30)]
)
def test_han_numbers(text: str, number: int) -> None:
    assert han_number(text) == number


@pytest.mark.parametrize("text", ["", "十十", "零十", "二廿", "百", "十百", "三〇"])
def test_what_is_no_han_number(text: str) -> None:
    assert han_number(text) is None


@given(text=st.text(max_size=40))
def test_trimming_twice_is_trimming_once(text: str) -> None:
    once = trim(text)
    assert trim(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert json.loads(json.dumps(once)) == once


@pytest.mark.parametrize(
    ("text", "fen"),
    [("300", 30_000), ("300元", 30_000), ("¥1,200.50", 120_050), ("３００．５", 30_050), ("0", 0), ("12.340", 1_234)],
)
def test_a_sum_is_kept_in_fen(text: str, fen: int) -> None:
    assert Money().clean(text, TODAY) == Checked(fen)


@pytest.mark.parametrize("text", ["三百", "-5", "1,20", "1.234", "5元6角", "1e3", "12345678901"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    assert Money().clean(text, TODAY) == Checked(None, ("number-invalid",))


@given(st.integers(0, 10**11 - 1))
def test_a_sum_is_read_back_as_it_was_written(fen: int) -> None:
    assert Money().clean(Money().format(fen), TODAY) == Checked(fen)
