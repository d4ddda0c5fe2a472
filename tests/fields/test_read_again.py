"""What was cleaned once reads the same again: an export brought back into its own vault changes nothing."""

from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fields import Declared, declared_fields
from store.fields.cell import trim
from store.model.assessment import Assessment
from store.model.drug_test import DrugTest
from store.model.measure import Measure
from store.model.person import Person
from store.model.visit import Visit

TODAY = date(2026, 11, 22)
FIELDS = list(chain.from_iterable(declared_fields(record) for record in (Person, Measure, Visit, DrugTest, Assessment)))
PIECES = (
    *("同上", "〃", "″", "〔清空〕", "/", "-", "—", "－", "无", "、", ";", "；", ",", "(", "）", "'", "·", "•"),
    *("\n", "\r\n", " ", "\u3000", "\u00a0", "\u200b", "\u2060", "\ufeff"),
    *("+86", "13800001111", "0879-8321234", "1.38E+10", ".0", "X", "x", "2024", ".5", "3", "１", "二〇", "十一"),
    *("永广", "村", "村委会", "第", "组", "村民小组", "小组", "岩", "年", "月", "日", "阳性", "定期"),
)
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)


def ident(field: Declared) -> str:
    return field.name


@pytest.mark.parametrize("field", FIELDS, ids=ident)
@given(text=texts)
def test_cleaning_a_cleaned_text_changes_nothing(field: Declared, text: str) -> None:
    first = field.type.clean(trim(text), TODAY) if trim(text) else None
    if first is None or first.value is None:
        return
    written = field.type.format(first.value)
    assert trim(written) == written
    assert field.type.clean(written, TODAY).value == first.value
