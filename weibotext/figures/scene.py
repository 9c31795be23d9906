"""What a text says of a place where a number stands: its words, fixed phrases, and what goes before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from weibotext.figures.folding import Folded
from weibotext.lexicon import read_table
from weibotext.patterns import any_of
from weibotext.values import Words

_COUNTING: Final = frozenset(("m", "mq", "q", "t"))
"""Parts of speech of words that state numbers; any other word that holds a numeral is a word of its own."""

_MODIFYING: Final = frozenset("近超逾约上共占达满仅第")
"""What a word may begin with that goes on with a numeral: the dictionary has 近三成."""

_GROWING: Final = frozenset(("增加", "增长", "提高", "扩大", "上升", "高出"))
"""Likewise: 增加一倍."""

_ROUGHLY: Final = ("左右", "以上", "以下", "以内", "之内", "上下")

_NAMES: Final = frozenset(("i", "l", "ns", "nr", "nz", "nt", "j"))


@dataclass(frozen=True, slots=True)
class Scene:
    """A folded text with the words of the text as it was, and the dictionary's parts of speech."""

    folded: Folded
    words: Words | None
    tags: Mapping[str, str]
    text: str
    """The folded text, in which all places are."""

    @classmethod
    def of(cls, text: str, words: Words | None = None, tags: Mapping[str, str] | None = None) -> Scene:
        """The scene of a text as it was."""
        folded = Folded.of(text)
        return cls(folded, words, tags or {}, folded.text)

    def word_at(self, place: int) -> tuple[int, str]:
        """The word that covers a place, and how many characters before the place it begins; empty without words."""
        if self.words is None:
            return 0, ""
        clean = self.folded.original(place, place + 1).start if self.folded.places else place
        which = bisect_right(self.words.starts, clean) - 1
        return clean - self.words.starts[which], self.words.texts[which]

    def explained(self, start: int, stop: int) -> bool:
        """Whether a word of the dictionary holds the characters at ``start`` for something else: 四|川, 统|一, 美味|十足.

        ``stop`` is where the figure ends; a word that ends there and counts (三个) explains nothing.
        """
        offset, word = self.word_at(start)
        if len(word) < 2:
            return False
        tag = self.tags.get(word)
        if tag is None:
            return False
        ends = start - offset + len(word)
        if (offset == 1 and word[0] in _MODIFYING) or (offset == 2 and word[-1] == "倍" and word[:2] in _GROWING):
            return False
        if offset == 0 and ends <= stop:
            return tag in _NAMES and ends == stop and self.text[stop - 1] != "半"  # 两岁半 is among the idioms
        return tag not in _COUNTING or (offset == 0 and ends > stop and word[-1] not in "个万亿百千十")

    def broken_by_word(self, start: int, stop: int) -> bool:
        """Whether a word of the dictionary begins with the unit from ``start`` to ``stop`` and goes on: 12|部委."""
        offset, word = self.word_at(start)
        if offset or len(word) <= stop - start or word not in self.tags:
            return False
        return not self.text.startswith(_ROUGHLY, stop)  # 米左右 is a name to the dictionary

    def fixed(self, start: int) -> int:
        """How long the fixed phrase is that begins at a place (八项规定, 第三方); 0 where none does."""
        hit = _fixed().match(self.text, start)
        return hit.end() - start if hit else 0


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile(any_of(fixed_phrases()))


def fixed_phrases() -> list[str]:
    """The names and proverbs in which a numeral counts nothing, from ``lexicons/numbers_in_names.tsv``."""
    return [phrase for (phrase,) in read_table("numbers_in_names.tsv", "phrase")]
