"""Names as they are borne at the border: Wa, Lahu, Dai and Han, with surnames that are read in a way of their own."""

from store.fiction.dice import Dice

_Given = dict[str, tuple[str, ...]]

_WA: _Given = {"男": ("岩", "艾", "尼", "三木", "赛"), "女": ("叶", "安", "娜", "依", "俄")}
_WA_GIVEN = (
    "三", "块", "嘎", "勒", "惹", "到", "搞", "不勒", "门", "新",
    "那", "倒", "茸", "布", "模", "社", "保", "香", "果", "空",
)  # fmt: skip
_LAHU: _Given = {"男": ("扎",), "女": ("娜",)}
_LAHU_GIVEN = ("体", "妥", "发", "儿", "迫", "四", "朵", "母", "药", "克", "海", "努", "莫", "拉", "袜", "俄")
_DAI: _Given = {"男": ("岩", "刀", "波"), "女": ("玉", "咪", "刀")}
_DAI_GIVEN = ("罕", "温", "香", "叫", "坎", "光", "应", "帕", "章", "恩", "丙", "论", "儿", "囡")
_HAN_SURNAMES = tuple("单仇区解查曾盖覃李张王杨赵陈刘何罗周肖鲁")
_HAN_GIVEN = {
    "男": ("建国", "志强", "明", "伟", "文华", "小军", "永福", "国荣", "海", "家兴", "成", "德昌"),
    "女": ("丽", "芳", "秀英", "红", "美兰", "小琼", "阿妹", "春梅", "玉珍", "燕", "会", "桂花"),
}
_NATIVE: dict[str, tuple[_Given, tuple[str, ...]]] = {
    "佤族": (_WA, _WA_GIVEN),
    "拉祜族": (_LAHU, _LAHU_GIVEN),
    "傣族": (_DAI, _DAI_GIVEN),
}
LANGUAGES = {"佤族": "佤语、汉语", "拉祜族": "拉祜语、汉语", "傣族": "傣语、汉语", "汉族": "汉语"}
_PEOPLES = ("佤族", "佤族", "佤族", "佤族", "拉祜族", "傣族", "汉族", "汉族")


def a_people(dice: Dice) -> str:
    """One of the peoples of the township, in about their proportion."""
    return dice.pick(_PEOPLES)


def a_name(dice: Dice, people: str, sex: str) -> str:
    """A full name. Wa names are few and short, so that the same name in one village is normal, as it is there."""
    if people == "汉族":
        return dice.pick(_HAN_SURNAMES) + dice.pick(_HAN_GIVEN[sex])
    first, given = _NATIVE[people]
    name = dice.pick(first[sex]) + dice.pick(given)
    return f"{name}·{dice.pick(given)}" if dice.chance(0.02) else name


def a_helper(dice: Dice) -> str:
    """The name of somebody who works for the township."""
    return a_name(dice, a_people(dice), dice.pick(("男", "女")))
