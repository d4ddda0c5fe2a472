"""Clauses of a pact that threaten what no pact may: they are recorded and noted, never carried out."""

import re

_CLAUSE = re.compile(
    "罚款|罚金|处罚|没收|(?:罚|扣)[^,,。;;\n]{0,6}(?:元|钱|粮)"
    "|(?:取消|停发|停止|扣发|扣除|剥夺|不得享受)[^,,。;;\n]{0,12}(?:低保|补助|补贴|优惠|待遇|资格|分红|救助|福利|就业|入学)"
)


def has_penalty_clause(text: str) -> bool:
    """Whether a text threatens fines or the loss of benefits.

    A village pact may not infringe on property and rights (村民委员会组织法 27), and nobody may be put at a
    disadvantage in school, work and social security for having used drugs (禁毒法 52).
    """
    return _CLAUSE.search(text) is not None
