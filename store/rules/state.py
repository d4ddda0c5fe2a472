"""What a window or deadline is at ``today``."""

from enum import StrEnum


class State(StrEnum):
    """Windows are done, excused, upcoming, due or missed; deadlines done, void, upcoming, due or overdue."""

    DONE = "done"
    EXCUSED = "excused"
    VOID = "void"
    UPCOMING = "upcoming"
    DUE = "due"
    MISSED = "missed"
    OVERDUE = "overdue"
