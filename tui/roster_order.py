"""The order of the roster: which column it goes by, and which way round."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.desk.people_list import Sort

ORDERS: "dict[Sort, str]" = {
    "place": "村组",
    "name": "姓名",
    "age": "年龄",
    "sex": "性别",
    "category": "措施",
    "reported": "报到日",
    "risk": "风险",
    "due": "剩余",
    "state": "状态",
    "grid": "网格",
}
"""What each order is called, in the order in which the key goes through them."""


@dataclass(frozen=True, slots=True)
class Order:
    """A column and a direction. A new column begins in its own direction."""

    sort: "Sort" = "place"
    descending: bool = False

    @property
    def next(self) -> "Order":
        """By the next column; after the last the first again."""
        names = list(ORDERS)
        return Order(names[(names.index(self.sort) + 1) % len(names)])

    @property
    def reversed(self) -> "Order":
        """The other way round."""
        return Order(self.sort, not self.descending)

    @property
    def text(self) -> str:
        return f"Ctrl+T 排序:{ORDERS[self.sort]}{' 倒序' if self.descending else ''}"
