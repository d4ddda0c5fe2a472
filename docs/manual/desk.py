"""One running application, the hand on its keyboard, and the pictures taken of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.segment import Segment
from textual.pilot import Pilot
from textual.strip import Strip

from docs.manual.svg import picture

SIZE = (80, 24)
_PATIENCE = 600


class Desk:
    """One running application, and the hand on its keyboard."""

    def __init__(self, pilot: Pilot[None], home: Path) -> None:
        self._pilot, self._home = pilot, home
        self.pictures: dict[str, str] = {}

    async def press(self, *keys: str) -> None:
        """Press keys one after the other and let each have its effect."""
        for key in keys:
            await self._pilot.press(key)
            await self.settled()

    async def write(self, text: str) -> None:
        """Type a text into the field that has the focus."""
        await self._pilot.press(*text)
        await self.settled()

    async def settled(self) -> None:
        """Wait until every job has ended and everything is drawn."""
        await self._pilot.pause()
        await self._pilot.app.workers.wait_for_complete()
        await self._pilot.pause()

    async def until(self, seen: str) -> None:
        """Wait for what the application does unasked. Raises ``LookupError`` after a while."""
        for _ in range(_PATIENCE):
            if self._shows(seen):
                return
            await self._pilot.pause(0.05)
        raise LookupError(f"the screen never shows {seen}")

    async def down_to(self, text: str) -> None:
        """Move down to the first line that says so. Raises ``LookupError`` where there is none."""
        for _ in range(_PATIENCE):
            if any(strip.text.startswith(">") and text in strip.text for strip in self._strips):
                return
            await self.press("down")
        raise LookupError(f"no line says {text}")

    def show(self, name: str, title: str, seen: str) -> None:
        """Keep what stands on the screen now as picture ``name``.

        ``seen`` must be on the screen: a walk that went astray ends here, and not in the manual.
        """
        if not self._shows(seen):
            raise LookupError(f"{name}: the screen does not show {seen}")
        lines = [list(_at_home(strip, str(self._home))) for strip in self._strips]
        self.pictures[name] = picture(lines, SIZE[0], title)

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        return "\n".join(strip.text for strip in self._strips)

    @property
    def _strips(self) -> list[Strip]:
        return self._pilot.app.screen._compositor.render_strips()

    def _shows(self, seen: str) -> bool:
        return any(seen in strip.text for strip in self._strips)


def _at_home(segments: Iterable[Segment], home: str) -> Iterator[Segment]:
    """The segments with the temporary folder shown as a home folder of the same length."""
    shown = ("/home/bangong" + "shi" * len(home))[: len(home)]
    for text, style, control in segments:
        yield Segment(text.replace(home, shown), style, control)
