"""The arrows between rooms: who may import whom."""

from collections.abc import Iterable, Iterator

from tests.architecture.house import SERVING, Import, SourceFile, imports, is_within, room_of

DIRECT: dict[str, tuple[str, ...]] = {
    "tui": ("command", "screens", "widgets"),
    "screens": ("command", "widgets", "tui"),
    "widgets": ("command", "tui"),
    "command": ("fiction", "sheets"),
    "fiction": ("handoff",),
    "handoff": ("desk",),
    "sheets": ("desk",),
    "desk": ("rules", "vault"),
    "rules": ("model",),
    "model": ("fields",),
    "fields": (),
    "vault": (),
    "text": (),
    "errors": (),
    "store": (),
}
"""Each room and the rooms right below it; whatever lies further below may be used too."""

CLOSED = {("screens", "vault"), ("widgets", "vault"), ("screens", "screens"), ("widgets", "screens")}
"""Only the session bridges screens and vault; a screen that needs another one asks for it by its action."""


def below(room: str) -> frozenset[str]:
    """Every room that a room may use: itself, those below it, and those that serve all."""
    seen = {room, *SERVING} if room not in SERVING else {room}
    waiting = [room]
    while waiting:
        for lower in DIRECT[waiting.pop()]:
            if lower not in seen:
                seen.add(lower)
                waiting.append(lower)
    return frozenset(lower for lower in seen if (room, lower) not in CLOSED)


def wrong_arrows(house: Iterable[SourceFile]) -> Iterator[str]:
    """Every import that points up, sideways between screens, or out of the product into its tests."""
    for file in house:
        if file.room not in DIRECT:
            yield f"{file.path}: {file.room} is no room of the house"
            continue
        for found in imports(file):
            if not _is_allowed(file, found):
                yield f"{file.path}:{found.line}: {file.room} imports {found.target}"


def _is_allowed(file: SourceFile, found: Import) -> bool:
    foreign = not is_within(found.target, "store", "tui", "tests", "bench")
    own_part = "." in file.module and is_within(found.target, file.module)
    return foreign or own_part or room_of(found.target) in below(file.room)


def screens_in_store(house: Iterable[SourceFile]) -> Iterator[str]:
    """Every import of Textual below ``store``: the ledger works without a screen."""
    for file in house:
        for found in imports(file):
            if is_within(file.module, "store") and is_within(found.target, "textual"):
                yield f"{file.path}:{found.line}: store imports {found.target}"
