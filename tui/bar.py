"""Amounts side by side as bars of ``#``, drawn with ASCII alone."""


def bar_of(amount: int, most: int, width: int) -> str:
    """A bar as long beside ``width`` as the amount is beside ``most``; anything but nothing has at least one mark."""
    return "#" * max(round(width * amount / most), amount > 0) if most else ""
