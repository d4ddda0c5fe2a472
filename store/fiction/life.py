"""One fictional person: papers, measures, and everything that was recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from store.desk.policies import default_policies
from store.fiction.contacts import Course, assessments, tests, visits
from store.fiction.dice import Dice
from store.fiction.interruptions import is_suspended, leaves, suspensions, tested_elsewhere
from store.fiction.measures import a_life_of_measures
from store.fiction.names import LANGUAGES, a_helper, a_name, a_people
from store.fiction.notices import File, notices
from store.fiction.papers import a_phone, an_id_number
from store.fiction.places import Group, Village
from store.fiction.story import Story
from store.fiction.supports import supports
from store.model.assessment import RISK_TIERS, Assessment
from store.model.assignment import Assignment
from store.model.drug_test import DrugTest
from store.model.leave import Leave
from store.model.measure import Measure
from store.model.notice import Notice
from store.model.person import RESIDENT_ID, Person
from store.model.support import Support
from store.model.suspension import Suspension
from store.model.visit import Visit
from store.rules.calendar import add_days, add_months, add_years
from store.rules.layout import Layout, layout

AContact = TypeVar("AContact", Visit, DrugTest, Assessment)
_EDUCATION = ("文盲", "小学", "小学", "初中", "初中", "高中", "中专")
_MARRIAGE = ("未婚", "已婚", "已婚", "离婚", "丧偶")
_WORK = ("务农", "务农", "务工", "个体", "待业")
_DRUGS = ("海洛因", "冰毒", "冰毒", "麻黄素片", "鸦片", "海洛因、冰毒")
_FOREIGN_PAPERS = ("缅甸身份证", "边民证", "户口册")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A person with all records. ``team`` are the open assignments by role; ``measures`` are oldest first.

    ``risk`` is the tier that stands on the roster alone; where there are assessments the tier is theirs.
    """

    person: Person
    measures: tuple[Measure, ...]
    team: Mapping[str, Assignment]
    visits: tuple[Visit, ...]
    tests: tuple[DrugTest, ...]
    assessments: tuple[Assessment, ...]
    risk: str | None
    suspensions: tuple[Suspension, ...] = ()
    leaves: tuple[Leave, ...] = ()
    notices: tuple[Notice, ...] = ()
    supports: tuple[Support, ...] = ()

    @property
    def measure(self) -> Measure:
        """The measure that stands on the roster: the last one."""
        return self.measures[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where and when a life is led. ``position`` is the place on the roster, ``since`` the day of the first record."""

    position: int
    household_number: str
    village: Village
    group: Group
    specialist: str
    laboratory_hands: str
    today: date
    since: date
    years: int


def records_since(today: date, years: int) -> date:
    """The day from which the fictional office has records: longer ago than the oldest open term began."""
    return add_months(today.replace(day=1), -12 * years - 6)


def a_life(dice: Dice, fate: Dice, story: Story, setting: Setting, taken: set[str]) -> Life:
    """One person's life. ``taken`` holds the certificate numbers in use, and learns the new one.

    ``fate`` throws for what befell the person, so that new kinds of records leave the others as they are.
    """
    measures = a_life_of_measures(dice, story, setting.today, setting.years)
    person = _person(dice, story, setting, measures[0], taken)
    course = _course(dice, story, setting, measures[-1])
    found = tuple(assessments(dice, course))
    open_now = measures[-1].closed_on is None
    life = Life(
        person=person,
        measures=measures,
        team=_team(dice, setting, measures[-1]) if open_now else {},
        visits=tuple(sorted(visits(dice, course), key=lambda visit: visit.day)),
        tests=tuple(tests(dice, course)),
        assessments=found,
        risk=dice.pick(RISK_TIERS) if open_now and story.months is None else None,
    )
    return _befallen(fate, life, story, setting, course)


def _befallen(dice: Dice, life: Life, story: Story, setting: Setting, course: Course) -> Life:
    """The life with all that interrupted it, without contacts that could not have taken place then."""
    spells = suspensions(dice, story, course, life.measures, setting.today)
    life = replace(
        life,
        suspensions=spells,
        visits=_kept(life.visits, spells, story),
        tests=_kept(life.tests, spells, story),
        assessments=_kept(life.assessments, spells, story),
    )
    contacts = [record.day for records in (life.visits, life.tests, life.assessments) for record in records]
    away = leaves(dice, story, course, contacts, spells, setting.today)
    life = replace(life, leaves=away, tests=tested_elsewhere(life.tests, away))
    file = File(
        story=story,
        course=course,
        measures=life.measures,
        visits=life.visits,
        tests=life.tests,
        suspensions=spells,
        leaves=away,
        specialist=setting.specialist,
        today=setting.today,
    )
    return replace(
        life,
        notices=notices(dice, file),
        supports=supports(dice, course, setting.position, setting.specialist),
    )


def _kept(contacts: tuple[AContact, ...], spells: Sequence[Suspension], story: Story) -> tuple[AContact, ...]:
    if story.awaits_transfer:
        return ()
    return tuple(contact for contact in contacts if not is_suspended(contact.day, spells))


def _person(dice: Dice, story: Story, setting: Setting, first: Measure, taken: set[str]) -> Person:
    assert first.decided_on is not None
    decided_on = first.decided_on
    sex = "女" if dice.chance(0.2) else "男"
    people = a_people(dice)
    birth_date = dice.day(add_years(decided_on, -48), add_years(decided_on, -18))
    id_type, id_number = _paper(dice, setting, birth_date, sex, taken)
    name = a_name(dice, people, sex)
    village, group = setting.village.name, setting.group.name
    house = dice.number(1, 80)
    return Person(
        uid=dice.uid(decided_on),
        name=name,
        former_name=_former_name(dice, people, sex, name),
        agreed_name=f"{name[0]}师傅" if dice.chance(0.1) else None,
        sex=sex,
        id_type=id_type,
        id_number=id_number,
        birth_date=birth_date,
        phone=_phone(dice),
        education=dice.pick(_EDUCATION),
        marital_status=dice.pick(_MARRIAGE),
        employment=dice.pick(_WORK),
        languages=LANGUAGES[people],
        registered_address=f"{village}{group}{house}号" if id_type == RESIDENT_ID else None,
        current_address=f"{village}{group}{house}号",
        household_number=setting.household_number,
        village=village,
        village_group=group,
        grid=setting.group.grid,
        control_state=story.control_state,
        drugs=dice.pick(_DRUGS),
        first_found_on=add_days(decided_on, -dice.number(0, 900)),
        note="家属愿意配合" if dice.chance(0.1) else None,
    )


def _paper(dice: Dice, setting: Setting, birth_date: date, sex: str, taken: set[str]) -> tuple[str | None, str | None]:
    """Most people have a resident ID number; of border residents some have another paper, some none."""
    kind = setting.position % 20
    if kind == 7:
        return None, None
    while True:
        if kind == 13:
            paper, number = dice.pick(_FOREIGN_PAPERS), f"MM-{dice.number(1, 999_999):06d}"
        else:
            paper, number = RESIDENT_ID, an_id_number(dice, birth_date, sex)
        if number not in taken:
            taken.add(number)
            return paper, number


def _former_name(dice: Dice, people: str, sex: str, name: str) -> str | None:
    former = a_name(dice, people, sex) if dice.chance(0.08) else name
    return None if former == name else former


def _phone(dice: Dice) -> str | None:
    if dice.chance(0.15):
        return None
    return "、".join(dict.fromkeys(a_phone(dice) for _ in range(2 if dice.chance(0.08) else 1)))


def _team(dice: Dice, setting: Setting, measure: Measure) -> dict[str, Assignment]:
    started_on = measure.served_on or setting.today
    helpers = {
        "社区民警": setting.village.officer,
        "禁毒专干": setting.specialist,
        "网格员": setting.group.grid_worker,
    }
    if dice.chance(0.5):
        helpers["监护人"] = a_helper(dice)
    phone = a_phone(dice)
    own = Dice(measure.uid, "team")
    # Some have nobody yet, and few have everybody: that is what the list of gaps is for.
    for role, share in (("主帮教人", 0.85), ("医务人员", 0.5), ("家庭成员", 0.6), ("志愿者", 0.4), ("亲属", 0.3)):
        if own.chance(share):
            helpers[role] = setting.group.grid_worker if role == "主帮教人" else a_helper(own)
    return {
        role: Assignment(
            uid=own.uid(started_on),
            role=role,
            helper=helper,
            started_on=started_on,
            helper_phone=phone if role == "监护人" else None,
        )
        for role, helper in helpers.items()
    }


def _course(dice: Dice, story: Story, setting: Setting, measure: Measure) -> Course:
    began = measure.reported_on or measure.served_on or measure.decided_on
    assert began is not None
    end = measure.closed_on or add_days(setting.today, 1)
    start = max(measure.taken_over_on or began, setting.since)
    quiet = dice.number(*story.quiet)
    stop = max(add_days(end, -quiet), start) if story.reported_in else add_days(start, 1)
    return Course(
        story=story,
        anchor=began,
        start=min(start, end),
        stop=min(stop, end),
        end=end,
        visitors=f"{setting.specialist}、{setting.group.grid_worker}",
        testers=setting.laboratory_hands,
        tests=_layout("test", measure),
        assessments=_layout("assessment", measure),
    )


def _layout(rule: str, measure: Measure) -> Layout | None:
    if measure.reported_on is None:
        return layout("half_year") if rule == "test" and measure.term_months is None else None
    policy = default_policies().on(measure.reported_on)
    series = policy.series_for(rule, measure.category, measure.term_months)
    return series.layout if series else None
