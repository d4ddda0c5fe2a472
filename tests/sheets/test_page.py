"""The base of what is printed: loads nothing, and foreign text stays text."""

import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest

from store.sheets.page import DEMO_MARK, element, page, write_page
from store.text import clean
from tests.hostile import hostile_strings


class Read(HTMLParser):
    """The tags and the text of a document, as a browser takes them."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def sheet(*texts: str, demo: bool = False) -> str:
    return page("单", [[element("p", text)] for text in texts], demo=demo)


@pytest.mark.parametrize("text", hostile_strings(), ids=lambda text: ascii(text)[:40])
def test_foreign_text_is_text_and_can_be_shown(text: str) -> None:
    plain, hostile = Read(sheet("甲")), Read(sheet(text))
    assert hostile.tags == plain.tags
    assert hostile.attributes == plain.attributes
    assert "".join(hostile.texts) == "".join(plain.texts).replace("甲", clean(text))


@pytest.mark.parametrize(
    "text", ["<b>岩</b>", "a&amp;b", '"x" onload="y"', "</style><script>alert(1)</script>", "\x1b[2J"]
)
def test_markup_in_a_title_is_text_too(text: str) -> None:
    assert clean(text) in "".join(Read(page(text, [], demo=False)).texts)
    assert Read(page(text, [], demo=False)).tags == Read(page("单", [], demo=False)).tags


def test_nothing_is_loaded_from_anywhere() -> None:
    document = sheet("甲", demo=True)
    assert "default-src 'none'" in document
    assert not {name for name, _ in Read(document).attributes} & {"src", "href", "action", "srcset"}
    assert not any(word in document for word in ("http:", "https:", "url(", "@import", "<script", "<link"))


def test_each_sheet_has_paper_of_its_own() -> None:
    assert Read(sheet("甲", "乙", "丙")).tags.count("section") == 3
    assert "break-after: page" in sheet("甲")
    assert "size: A4" in sheet("甲")


def test_every_sheet_of_a_demo_township_says_so_and_no_other() -> None:
    sections = sheet("甲", "乙", demo=True).split("<section>")[1:]
    assert [DEMO_MARK in section for section in sections] == [True, True]
    assert DEMO_MARK not in sheet("甲", "乙")


def test_a_written_page_is_for_this_user_alone(tmp_path: Path) -> None:
    write_page(tmp_path / "单.html", sheet("岩三木"))
    assert (tmp_path / "单.html").read_bytes().decode("utf-8") == sheet("岩三木")
    assert stat.S_IMODE((tmp_path / "单.html").stat().st_mode) == 0o600
