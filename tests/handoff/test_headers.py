"""Finding the header row: under which delimiter, below which titles, of which kind."""

import json
from pathlib import Path

import pytest

from store.errors import FileRefusedError, UsageError
from store.handoff.headers import find_heading, header_index, plain_header, synonyms
from store.model.ledgers import LEDGERS
from tests.handoff.offices import LEDGER_FOLDER, Desk, codes_by_row

PEOPLE = "姓名,身份证号,村,类别"


def text(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in lines)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_delimiter(delimiter: str) -> None:
    heading = find_heading(text("花名册", PEOPLE.replace(",", delimiter)))
    assert (heading.delimiter, heading.row, heading.ledger.kind) == (delimiter, 2, "people")


def test_titles_and_blank_lines_above_count_as_rows() -> None:
    assert find_heading(text("岳宋乡花名册", "", ",,,", '"两行\n标题",', PEOPLE)).row == 5


def test_the_header_is_looked_for_in_thirty_rows() -> None:
    assert find_heading(text(*["标题"] * 29, PEOPLE)).row == 30
    with pytest.raises(FileRefusedError):
        find_heading(text(*["标题"] * 30, PEOPLE))


@pytest.mark.parametrize("title", ["姓 名", "　姓名：", "【姓名】", "名字", "人员姓名", "姓名*", "姓\n名"])
def test_titles_differ_in_spaces_width_and_punctuation(title: str) -> None:
    heading = find_heading('"' + title + '",身份证号码,所属村,人员类别\r\n')
    assert heading.place_of("姓名") == 0


def test_synonyms_are_the_kinds_own() -> None:
    assert header_index("tests")["时间"] == header_index("tests")["检测日期"]
    heading = find_heading("证件号,姓名,时间,样本类型,类型,检测结果,单位\r\n")
    assert heading.ledger.kind == "tests"
    assert [heading.place_of(header) for header in ("检测日期", "样本", "类型", "结果", "检测机构")] == [2, 3, 4, 5, 6]
    assert find_heading("姓名,身份证,村,类型\r\n").place_of("类别") == 3


def test_every_synonym_belongs_to_a_column() -> None:
    headers = {column.header for ledger in LEDGERS.values() for column in ledger.columns}
    assert set(synonyms()) <= headers


@pytest.mark.parametrize("kind", list(LEDGERS))
def test_an_export_is_known_as_its_kind(kind: str) -> None:
    heading = find_heading(",".join(LEDGERS[kind].headers) + "\r\n")
    assert heading.ledger.kind == kind
    assert heading.unmapped == ()


@pytest.mark.parametrize("kind", list(LEDGERS))
def test_no_other_wording_of_a_header_makes_a_ledger_of_another_kind(kind: str) -> None:
    ledger = LEDGERS[kind]
    least = [column.header for column in ledger.columns if column.required or column.header == "证件号码"]
    for place, header in enumerate(ledger.headers):
        for word in synonyms().get(header, ()):
            if header_index(kind)[plain_header(word)] != place:
                continue
            for headers in (least, list(ledger.headers)):
                titles = [word if title == header else title for title in headers]
                assert find_heading(",".join(titles) + "\r\n").ledger.kind == kind, (word, titles)


def test_ledgers_as_offices_head_them() -> None:
    expected = {
        "序号,姓名,身份证号,中止时间,恢复时间,中止原因": "suspensions",
        "姓名,身份证号码,请假日期,拟返日期,销假日期,去向,请假事由,是否报备": "leaves",
        "姓名,身份证号,出发日期,预计返回日期,返回日期,目的地": "leaves",
        "姓名,身份证号,办理日期,办理事项,文书编号,接收单位,回执时间,办理人": "notices",
        "姓名,身份证号,发生日期,事项,内容": "notices",
        "姓名,身份证号,帮扶日期,帮扶类别,帮扶金额(元),帮扶内容,帮扶人": "supports",
        "姓名,身份证号,救助时间,类型,救助金额": "supports",
        "序号,户号,村委会,村民小组,户主,户主身份证号,家庭人口,联系方式,状态": "households",
        "序号,级别,区划代码,区划名称,上级代码,责任人,手机号": "areas",
        "文书名称,版本号,施行日期,废止日期,有效期,备案审查意见,全文": "documents",
        "户号,文书名称,版本号,签订情况,签字日期,代签人,关系,经手人": "signatures",
    }
    for header, kind in expected.items():
        heading = find_heading(header + "\r\n")
        assert (heading.ledger.kind, heading.unmapped) == (kind, (0,) if header.startswith("序号") else ()), header


def test_kinds_that_fit_alike_are_a_question() -> None:
    with pytest.raises(UsageError):
        find_heading("记录编号,姓名,村,类别\r\n")
    assert find_heading("记录编号,姓名,村,类别\r\n", "measures").ledger.kind == "measures"


