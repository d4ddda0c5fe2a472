"""The manual says what is so: its pictures are there and stand alone, its keys are those of the application."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.segment import Segment
from rich.style import Style

from docs.manual.pictures import FOLDER
from docs.manual.svg import picture
from store.command.main import commands
from tui.actions import ACTIONS, key_card

MANUAL = FOLDER.parent
PAGES = sorted(MANUAL.glob("*.md"))
PICTURES = sorted(FOLDER.glob("*.svg"))
KEY_TABLE = "| 键 | 叫什么 | 做什么 |"
_NAMED_PICTURE = re.compile(r"!\[[^\]]+\]\((?P<target>[^)]+)\)")
_COMMAND = re.compile(
    r"`yuesong (?P<name>[a-z][a-z-]*)(?P<rest>[^`]*)`|^yuesong (?P<block>[a-z][a-z-]*)(?P<block_rest>.*)$", re.M
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<)]+|url\(|@import|@font-face")
SVG = "{http://www.w3.org/2000/svg}"
_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def keys_and_names(page: str) -> Iterator[tuple[str, str]]:
    """Keys and name of every line of the key tables of a page."""
    in_table = False
    for line in page.splitlines():
        if line == KEY_TABLE:
            in_table = True
        elif not line.startswith("|"):
            in_table = False
        elif in_table and not line.startswith("|---"):
            keys, name, _ = (cell.strip() for cell in line.strip("|").split("|"))
            yield keys, name


def known_keys() -> set[tuple[str, str]]:
    """Keys, twins included, and label of every action, as the help screen shows them."""
    return {(keys, sentence.split(":")[0]) for keys, sentence in key_card(ACTIONS)}


def named_pictures(page: str) -> set[str]:
    return {match["target"] for match in _NAMED_PICTURE.finditer(page)}


def wrong_commands(page: str) -> Iterator[str]:
    """Every command or option of a page that the command line does not have."""
    for match in _COMMAND.finditer(page):
        name, rest = match["name"] or match["block"], match["rest"] or match["block_rest"] or ""
        command = commands.commands.get(name)
        options = {text for known in command.params for text in known.opts} if command else set()
        wrong = set(re.findall(r"--[a-z-]+", rest)) - options
        if command is None or wrong - {"--help"}:
            yield match[0]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_picture_that_a_page_names_is_there_and_every_picture_is_named() -> None:
    named = {(page.parent / target).resolve() for page in PAGES for target in named_pictures(text_of(page))}
    assert named == {path.resolve() for path in PICTURES}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_stands_alone(path: Path) -> None:
    text = text_of(path)
    assert text.startswith("<svg ")
    assert _ADDRESS.findall(text.replace(_NAMESPACE, "")) == []


@pytest.mark.parametrize(
    "text", ["href='https://fonts.example/a'", "src: url(a.woff)", "@font-face {}", "//cdn.example"]
)
def test_an_address_in_a_picture_is_found(text: str) -> None:
    assert _ADDRESS.findall(f"<svg {_NAMESPACE}>{text}</svg>".replace(_NAMESPACE, "")) != []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_key_that_a_page_names_does_that(page: Path) -> None:
    assert set(keys_and_names(text_of(page))) - known_keys() == set()


def test_a_key_that_does_something_else_is_found() -> None:
    page = f"{KEY_TABLE}\n|---|---|---|\n| F2 | 保存 | 存好 |\n| F3 | 保存 | 存好 |\n| F2 | 打印 | 印出 |\n"
    assert set(keys_and_names(page)) - known_keys() == {("F3", "保存"), ("F2", "打印")}


def test_the_pages_have_tables_of_keys() -> None:
    without = {page.name for page in PAGES if not list(keys_and_names(text_of(page)))}
    assert without <= {"undo.md", "backup.md", "commands.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_can_be_typed(page: Path) -> None:
    assert list(wrong_commands(text_of(page))) == []


def test_a_command_that_is_not_there_is_found() -> None:
    page = "`yuesong fly`\n`yuesong due --soon`\n```\nyuesong swim\n```\n`yuesong verify` `yuesong 命令 --help`"
    assert list(wrong_commands(page)) == ["`yuesong fly`", "`yuesong due --soon`", "yuesong swim"]


def test_the_index_leads_to_every_page() -> None:
    index = text_of(MANUAL / "README.md")
    assert [page.name for page in PAGES if page.name != "README.md" and f"]({page.name})" not in index] == []


def test_a_picture_is_drawn_cell_by_cell_and_always_alike() -> None:
    line = [Segment("岩 F5"), Segment("<&>", Style(reverse=True, bold=True))]
    drawn = picture([line], 80, "今日 & <b>")
    assert drawn == picture([list(line)], 80, "今日 & <b>")
    assert ElementTree.fromstring(drawn).findtext(f"{SVG}title") == "今日 & <b>"
    places = [(span.text, span.get("x")) for span in ElementTree.fromstring(drawn).iter(f"{SVG}tspan")]
    assert places == [("岩", "12"), ("F", "42"), ("5", "52"), ("<", "62"), ("&", "72"), (">", "82")]


def test_what_is_yellow_on_a_dark_screen_can_be_read_on_paper() -> None:
    assert 'fill="#7a7a00"' in picture([[Segment("!", Style(color="#ffff00"))]], 80, "")
