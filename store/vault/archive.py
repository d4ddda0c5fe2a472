"""The backup file: an uncompressed zip of the encrypted ledger, its key slots and a manifest with their checksums.

Nothing in it is readable without passphrase or recovery code. Being uncompressed, it unfolds into no more than it is.
"""

import json
import os
import shutil
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from store.errors import FileRefusedError, NewerVaultError
from store.vault import platform
from store.vault.files import digest

MANIFEST = "manifest.json"
VERSION = 1
_FORMAT = "yuesong-backup"
_LARGEST_MANIFEST = 1 << 16
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says about itself: the vault, when its newest unit of work was opened (ISO 8601), the head of its
    journal chain (hex), and the SHA-256 of each member."""

    vault_id: str
    as_of: str
    head: str
    files: Mapping[str, str]


def pack(stream: BinaryIO, members: Mapping[str, Path], *, vault_id: str, as_of: str, head: str) -> None:
    """Write a backup of ``members`` (name in the backup → file) to ``stream``."""
    sums = {name: _sum_of(path) for name, path in members.items()}
    content = {"vault_id": vault_id, "as_of": as_of, "head": head, "files": sums}
    manifest = json.dumps({"format": _FORMAT, "version": VERSION, **content}, indent=1)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), manifest)
        for name, path in members.items():
            # The clock of this machine and the modes of its files are nobody's business.
            with path.open("rb") as source, archive.open(_member(name, path), "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)


def peek(stream: BinaryIO, name: str, names: tuple[str, ...]) -> bytes:
    """One small member of a backup of ``names``, without extracting anything. Errors are those of ``unpack``."""
    with _reading(stream, names) as (archive, _):
        if archive.getinfo(name).file_size > _LARGEST_MANIFEST:
            raise refused()
        return archive.read(name)


def unpack(stream: BinaryIO, folder: Path, names: tuple[str, ...]) -> Manifest:
    """Extract the members ``names`` of a backup into ``folder`` and compare their checksums.

    :raises FileRefusedError: not a backup, or not as it was written.
    :raises NewerVaultError: a backup made by a newer version.
    """
    with _reading(stream, names) as (archive, manifest):
        for name in names:
            _extract(archive, name, folder / name)
    for name in names:
        if _sum_of(folder / name) != manifest.files[name]:
            raise refused()
    return manifest


def examine(stream: BinaryIO, names: tuple[str, ...]) -> Manifest:
    """What a backup of ``names`` says about itself, once every checksum held. Errors are those of ``unpack``."""
    with _reading(stream, names) as (archive, manifest):
        for name in names:
            with archive.open(name) as member:
                if digest(cast(BinaryIO, member)) != manifest.files[name]:
                    raise refused()
        return manifest


def peek_manifest(stream: BinaryIO, names: tuple[str, ...]) -> Manifest:
    """As ``examine``, without reading through the members: whether they are as they were written stays open."""
    with _reading(stream, names) as (_, manifest):
        return manifest


@contextmanager
def _reading(stream: BinaryIO, names: tuple[str, ...]) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    # What zipfile raises on hostile bytes is not a closed set: encoding, length and seek errors occur.
    try:
        with zipfile.ZipFile(stream) as archive:
            yield archive, _manifest(archive, names)
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, NotImplementedError, RuntimeError, struct.error):
        raise refused() from None


def refused() -> FileRefusedError:
    """The refusal of a file that is no whole backup."""
    return FileRefusedError(
        "备份文件无效", "这个文件不是完整的台账备份，没有采用，台账没有任何改动；请换一份备份文件再试。"
    )


def _member(name: str, path: Path) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.file_size = path.stat().st_size
    info.external_attr = platform.PRIVATE_FILE << 16
    return info


def _manifest(archive: zipfile.ZipFile, names: tuple[str, ...]) -> Manifest:
    listed = archive.infolist()
    if any(info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size for info in listed):
        raise refused()
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise refused()
    content = json.loads(archive.read(MANIFEST))
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise refused()
    if isinstance(content.get("version"), int) and content["version"] > VERSION:
        raise NewerVaultError(
            "备份版本较新", "这份备份由更新版本的程序写成，没有采用，台账没有任何改动；请安装新版程序后再试。"
        )
    if sorted(info.filename for info in listed) != sorted((MANIFEST, *names)):
        raise refused()
    return _manifest_of(content, names)


def _manifest_of(content: dict[str, object], names: tuple[str, ...]) -> Manifest:
    texts = {key: content.get(key) for key in ("vault_id", "as_of", "head")}
    files = content.get("files")
    if not isinstance(files, dict) or set(files) != set(names) or not all(isinstance(x, str) for x in texts.values()):
        raise refused()
    return Manifest(files=files, **{key: str(text) for key, text in texts.items()})


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as source, os.fdopen(platform.open_new(target), "wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


def _sum_of(path: Path) -> str:
    with path.open("rb") as stream:
        return digest(stream)
