"""What a figure counts or measures: 1691个党政机构微博, 粉丝已逾30万个."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from weibotext.values import Span, Words

MOST_WORDS: Final = 4
_BETWEEN: Final = frozenset(
    [
        "已",
        "已经",
        "已达",
        "已有",
        "已逾",
        "已超",
        "高达",
        "就",
        "达",
        "达到",
        "超",
        "超过",
        "逾",
        "突破",
        "共",
        "共计",
        "共有",
        "总计",
        "累计",
        "近",
        "约",
        "有",
        "为",
        "在",
        "的",
        "上",
        "多达",
        "仅",
        "也",
        "还",
        "均",
        "将",
        "各类",
        "目前",
        "至",
        "增至",
        "完成",
        "实现",
    ]
)


def item_of(span: Span, words: Words, tags: Mapping[str, str]) -> str | None:
    """The nouns behind a figure or, where there are none, those before it.

    ``span`` is the figure's; ``tags`` knows words' parts of speech.

    >>> item_of(Span(2, 4), Words.of(["开通", "9个", "政务", "微博"]), {"政务": "n", "微博": "n"})
    '政务微博'
    """
    texts, behind = words.texts, bisect_left(words.starts, span.stop)
    if texts[behind : behind + 1] == ["的"]:
        behind += 1
    stop = behind
    while stop < min(behind + MOST_WORDS, len(texts)) and _noun(texts[stop], tags):
        stop += 1
    return "".join(texts[behind:stop]) or _before(bisect_left(words.starts, span.start), texts, tags)


def _before(stop: int, texts: Sequence[str], tags: Mapping[str, str]) -> str | None:
    """The nouns that end before the word numbered ``stop``, words such as 已达 left out."""
    while stop > 0 and texts[stop - 1] in _BETWEEN:
        stop -= 1
    start = stop
    while start > max(stop - MOST_WORDS, 0) and _noun(texts[start - 1], tags):
        start -= 1
    return "".join(texts[start:stop]) or None


def _noun(word: str, tags: Mapping[str, str]) -> bool:
    """Whether a word may be part of what is counted: a noun, a verbal noun, a noun's adjective, or unknown."""
    kind = tags.get(word)
    if kind is None:
        return len(word) > 1 and word.isalpha() and not word.isascii()
    return kind[0] in "nj" or (kind in _KINDS and len(word) > 1)


_KINDS: Final = frozenset(("vn", "an", "b", "l", "v"))
