"""Lock files name no registry and hash everything; every dependency is explained; every link leads somewhere."""

from pathlib import Path

import pytest

from tests.architecture.ground import (
    dead_links,
    lock_faults,
    pins,
    required,
    unexplained,
    unhashed_installs,
    unknown_targets,
    unlocked,
)
from tests.architecture.house import ROOT

PROJECT = ROOT / "pyproject.toml"
RUNTIME, DEVELOPMENT, PIP = (ROOT / f"requirements{part}.txt" for part in ("", "-dev", "-pip"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
HASH = f"    --hash=sha256:{'0' * 64}"


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT, PIP], ids=lambda path: path.name)
def test_a_lock_file_holds_pins_and_hashes_only(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert pins(text)
    assert list(lock_faults(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"--index-url https://registry.example/simple\nclick==8.5.1 \\\n{HASH}",
        f"click @ https://registry.example/click.whl \\\n{HASH}",
        f"# made in /home/somebody\nclick==8.5.1 \\\n{HASH}",
        f"click>=8 \\\n{HASH}",
        "click==8.5.1",
        "click==8.5.1 \\",
        f"click==8.5.1 \\\nrich==15.0 \\\n{HASH}",
        "click==8.5.1 \\\n    --hash=md5:00",
    ],
)
def test_a_lock_line_of_another_kind_is_found(text: str) -> None:
    assert list(lock_faults(text)) != []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    runtime, development = (path.read_text(encoding="utf-8") for path in (RUNTIME, DEVELOPMENT))
    assert list(unlocked(required(PROJECT, "build"), runtime)) == []
    assert list(unlocked(required(PROJECT, "build", "dev"), development)) == []


def test_both_locks_hold_the_same_versions() -> None:
    runtime, development, pip = (pins(path.read_text(encoding="utf-8")) for path in (RUNTIME, DEVELOPMENT, PIP))
    assert development | runtime | pip == development


def test_a_requirement_that_the_lock_does_not_meet_is_found() -> None:
    lock = f"click==8.1.0 \\\n{HASH}\n"
    assert list(unlocked(["click>=8.1"], lock)) == []
    assert len(list(unlocked(["click>=8.2", "rich>=14"], lock))) == 2


def test_every_dependency_says_what_it_is_for() -> None:
    assert list(unexplained(PROJECT)) == []


def test_a_dependency_without_a_word_is_found(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text(
        '[project]\ndependencies = [\n  # Why.\n  "click>=8",\n  "rich>=14",\n]\n'
        '[dependency-groups]\ndev = [\n  "mypy",\n]\n'
    )
    assert list(unexplained(project)) == ["rich>=14", "mypy"]


def test_textual_is_pinned_exactly() -> None:
    pinned = [requirement for requirement in required(PROJECT) if requirement.startswith("textual")]
    assert pinned == [f"textual=={pins(RUNTIME.read_text(encoding='utf-8'))['textual']}"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    assert list(dead_links(page)) == []


def test_the_pages_are_there() -> None:
    assert {"README.md", "CHANGELOG.md", "architecture.md", "glossary.md"} <= {page.name for page in PAGES}


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#top) [there](https://example.org) [top](#top) [gone](docs/gone.md)")
    assert list(dead_links(page)) == ["page.md: docs/gone.md"]


def test_the_readme_names_only_targets_of_the_makefile() -> None:
    assert unknown_targets(ROOT / "README.md", ROOT / "Makefile") == set()


def test_a_target_that_is_not_there_is_found(tmp_path: Path) -> None:
    page, makefile = tmp_path / "README.md", tmp_path / "Makefile"
    page.write_text("`make run`, `make coffee`")
    makefile.write_text("run: .venv\n\t@echo run\n")
    assert unknown_targets(page, makefile) == {"coffee"}


def test_set_up_installs_nothing_unhashed() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert makefile.count("$(PIP) install ") == 3
    assert unhashed_installs(makefile) == []


@pytest.mark.parametrize("options", ["click", "-r requirements.txt", "--no-deps ."])
def test_an_unhashed_install_is_found(options: str) -> None:
    assert unhashed_installs(f"setup:\n\t$(PIP) install {options}\n") == [f"\t$(PIP) install {options}"]
