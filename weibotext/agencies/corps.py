"""Bodies of Xinjiang's production corps and of its divisions: 兵团人社局, 第一师公安局, 兵团党委.

The corps has departments as a region has, and so have its divisions, which are numbered.
"""

from __future__ import annotations

import re
from typing import Final

from weibotext.agencies.bodies import Body, regional
from weibotext.agencies.named import Named
from weibotext.values import Span

CORPS: Final = "新疆生产建设兵团"
REGION_OF_CORPS: Final = "新疆"
_SHORT: Final = "兵团"
_SIGNS: Final = (REGION_OF_CORPS, "生产建设兵团", "兵团第")
_HEAD: Final = re.compile(
    "(?P<corps>(?:(?:新疆)?生产建设)?兵团)(?P<of>第?[一二三四五六七八九十]{1,3}师(?!长))?|(?P<alone>第?[一二三四五六七八九十]{1,3}师(?!长))"
)
_NO_CORPS_BEFORE: Final = re.compile("[0-9一二三四五六七八九十军野]$")
_LONGEST_FORM: Final = 16
_WEAK: Final = frozenset("委")


def with_corps(text: str, found: list[Named]) -> list[Named]:
    """The mentions of a text that names the corps, with those of the corps' own bodies in place of what overlaps them."""
    if _SHORT not in text or not any(sign in text for sign in _SIGNS):
        return found
    own = [named for hit in _HEAD.finditer(text) if (named := _corps(text, hit))]
    taken = {place for named in own for place in range(*named.span)}
    rest = [named for named in found if taken.isdisjoint(range(*named.span))]
    return sorted([*rest, *own], key=lambda named: named.span)


def _corps(text: str, hit: re.Match[str]) -> Named | None:
    if _NO_CORPS_BEFORE.search(text, max(0, hit.start() - 1), hit.start()):  # 第19兵团, 野战兵团
        return None
    division = hit["of"] or hit["alone"] or ""
    head = CORPS + ("第" if division and division[0] != "第" else "") + division
    body, stop = _form_behind(text, hit.end())
    if body is None and division == hit["alone"] and division[:1] != "第":
        return None
    whole = Body(body.named(head), body.kind) if body else Body(head, "government")
    return Named(Span(hit.start(), stop), whole, "region", region=REGION_OF_CORPS)


def _form_behind(text: str, place: int) -> tuple[Body | None, int]:
    """The longest form of a region's body at a place, and where it ends; the place where there is none."""
    longest = min(_LONGEST_FORM, len(text) - place)
    for stop in range(place + longest, place + 1, -1):
        body = regional().get(text[place:stop])
        if body is not None and text[place:stop] not in _WEAK:
            return body, stop
    return None, place
