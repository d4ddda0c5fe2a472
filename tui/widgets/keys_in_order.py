"""Editing keys in the order in which they were pressed."""

from textual import events
from textual.widget import Widget


async def carry_out_own_key(widget: Widget, event: events.Key) -> None:
    """Let ``widget`` carry out a key that it has a binding for, at once.

    Left to Textual, such a key takes the way up to the application while the letter after it is typed at once: in a
    burst over a slow line, 中, Backspace, 里 would become 中.

    A key that comes after another screen was opened over this one is dropped: that other one would carry it out.
    """
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        event.stop()
        event.prevent_default()
        if widget.screen is widget.app.screen:
            await widget.run_action(binding.action)
