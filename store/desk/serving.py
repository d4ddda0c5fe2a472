"""Recording by hand what a volunteer did, and correcting it: what the import would refuse is refused here as well."""

from dataclasses import replace
from datetime import date

from store.desk.drafts import DraftKey, saving
from store.desk.recording import require_recorded
from store.desk.records import add, change, load
from store.errors import NotFoundError, StoreError
from store.model.service import Service
from store.model.volunteer import Volunteer
from store.rules.service import (
    DAY_MINUTES,
    clock_fault,
    is_outside_membership,
    minutes_on,
    overlapping,
)
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act

_KEPT = "没有保存,您填的内容还在。"


def record_service(connection: Connection, act: Act, record: Service, *, draft: DraftKey | None = None) -> None:
    """Save one service.

    Raises ``StoreError`` for a day that has not come or lies outside the volunteer's time, for more minutes than the
    clock allows, for hours that overlap recorded ones, and for what is recorded already; ``NotFoundError`` for a
    volunteer who is not there any more.
    """
    check_service(connection, act.today, record)
    with saving(connection, act, draft) as unit:
        add(unit, [record])


def amend_service(
    connection: Connection, act: Act, old: Service, new: Service, *, draft: DraftKey | None = None
) -> None:
    """Correct a service. Raises as ``record_service``, and ``NotFoundError`` when ``old`` is not recorded any more."""
    require_recorded(connection, old)
    new = replace(new, id=old.id, uid=old.uid, volunteer_id=old.volunteer_id)
    if _when(new) != _when(old) or _key(new) != _key(old):
        check_service(connection, act.today, new)
    with saving(connection, act, draft) as unit:
        change(unit, old, new)


def check_service(connection: Connection, today: date, record: Service) -> None:
    """Raise what ``record_service`` says; a service that is recorded already is not held against itself."""
    volunteers = load(connection, Volunteer, "WHERE id = ?", (record.volunteer_id,))
    if not volunteers:
        raise NotFoundError("没有这位志愿者", f"这位志愿者刚才已经撤下,{_KEPT}")
    if record.day > today:
        raise StoreError("日期在今天之后", f"还没有做的不能记,{_KEPT}请改日期。")
    if is_outside_membership(volunteers[0], record.day):
        raise StoreError("不在加入和退出之间", f"这一天不在他加入和退出之间,{_KEPT}请核对日期。")
    fault = clock_fault(record.started_at, record.ended_at, record.minutes)
    if fault:
        what = "结束早于开始" if fault == "date-order" else "分钟多于起止时间"
        raise StoreError(what, f"{what},{_KEPT}请核对起止时间和分钟数;夜里跨天的分两条记。")
    on_day = load(connection, Service, "WHERE volunteer_id = ? AND day = ?", _place(record))
    _require_room([each for each in on_day if each.id != record.id], record)


def _when(service: Service) -> tuple[date, str | None, str | None, int]:
    return service.day, service.started_at, service.ended_at, service.minutes


def _place(record: Service) -> tuple[int, str]:
    return record.volunteer_id, record.day.isoformat()


def _require_room(on_day: list[Service], record: Service) -> None:
    """Raise where the day of one volunteer has no room for it."""
    if any(_key(each) == _key(record) for each in on_day):
        raise StoreError("已经记过", f"这一天同样的服务已经记过,{_KEPT}")
    if any(record in pair for pair in overlapping([*on_day, record])):
        raise StoreError("时间重叠", f"与这一天已记的另一次服务时间重叠,{_KEPT}请核对起止时间。")
    if minutes_on([*on_day, record], record.day) > DAY_MINUTES:
        raise StoreError("一天超过24小时", f"加上已记的,这一天超过 24 小时,{_KEPT}请核对分钟数。")


def _key(service: Service) -> tuple[str | None, str | None, str]:
    return service.activity_number, service.started_at, service.content
