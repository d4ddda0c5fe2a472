"""The form for a drug test."""

from typing import ClassVar

from store.desk.completion import testers
from store.desk.contacts import amend_test, record_test
from store.model.drug_test import SAMPLES, TEST_KINDS, DrugTest
from tui.record_form import RecordForm
from tui.standing import short_day
from tui.widgets.completing_entry import COMPLETION_HELP


class TestForm(RecordForm[DrugTest]):
    """Everything but the result is filled in. A result is never filled in beforehand: that would be a guess."""

    __test__ = False  # a form, not a test case
    NAME = "检测记录"
    HELP = "记一次检测。打开后按数字选结果,再按 F2 就保存。阳性要先初筛、后确认;没填认定按初筛算。"
    RECORD = DrugTest
    DRAFT = "test"
    ENTER = staticmethod(record_test)
    AMEND = staticmethod(amend_test)
    FIELDS = (
        "result", "day", "kind", "sample", "confirmation", "confirmed_on", "laboratory", "testers", "witness", "note",
    )  # fmt: skip
    BEGIN: ClassVar = {"kind": TEST_KINDS[0], "sample": SAMPLES[0]}
    REPEATED = ("sample", "laboratory", "testers")
    COMPLETED: ClassVar = {"testers": testers}
    SEVERAL = frozenset({"testers"})
    FIELD_HELP: ClassVar = {
        "result": "按数字选。没来选 未到,不肯测选 拒检;这两样不算完成检测,但留有记录。",
        "kind": "定期和异地算定期检测,随机不算。",
        "confirmation": "只有阳性才填:初筛、确认或排除;再按一次就清掉。",
        "confirmed_on": "只有阳性才填;空着就是没有。",
        "laboratory": f"先填好了上次的机构。{COMPLETION_HELP}",
        "testers": f"先填好了上次的人。{COMPLETION_HELP}",
        "witness": f"在场见证的人。{COMPLETION_HELP}",
        "note": "其他要记的。Ctrl+N 换行。",
    }

    def last_time(self, last: DrugTest) -> str:
        return f"{short_day(last.day, self.workplace.today)} {last.kind} {last.sample} {last.result}"

    def saved_text(self, record: DrugTest) -> str:
        return f"{short_day(record.day, self.workplace.today)} 检测 {record.result}"
