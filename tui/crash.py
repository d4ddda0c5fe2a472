"""What is printed when the program breaks: where, never with what."""

import traceback

from rich.text import Text

from store.text import clean


def crash_report(error: BaseException | None) -> Text:
    """The type of the error and the places it passed; no values and no message, which may hold personal data."""
    lines = ["程序出错,已退出。已保存的记录都在;正在填的表没有保存。请把下面几行交给维护人员。"]
    while error is not None:
        lines.append(type(error).__qualname__)
        for frame in traceback.extract_tb(error.__traceback__):
            lines.append(f"  {clean(frame.filename)}:{frame.lineno} {frame.name}")
        error = error.__cause__ or error.__context__
    return Text("\n".join(lines))
