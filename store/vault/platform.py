"""Everything that differs between Windows and Linux, in one file."""

import os
import sys
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def user_data_folder() -> Path:
    """The platform's own folder for this user's data, where the office's vault lives by default."""
    import platformdirs

    return Path(platformdirs.user_data_dir("yuesong", appauthor=False))


def make_private(folder: Path) -> None:
    """Close ``folder`` to other users where modes exist; on Windows the user's profile folder does that."""
    if sys.platform != "win32":
        folder.chmod(PRIVATE_FOLDER)


def sync_file(path: Path) -> None:
    """Make what stands in ``path`` outlast a power cut."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    # O_BINARY: without it Windows would change line endings of encrypted bytes.
    _BYTES_AS_THEY_ARE = os.O_BINARY
    _NO_LINKS = 0

    def sync_folder(folder: Path) -> None:
        """Nothing: Windows cannot flush a folder; NTFS journals renames itself."""

    def forget_cached_pages(handle: int) -> None:
        """Nothing: Windows offers no such call."""

    def try_lock(handle: int) -> bool:
        """Take the one lock of an open file without waiting; False when somebody else has it."""
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    _BYTES_AS_THEY_ARE = 0
    _NO_LINKS = os.O_NOFOLLOW

    def sync_folder(folder: Path) -> None:
        """Make names that appeared or changed in ``folder`` outlast a power cut."""
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def forget_cached_pages(handle: int) -> None:
        """Let the next read of an already synced file come from the disk, so that reading back proves something."""
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)

    def try_lock(handle: int) -> bool:
        """Take the one lock of an open file without waiting; False when somebody else has it.

        ``flock`` belongs to the open file, not to the process: a second handle in this process is refused too.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def open_new(path: Path) -> int:
    """Create ``path``, which must not exist, for this user alone; a file handle for reading and writing."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BYTES_AS_THEY_ARE | _NO_LINKS, PRIVATE_FILE)


def open_for_lock(path: Path) -> int:
    """Open ``path``, made when missing, for locking; a link in its place is refused."""
    return os.open(path, os.O_RDWR | os.O_CREAT | _BYTES_AS_THEY_ARE | _NO_LINKS, PRIVATE_FILE)
