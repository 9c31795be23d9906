"""What the grammar of bodies' names finds: one mention as it is written, before anybody asks whose it is."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.agencies.bodies import Body, National
from weibotext.values import Span

Designator: TypeAlias = Literal["省", "自治区", "市", "州", "盟", "地区", "县", "区", "旗"]
DESIGNATORS: Final[tuple[Designator, ...]] = ("自治区", "地区", "省", "市", "州", "盟", "县", "区", "旗")
_KNOWN: Final[dict[str, Designator]] = {level: level for level in DESIGNATORS}
LEVEL_ENDS: Final = frozenset("省市州盟县区旗")

Head: TypeAlias = Literal["region", "level", "nation", "abroad", "alone", "place", "again"]
"""What stands before a body: a region, a level word, nothing for bodies of the nation and for those abroad, nothing where
the context has to tell the head (alone), the name of a place below the county, or 该."""


class Named(NamedTuple):
    """One mention of a body as it is written, in clean coordinates.

    ``region`` is the region's name as written, ``level`` the level word that stands for one. ``same`` is the last
    character of 该局, 该院 and the like, which name a body again. ``body`` is ``None`` for 省厅, 市局 and the like, whose
    sort the context knows, and for forms whose meaning the date decides: ``central`` is what these may name. ``office`` is
    the canonical form of an office inside the body.
    """

    span: Span
    body: Body | None
    head: Head
    region: str | None = None
    level: Designator | None = None
    office: str | None = None
    same: str | None = None
    central: National | None = None


def designator(word: str) -> Designator | None:
    """The level word that a word is, if it is one.

    >>> designator("省"), designator("镇")
    ('省', None)
    """
    return _KNOWN.get(word)
