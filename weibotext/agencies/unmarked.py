"""Accounts named without a mark: 昆山发布 before 官方微博, 厦门警方在线, and 平安北京 where it tells something."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from weibotext.agencies.forms import district_stems, region_names
from weibotext.agencies.named import LEVEL_ENDS
from weibotext.agencies.owners import account_words
from weibotext.patterns import deferred
from weibotext.values import Span

_OFFICIAL: Final = re.compile("官方微博|官微|官方微信|政务微博|微信公众号")
_NAMES_ANOTHER: Final = re.compile("[“「]?[@＠]|[“「]")
"""What follows 官方微博 where the words before it name the owner: 上海公安官方微博|“@警民直通车-上海”."""

_TOLD_BY: Final = deferred(
    "(?:的?(?:官方|政务)?(?:微博|官微|微信|粉丝)|(?:最新)?消息(?!传|灵)|[0-9]{1,2}[日月]|(?:发布)?(?:警情)?通报|称|说|发文|辟谣|回应|获悉|了解到|提醒)"
)
_LONGEST_REGION: Final = 6


def before_official(text: str, names: Iterable[str]) -> Iterator[tuple[str, Span]]:
    """Bare names before 官方微博 and the like: those of accounts named elsewhere, and 昆山发布."""
    known = set(names)
    lengths = sorted({len(name) for name in known}, reverse=True)
    lasts = {name[-1] for name in known}
    for hit in _OFFICIAL.finditer(text):
        stop = hit.start()
        if text[stop - 1 : stop] not in lasts and text[stop - 2 : stop] not in _by_last_pair():
            continue
        start = next((stop - one for one in lengths if one <= stop and text[stop - one : stop] in known), None)
        if start is None and not _NAMES_ANOTHER.match(text, hit.end()):
            start = region_start(text, stop)
        if start is not None:
            yield text[start:stop], Span(start, stop)


def bare(text: str, known: Collection[str]) -> list[tuple[str, Span]]:
    """Names without any mark: 厦门警方在线, which is nothing else; 平安北京 where it tells something, or was named before."""
    online = [one for ending in _online() for one in _ending_in(text, ending)] if "在线" in text else []
    return [*online, *_safe_regions(text, known)] if "平安" in text else online


def _online() -> Sequence[str]:
    """警方在线 and its like, which end nothing but names of accounts."""
    return _by_last_pair()["在线"]


def _safe_regions(text: str, known: Collection[str]) -> Iterator[tuple[str, Span]]:
    """平安北京 where it tells something, or is one of the ``known``; 平安 before a place's name may mean peace there."""
    place = text.find("平安")
    while place >= 0:
        stop = _safe_region(text, place)
        if stop and (text[place:stop] in known or _TOLD_BY.match(text, stop)):
            yield text[place:stop], Span(place, stop)
        place = text.find("平安", place + 2)


def _ending_in(text: str, ending: str) -> Iterator[tuple[str, Span]]:
    stop = text.find(ending)
    while stop >= 0:
        start = _region_before(text, stop)
        if start is not None:
            yield text[start : stop + len(ending)], Span(start, stop + len(ending))
        stop = text.find(ending, stop + len(ending))


def _safe_region(text: str, place: int) -> int | None:
    """Where a region's name ends that stands behind 平安."""
    names = (place + 2 + length for length in (4, 3, 2))
    return next((stop for stop in names if text[place + 2 : stop] in region_names()), None)


@cache
def _by_last_pair() -> Mapping[str, Sequence[str]]:
    """The words that names of accounts end in, by their last two characters: soon looked up at each place of a run."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for word in account_words():
        words[word[-2:]].append(word)
    return dict(words)


def region_start(text: str, stop: int) -> int | None:
    """Where the name of a region with 发布, 公安 or the like begins that ends at ``stop``.

    >>> region_start("关注昆山发布", 6), region_start("关注联合发布", 6)
    (2, None)
    """
    able = _by_last_pair().get(text[stop - 2 : stop]) if stop > 1 else None
    ending = next((one for one in able if text.endswith(one, 0, stop)), None) if able else None
    return _region_before(text, stop - len(ending)) if ending else None


def _region_before(text: str, end: int) -> int | None:
    """Where the name of a region begins that ends at ``end``, with 平安 before it."""
    regions, districts = region_names(), district_stems()
    for start in range(max(0, end - _LONGEST_REGION), end - 1):
        name = text[start:end]
        full = name[-1] in LEVEL_ENDS and (name[:-1] in regions or name[:-1] in districts)  # 滨州市妇联 is no account
        if not full and (name in regions or name in districts):
            return start - 2 if text.endswith("平安", 0, start) else start
    return None
