"""Who has to stand around one person: 五包一 in both readings of 岳宋经验, and the work team of 戒毒条例 17.

The templates are data (``team_templates.json``): each is a list of places, each place the roles of which one is enough.
"""

from collections.abc import Callable, Mapping, Sequence

Places = Sequence[Sequence[str]]
Templates = Mapping[str, Places]


def missing_roles(template: Places, is_held: Callable[[str], bool]) -> tuple[str, ...]:
    """The places that nobody fills; where several roles would do they are joined with 或."""
    return tuple("或".join(roles) for roles in template if not any(map(is_held, roles)))
