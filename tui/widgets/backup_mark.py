"""When the ledger was last copied to safety, in a few words."""

from tui.widgets.line import Line

FAILED = "失败"


class BackupMark(Line):
    """Empty until it is known. A failure stands out in reverse video, and says so in words."""

    def tell(self, text: str) -> None:
        """Show the words of the newest backup."""
        self.show(f" {text} " if text else "", "reverse" if text.endswith(FAILED) else "")
