"""Every kind of entry with every hostile text: it keeps what was put in exactly, and draws it harmless."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Input, TextArea

import tui.widgets
from store.text import clean
from tests.hostile import hostile_strings
from tests.tui.office import TODAY
from tui.widgets.completing_entry import CompletingEntry
from tui.widgets.day_entry import DayEntry
from tui.widgets.finding_entry import FindingEntry
from tui.widgets.long_entry import LongEntry
from tui.widgets.path_entry import PathEntry
from tui.widgets.search_entry import SearchEntry
from tui.widgets.sheet_line_entry import SheetLineEntry
from tui.widgets.text_entry import TextEntry

Entry = TextEntry | LongEntry
MADE: dict[type[Entry], Callable[[], Entry]] = {
    TextEntry: TextEntry,
    CompletingEntry: lambda: CompletingEntry(several=True),
    DayEntry: lambda: DayEntry(lambda: TODAY),
    FindingEntry: FindingEntry,
    LongEntry: LongEntry,
    PathEntry: PathEntry,
    SearchEntry: SearchEntry,
    SheetLineEntry: SheetLineEntry,
}
ENDS = str.maketrans({"\r": "\n"})


class EntryApp(App[None]):
    """One entry."""

    def __init__(self, make: Callable[[], Entry]) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        self.entry = self._make()
        yield self.entry


def put_in(entry: Entry, text: str) -> None:
    """Have ``text`` stand there, as if it had been typed."""
    if isinstance(entry, LongEntry):
        entry.load_text(text)
    else:
        entry.value = text


def text_of(entry: Entry) -> str:
    return entry.text if isinstance(entry, LongEntry) else entry.value


def drawn(entry: Entry) -> Iterator[str]:
    """The lines as they are handed to the compositor."""
    width, height = entry.size
    for strip in entry.render_lines(Region(0, 0, width, height)):
        yield strip.text


def assert_harmless(lines: Iterator[str], width: int, text: str) -> None:
    for line in lines:
        # A line that is scrolled may begin with a mark; it sits on the bracket then.
        assert clean(f"[{line}") == f"[{line}", ascii(text)
        assert cell_len(line) == width, ascii(text)


def test_every_kind_of_entry_is_tried() -> None:
    modules = [
        importlib.import_module(f"tui.widgets.{found.name}") for found in pkgutil.iter_modules(tui.widgets.__path__)
    ]
    classes = {each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)}
    assert {each for each in classes if issubclass(each, Input | TextArea)} - {Input, TextArea} == set(MADE)


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
async def test_what_is_put_in_stands_there_exactly_and_is_drawn_harmless(kind: type[Entry]) -> None:
    app = EntryApp(MADE[kind])
    async with app.run_test(size=(40, 5)):
        entry = app.entry
        with app.prevent(Input.Changed, TextArea.Changed):
            for text in hostile_strings():
                put_in(entry, text)
                assert text_of(entry) == (text.replace("\r\n", "\n") if isinstance(entry, LongEntry) else text)
                assert_harmless(drawn(entry), entry.size.width, text)


@pytest.mark.parametrize("kind", [TextEntry, LongEntry], ids=lambda kind: kind.__name__)
async def test_what_is_pasted_stands_there_whole(kind: type[Entry]) -> None:
    app = EntryApp(MADE[kind])
    async with app.run_test(size=(40, 5)):
        entry = app.entry
        with app.prevent(Input.Changed, TextArea.Changed):
            for text in hostile_strings():
                put_in(entry, "前后")
                place_between(entry)
                await entry.on_event(events.Paste(text))
                lines = text.replace("\r\n", "\n").translate(ENDS)
                assert text_of(entry) == f"前{lines if kind is LongEntry else lines.rstrip(chr(10))}后", ascii(text)
                assert_harmless(drawn(entry), entry.size.width, text)


def place_between(entry: Entry) -> None:
    if isinstance(entry, LongEntry):
        entry.move_cursor((0, 1))
    else:
        entry.cursor_position = 1


async def test_a_secret_is_drawn_as_stars_alone() -> None:
    app = EntryApp(lambda: TextEntry(password=True))
    async with app.run_test(size=(40, 5)):
        entry = app.entry
        assert isinstance(entry, TextEntry)
        with app.prevent(Input.Changed):
            for text in hostile_strings():
                entry.value = text
                assert set("".join(drawn(entry))) <= set("* "), ascii(text)
