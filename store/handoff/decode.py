"""From a path to text: reading the bytes and deciding their encoding."""

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path

from store.errors import FileRefusedError, UsageError
from store.text import clean

LARGEST = 64 * 1024 * 1024
"""Bytes. A township's ledgers of three years stay below 20 MB; what is larger is something else."""
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KNOWN = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a ledger and the encoding it was found in, by its public name."""

    text: str
    encoding: str


def refused(sentence: str) -> FileRefusedError:
    """The refusal of a whole file. Every such sentence ends by saying that nothing was changed."""
    return FileRefusedError("文件没有导入", f"{sentence}台账没有任何改动。")


def read_bytes(path: Path) -> bytes:
    """The bytes of a ledger file.

    :raises FileRefusedError: no such file, a folder or device, unreadable, empty, larger than ``LARGEST``, a workbook.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused(f"{_name(path)}不是文件,请选择 CSV 文件。")
        if status.st_size > LARGEST:
            raise refused(f"{_name(path)}超过 {LARGEST // 1024 // 1024} MB,请分成几个文件再导入。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise refused(f"找不到{_name(path)},请核对文件名。") from None
    except (OSError, ValueError):
        raise refused(f"{_name(path)}读不出来,请检查权限或换一个位置。") from None
    return _checked(data, path)


def _name(path: Path) -> str:
    return f"「{clean(path.name)}」"


def _checked(data: bytes, path: Path) -> bytes:
    if not data.strip(b"\x00 \t\r\n"):
        raise refused(f"{_name(path)}是空文件,请核对。")
    if data.startswith(_SPREADSHEETS):
        raise refused(f"{_name(path)}是 Excel 或压缩文件,请在表格软件里另存为 CSV 再导入。")
    return data


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of the bytes: byte order mark, else strict UTF-8, else strict GB18030; ``encoding`` overrules.

    :raises FileRefusedError: the bytes are no text in that encoding. :raises UsageError: no such encoding.
    """
    if encoding is not None:
        return _as_told(data, encoding)
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, name), name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return Decoded(_strict(data, "gb18030"), "gb18030")


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        name = ""
    if name not in _KNOWN:
        raise UsageError("没有这种编码", f"编码只能是 {'、'.join(dict.fromkeys(_KNOWN.values()))},没有导入。")
    public = _KNOWN[name]
    if public == "utf-8" and data.startswith(codecs.BOM_UTF8):
        public = "utf-8-sig"
    text = _strict(data, name if name.startswith("utf-16-") else public)
    return Decoded(text.removeprefix("\ufeff"), public)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        sentence = "文件的文字编码无法识别(既不是 UTF-8、UTF-16,也不是 GB18030),请另存为 CSV UTF-8 再导入。"
        raise refused(sentence) from None
