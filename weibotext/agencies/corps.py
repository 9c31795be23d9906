"""Bodies of Xinjiang's production corps, its divisions and regiments: 兵团人社局, 第一师公安局, 143团党委.

The corps has departments as a region has, and so have its divisions and regiments, which are numbered.
"""

from __future__ import annotations

import re
from typing import Final

from weibotext.agencies.bodies import Body, regional
from weibotext.agencies.named import Named
from weibotext.patterns import deferred
from weibotext.values import Span

CORPS: Final = "新疆生产建设兵团"
REGION_OF_CORPS: Final = "新疆"
_SHORT: Final = "兵团"
_SIGNS: Final = (REGION_OF_CORPS, "生产建设兵团", "兵团第")
_HEAD: Final = deferred(
    "(?P<corps>(?:(?:新疆)?生产建设)?兵团)?(?P<division>第?[一二三四五六七八九十]{1,3}师(?!长))?"
    "(?P<regiment>(?:[0-9]{2,3}|[一二三四五六七八九〇○十]{2,4})团(?!长))?"
)
_FIRST: Final = deferred("[新生兵第0-9一二三四五六七八九〇○十]")
_NO_CORPS_BEFORE: Final = frozenset("0123456789一二三四五六七八九十军野院第")
_LONGEST_FORM: Final = 16
_NAMED_OTHERWISE: Final = {"新疆生产建设兵团高级人民法院": "新疆维吾尔自治区高级人民法院生产建设兵团分院"}
"""By the decision of the National People's Congress's Standing Committee of 29 December 1998 on the corps' courts."""


def with_corps(text: str, found: list[Named]) -> list[Named]:
    """The mentions of a text that names the corps, with those of the corps' own bodies in place of what overlaps them."""
    if _SHORT not in text or not any(sign in text for sign in _SIGNS):
        return found
    own = _own(text)
    taken = {place for named in own for place in range(*named.span)}
    rest = [named for named in found if taken.isdisjoint(range(*named.span))]
    return sorted([*rest, *own], key=lambda named: named.span)


def _own(text: str) -> list[Named]:
    """The corps' bodies that a text names. A regiment is of the division named last."""
    own: list[Named] = []
    division, behind = "", 0
    for first in _FIRST.finditer(text):
        hit = _HEAD.match(text, first.start())
        if first.start() < behind or hit is None or not hit[0]:
            continue
        if (
            text[first.start() - 1 : first.start()] in _NO_CORPS_BEFORE
        ):  # 第19兵团, 野战兵团, 高级人民法院生产建设兵团分院
            behind = hit.end()
            continue
        division = _numbered(hit["division"]) or division
        named = _named(text, hit, division)
        behind = named.span.stop if named else hit.end()
        if named:
            own.append(named)
    return own


def _numbered(division: str | None) -> str:
    return f"第{division.removeprefix('第')}" if division else ""


def _named(text: str, hit: re.Match[str], division: str) -> Named | None:
    """The body that begins with the corps, a division or a regiment; these alone are bodies but for short forms (八师)."""
    body, stop = _form_behind(text, hit.end())
    stands = not hit["regiment"] and bool(hit["corps"] or (hit["division"] or "").startswith("第"))
    if body is None and not stands:
        return None
    inner = _numbered(hit["division"]) or (division if hit["regiment"] else "")
    head = CORPS + inner + (hit["regiment"] or "")
    name = body.named(head) if body else head
    whole = Body(_NAMED_OTHERWISE.get(name, name), body.kind if body else "government")
    return Named(Span(hit.start(), stop), whole, "region", region=REGION_OF_CORPS)


def _form_behind(text: str, place: int) -> tuple[Body | None, int]:
    """The longest form of a region's body at a place, and where it ends; the place where there is none."""
    longest = min(_LONGEST_FORM, len(text) - place)
    for stop in range(place + longest, place + 1, -1):
        body = regional().get(text[place:stop])
        if body is not None:
            return body, stop
    return None, place
