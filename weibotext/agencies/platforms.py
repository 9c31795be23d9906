"""The platforms that microblogs and public accounts stand on, and which of them a text says an account is on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

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
_PLATFORM: Final = re.compile("|".join(PLATFORMS))
_SENTENCE_END: Final = re.compile("[。！？!?\n]")
_OWNED: Final = re.compile(
    r"(?P<platforms>(?:新浪|腾讯|人民网?|新华网?|网易|搜狐|微信|网|[的在、和及与])+)(?:官方|政务)?(?:微博|官微|公众号)"
)


def platforms_in(text: str) -> list[str]:
    """The platforms that a text names, by their short names, in order and once each.

    >>> platforms_in("在新浪网、腾讯网、人民网开通")
    ['新浪', '腾讯', '人民']
    """
    return list(dict.fromkeys(PLATFORMS[hit[0]] for hit in _PLATFORM.finditer(text)))


class PlatformFinder:
    """Tells the platforms of accounts in one text, of which ``bounds`` are all mentions, in order.

    >>> text = "“黔办之声”在新浪网开通。“微博贵州”在腾讯。"
    >>> PlatformFinder(text, [Span(1, 5), Span(13, 17)]).beside([Span(1, 5)])
    ['新浪']
    """

    def __init__(self, text: str, bounds: Sequence[Span]) -> None:
        self._text = text
        self._starts = [span.start for span in bounds]
        self._bounds = bounds
        self._hits = [(hit.start(), PLATFORMS[hit[0]]) for hit in _PLATFORM.finditer(text)]
        self._places = [place for place, _ in self._hits]
        self._ends = [hit.end() for hit in _SENTENCE_END.finditer(text)] if self._hits else []

    def beside(self, mentions: Iterable[Span]) -> list[str]:
        """Those named from the start of a mention's sentence to the next account or the paragraph's end."""
        if not self._hits:
            return []
        found: list[str] = []
        for span in mentions:
            found += self._between(*self._reach(span))
        return list(dict.fromkeys(found))

    def _reach(self, span: Span) -> tuple[int, int]:
        before = bisect_left(self._starts, span.start)
        behind = bisect_right(self._starts, span.start)
        which = bisect_right(self._ends, span.start)
        sentence = self._ends[which - 1] if which else 0
        paragraph = self._text.find("\n", span.stop)
        stop = len(self._text) if paragraph < 0 else paragraph
        start = max(sentence, self._bounds[before - 1].stop if before else 0)
        return start, min(stop, self._starts[behind]) if behind < len(self._starts) else stop

    def _between(self, start: int, stop: int) -> list[str]:
        first, last = bisect_left(self._places, start), bisect_left(self._places, stop)
        return [platform for _, platform in self._hits[first:last]]

    def owned(self, bodies: Iterable[Span]) -> list[str]:
        """Those that stand between the name of the owner and 微博: 团省委|新浪、腾讯|官方微博.

        >>> PlatformFinder("团省委新浪、腾讯官方微博", []).owned([Span(0, 3)])
        ['新浪', '腾讯']
        """
        if not self._hits:
            return []
        hits = (_OWNED.match(self._text, span.stop) for span in bodies)
        return list(dict.fromkeys(name for hit in hits if hit for name in self._between(*hit.span("platforms"))))
