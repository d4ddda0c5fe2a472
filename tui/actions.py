"""Every action of the application: its keys, its Chinese label, its help sentence.

Footers and help are read off this registry, so that a key means the same everywhere and help cannot disagree with it.
Letters never arrive while a Chinese input method is on: each has an F-key or Ctrl twin.
"""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Action(NamedTuple):
    """One thing the operator can do. ``keys`` are Textual names, the first is the one footers show as ``shown``."""

    id: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    visible: bool = True
    """Whether the footer names it; help names every action."""

    @property
    def footer(self) -> str:
        return f"{self.shown}{self.label}"


_ACTIONS = (
    Action("help", ("f1", "question_mark"), "F1", "帮助", "打开本页帮助,说明每个按键和光标所在的栏目。"),
    Action("save", ("f2",), "F2", "保存", "保存这张表。缺什么会先指出来,不会存半张。"),
    Action("confirm", ("f2", "enter"), "F2", "确定", "确定所问的事。"),
    Action("unlock", ("enter",), "Enter", "打开台账", "用输入的口令打开台账。"),
    Action("read", ("enter",), "Enter", "知道了", "关上这条提示。"),
    Action("edit", ("f4", "e"), "F4", "编辑", "修改光标所在的一行或这一页的内容。"),
    Action(
        "new",
        ("f7", "n"),
        "F7",
        "新增",
        "登记一个新的人和他的措施;在一个人那一页问新增哪一样,在清塘开始新一轮,在公约集体签订。",
    ),
    Action(
        "batch",
        ("ctrl+b", "b"),
        "Ctrl+B",
        "批量补录",
        "照一个村的纸质登记表,一人一行补录检测或走访;集体签订时照签订单录入。",
        False,
    ),
    Action("visit", ("f5", "v"), "F5", "走访", "给光标所在的人记一次走访、见面、谈话或电话。"),
    Action("test", ("f6", "t"), "F6", "检测", "给光标所在的人记一次检测。"),
    Action("assess", ("ctrl+e",), "Ctrl+E", "评估", "给光标所在的人记一次评估,风险等级就记在这里。", False),
    Action("why", ("f8", "w"), "F8", "为什么", "说明光标所在的事项为什么该办:依据、期间、哪些记录算数。"),
    Action(
        "settle",
        ("ctrl+x", "x"),
        "Ctrl+X",
        "办理",
        "打开办结光标所在的事的小表,知道的先填好;有几种办法就先问一句。",
    ),
    Action("misses", ("ctrl+a", "a"), "Ctrl+A", "待说明漏项", "看哪些期漏了还没有说明,勾选几行一起说明。", False),
    Action("alerts", ("ctrl+w",), "Ctrl+W", "预警", "看谁快到、已到拒检逃避或擅自离开的界限。", False),
    Action("open", ("enter",), "Enter", "打开", "打开光标所在的一行;在收起的一组上是展开或收起。"),
    Action("single", ("ctrl+o", "o"), "Ctrl+O", "逐项", "在一人一行与一事一行之间切换。", False),
    Action("filter", ("tab",), "Tab", "筛选", "移到上面的筛选栏:左右键换一个值,Enter 回名单。"),
    Action("list", ("enter", "escape", "tab"), "Enter", "回名单", "带着选好的筛选回到名单。", False),
    Action("choose_left", ("left",), "左", "上一个", "换成上一个选项。", False),
    Action("choose_right", ("right",), "右", "下一个", "换成下一个选项。", False),
    Action("next_field", ("enter",), "Enter", "下一项", "到下一个栏目。"),
    Action(
        "previous_field",
        ("up",),
        "上",
        "上一栏",
        "回到上一个栏目;在补全和长文字里,上下键另有用处。",
        False,
    ),
    Action("field_below", ("down",), "下", "下一栏", "到下一个栏目,和 Enter 一样。", False),
    Action("new_line", ("ctrl+n",), "Ctrl+N", "换行", "在长文字里另起一行。", False),
    Action("mark", ("space",), "空格", "勾选", "勾选或取消光标所在的选项;按选项前的数字也可以。", False),
    Action("previous", ("up",), "上", "上一项", "看上一件事。", False),
    Action("next", ("down",), "下", "下一项", "看下一件事。", False),
    Action("today", ("1",), "1", "今日", "到今日:今天要办的事,最急的在前。", False),
    Action("roster", ("2",), "2", "花名册", "到花名册:所有的人,能查找、筛选、排序。", False),
    Action("pacts", ("3",), "3", "公约", "到公约:各村各种文书签了多少,看到每一户,集体签订。", False),
    Action("volunteers", ("4",), "4", "志愿者", "到志愿者:谁在帮忙,哪支队伍,今年服务多久,保险到哪天。", False),
    Action("handing", ("5",), "5", "报送", "到报送:把台账导进来,或者导出去。", False),
    Action("figures", ("6",), "6", "统计", "到统计:各项指标,本月与上月,近十二个月,数字后面是谁。", False),
    Action("settings", ("7",), "7", "设置", "到设置:本乡镇、操作员、名单、备份和锁定。", False),
    Action("search", ("f3", "slash"), "F3", "查找", "到查找栏,边打边找:名单里找人,一个人的记录里找字。"),
    Action("sort", ("ctrl+t", "s"), "Ctrl+T", "排序", "按下一个栏目排序:村组、姓名、年龄、剩余天数等,轮着换。", False),
    Action("reverse", ("ctrl+y", "y"), "Ctrl+Y", "倒序", "把现在的顺序倒过来。", False),
    Action("tick", ("space",), "空格", "勾选", "勾选或取消光标所在的一行;花名册里勾选了人,就只导出勾选的。"),
    Action("tick_all", ("0",), "0", "全勾", "勾选列出来的全部;已经全勾了,就全不勾。"),
    Action("palette", ("ctrl+p",), "Ctrl+P", "命令", "按名称、拼音或首字母找到能做的事,Enter 执行。", False),
    Action("export", ("f9", "p"), "F9", "导出", "把勾选的人导出成台账;没有勾选就导出列出的这些人。"),
    Action("choose", ("enter",), "Enter", "选定", "选定光标所在的一样;按前面的数字也可以。"),
    Action("carry_out", ("enter",), "Enter", "执行", "执行光标所在的命令。"),
    Action("key_card", ("ctrl+f",), "Ctrl+F", "键位卡", "看全部按键,也能打印出来贴在桌边。", False),
    Action("complete", ("tab",), "Tab", "补全", "把文件名补到只有一种可能的地方;向下键进名单里选,Enter 打开。"),
    Action("next_step", ("enter",), "Enter", "下一步", "到下一步;前面的步骤按 Esc 还能回来改。"),
    Action("page", ("right",), "左右", "换栏", "用左右键在概况、记录、历史之间换。", False),
    Action("page_back", ("left",), "左", "上一栏", "换到前一栏。", False),
    Action("months", ("tab",), "Tab", "月表", "在月表和名单之间移动;月表里上下键选一项,F8 说明。", False),
    Action("void", ("delete", "ctrl+d"), "Del", "作废", "作废光标所在的一条错记录,要写原因;日志里留底,可以撤回。"),
    Action("reveal", ("ctrl+r",), "Ctrl+R", "显示全部", "写明用途,完整显示证件号码和电话一分钟;记入日志。", False),
    Action("undo", ("ctrl+g", "u"), "Ctrl+G", "撤回", "撤回最近做的一件事:先说是什么,再问一句。"),
    Action(
        "plan",
        ("ctrl+k", "k"),
        "Ctrl+K",
        "排期",
        "安排这一周谁哪天去走访谁:先按到期的事拟好,再改,再保存;在一支队伍那一页是值班表。",
    ),
    Action("lists", ("ctrl+u", "l"), "Ctrl+U", "清单", "到清单:五个到位、四级、督办等,一张一张看,能打印。", False),
    Action("as_recorded", ("1",), "1", "属实", "清塘:光标所在的人在册属实,存好,到下一个人。"),
    Action("changed", ("2",), "2", "变化", "清塘:光标所在的人已变化,写明变了什么。"),
    Action("nowhere", ("3",), "3", "无下落", "清塘:光标所在的人查无下落,存好,再问要不要立失联项。"),
    Action("signed", ("1",), "1", "已签", "集体签订:光标所在的户签了,存好,到下一户。"),
    Action("away", ("2",), "2", "外出", "集体签订:光标所在的户外出没有签,存好,到下一户。"),
    Action("refused", ("3",), "3", "拒签", "集体签订:光标所在的户不签,写明原因。"),
    Action("empty", ("4",), "4", "空户", "集体签订:光标所在的户没有人住,从那天起记成空户,到下一户。"),
    Action("day_shift", ("1",), "1", "白班", "值班表:光标所在的人那天值白班,存好。"),
    Action("night_shift", ("2",), "2", "夜班", "值班表:光标所在的人那天值夜班,存好。"),
    Action("all_day", ("3",), "3", "全天", "值班表:光标所在的人那天值全天,存好。"),
    Action("off_duty", ("4",), "4", "不值", "值班表:光标所在的人那天不值班,存好。"),
    Action("attend", ("enter",), "Enter", "到场", "活动到场:光标所在的人到场,照前面定的分钟存好,再打下一个。"),
    Action("earlier_day", ("left",), "方向键", "换天", "活动日历:左右键换一天,上下键换一周,PgUp 和 PgDn 换一个月。"),
    Action("next_home", ("enter",), "Enter", "下一户", "不记什么,到下一户。"),
    Action("earlier", ("left",), "左右", "换天", "左键早一天,右键晚一天。安排只是打算,不算办过。"),
    Action("later", ("right",), "右", "晚一天", "晚一天,最晚到下一周。", False),
    Action("leave_out", ("space",), "空格", "不排", "不排光标所在的一次走访,再按一次又排上。按 F2 才作数。"),
    Action("week", ("tab",), "Tab", "换周", "看下一周;看完第四周回到本周。"),
    Action("print", ("f9", "p"), "F9", "打印", "把这里显示的写成能打印的文件,并说明写在哪里。"),
    Action("begin", ("1", "2", "3"), "1-3", "开始", "按 1 新建台账,2 用备份恢复,3 试用演示数据。", False),
    Action("remove", ("delete", "ctrl+d"), "Del", "去掉", "去掉光标所在的一行,会先问一次;只用于登记错的。"),
    Action("stop", ("escape",), "Esc", "停止", "停下正在做的事;写到一半停下,就一行都不写。"),
    Action("back", ("escape",), "Esc", "返回", "回到上一页;只有会丢掉已输入的文字时才问一句。"),
    Action("leave", ("escape",), "Esc", "退出", "离开程序,会先问一次。"),
    Action("lock", ("f12", "ctrl+l"), "F12", "锁定", "立刻锁上,台账和钥匙都收起来;没存的表解锁后还在。"),
)

