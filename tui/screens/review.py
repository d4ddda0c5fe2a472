"""清塘: everybody on the roster once a round, one key a person."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from store.desk.reviews import ReviewLine, find, review_lines, start_review
from store.errors import StoreError
from store.model.review import AS_RECORDED, FINDINGS, NOWHERE
from store.text import percentage
from tui.actions import bindings
from tui.list_screen import ListFilter, ListScreen, place_of
from tui.requests import ChangeAsked, InquiryAsked, PersonAsked, QuestionAsked
from tui.standing import short_day
from tui.widgets.record_list import Column, ListRow

_WAITING = "没梳理"


class ReviewScreen(ListScreen[ReviewLine]):
    """The order stays while she works down the list; each key is saved at once."""

    NAME = "清塘"
    READ = staticmethod(review_lines)
    HELP = (
        "照花名册逐个梳理,一轮里每人一次。F7 开始新的一轮:记下今天在册的所有人。\n"
        "1 在册属实,2 已变化(写变了什么),3 查无下落(问要不要立失联项)。按一下就存了,光标到下一个人;\n"
        "按错了再按一次对的,或 Ctrl+G 撤回。花名册上后来改过的,写在后面。选 结果:没梳理 只看剩下的。"
    )
    ACTIONS: ClassVar = ("help", "filter", "as_recorded", "changed", "nowhere", "new", "open", "print", "back")
    BINDINGS: ClassVar = bindings("as_recorded", "changed", "nowhere", "new")
    COLUMNS = (Column(2), Column(8), Column(11), Column(10), Column(9), Column(6), Column(0))
    HEADS = ("", "姓名", "村组", "管控状态", "结果", "日期", "变化")
    EMPTY = "还没有开始过清塘。按 F7 开始第 1 轮:记下今天在册的所有人,逐个梳理。"
    FILTERS = (
        ListFilter("村", lambda entry: (entry.person.village,)),
        ListFilter("结果", lambda entry: (entry.item.finding or _WAITING,), (_WAITING, *FINDINGS)),
    )

    def row(self, entry: ReviewLine) -> ListRow:
        person, item = entry.person, entry.item
        found_on = short_day(item.found_on, self.workplace.today) if item.found_on else ""
        mark = " " if item.finding else "-"
        texts = (item.was_state or "", item.finding or _WAITING, found_on, item.note or entry.differs or "")
        return ListRow(item.id, (mark, person.name, place_of(person.village, person.village_group), *texts))

    def totals(self, shown: Sequence[ReviewLine]) -> str:
        if not self._entries:
            return ""
        review, whole = self._entries[0].review, len(self._entries)
        left = self._left
        until = f"{short_day(review.due_on, self.workplace.today)}止" if review.closed_on is None else "已结束"
        return f"第{review.round}轮 {until}  已梳理 {whole - left}/{whole} {percentage(whole - left, whole)}  剩 {left}"

    @property
    def _left(self) -> int:
        return sum(entry.item.finding is None for entry in self._entries)

    def describe(self, entry: ReviewLine) -> str:
        item = entry.item
        was = " ".join(word for word in (item.was_category, item.was_state) if word) or "没有措施"
        now = f"  后来 {entry.differs}" if entry.differs else ""
        return f" {entry.person.name}  开始时 {was}{now}  {item.note or ''}"

    def open(self, entry: ReviewLine) -> None:
        self.post_message(PersonAsked(entry.person.id))

    def action_as_recorded(self) -> None:
        self._mark(AS_RECORDED)

    def action_nowhere(self) -> None:
        self._mark(NOWHERE)

    def _mark(self, finding: str) -> None:
        """Show it and go on at once: keys come in bursts, and the next one is meant for the next person."""
        entry = self.current
        if entry is None:
            return
        item = replace(entry.item, finding=finding, found_on=self.workplace.today, note=None)
        self._entries = [replace(each, item=item) if each is entry else each for each in self._entries]
        self.show()
        row = self._list.current
        if row is not None and row.key == item.id:
            self._list.action_next()
        self.run_job(self._find(entry, finding))

    def action_changed(self) -> None:
        if self.current is not None:
            self.post_message(ChangeAsked(self.current))

    async def _find(self, entry: ReviewLine, finding: str) -> None:
        job = partial(find, act=self.workplace.act("review"), item=entry.item, finding=finding)
        await self.workplace.session.write(job)
        self._read_at = self._now
        if finding == NOWHERE:
            question = f"{entry.person.name} 查无下落,现在立一项失联吗?"
            self.post_message(QuestionAsked(question, lambda: self.post_message(InquiryAsked(entry.person))))

    def action_new(self) -> None:
        if not self._entries:
            asked = "照今天的花名册开始第 1 轮?"
        else:
            number, left = self._entries[0].review.round, self._left
            done = f"第 {number} 轮还有 {left} 人没梳理,就此结束" if left else f"第 {number} 轮都梳理了"
            asked = f"{done},照今天的花名册开始第 {number + 1} 轮?"
        self.post_message(QuestionAsked(asked, lambda: self.run_step(self._start())))

    def failed(self, error: StoreError) -> None:
        # What is shown was not recorded: it is read anew once the message is read.
        self._read_at = None
        super().failed(error)

    async def _start(self) -> None:
        await self.workplace.session.write(partial(start_review, act=self.workplace.act("review")))
        await self._read()
        self.say(f"第 {self._entries[0].review.round} 轮开始了,共 {len(self._entries)} 人。", "bold")