def test_helpers_are_known_by_their_roles() -> None:
    header = "证件号码,姓名,角色,责任人,责任人电话,志愿者编号,开始日期,结束日期"
    assert find_heading(header + "\r\n").ledger.kind == "assignments"


def test_two_columns_for_one_field_are_refused_except_phones() -> None:
    with pytest.raises(FileRefusedError, match="姓名"):
        find_heading("姓名,名字,身份证号,村,类别\r\n")
    assert len(find_heading("姓名,手机,身份证号,电话,村,类别\r\n").places[8]) == 2


def test_a_refusal_names_the_likeliest_kind_and_what_it_lacks() -> None:
    with pytest.raises(FileRefusedError, match=r"检测记录.*样本"):
        find_heading("证件号码,检测日期,检测类型,检测结果,检测人\r\n")


def test_two_phone_columns_are_joined(desk: Desk) -> None:
    desk.take("姓名,身份证号,村,类别,手机,电话", "岩三,530898199711073307,岳宋村,社区戒毒,13800001111,0879-8345678")
    assert desk.records("people")[0]["联系电话"] == "13800001111、0879-8345678"


def test_a_word_for_nothing_in_one_of_two_phone_columns(desk: Desk) -> None:
    header, row = "姓名,身份证号,村,类别,手机,电话", "岩三,530898199711073307,岳宋村,社区戒毒"
    assert codes_by_row(desk.take(header, f"{row},无,/")) == {}
    assert desk.records("people")[0]["联系电话"] == ""
    assert codes_by_row(desk.take(header, f"{row},无,13900002222")) == {}
    assert desk.records("people")[0]["联系电话"] == "13900002222"
    assert codes_by_row(desk.take(header, f"{row},同上,13900002222")) == {2: ["ditto-not-allowed"]}


def test_cells_without_anything_to_see_are_empty(desk: Desk) -> None:
    row = "岩三,530898199711073307,岳宋村,社区戒毒"
    blank = "\u200b"
    report = desk.take(
        PEOPLE, f"{row},{blank}", f"岩四,530899198212031630,{blank},社区戒毒", f"合计,{blank},{blank},{blank}"
    )
    assert codes_by_row(report) == {3: ["filled-down"]}
    assert report["skipped_rows"] == [4]


def test_what_nobody_reads_is_counted(desk: Desk) -> None:
    report = desk.take(
        PEOPLE + ",序号,民族,,", "岩三,530898199711073307,岳宋村,社区戒毒,1,佤,x,", "岩四,,岳宋村,社区戒毒,,,,"
    )
    assert report["unmapped_columns"] == ["序号", "民族", "(第7列,无表头)"]
    assert report["unmapped_cells"] == {"序号": 1, "民族": 1, "(第7列,无表头)": 1}


def test_rows_that_are_no_data(desk: Desk) -> None:
    good = "530898199711073307,岳宋村,社区戒毒"
    report = desk.take(
        "序号," + PEOPLE + ",期限",
        "1,2,3,4,5,6",
        f"1,岩三,{good},3",
        "2,,,,,",
        "合 计,1,,,,",
        "序号,姓 名,身份证号,村,类别,期限",
        ",,备注：以上属实,,,",
        "制表人：李,,,,,",
        "合计,岩四,530899198212031630,岳宋村,社区戒毒,3",
        "",
        "填表,,,,,",
    )
    assert report["skipped_rows"] == [2, 4, 5, 6, 7, 8, 10, 11]
    assert report["counts"]["new"] == 2


@pytest.mark.parametrize("second", [",,,,(年)", ",,,,年", "甲,乙,丙,1,2", "(1),(2),(3),(4),(5)", "姓名,证件号码,村,,"])
def test_a_second_heading_row_is_skipped(desk: Desk, second: str) -> None:
    row = "岩三,530898199711073307,岳宋村,社区戒毒,3"
    report = desk.take(PEOPLE + ",期限", second, row)
    assert (report["skipped_rows"], report["counts"]["new"]) == ([2], 1)


def test_the_first_data_row_is_never_taken_for_a_heading(desk: Desk) -> None:
    report = desk.take(PEOPLE, ",,,", "1,2,3,5")
    assert report["counts"]["rejected"] == 1


def test_the_sample_ledgers_are_read_as_they_lie() -> None:
    for path in sorted(LEDGER_FOLDER.glob("*.expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        data = Path(str(path).replace(".expected.json", ".csv")).read_bytes()
        decoded = data.decode("utf-8-sig") if data.startswith(b"\xef\xbb\xbf") else data.decode("gb18030")
        assert find_heading(decoded).row == expected["header_row"]


def test_the_row_numbers_are_a_spreadsheets(desk: Desk) -> None:
    report = desk.take(
        PEOPLE + ",备注", '岩三,530898199711073307,岳宋村,社区戒毒,"一\n二\n三"', "", "岩四,1,岳宋村,社区戒毒,"
    )
    assert codes_by_row(report) == {4: ["id-length"]}