ACTIONS: dict[str, Action] = {action.id: action for action in _ACTIONS}
"""Every action by its id. The Textual action of the same name carries it out."""


def bindings(*ids: str, priority: bool = False) -> list[BindingType]:
    """The bindings of these actions, for the ``BINDINGS`` of a screen or widget."""
    return [_binding(ACTIONS[name], priority) for name in ids]


def _binding(action: Action, priority: bool) -> Binding:
    return Binding(",".join(action.keys), action.id, action.label, show=False, priority=priority)


def footer_text(ids: Iterable[str]) -> str:
    """One line naming the visible actions, with the key that does each."""
    return " ".join(ACTIONS[name].footer for name in ids if ACTIONS[name].visible)


def key_card(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Key and sentence of each action, twins included, for the help screen."""
    return [(all_keys(ACTIONS[name]), f"{ACTIONS[name].label}:{ACTIONS[name].help}") for name in ids]


_TWINS = {
    "question_mark": "?",
    "slash": "/",
    "space": "空格",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "ctrl+l": "Ctrl+L",
    "ctrl+d": "Ctrl+D",
}


def _key_name(key: str) -> str:
    plain = _TWINS.get(key, key)
    return plain.title() if plain.startswith("ctrl+") else plain


def all_keys(action: Action) -> str:
    """Every key of an action as help shows them, the footer's first."""
    return " ".join((action.shown, *(_key_name(key) for key in action.keys[1:])))
