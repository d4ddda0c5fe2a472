"""One meaning for every key, and a help sentence for every action on every screen."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from textual.screen import Screen

import tui
import tui.screens
from tui.actions import ACTIONS, bindings, footer_text, key_card
from tui.app import OfficeApp

HAN = re.compile(r"[\u4e00-\u9fff]")
LETTER = re.compile(r"[a-z]|question_mark")
BAD_CTRL = {f"ctrl+{letter}" for letter in "chijmqsz"}
# Chinese text may hold these; box drawing, arrows, dots and curly quotes are two widths in different terminals.
AMBIGUOUS = re.compile("[\u00b7\u00d7\u2010-\u2026\u2030-\u22ff\u2460-\u27bf]")


def screens() -> list[type[Screen[object]]]:
    """Every screen class of the application."""
    found: list[type[Screen[object]]] = []
    for module in pkgutil.iter_modules(tui.screens.__path__):
        members = vars(importlib.import_module(f"tui.screens.{module.name}")).values()
        found += [
            member
            for member in members
            if isinstance(member, type) and issubclass(member, Screen) and member.__module__.endswith(module.name)
        ]
    return found


def actions_of(screen: type[Screen[object]]) -> tuple[str, ...]:
    """What the screen says it can do."""
    found = getattr(screen, "ACTIONS", ())
    assert isinstance(found, tuple)
    return found


def test_there_are_screens_to_walk() -> None:
    assert {screen.__name__ for screen in screens()} >= {
        "UnlockScreen", "TodayScreen", "VisitForm", "TestForm", "WhyScreen", "HelpScreen", "QuestionScreen",
    }  # fmt: skip


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_every_action_of_a_screen_has_a_chinese_help_sentence(screen: type[Screen[object]]) -> None:
    assert actions_of(screen)
    for name in (*actions_of(screen), "lock"):
        assert HAN.search(ACTIONS[name].label), name
        assert HAN.search(ACTIONS[name].help), name
        assert ACTIONS[name].help.endswith(("。", "!", "?")), name
    assert len(key_card(actions_of(screen))) == len(actions_of(screen))


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_every_visible_action_of_a_screen_can_be_carried_out(screen: type[Screen[object]]) -> None:
    for name in actions_of(screen):
        if ACTIONS[name].visible:
            assert callable(getattr(screen, f"action_{name}", None)), name


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.__name__)
def test_the_footer_fits_into_eighty_cells(screen: type[Screen[object]]) -> None:
    from store.text import cells

    unnamed: frozenset[str] = getattr(screen, "UNNAMED", frozenset())
    assert unnamed <= set(actions_of(screen))
    assert cells(footer_text(name for name in actions_of(screen) if name not in unnamed)) <= 80


def test_what_settles_an_obligation_is_named_wherever_it_works() -> None:
    where = [screen for screen in screens() if "settle" in actions_of(screen)]
    assert {screen.__name__ for screen in where} >= {"TodayScreen", "WhyScreen", "PersonScreen", "MissesScreen"}
    for screen in where:
        assert "settle" not in getattr(screen, "UNNAMED", frozenset()), screen.__name__
    assert ACTIONS["settle"].visible


def test_every_letter_has_a_twin_that_an_input_method_lets_through() -> None:
    for action in ACTIONS.values():
        if any(LETTER.fullmatch(key) for key in action.keys):
            assert any(re.fullmatch(r"f\d+|ctrl\+[a-z]", key) for key in action.keys), action.id


def test_no_key_that_terminals_swallow() -> None:
    keys = {key for action in ACTIONS.values() for key in action.keys}
    assert not keys & BAD_CTRL
    assert not keys & {"f10", "f11"}


def test_function_keys_mean_one_thing() -> None:
    owners: dict[str, set[str]] = {}
    for action in ACTIONS.values():
        for key in action.keys:
            if re.fullmatch(r"f\d+", key) and action.id not in ("confirm", "export"):
                owners.setdefault(key, set()).add(action.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}
    assert owners["f5"] == {"visit"}
    assert owners["f12"] == {"lock"}


def test_lock_works_everywhere_even_while_typing() -> None:
    (binding,) = bindings("lock", priority=True)
    assert binding in OfficeApp.BINDINGS
    assert getattr(binding, "priority", False)


def test_our_own_text_holds_only_characters_of_one_width() -> None:
    for path in Path(tui.__path__[0]).rglob("*.py"):
        assert not AMBIGUOUS.findall(path.read_text(encoding="utf-8")), path.name
