"""The papers of a fictional case: what was found, reported, served and received, as the facts beside them ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store.fiction.contacts import Course
from store.fiction.dice import Dice
from store.fiction.measures import POLICE
from store.fiction.story import Story
from store.model import notice
from store.model.drug_test import DrugTest
from store.model.leave import REPORTED, Leave
from store.model.measure import COMPLETED, Measure
from store.model.notice import Notice
from store.model.suspension import Suspension
from store.model.visit import IN_PERSON, REACHED, Visit
from store.rules.calendar import add_days, add_years
from store.rules.deadlines import COMMUNITY

_TERMINATIONS = ("收监终止", "转强制隔离戒毒", "死亡", "出国")
_OTHER_OFFICES = ("孟连县娜允镇禁毒办", "澜沧县惠民镇禁毒办", "昆明市官渡区禁毒办")
_EXPLANATIONS = ("当周山路塌方，无法入户", "秋收期间在外村帮工，已电话核实", "本人住院，已与医院核实")
_SEAL_AFTER, _RESEAL_AFTER = 15, 60
_EXPLAINED_AT_MOST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What the papers of one life are made from. ``specialist`` handles them."""

    story: Story
    course: Course
    measures: Sequence[Measure]
    visits: Sequence[Visit]
    tests: Sequence[DrugTest]
    suspensions: Sequence[Suspension]
    leaves: Sequence[Leave]
    specialist: str
    today: date

    @property
    def measure(self) -> Measure:
        return self.measures[-1]


@dataclass(frozen=True, slots=True)
class _Matter:
    """One matter before it is written down."""

    day: date
    matter: str
    content: str | None = None
    counterpart: str | None = None
    number: str | None = None


def notices(dice: Dice, file: File) -> tuple[Notice, ...]:
    """Every paper of a life, by day; none of a matter that must lie inside the measure is dated after it."""
    found = [
        *_of_the_report(dice, file),
        *_of_transfers(file),
        *_of_tests(dice, file),
        *_of_absences(dice, file),
        *_of_suspensions(file),
        *_of_misses(dice, file),
        *_of_closings(dice, file),
    ]
    found = [matter for matter in found if matter.day <= file.today]
    return tuple(_written(dice, file, matter) for matter in sorted(found, key=lambda matter: matter.day))


def _of_the_report(dice: Dice, file: File) -> Iterator[_Matter]:
    measure, today = file.measure, file.today
    if measure.category not in COMMUNITY or measure.served_on is None or measure.closed_on is not None:
        return
    if file.story.excused:
        latest = measure.reported_on or today
        yield _Matter(dice.day(measure.served_on, latest), notice.REASON_ACCEPTED, "因山洪道路中断，未能按期报到")
    if measure.reported_on is None:
        yield _Matter(add_days(measure.served_on, 20), notice.REPORT_ORDERED, "责令三日内报到")
        yield _Matter(add_days(measure.served_on, 28), notice.REASON_REFUSED, "本人无法说明未报到的理由")
        yield _Matter(add_days(measure.served_on, 29), notice.REPORTED_TO_POLICE, "逾期未报到", POLICE)


def _of_transfers(file: File) -> Iterator[_Matter]:
    measure = file.measure
    if measure.taken_over_on is not None:
        yield _Matter(add_days(measure.taken_over_on, -9), notice.TRANSFER_DECIDED, None, _OTHER_OFFICES[0])
    elif file.story.awaits_transfer and measure.reported_on is not None:
        yield _Matter(measure.reported_on, notice.TRANSFER_DECIDED, "变更执行地至本乡，尚未接收", _OTHER_OFFICES[1])


def _of_tests(dice: Dice, file: File) -> Iterator[_Matter]:
    for test in file.tests:
        if test.confirmation == "确认" and test.confirmed_on is not None and dice.chance(0.8):
            yield _Matter(
                add_days(test.confirmed_on, dice.number(0, 1)), notice.REPORTED_TO_POLICE, "检测确认阳性", POLICE
            )
        if test.result == "拒检":
            yield _Matter(test.day, "告诫书", "拒绝接受检测，当场告诫")


