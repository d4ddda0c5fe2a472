"""What the files around the program promise: locks without addresses, explained dependencies, links that lead on."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]+)? \\")
_HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_TARGET = re.compile(r"^(?P<name>[a-z]+):", re.MULTILINE)
_MAKE = re.compile(r"\bmake (?P<name>[a-z]+)\b")


def lock_faults(text: str) -> Iterator[str]:
    """Every line of a lock file that is neither pin nor hash (an address, an option, a comment), and unhashed pins."""
    pinned = False
    for number, line in enumerate(text.splitlines(), 1):
        if _PIN.fullmatch(line) and not pinned:
            pinned = True
        elif _HASH.fullmatch(line):
            pinned = line.endswith("\\")
        else:
            yield f"line {number}: {line}"
    if pinned:
        yield "the last pin has no hash"


def pins(text: str) -> dict[str, str]:
    """Canonical name and version of everything a lock file pins."""
    found = (_PIN.fullmatch(line) for line in text.splitlines())
    return {canonicalize_name(match["name"]): match["version"] for match in found if match}


def unlocked(required: Iterable[str], text: str) -> Iterator[str]:
    """Every requirement that a lock file does not pin to a version it allows."""
    pinned = pins(text)
    for requirement in map(Requirement, required):
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            yield f"{requirement} is locked as {version}"


def required(project: Path, *groups: str) -> list[str]:
    """The run-time requirements of a pyproject file, and those of the groups named."""
    declared = tomllib.loads(project.read_text(encoding="utf-8"))
    lists = [declared["project"]["dependencies"], *(declared["dependency-groups"][group] for group in groups)]
    return [requirement for each in lists for requirement in each]


def unexplained(project: Path) -> Iterator[str]:
    """Every dependency of a pyproject file that has no comment line right above it."""
    lines = [line.strip() for line in project.read_text(encoding="utf-8").splitlines()]
    declared = tomllib.loads("\n".join(lines))
    for requirement in required(project, *declared["dependency-groups"]):
        place = lines.index(f'"{requirement}",')
        if not lines[place - 1].startswith("# "):
            yield requirement


def dead_links(page: Path) -> Iterator[str]:
    """Every relative link of a Markdown page that leads to no file."""
    for match in _LINK.finditer(page.read_text(encoding="utf-8")):
        target = match["target"].split("#")[0]
        if target and "://" not in target and not (page.parent / target).exists():
            yield f"{page.name}: {match['target']}"


def unknown_targets(page: Path, makefile: Path) -> set[str]:
    """Every ``make`` target that a page names and the Makefile does not have."""
    named = {match["name"] for match in _MAKE.finditer(page.read_text(encoding="utf-8"))}
    return named - {match["name"] for match in _TARGET.finditer(makefile.read_text(encoding="utf-8"))}


def unhashed_installs(makefile: str) -> list[str]:
    """Every recipe line that installs something neither hashed nor this project itself from its own folder."""
    lines = [line for line in makefile.splitlines() if line.startswith("\t") and " install " in line]
    itself = ("--no-deps", "--no-build-isolation")
    return [line for line in lines if "--require-hashes" not in line and not all(option in line for option in itself)]
