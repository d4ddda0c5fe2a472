"""The global options, accepted before and after the name of a command."""

import os
from collections.abc import Callable
from typing import Any, cast

import click

from store.command.invocation import VALUE_OPTIONS, Invocation, resolve

_HELP = {
    "vault": ("DIR", "台账所在文件夹"),
    "passphrase-file": ("FILE", "口令文件(无人值守时用;口令不写在命令行上)"),
    "today": ("YYYY-MM-DD", "按这一天计算"),
    "operator": ("NAME", "操作员姓名,记入日志"),
    "reveal": ("PURPOSE", "完整显示证件号码和电话,并把用途记入日志"),
}


def global_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command (or the group) every global option; the value nearest to the end of the line wins."""
    for name in VALUE_OPTIONS:
        metavar, text = _HELP[name]
        function = click.option(
            f"--{name}", metavar=metavar, help=text, expose_value=False, callback=_remember, is_eager=True
        )(function)
    return click.option(
        "--json", is_flag=True, default=None, help="在标准输出上给一份 JSON", expose_value=False, callback=_remember
    )(function)


def _remember(context: click.Context, parameter: click.Parameter, value: str | bool | None) -> None:
    if value is not None and parameter.name is not None:
        context.meta[f"yuesong.{parameter.name.replace('_', '-')}"] = value


def current_invocation() -> Invocation:
    """The invocation of the command that is running."""
    meta = click.get_current_context().meta
    given = {name: cast(str, meta[key]) for name in VALUE_OPTIONS if (key := f"yuesong.{name}") in meta}
    return resolve(given, os.environ, json=bool(meta.get("yuesong.json")))
