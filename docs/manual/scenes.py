"""What is done at the desk for each page of the manual, key by key."""

from collections.abc import Awaitable, Callable

from docs.manual.desk import Desk
from tui.demo import DEMO_PASSPHRASE

Scene = Callable[[Desk], Awaitable[None]]


async def _unlock(desk: Desk) -> None:
    desk.show("unlock", "解锁: 输入口令", seen="请输入口令")
    await desk.write(DEMO_PASSPHRASE)
    await desk.press("enter")
    await desk.until("备份 今天")


async def _today(desk: Desk) -> None:
    desk.show("today", "今日: 今天要办的事", seen="7日内")
    await desk.press("ctrl+o")
    desk.show("today-single", "今日: 一事一行", seen=" 件")
    await desk.press("ctrl+o", "f1")
    desk.show("help", "帮助: 今日这一页的按键", seen="帮助: 今日")
    await desk.press("escape")


async def _every_key(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.write("zf")
    desk.show("palette", "命令: 打名称、拼音或首字母", seen="[zf ")
    await desk.press("escape", "ctrl+f")
    desk.show("key-card", "键位卡", seen="键位卡")
    await desk.press("escape")


async def _why(desk: Desk) -> None:
    await desk.press("home")
    await desk.down_to(" 见面 ")
    await desk.press("f8")
    desk.show("why", "为什么: 依据、期间、哪些记录算数", seen="怎样完成")
    await desk.press("escape")


async def _settle(desk: Desk) -> None:
    await desk.press("home", "ctrl+x")
    desk.show("settle", "办理: 知道的先填好,核对一下按 F2", seen="Esc返回")
    await desk.press("escape", "ctrl+a")
    desk.show("misses", "待说明漏项", seen="待说明漏项")
    await desk.press("space", "space", "f2")
    await desk.write("道路中断")
    desk.show("explanation", "漏项说明: 写一个原因", seen="道路中断")
    await desk.press("escape", "f2", "escape", "ctrl+w")
    desk.show("alerts", "预警: 谁快到、已到界限", seen="预警")
    await desk.press("escape", "home")
    await desk.down_to(" 见面 ")


async def _visit(desk: Desk) -> None:
    await desk.press("f5")
    desk.show("visit", "走访谈话记录: 刚打开", seen="困难诉求")
    await desk.press("enter", "enter", "2", "3", "enter", "enter")
    await desk.write("家中")
    await desk.press("enter", "enter")
    await desk.write("在家采茶,情绪稳定,想学修车")
    desk.show("visit-written", "走访谈话记录: 填好以后,写明会完成什么", seen="会完成: 见面")
    await desk.press("f2")
    desk.show("visit-saved", "今日: 保存以后", seen="已保存: ")


async def _test(desk: Desk) -> None:
    await desk.press("f6")
    desk.show("test", "检测记录: 刚打开", seen="还缺: 结果")
    await desk.press("1")
    desk.show("test-chosen", "检测记录: 选好结果", seen="会完成: 检测")
    await desk.press("escape")


async def _import(desk: Desk) -> None:
    await desk.press("5")
    desk.show("handing", "报送: 导入和导出", seen="导出台账")
    await desk.press("enter")
    desk.show("import-file", "导入台账: 选文件", seen="[选文件]")
    await desk.write("旧")
    await desk.press("tab", "enter")
    desk.show("import-recognised", "导入台账: 识别", seen="[识别]")
    await desk.press("enter")
    desk.show("import-columns", "导入台账: 对列", seen="[对列]")
    await desk.press("enter")
    desk.show("import-problems", "导入台账: 核对", seen="[核对]")
    await desk.press("f2")
    desk.show("import-question", "导入台账: 写入以前再问一次", seen="写入台账?")
    await desk.press("f2")
    desk.show("import-done", "导入台账: 完成", seen="[完成]")
    await desk.press("escape")


async def _export(desk: Desk) -> None:
    await desk.press("down", "enter")
    await desk.press(*["enter"] * 4)
    for text in ("县禁毒办", "2026年第四季度报表通知", "季度上报"):
        await desk.write(text)
        await desk.press("enter")
    desk.show("export", "导出台账: 接收单位、依据、用途", seen="季度上报")
    await desk.press("f2", "escape")


async def _lock(desk: Desk) -> None:
    await desk.press("f12")
    desk.show("locked", "锁定: 输入口令后回到刚才的地方", seen="已锁定")
    await desk.write("wang-le-kou-ling")
    await desk.press("enter")
    desk.show("wrong-passphrase", "解锁: 口令不对", seen="口令不对")


async def _roster(desk: Desk) -> None:
    await desk.press("2")
    desk.show("roster", "花名册", seen="缺主帮教人")
    await desk.press("f3")
    await desk.write("sm")
    desk.show("roster-search", "花名册: 边打边找", seen="[sm ")
    await desk.press("escape", "escape")


async def _person(desk: Desk) -> None:
    await desk.press("enter")
    desk.show("person", "一个人: 概况", seen="o 完成")
    await desk.press("right")
    desk.show("person-records", "一个人: 记录", seen="[记录")
    await desk.press("ctrl+r")
    await desk.write("填写协议")
    desk.show("reveal", "显示全部号码: 写明用途", seen="显示一分钟")
    await desk.press("escape", "f2")


async def _correct(desk: Desk) -> None:
    await desk.press("home")
    await desk.down_to("已见到")
    await desk.press("f4", "enter", "3", "enter", "enter", "1")
    desk.show("correct", "更正一条记录: 写明改了什么、会怎样", seen="更正: 方式")
    await desk.press("escape", "left", "f4")
    desk.show("register", "修改登记", seen="修改登记")
    await desk.press("escape", "f7")
    desk.show("add", "新增: 选一样", seen="下一项措施")
    await desk.press("3")
    desk.show("leave", "请假外出", seen="应返日期")
    await desk.press("escape", "f7", "4")
    desk.show("notice", "事项文书: 十六种事项", seen="暂不封存")
    await desk.press("escape", "f7")
    await desk.press("6")
    desk.show("next-measure", "登记下一项措施", seen="登记下一项措施")
    await desk.press("escape", "right")


async def _assess(desk: Desk) -> None:
    await desk.press("ctrl+e", "2", "enter", "enter")
    await desk.write("情绪稳定,家人支持,想学修车")
    await desk.press("enter")
    await desk.write("李敏")
    desk.show("assess", "评估记录", seen="风险等级")
    await desk.press("escape", "f2")


async def _new_person(desk: Desk) -> None:
    await desk.press("f7")
    await desk.write("岩保")
    await desk.press("enter", "1", *["enter"] * 7)
    await desk.write("bsc")
    await desk.press(*["enter"] * 6)
    await desk.press("1", *["enter"] * 4)
    await desk.write("11.10")
    desk.show("new-person", "登记新人", seen="班帅村")
    await desk.press("escape", "f2")


async def _batch(desk: Desk) -> None:
    await desk.press("2", "ctrl+b")
    for line in ("3 阴", "5 未到 打工", "18 晴"):
        await desk.write(line)
        await desk.press("enter")
    desk.show("batch", "批量补录: 一人一行", seen="11-05")
    await desk.press("f2")
    desk.show("batch-check", "批量补录: 核对", seen="要改")
    await desk.press("escape", "escape", "f2", "escape")


async def _void(desk: Desk) -> None:
    await desk.press("delete")
    await desk.write("记到了别人名下")
    desk.show("void", "作废: 写明原因", seen="不再导出")
    await desk.press("f2", "ctrl+g")
    desk.show("undo", "撤回以前先问一句", seen="撤回")
    await desk.press("f2", "escape")


async def _plan(desk: Desk) -> None:
    await desk.press("ctrl+k")
    desk.show("plan", "排期", seen="排期")
    await desk.press("f2", "f9")
    desk.show("route-sheet", "走访路线单", seen="路线单")
    await desk.press("escape", "escape")


async def _figures(desk: Desk) -> None:
    await desk.press("6", "down", "down")
    desk.show("figures", "统计: 本月、上月、近十二个月", seen="见面率")
    await desk.press("enter")
    desk.show("figure-people", "数字后面的人,还缺的在前", seen="还缺")
    await desk.press("escape", "f9")
    desk.show("figure-sheet", "统计表: 报给谁,写在哪里", seen="报送")
    await desk.press("escape", "1")


async def _volunteers(desk: Desk) -> None:
    await desk.press("4", "down")
    desk.show("volunteers", "志愿者: 今年服务多久", seen="人在册")
    await desk.press("home")
    await desk.down_to("联防巡逻队")
    await desk.press("enter", "end")
    desk.show("volunteer", "一位志愿者的全部记录", seen="服务证明")
    await desk.press("escape", "f7", "4")
    desk.show("activities", "活动日历: 计划、待小结、已小结", seen="活动日历")
    await desk.press("f7")
    await desk.write("赶集宣传")
    await desk.press("f2", "enter", "2")
    await desk.write("90")
    await desk.press("f2")
    await desk.press("enter", "down", "enter")
    desk.show("attendance", "到场名单: 念一个,记一个", seen="到场 2 人")
    await desk.press("escape", "escape", "f7", "5")
    await desk.down_to("联防巡逻队")
    await desk.press("enter", "ctrl+k")
    desk.show("duty", "值班表: 一键一班", seen="值班表")
    await desk.press("escape", "escape", "escape", "f7", "7")
    desk.show("service-hours", "服务时长: 按年、月、队伍、人", seen="服务时长")
    await desk.press("escape", "1")


async def _pacts(desk: Desk) -> None:
    await desk.press("3")
    desk.show("pacts", "公约: 各村各种文书签了多少", seen="全乡")
    await desk.press("down", "down", "enter", "down", "enter")
    desk.show("pact-households", "一个组的每一户", seen="户编号")
    await desk.press("f7", "1", *["enter"] * 5)
    await desk.write("岩保")
    await desk.press("f2", "1", "1", "2")
    desk.show("assembly", "集体签订: 一户一键", seen="外出 1")
    await desk.press("f9")
    code = next(word for word in desk.text.split() if word.startswith("1-"))
    await desk.press("escape", "ctrl+b")
    await desk.write(f"{code} 1-2 3拒 等家人")
    desk.show("returned-sheet", "照签订单录入: 页码和行号", seen="等家人")
    await desk.press("escape", "f2", "escape", "escape", "escape", "1")


async def _first_start(desk: Desk) -> None:
    desk.show("first-start", "第一次打开: 新建、恢复、演示", seen="试用演示数据")
    await desk.press("2")
    desk.show("restore", "用备份恢复", seen="备份文件")
    await desk.press("escape", "1")
    for text in ("530829107", "岳宋乡", "李敏"):
        await desk.write(text)
        await desk.press("enter")
    desk.show("found", "新建台账", seen="530829107")


async def _settings(desk: Desk) -> None:
    await desk.press("7")
    desk.show("settings", "设置", seen="增加操作员")
    await desk.press("escape")


FIRST_START: tuple[Scene, ...] = (_first_start,)
"""Where there is no vault yet."""
SCENES: tuple[Scene, ...] = (
    _unlock,
    _today,
    _every_key,
    _settings,
    _why,
    _settle,
    _visit,
    _test,
    _assess,
    _new_person,
    _batch,
    _roster,
    _person,
    _correct,
    _void,
    _plan,
    _figures,
    _pacts,
    _volunteers,
    _import,
    _export,
    _lock,
)
"""In this order at one desk, each leaving the next one where it begins."""
