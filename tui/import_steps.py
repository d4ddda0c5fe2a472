"""The five steps of an import: what they are called, which keys work in them, and what is said about them."""

from enum import IntEnum

STEPS = ("选文件", "识别", "对列", "核对", "完成")


class Step(IntEnum):
    """Where she is."""

    FILE = 0
    RECOGNISED = 1
    COLUMNS = 2
    PROBLEMS = 3
    DONE = 4


FOOTERS = {
    Step.FILE: ("help", "complete", "next_step", "back"),
    Step.RECOGNISED: ("help", "next_step", "back"),
    Step.COLUMNS: ("help", "edit", "next_step", "back"),
    Step.PROBLEMS: ("help", "filter", "confirm", "back"),
    Step.DONE: ("help", "next_step", "back"),
}
SAID = {
    Step.COLUMNS: "! 是没有用到的列。要改光标所在的列,按 F4。",
    Step.PROBLEMS: "还没有写入台账。看清楚以后按 F2 写入。",
    Step.DONE: "Enter 再导一份,Esc 回报送。",
}
"""What the message line says when a step begins."""
HELPS = {
    Step.FILE: "选要导入的台账文件(CSV)。xlsx 等表格先在表格软件里另存为 CSV。上次的文件夹会记住。",
    Step.RECOGNISED: "看看认得对不对:是哪一种台账、表头在第几行、有多少行。种类和编码可以按数字改,改了马上重新识别。",
    Step.COLUMNS: (
        "每一列会导入到哪里。! 是没有用到的列,按 F4 可以自己对;带 * 的是必填的列。\n"
        "文件里没有的列,台账里原有的内容不动。"
    ),
    Step.PROBLEMS: (
        "每一行会怎样:新增、变更、相同能导入;冲突和退回不导入,会写到退回文件。提醒能导入,但请看一眼。\n"
        "证件号码和电话只显示末四位,按行号到原文件里看。按 F2 并确认才写入;写的时候按 Esc 停下,就一行都不写。"
    ),
    Step.DONE: "导入的结果。退回文件改好以后,用同样的办法再导一次。导错了可以整批撤回。",
}
BUSY_FOOTER = ("help", "stop")
