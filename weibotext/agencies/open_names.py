"""Names that no list holds: a head, words that may stand in names, and what names end in (武汉市|住房|保障|管理中心).

The words are read leftwards from the ending, until a head is met or a word that stands in no name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from weibotext.agencies.bodies import stem_kinds, stem_words
from weibotext.phrases import Phrases
from weibotext.values import Words

MOST_WORDS: Final = 9
MOST_CHARACTERS: Final = 24
CONNECTORS: Final = frozenset(("和", "与", "及", "暨"))
_NAMING: Final = frozenset("nabjls")  # the first letters of parts of speech: nouns, and what stands before them
_NAMING_VERBS: Final = frozenset(("vn", "vg"))
_FIRST, _LAST = "\u4e00", "\u9fff"
_NUMERALS: Final = frozenset("一二三四五六七八九十两几数多各")
_PERSONS: Final = frozenset("长员者")
_LONGEST_UNKNOWN: Final = 4


def word_at(words: Words, place: int) -> int:
    """The number of the word that holds a character."""
    return bisect_right(words.starts, place) - 1


def may_name(word: str, tags: Mapping[str, str]) -> bool:
    """Whether a word may stand in the name of a body, by the lists and the dictionary's part of speech.

    >>> may_name("住房", {"住房": "n"}), may_name("成立", {"成立": "v"}), may_name("第二", {"第二": "m"})
    (True, False, True)
    """
    listed = stem_words().get(word)
    if listed is not None:
        return listed
    tag = tags.get(word)
    if tag is None:
        return len(word) <= _LONGEST_UNKNOWN and word[0] not in _NUMERALS and all(_FIRST <= sign <= _LAST for sign in word)
    if word[-1] in _PERSONS or (tag == "nr" and len(word) > 2):  # 副部长, 引导员, and names of persons
        return False
    return tag[0] in _NAMING or tag in _NAMING_VERBS or word[0] == "第"


@lru_cache(maxsize=1)
def _stems() -> Phrases:
    return Phrases(stem_kinds())


def kind_of(name: str, default: str = "government") -> str:
    """The kind that the words of a name tell of: that of the first stem in it.

    >>> kind_of("住房保障管理中心"), kind_of("强基办")
    ('construction', 'government')
    """
    hit = next(iter(_stems().find(name)), None)
    return stem_kinds()[hit[1]] if hit else default
