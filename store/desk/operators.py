"""Who may act: the operators of the vault. What they did stays in the journal when they go."""

import dataclasses

from store.errors import NotFoundError, StoreError
from store.fields import Name
from store.fields.cell import trim
from store.text import clean
from store.vault.cipher import Connection
from store.vault.unit_of_work import Act, unit_of_work


class OperatorRefusedError(StoreError):
    """The list of operators stays as it was."""

    code = "operator-refused"


def operators(connection: Connection) -> tuple[str, ...]:
    """The names of the operators, the one of longest standing first."""
    return tuple(name for (name,) in connection.execute("SELECT name FROM operator ORDER BY id"))


def add_operator(connection: Connection, act: Act, typed: str) -> str:
    """Enter an operator; the name as it is kept. Raises ``OperatorRefusedError`` for no name or one that is there."""
    checked = Name().clean(trim(typed), act.today)
    name = checked.value or ""
    if checked.codes or not name or not name.isprintable():
        raise OperatorRefusedError("姓名不对", "操作员姓名为空、太长或含有看不见的字符,没有增加。请重新填写。")
    if name in operators(connection):
        raise OperatorRefusedError("已有这位操作员", f"{clean(name)}已经是操作员,没有再增加。重名的请加字区别。")
    with unit_of_work(connection, dataclasses.replace(act, action="settings")) as unit:
        unit.insert("operator", ("id", "name"), zip(unit.next_ids("operator", 1), [name], strict=True))
    return name


def remove_operator(connection: Connection, act: Act, name: str) -> None:
    """Take an operator off the list.

    Raises ``NotFoundError`` for a name that is not on it, ``OperatorRefusedError`` for the last one and for whoever
    acts: somebody must remain to answer for what is done.
    """
    ids = dict(connection.execute("SELECT name, id FROM operator"))
    if name not in ids:
        raise NotFoundError("没有这位操作员", f"名单里没有{clean(name)},什么都没有改。请重新打开名单再看。")
    if len(ids) == 1:
        raise OperatorRefusedError("要留一位操作员", "这是最后一位操作员,没有移除。请先增加接手的人。")
    if name == act.operator:
        raise OperatorRefusedError("正在操作", "您正以这个名字操作,没有移除。请换另一位操作员来移除。")
    with unit_of_work(connection, dataclasses.replace(act, action="settings")) as unit:
        unit.delete("operator", ids[name])
