"""The base of everything printed: one HTML file on A4 that loads nothing, and text that can be nothing but text."""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from store.text import clean
from store.vault.files import write_file

DEMO_MARK = "演示"
DEMO_NOTE = "演示: 人员和内容都是虚构的"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
@page { size: A4; margin: 15mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 12pt/1.5 "Noto Serif CJK SC", SimSun, "Songti SC", serif; }
main { max-width: 180mm; margin: 0 auto; padding: 0 0.5mm; }
section { break-after: page; }
section:last-child { break-after: auto; }
h1 { margin: 0 0 2mm; font-size: 18pt; text-align: center; }
p { margin: 0 0 3mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.3mm solid #000; padding: 1.5mm 2mm; text-align: left; overflow-wrap: anywhere; }
.mark { position: fixed; inset: 35% 0 auto; text-align: center; font-size: 120pt; color: #e4e4e4; z-index: -1; }
.demo { text-align: center; font-weight: bold; }
@media screen { body { padding: 10mm; } }
"""


class Html(str):
    """Markup that is ready: made by ``element`` from tags of our own and text that was escaped."""

    __slots__ = ()


def element(tag: str, *children: str, css: str = "") -> Html:
    """One element. A child that is no ``Html`` is text, wherever it came from: made safe to show, and escaped."""
    opened = f'{tag} class="{css}"' if css else tag
    return Html(f"<{opened}>{''.join(_inner(child) for child in children)}</{tag}>")


def _inner(child: str) -> str:
    return child if isinstance(child, Html) else html.escape(clean(child))


def page(title: str, sheets: Iterable[Sequence[Html]], *, demo: bool, style: str = "") -> str:
    """A whole document, each sheet on paper of its own. ``demo`` marks every sheet of a fictional township."""
    # In words as well: the large mark is behind the text and pale.
    mark = [element("p", DEMO_NOTE, css="demo")] if demo else []
    sections = (element("section", *mark, *sheet) for sheet in sheets)
    watermark = [element("div", DEMO_MARK, css="mark")] if demo else []
    heads = (
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("title", f"{DEMO_MARK} {title}" if demo else title),
        element("style", Html(_STYLE + style)),
    )
    body = element("body", *watermark, element("main", *sections))
    return f'<!DOCTYPE html>\n<html lang="zh-CN">{element("head", *heads)}{body}</html>\n'


def write_page(path: Path, document: str) -> None:
    """Write a document for this user alone; errors are those of ``write_file``."""
    write_file(path, document.encode("utf-8"))
