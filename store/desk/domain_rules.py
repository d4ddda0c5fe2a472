"""What must hold between recorded facts, asked of the whole vault by ``verify``.

Each rule is a query for records that break it; the tables' own checks make most of these impossible, so a hit means
that something other than this program wrote the file.
"""

from collections.abc import Callable

from store.desk.search_index import first_untrue
from store.vault.cipher import Connection

Rule = Callable[[Connection], str | None]
"""Names the first record that breaks the rule (for the operator), or ``None``."""


def _none_found(what: str, query: str) -> Rule:
    def rule(connection: Connection) -> str | None:
        row = connection.execute(query).fetchone()
        return f"{what}(记录编号 {row[0]})" if row else None

    return rule


def _events_before_birth(table: str, what: str) -> Rule:
    return _none_found(
        f"{what}早于出生日期",
        f"SELECT {table}.uid FROM {table} JOIN person ON person.id = {table}.person_id WHERE day < birth_date LIMIT 1",
    )


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
    _events_before_birth("visit", "走访"),
    _events_before_birth("drug_test", "检测"),
    _events_before_birth("assessment", "评估"),
    _search_tokens,
)
