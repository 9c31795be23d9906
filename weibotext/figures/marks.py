"""Numbers with a unit that say where or which, and not how much: 319国道429公里+200米处, 县十七届人大二次会议."""

from __future__ import annotations

import re
from typing import Final

from weibotext.figures.drafts import Draft

_POSTS: Final = frozenset(("公里", "千米", "km", "KM"))
_METRES: Final = frozenset(("米", "m", "M", "处"))
_ON: Final = re.compile(r"[0-9](?:公里|千米|[Kk][Mm]?)?\+$")
"""What stands before the metres of a milestone: K143+|725m."""

_ROAD: Final = re.compile("[路线道段向速]$")
_FROM: Final = re.compile("[距离]")
_AT: Final = re.compile(r"\+[0-9]|处")
_REACH: Final = 10
MARKED: Final = _POSTS | _METRES | {"次"}
"""The units of which :func:`is_mark` need be asked."""

_SESSION: Final = re.compile("[届大协会]$")


def is_mark(text: str, draft: Draft) -> bool:
    """Whether a figure is a milestone of a road, or the number of a session.

    >>> from weibotext.figures.amount import Amount
    >>> is_mark("昆楚公路127公里处", (4, 9, Amount("measure", unit="公里"), "quantity", 4, 9))
    True
    >>> is_mark("距县城127公里处", (3, 8, Amount("measure", unit="公里"), "quantity", 3, 8))
    False
    """
    start, stop, amount = draft[:3]
    if amount.unit == "次":
        return (
            amount.kind != "ordinal"
            and text.startswith("会议", stop)
            and _SESSION.search(text, max(0, start - 1), start) is not None
        )
    if text[start - 1 : start] == "+" and amount.unit in _METRES:
        return _ON.search(text, max(0, start - 5), start) is not None
    if amount.unit not in _POSTS or not _AT.match(text, stop):
        return False
    road = _ROAD.search(text, max(0, start - 1), start)
    return road is not None and not _FROM.search(text, max(0, start - _REACH), start)
