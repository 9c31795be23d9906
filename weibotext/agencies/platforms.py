"""The platforms that microblogs and public accounts stand on, and which of them a text says an account is on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from weibotext.patterns import deferred
from weibotext.values import Span

PLATFORMS: Final[Mapping[str, str]] = {
    "新浪": "新浪",
    "腾讯": "腾讯",
    "人民网": "人民",
    "人民微博": "人民",
    "新华网": "新华",
    "新华微博": "新华",
    "网易": "网易",
    "搜狐": "搜狐",
    "微信": "微信",
    "抖音": "抖音",
    "快手": "快手",
    "今日头条": "今日头条",
    "头条号": "今日头条",
    "哔哩哔哩": "哔哩哔哩",
    "小红书": "小红书",
    "知乎": "知乎",
    "饭否": "饭否",
    "推特": "推特",
}
_PLATFORM: Final = deferred("|".join(PLATFORMS))
_SENTENCE_END: Final = re.compile("[。！？!?\n]")
_OWNED: Final = re.compile(
    r"(?P<platforms>(?:新浪|腾讯|人民网|新华网|网易|搜狐|微信|网|[的在、和及与])+)(?:官方|政务)?(?:微博|官微|公众号)"
)


def platforms_in(text: str) -> list[str]:
    """The platforms that a text names, by their short names, in order and once each.

    >>> platforms_in("在新浪网、腾讯网、人民网开通")
    ['新浪', '腾讯', '人民']
    """
    return list(dict.fromkeys(PLATFORMS[hit[0]] for hit in _PLATFORM.finditer(text)))


class PlatformFinder:
    """Tells the platforms of accounts in one text, of which ``bounds`` are all mentions, in order.

    A platform belongs to the mention before it in its paragraph, and to the one behind it in its sentence.

    >>> text = "“黔办之声”在新浪网开通。“微博贵州”在腾讯。"
    >>> PlatformFinder(text, [Span(1, 5), Span(13, 17)]).beside([Span(1, 5)])
    ['新浪']
    """

    def __init__(self, text: str, bounds: Sequence[Span]) -> None:
        self._text = text
        self._hits = [(hit.start(), PLATFORMS[hit[0]]) for hit in _PLATFORM.finditer(text)]
        self._beside: dict[Span, list[str]] = {}
        self._owned: dict[str, list[str]] = {}
        if not self._hits or not bounds:
            return
        starts = [span.start for span in bounds]
        ends = [hit.start() for hit in _SENTENCE_END.finditer(text)]
        lines = [place for place in ends if text[place] == "\n"]
        for place, platform in self._hits:
            which = bisect_right(starts, place)
            if which and not _between(lines, starts[which - 1], place):
                self._beside.setdefault(bounds[which - 1], []).append(platform)
            if which < len(starts) and not _between(ends, place, starts[which]):
                self._beside.setdefault(bounds[which], []).append(platform)

    def beside(self, mentions: Iterable[Span]) -> list[str]:
        """Those named from the start of a mention's sentence to the next account or the paragraph's end."""
        if not self._beside:
            return []
        return list(dict.fromkeys(name for span in mentions for name in self._beside.get(span, ())))

    def owned(self, owner: str, bodies: Iterable[Span]) -> list[str]:
        """Those that stand between the name of the owner, named at ``bodies``, and 微博: 团省委|新浪、腾讯|官方微博.

        >>> PlatformFinder("团省委新浪、腾讯官方微博", []).owned("团省委", [Span(0, 3)])
        ['新浪', '腾讯']
        """
        if not self._hits:
            return []
        if owner not in self._owned:  # who keeps many accounts is asked for with each
            hits = (_OWNED.match(self._text, span.stop) for span in bodies)
            names = (name for hit in hits if hit for name in platforms_in(hit["platforms"]))
            self._owned[owner] = list(dict.fromkeys(names))
        return self._owned[owner]


def _between(places: Sequence[int], start: int, stop: int) -> bool:
    """Whether one of the ordered places lies between two others."""
    which = bisect_right(places, start)
    return which < len(places) and places[which] < stop
