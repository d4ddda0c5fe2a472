"""What sheets that leave the office call a person."""

SOMEBODY = "某"
_COMPOUND_SURNAMES = {
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "尉迟", "皇甫",
    "公孙", "慕容", "令狐", "宇文", "长孙", "轩辕", "端木", "百里", "东郭", "呼延", "闻人",
    "西门", "赫连", "公冶", "太史", "澹台", "濮阳", "淳于", "单于", "申屠", "仲孙", "钟离",
    "鲜于", "闾丘", "司空", "亓官", "司寇", "拓跋", "谷梁", "乐正", "第五",
}  # fmt: skip


def called(name: str, agreed_name: str | None) -> str:
    """约定称呼; while it is empty, the surname and 某 (contract.md section 2)."""
    agreed = (agreed_name or "").strip()
    return agreed or f"{_surname(name)}{SOMEBODY}"


def _surname(name: str) -> str:
    # Of two characters the second may be the given name, which must not leave the office.
    return name[:2] if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else name[:1]
