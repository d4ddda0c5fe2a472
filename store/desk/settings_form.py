"""Settings as people type them, guarded by pydantic; slow to import, so only where they are written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from store.desk.form_checks import FormNote
from store.desk.settings import HIGHEST_TARGET, LONGEST_LOCK, NO, SHORTEST_LOCK, YES
from store.fields.cell import half_width, has_control, trim

_LONGEST_PATH = 1024
_MOST_DIGITS = 6
_WORDS = {YES: True, NO: False}
_SENTENCES = {
    "backup_folder": "备份文件夹要写完整的路径,而且现在就能找到(U盘请先插好);留空就放在台账文件夹里。",
    "lock_minutes": f"锁屏时间应是{SHORTEST_LOCK}至{LONGEST_LOCK}的整数,单位分钟。",
    "low_bandwidth": f"请填{YES}或{NO}。",
    "ascii_only": f"请填{YES}或{NO}。",
    "zone_target": f"片区数应是0至{HIGHEST_TARGET}的整数;0是没有定。",
    "grid_target": f"网格数应是0至{HIGHEST_TARGET}的整数;0是没有定。",
}


def _folder(text: object) -> Path | None:
    typed = trim(str(text))
    if not typed:
        return None
    if len(typed) > _LONGEST_PATH or has_control(typed) or not typed.isprintable():
        raise ValueError("no path")
    folder = Path(typed)
    try:
        there = folder.is_absolute() and folder.is_dir()
    except OSError:
        there = False
    if not there:
        raise ValueError("no such folder")
    return folder


def _plain(text: object) -> str:
    return half_width(trim(str(text)))


def _whole_number(text: object) -> int:
    digits = _plain(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        raise ValueError("no whole number")
    return int(digits)


def _yes_or_no(text: object) -> bool:
    word = _plain(text)
    if word not in _WORDS:
        raise ValueError("neither yes nor no")
    return _WORDS[word]


_YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
_Target = Annotated[int, BeforeValidator(_whole_number), Field(ge=0, le=HIGHEST_TARGET)]


class SettingsForm(BaseModel):
    """Every setting as it may be typed. What is not typed is not set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    backup_folder: Annotated[Path | None, BeforeValidator(_folder)] = None
    lock_minutes: Annotated[int, BeforeValidator(_whole_number), Field(ge=SHORTEST_LOCK, le=LONGEST_LOCK)] = (
        SHORTEST_LOCK
    )
    low_bandwidth: _YesOrNo = False
    ascii_only: _YesOrNo = False
    zone_target: _Target = 0
    grid_target: _Target = 0


def read_form(typed: Mapping[str, str]) -> tuple[dict[str, Any], tuple[FormNote, ...]]:
    """What was typed as values by name, and what is wrong with it. ``KeyError`` for a setting that does not exist."""
    try:
        form = SettingsForm.model_validate(dict(typed))
    except ValidationError as error:
        names = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
        return {}, tuple(FormNote(name, _SENTENCES[name]) for name in names)
    return {name: getattr(form, name) for name in typed}, ()
