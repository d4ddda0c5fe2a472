"""The form for a visit, talk or call."""

from collections.abc import Mapping
from typing import ClassVar

from store.desk.completion import visitors
from store.desk.contacts import amend_visit, record_visit
from store.model.visit import IN_PERSON, REACHED, Visit
from store.rules.case import Case
from store.rules.schedule import schedule
from store.rules.state import State
from tui.dossier import Dossier
from tui.record_form import RecordForm
from tui.standing import short_day
from tui.widgets.completing_entry import COMPLETION_HELP
from tui.widgets.day_entry import DAY_HELP

_CONTENT_OF_RULE = {"meeting": "见面", "talk": "谈话", "home_visit": "走访", "report": "汇报"}


class VisitForm(RecordForm[Visit]):
    """The content she came for is ticked, the visitors are those of the last time."""

    NAME = "走访谈话记录"
    HELP = "记一次走访、见面、谈话或电话。数字键选选项,Enter 到下一项,F2 保存。保存前会写明这条记录能完成哪些事项。"
    RECORD = Visit
    DRAFT = "visit"
    ENTER = staticmethod(record_visit)
    AMEND = staticmethod(amend_visit)
    FIELDS = ("day", "mode", "contents", "result", "place", "visitors", "situation", "needs")
    BEGIN: ClassVar = {"mode": IN_PERSON, "result": REACHED}
    REPEATED = ("visitors",)
    COMPLETED: ClassVar = {"visitors": visitors}
    SEVERAL = frozenset({"visitors"})
    FIELD_HELP: ClassVar = {
        "day": DAY_HELP,
        "mode": "按数字选。电话和视频一般不算见面、谈话、走访。",
        "contents": "这次做了哪几样就勾哪几样,按数字勾选。",
        "result": "没见到人也要记,选 未见到;不算完成,但留有记录。",
        "place": f"在哪里见的,如 家中、村委会。{COMPLETION_HELP}",
        "visitors": f"去的人,几个人用顿号隔开;先填好了上次的人。{COMPLETION_HELP}",
        "situation": "本人近况。Ctrl+N 换行。",
        "needs": "本人提出的困难和请求。Ctrl+N 换行。",
    }

    def begin(self) -> Mapping[str, str]:
        found = (_CONTENT_OF_RULE[due.rule] for due in self.obligations if due.rule in _CONTENT_OF_RULE)
        return {**self.BEGIN, "contents": next(found, "")}

    def prefill(self, dossier: Dossier) -> None:
        super().prefill(dossier)
        if dossier.case is not None:
            self.row("contents").hint.show(self._asked_for(dossier.case, dossier))

    def _asked_for(self, case: Case, dossier: Dossier) -> str:
        windows = schedule(case, dossier.policies, self.workplace.today).windows
        due = [window.rule for window in windows if window.state is State.DUE]
        words = [_CONTENT_OF_RULE[rule] for rule in due if rule in _CONTENT_OF_RULE]
        return f"应办 {'、'.join(words)}" if words else ""

    def last_time(self, last: Visit) -> str:
        said = f"「{last.situation}」" if last.situation else ""
        parts = (short_day(last.day, self.workplace.today), last.mode, "、".join(last.contents), last.place or "", said)
        return " ".join(part for part in parts if part)

    def saved_text(self, record: Visit) -> str:
        return f"{short_day(record.day, self.workplace.today)} {'、'.join(record.contents)} {record.result}"
