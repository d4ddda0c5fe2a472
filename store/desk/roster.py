"""The roster: who is on it, and how one person is found."""

from store.desk.records import load
from store.errors import NotFoundError
from store.model.person import Person
from store.vault.cipher import Connection


def find_person(connection: Connection, wanted: str) -> Person:
    """The one person whose 人员编号, ID number or unambiguous name is ``wanted``. Raises ``NotFoundError``."""
    word = wanted.strip()
    for column in ("uid", "id_number", "name"):
        key = word.upper() if column == "id_number" else word
        found = load(connection, Person, f"WHERE {column} = ? ORDER BY id LIMIT 2", (key,))
        if len(found) > 1:
            raise NotFoundError("不止一个人", "有不止一个人叫这个姓名,没有打开谁的记录。请改用人员编号或证件号码。")
        if found:
            return found[0]
    raise NotFoundError("没有找到这个人", "台账里没有这个人员编号、证件号码或姓名,什么都没有改。请核对后再试。")
