"""Choosing a file by typing: what a typed path means, what stands in its folder, how it goes on."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

LEDGERS = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xls", ".et", ".ods")


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder, a ledger, or a workbook that has to be saved as CSV first."""

    name: str
    is_folder: bool
    size: int = 0
    changed: date | None = None

    @property
    def is_workbook(self) -> bool:
        return not self.is_folder and self.name.lower().endswith(WORKBOOKS)


def typed_path(text: str) -> Path:
    """The path that is meant: quotes of a pasted one are dropped, ``~`` and a beginning left out mean home."""
    return Path.home() / Path(_expanded(unquoted(text)))


def unquoted(text: str) -> str:
    """A pasted path without the quotes that file managers put round it."""
    text = text.strip()
    for quote in "'\"":
        if len(text) > 1 and text.startswith(quote) and text.endswith(quote):
            return text[1:-1]
    return text


def _expanded(text: str) -> str:
    try:
        return os.path.expanduser(text) if "\0" not in text else ""  # noqa: PTH111 - the end of the text must stay
    except ValueError:
        return text


def typed_name(text: str) -> str:
    """What stands behind the last separator: the beginning of a name."""
    return os.path.basename(unquoted(text))  # noqa: PTH119 - Path would drop a separator at the end


def typed_folder(text: str) -> Path:
    """The folder in which the typed name lies."""
    return Path.home() / os.path.dirname(_expanded(unquoted(text)))  # noqa: PTH120 - as above


def entries(text: str, *, folders_only: bool = False) -> tuple[Entry, ...]:
    """What could be meant: folders by name, then files, the newest first. Raises ``OSError`` for no readable folder."""
    beginning = typed_name(text).casefold()
    folders, files = [], []
    with os.scandir(typed_folder(text)) as found:
        for item in found:
            if not item.name.casefold().startswith(beginning) or (item.name.startswith(".") and not beginning):
                continue
            if _is_folder(item):
                folders.append(Entry(item.name, True))
            elif not folders_only and item.name.lower().endswith((*LEDGERS, *WORKBOOKS)):
                files.append(_file(item))
    files.sort(key=lambda file: (file.is_workbook, -(file.changed or date.min).toordinal(), file.name))
    return (*sorted(folders, key=lambda folder: folder.name), *files)


def entries_ending(text: str, ending: str) -> tuple[Entry, ...]:
    """Folders, and files of one kind, the last by name first. Raises ``OSError`` for no readable folder."""
    beginning = typed_name(text).casefold()
    with os.scandir(typed_folder(text)) as found:
        items = [item for item in found if item.name.casefold().startswith(beginning)]
    folders = [Entry(item.name, True) for item in items if item.is_dir() and (beginning or item.name[0] != ".")]
    files = [Entry(item.name, False) for item in items if item.name.endswith(ending) and not item.is_dir()]
    by_name = sorted(files, key=lambda file: file.name, reverse=True)
    return (*sorted(folders, key=lambda folder: folder.name), *by_name)


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False


def _file(item: os.DirEntry[str]) -> Entry:
    try:
        status = item.stat()
    except OSError:
        return Entry(item.name, False)
    return Entry(item.name, False, status.st_size, datetime.fromtimestamp(status.st_mtime).astimezone().date())


def completed(text: str, found: tuple[Entry, ...]) -> str:
    """The typed text as far as it can only go on in one way; the only match is taken whole."""
    if len(found) == 1:
        return chosen(text, found[0])
    common = os.path.commonprefix([entry.name for entry in found])  # noqa: RUF071 - names, not paths
    return _folder_part(text) + common if len(common) > len(typed_name(text)) else text


def chosen(text: str, entry: Entry) -> str:
    """The typed text with the entry in the place of the name that was begun. A folder is ready for typing on in it."""
    return f"{_folder_part(text)}{entry.name}{os.sep if entry.is_folder else ''}"


def _folder_part(text: str) -> str:
    return unquoted(text).removesuffix(typed_name(text))


def beside(path: Path) -> str:
    """The folder of a path as it stands in an entry, ready for a name."""
    return os.path.join(str(path.parent), "")  # noqa: PTH118 - Path would drop the separator


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
