"""What must hold between recorded facts, asked of the whole vault by ``verify``.

Each rule is a query for records that break it; the tables' own checks make most of these impossible, so a hit means
that something other than this program wrote the file.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from store.desk.case_events import EVENT_DAYS, overlapping
from store.desk.holidays import SETTING as HOLIDAY_SETTING
from store.desk.holidays import read_holidays
from store.desk.office import TIER_SETTING, load_office
from store.desk.policy_file import read_policy
from store.desk.records import TABLES, columns_of, load
from store.desk.row_checks import ORDERED_DAYS
from store.desk.search_index import first_untrue
from store.desk.service_faults import impossible_services
from store.desk.tier_schemes import read_scheme
from store.errors import FileRefusedError
from store.fields import declared_field
from store.model.area import PARENT_LEVELS, Area
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.vault.cipher import Connection

Owned = TypeVar("Owned", Suspension, Measure)
Rule = Callable[[Connection], str | None]
"""Names the first record that breaks the rule (for the operator), or ``None``."""


def _none_found(what: str, query: str) -> Rule:
    def rule(connection: Connection) -> str | None:
        row = connection.execute(query).fetchone()
        return f"{what}(记录编号 {row[0]})" if row else None

    return rule


_EVENT_WORDS: dict[type, str] = {
    Visit: "走访",
    DrugTest: "检测",
    Assessment: "评估",
    Suspension: "中止",
    Leave: "外出",
    Notice: "事项文书",
    Support: "帮扶",
}


def _events_before_birth(record_type: type, day: str) -> Rule:
    return _none_found(
        f"{_EVENT_WORDS[record_type]}早于出生日期",
        f"""
        SELECT event.uid FROM {TABLES[record_type]} AS event JOIN person ON person.id = person_id
        WHERE {day} < birth_date LIMIT 1
        """,
    )


def _days_in_order(record_type: type, first: str, second: str) -> Rule:
    earlier, later = (declared_field(record_type, name).label for name in (first, second))
    name = "uid" if "uid" in columns_of(record_type) else "id"
    return _none_found(
        f"{later}早于{earlier}", f"SELECT {name} FROM {TABLES[record_type]} WHERE {second} < {first} LIMIT 1"
    )


def _areas_in_place(connection: Connection) -> str | None:
    """An area that lies in none, or in one of another level: nobody finds what lies in it."""
    areas = {area.code: area for area in load(connection, Area, "ORDER BY code")}
    township = load_office(connection).township_code
    for area in areas.values():
        parent = areas.get(area.parent_code or "")
        if parent is not None and parent.level != PARENT_LEVELS.get(area.level):
            return f"区划的上级层级不对(编码 {area.code})"
        if parent is None and area.parent_code not in (None, township):
            return f"区划的上级不在区划中(编码 {area.code})"
    return None


def _services_possible(connection: Connection) -> str | None:
    """Hours that overlap, or fill more than a day: nobody can have given them, and they would be certified."""
    wrong = impossible_services(connection)
    return f"志愿服务时间重叠或一天超过24小时(记录编号 {min(each.uid for each in wrong)})" if wrong else None


def _suspensions_apart(connection: Connection) -> str | None:
    """Two suspensions of one person share days: they would be taken for one, and one of them is wrong."""
    several = "WHERE person_id IN (SELECT person_id FROM suspension GROUP BY person_id HAVING count(*) > 1)"
    suspensions = _by_person(load(connection, Suspension, several))
    measures = _by_person(load(connection, Measure, several))
    for person_id, mine in sorted(suspensions.items()):
        if pairs := overlapping(mine, measures[person_id]):
            return f"一个人两次中止的日期重叠(记录编号 {pairs[0][1].uid})"
    return None


def _by_person(records: Iterable[Owned]) -> defaultdict[int, list[Owned]]:
    found: defaultdict[int, list[Owned]] = defaultdict(list)
    for record in records:
        found[record.person_id].append(record)
    return found


def _policies_readable(connection: Connection) -> str | None:
    """A policy that cannot be read stops every list: better told here, where the backup can still be fetched."""
    for since, content in connection.execute("SELECT since, content FROM policy ORDER BY since"):
        try:
            read_policy(content, words=None)
        except FileRefusedError:
            return f"自 {since} 起的办法读不出来"
    return None


def _settings_readable(connection: Connection) -> str | None:
    """Tiers and holidays of the office's own: as for policies."""
    readers = {TIER_SETTING: ("等级", read_scheme), HOLIDAY_SETTING: ("节假日", read_holidays)}
    for name, value in connection.execute("SELECT name, value FROM setting ORDER BY name"):
        if name in readers:
            what, read = readers[name]
            try:
                read(value)
            except FileRefusedError:
                return f"设置里的{what}读不出来"
    return None


def _search_tokens(connection: Connection) -> str | None:
    uid = first_untrue(connection)
    return None if uid is None else f"查找用的索引与人员记录不符(人员编号 {uid or '无'})"


DOMAIN_RULES: tuple[Rule, ...] = (
    _none_found(
        "一个人有两项没有结束的措施",
        "SELECT max(uid) FROM measure WHERE closed_on IS NULL GROUP BY person_id HAVING count(*) > 1 LIMIT 1",
    ),
    _none_found(
        "措施的日期先后不对",
        """
        SELECT uid FROM measure
        WHERE served_on < decided_on OR reported_on < served_on OR closed_on < coalesce(reported_on, served_on) LIMIT 1
        """,
    ),
    _none_found(
        "社区戒毒的期限不是三年",
        "SELECT uid FROM measure WHERE category = '社区戒毒' AND term_months <> 36 LIMIT 1",
    ),
    _none_found(
        "社区康复的期限超过三年",
        "SELECT uid FROM measure WHERE category = '社区康复' AND term_months > 36 LIMIT 1",
    ),
    _none_found("人员没有措施", "SELECT uid FROM person WHERE id NOT IN (SELECT person_id FROM measure) LIMIT 1"),
    *(_events_before_birth(record_type, day) for record_type, day in EVENT_DAYS.items()),
    *(_days_in_order(record_type, *pair) for record_type, pairs in ORDERED_DAYS.items() for pair in pairs),
    _none_found(
        "户的过去状态不早于现在的状态",
        """
        SELECT number FROM household JOIN former_state ON household_id = household.id
        WHERE coalesce(former_state.state_since, '') >= coalesce(household.state_since, '') LIMIT 1
        """,
    ),
    _none_found(
        "一个人同一天有两个主帮教人",
        """
        SELECT one.uid FROM assignment AS one JOIN assignment AS other USING (person_id, role)
        WHERE role = '主帮教人' AND other.id <> one.id AND other.started_on IS NOT other.ended_on
          AND one.started_on IS NOT one.ended_on AND one.started_on <= other.started_on
          AND other.started_on < coalesce(one.ended_on, '9999-12-31') ORDER BY one.id LIMIT 1
        """,
    ),
    _areas_in_place,
    _suspensions_apart,
    _services_possible,
    _policies_readable,
    _settings_readable,
    _search_tokens,
)