def _of_absences(dice: Dice, file: File) -> Iterator[_Matter]:
    for leave in file.leaves:
        if leave.reported == REPORTED and leave.returned_on is not None and leave.returned_on > leave.due_back_on:
            yield _Matter(leave.returned_on, notice.ABSENCE_CONFIRMED, "逾期返回，未办续假")
        if leave.returned_on is None and leave.reported == REPORTED and leave.due_back_on > add_days(file.today, 30):
            day = min(add_days(leave.left_on, dice.number(3, 12)), file.today)
            yield _Matter(day, "其他", "函请务工地协助管理", dice.pick(_OTHER_OFFICES))


def _of_suspensions(file: File) -> Iterator[_Matter]:
    measure = file.measure
    for spell in file.suspensions:
        if spell.resumed_on is None and measure.closed_on is None and spell.started_on >= file.course.start:
            yield _Matter(add_days(spell.started_on, 34), notice.SUSPENSION_CHECKED, "经核实，仍在羁押")


def _of_misses(dice: Dice, file: File) -> Iterator[_Matter]:
    """Explanations of missed weeks, each by the first day of its week; they lie inside the open measure."""
    measure = file.measure
    if file.story.slips < 0.2 or measure.category not in COMMUNITY or measure.closed_on is not None:
        return
    met = {visit.day for visit in file.visits if visit.mode == IN_PERSON and visit.result == REACHED}
    explained = 0
    monday = add_days(file.course.start, 7 - file.course.start.weekday())
    while explained < _EXPLAINED_AT_MOST and add_days(monday, 9) < min(file.course.stop, file.today):
        if not any(add_days(monday, day) in met for day in range(7)):
            explained += 1
            yield _Matter(
                add_days(monday, 8), notice.MISS_EXPLAINED, dice.pick(_EXPLANATIONS), None, f"见面 {monday.isoformat()}"
            )
        monday = add_days(monday, 7)


def _of_closings(dice: Dice, file: File) -> Iterator[_Matter]:
    for measure in file.measures:
        closed_on = measure.closed_on
        if closed_on is None:
            continue
        if measure.close_reason == COMPLETED:
            yield _Matter(add_days(closed_on, dice.number(0, 3)), "解除通知书", None, POLICE)
        elif measure.close_reason == "变更执行地":
            yield _Matter(closed_on, "转出", "档案随转", dice.pick(_OTHER_OFFICES))
        elif measure.close_reason in _TERMINATIONS:
            yield _Matter(closed_on, "终止", measure.close_reason, POLICE)
        if measure is not file.measure and measure.close_reason in ("收监终止", "转强制隔离戒毒"):
            yield _Matter(add_years(closed_on, 2), notice.RELEASED, "解除强制隔离戒毒", POLICE)
    yield from _of_sealing(dice, file)


def _of_sealing(dice: Dice, file: File) -> Iterator[_Matter]:
    measure = file.measure
    if measure.close_reason != COMPLETED or measure.closed_on is None:
        return
    complete = add_years(measure.closed_on, 3)
    yield _Matter(add_days(complete, _SEAL_AFTER), notice.SEALING_REFUSED, "另案尚在核查，查清后再封存")
    yield _Matter(add_days(complete, _RESEAL_AFTER), notice.SEALED, "三年未复吸，档案封存")


def _written(dice: Dice, file: File, matter: _Matter) -> Notice:
    numbered = matter.number or f"岳禁〔{matter.day.year}〕{dice.number(1, 300)}号"
    acknowledged = matter.counterpart is not None and dice.chance(0.8)
    receipt_on = add_days(matter.day, dice.number(1, 9))
    return Notice(
        uid=dice.uid(matter.day),
        day=matter.day,
        matter=matter.matter,
        document_number=numbered,
        counterpart=matter.counterpart,
        receipt_on=receipt_on if acknowledged and receipt_on <= file.today else None,
        handler=file.specialist,
        content=matter.content,
    )
