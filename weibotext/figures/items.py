"""What a figure counts or measures: 1691个党政机构微博, 粉丝已逾30万个."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final

from weibotext.values import Span, Token

MOST_WORDS: Final = 4
_BETWEEN: Final = frozenset(
    "已 已经 就 达 达到 超 超过 逾 突破 共 共计 共有 总计 累计 近 约 有 为 在 的 上 多达 仅 也 还 均 将 各类 目前 至 增至 完成 实现".split()
)


class Words:
    """The tokens of a text with their parts of speech, for looking at the words beside a place."""

    def __init__(self, tokens: Sequence[Token], tags: Mapping[str, str]) -> None:
        self._tokens, self._tags = tokens, tags
        self._starts = [token.start for token in tokens]

    def item(self, span: Span) -> str | None:
        """The nouns behind a figure or, where there are none, those before it; ``span`` is the figure's."""
        behind = bisect_left(self._starts, span.stop)
        if behind < len(self._tokens) and self._tokens[behind].text == "的":
            behind += 1
        found = "".join(takewhile(self._noun, self._words(range(behind, min(behind + MOST_WORDS, len(self._tokens))))))
        return found or self._before(span)

    def _before(self, span: Span) -> str | None:
        place = bisect_left(self._starts, span.start) - 1
        while place >= 0 and self._tokens[place].text in _BETWEEN:
            place -= 1
        words = list(takewhile(self._noun, self._words(range(place, max(place - MOST_WORDS, -1), -1))))
        return "".join(reversed(words)) or None

    def _words(self, places: range) -> list[str]:
        return [self._tokens[place].text for place in places]

    def _noun(self, word: str) -> bool:
        """Whether a word may be part of what is counted: a noun, a verbal noun, a noun's adjective, or unknown."""
        tag = self._tags.get(word, "n" if len(word) > 1 and word.isalpha() and not word.isascii() else "x")
        return tag[0] in "nj" or tag in ("vn", "an", "b", "l", "v") and len(word) > 1
