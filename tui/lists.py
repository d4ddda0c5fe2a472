"""The lists of 清单: what each is called, what it is for, and the screen that shows it, loaded when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from tui.requests import ListAsked
from tui.workplace import Workplace

if TYPE_CHECKING:
    from tui.office_screen import OfficeScreen


@dataclass(frozen=True, slots=True)
class NamedList:
    """One line of the menu, and the module and class of its screen."""

    name: str
    purpose: str
    module: str
    screen: str
    level: int = 0
    """Of the four levels, the one this list is about."""


LISTS = (
    NamedList("五个到位", "衔接、报到、协议、检测、措施,缺哪样一看就知道", "in_place", "InPlaceScreen"),
    NamedList("一级 村组", "网格员要办的事,印工作单", "level", "LevelScreen", 1),
    NamedList("二级 村委会", "村委会要办的事,印工作单", "level", "LevelScreen", 2),
    NamedList("三级 禁毒办", "禁毒专干要办的事,印督办单", "level", "LevelScreen", 3),
    NamedList("四级 乡镇", "乡镇要办的事,印督办单", "level", "LevelScreen", 4),
    NamedList("督办单", "发过的督办单,哪些到期没有回复,登记回复", "supervisions", "SupervisionsScreen"),
    NamedList("存疑失联", "谁要找、谁要核实,下次哪天查,结了几项", "inquiries", "InquiriesScreen"),
    NamedList("超期未报到", "逾期几天,催过几次,移交公安的证据缺哪样", "unreported", "UnreportedScreen"),
    NamedList("外出驻外", "去了哪里,谁共管,哪天该回,下次哪天联系", "away", "AwayScreen"),
    NamedList("缺帮教", "谁没有主帮教人,小组还缺哪样人", "unhelped", "UnhelpedScreen"),
    NamedList("帮教人", "每个主帮教人带几个人,谁退出了,全部移交", "helpers", "HelpersScreen"),
    NamedList("服务证明", "开过的志愿服务证明,编号、给谁、多久", "certificates", "CertificatesScreen"),
    NamedList("活动日历", "计划的、办过的活动,记到场,写小结", "activities", "ActivitiesScreen"),
    NamedList("队伍", "每支队伍的人和值班,哪个组还没有歌舞队", "teams", "TeamsScreen"),
    NamedList("信息员", "上次、下次哪天联系", "reporters", "ReportersScreen"),
    NamedList("服务时长", "按年、月、队伍、人", "service_hours", "ServiceHoursScreen"),
    NamedList("宣传统计", "办了几次活动,受众多少人,发了多少资料", "publicity", "PublicityScreen"),
    NamedList("公约重签", "换了版本、有效期到了或 30 天内要到的户", "renewals", "RenewalsScreen"),
    NamedList("责任书", "县、乡镇、村、组之间一年一签,还有谁没签", "letters", "LettersScreen"),
    NamedList("评选", "戒断示范户、禁毒积极家庭,推荐和评定", "awards", "AwardsScreen"),
    NamedList("清塘", "照花名册逐个梳理,一轮里每人一次,还剩谁", "review", "ReviewScreen"),
)


def list_screen(workplace: Workplace, asked: ListAsked) -> "OfficeScreen":
    """The screen of a list."""
    wanted = next(each for each in LISTS if each.name == asked.name)
    screen: Callable[..., OfficeScreen] = getattr(import_module(f"tui.screens.{wanted.module}"), wanted.screen)
    return screen(workplace, wanted.level) if wanted.level else screen(workplace)
