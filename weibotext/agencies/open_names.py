"""Names that no list holds: a head, words that may stand in names, and what names end in (武汉市|住房|保障|管理中心).

The words are read leftwards from the ending, until a head is met or a word that stands in no name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from weibotext.agencies.bodies import stem_kinds, stem_words
from weibotext.agencies.named import LEVEL_ENDS, Designator, designator
from weibotext.phrases import Phrases
from weibotext.values import Words

MOST_WORDS: Final = 9
MOST_CHARACTERS: Final = 24
CONNECTORS: Final = frozenset(("和", "与", "及", "暨"))
NOT_A_LEVEL: Final = frozenset("全各每本外跨两某")
_NAMING: Final = frozenset("nabjls")  # the first letters of parts of speech: nouns, and what stands before them
_NAMING_VERBS: Final = frozenset(("vn", "vg"))
_FIRST, _LAST = "\u4e00", "\u9fff"
NUMERALS: Final = frozenset("一二三四五六七八九十两几数多各")
_GRADES: Final = ("两级", "三级")
_PERSONS: Final = frozenset("长员者")
_LONGEST_UNKNOWN: Final = 4
_NO_TOWNSHIPS: Final = frozenset(
    ("城乡", "家乡", "故乡", "老乡", "同乡", "他乡", "乡镇", "村镇", "城镇", "集镇", "重镇", "小镇", "古镇")
)
_TOWNSHIP_REACH: Final = 250  # words
_BEFORE_PLACES: Final = frozenset("小大上下新老")
_PARTS_OF_TOWNS: Final = frozenset(("中心", "城区", "集镇", "中街"))
_ENDS_OF_PLACES: Final = frozenset([*"街路村镇乡桥门山河湖江湾坪坝塘岭里巷", "机场", "口岸", "车站", "苏木"])


def word_at(words: Words, place: int) -> int:
    """The number of the word that holds a character; -1 where there are no words."""
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
        return (
            len(word) <= _LONGEST_UNKNOWN and word[0] not in NUMERALS and all(_FIRST <= sign <= _LAST for sign in word)
        )
    if word[-1] in _PERSONS or (tag == "nr" and len(word) == 3):  # 副部长, 引导员, and names of persons
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


class Reached(NamedTuple):
    """Where the words of a name begin, and what they lead to: the number of an edge, or a level word before them."""

    place: int
    edge: int | None
    level: Designator | None


def walk(
    text: str, words: Words, tags: Mapping[str, str], start: int, edges: Sequence[int], *, long: bool = False
) -> Reached | None:
    """The head that words which may stand in names lead to, leftwards from a form at ``start``.

    A ``long`` form has a word of its own before its suffix, and so may follow 和: 研究|与|发展局.

    ``edges`` are the places where heads end; an edge counts also inside a word, for words may be cut wrongly.

    >>> words = Words.of(["武汉市", "住房", "保障", "管理中心"])
    >>> walk("武汉市住房保障管理中心", words, {"住房": "n", "保障": "v"}, 7, [3])
    Reached(place=3, edge=0, level=None)
    """
    which = _first(text, words, start)
    place = start
    for number in range(which, max(which - MOST_WORDS, -1), -1):
        word, begin = words.texts[number], words.starts[number]
        inside = next((edge for edge in edges if begin < edge < place), None)
        if inside is not None and word.isalpha():  # 郑州|大学团委 is none
            fits = stem_words().get(text[inside:place], True)
            return _reached(text, inside, start, edges) if fits else None
        if level := _level(text, word, begin, start, tags):
            return Reached(begin + 1, None, level)
        if start - begin > MOST_CHARACTERS or not (may_name(word, tags) or _joins(word, place == start, long)):
            return None
        place = begin
        if place in edges:
            return _reached(text, place, start, edges)
    return None


_CLASSIFIERS: Final = tuple("家个级所地名位类些")
"""What makes a numeral before a form one that counts bodies: 天河区|两家|法院."""


def _joins(word: str, first: bool, long: bool) -> bool:
    """Whether a word joins others in a name: 和 and the like between words, a numeral right before the form (二|部)."""
    if not first or long:
        return word in CONNECTORS
    return word[0] in NUMERALS and len(word) < 3 and word != "各" and word[1:] not in _CLASSIFIERS


def _first(text: str, words: Words, start: int) -> int:
    """The number of the word that a walk from a form begins with, or -1 where it may not begin."""
    if start == 0 or not text[start - 1].isalpha():
        return -1
    which = word_at(words, start)
    if words.starts[which] == start:
        return which - 1
    own = len(words.texts[which]) < 3 and text[start - 1] not in NUMERALS  # 布局, 客厅, but not 二部
    return -1 if own else which


def _reached(text: str, place: int, start: int, edges: Sequence[int]) -> Reached | None:
    return None if place >= start or text[place] in CONNECTORS else Reached(place, edges.index(place), None)


def _level(text: str, word: str, begin: int, start: int, tags: Mapping[str, str]) -> Designator | None:
    """省, 市, 县 as a word, before words of a name; or taken with these for a word that nobody knows (市新冠)."""
    if word[0] in LEVEL_ENDS and 1 < len(word) < 4 and tags and word not in tags and word[1] not in NUMERALS:
        word = word[0]
    if word not in LEVEL_ENDS or begin + 1 >= start or (begin and text[begin - 1] in NOT_A_LEVEL):
        return None
    return None if text[begin + 1] in CONNECTORS or text.startswith(_GRADES, begin + 1) else designator(word)


def township_before(text: str, words: Words, start: int) -> str | None:
    """The town or township named last before a form that begins with its character: 西江镇……|镇政府.

    >>> township_before("西江镇开会，镇政府", Words.of(["西江镇", "开会", "，", "镇政府"]), 6)
    '西江镇'
    """
    sign = text[start]
    for number in range(word_at(words, start) - 1, max(word_at(words, start) - _TOWNSHIP_REACH, -1), -1):
        word = words.texts[number]
        if word[-1] != sign or word in _NO_TOWNSHIPS:
            continue
        if len(word) > 2:
            return word[1:] if word[0] in LEVEL_ENDS and len(word) > 3 else word  # 区古驿镇
        before = words.texts[number - 1] if number else ""
        if before.isalpha():  # 老虎|台乡
            return (before[1:] if before[0] in LEVEL_ENDS and len(before) > 1 else before) + word
    return None


def _tail(words: Words, which: int, tags: Mapping[str, str]) -> bool:
    """Whether a word is the last character of a name that nobody knows: 宝力|根."""
    own, before = words.texts[which], words.texts[which - 1]
    return len(own) == 1 and (tags.get(own) or "n")[0] == "n" and before not in tags and before.isalpha()


def place_before(text: str, words: Words, tags: Mapping[str, str], start: int) -> int | None:
    """Where the name of a place begins that stands before a form: 督院街|派出所.

    >>> place_before("在督院街派出所", Words.of(["在", "督院", "街", "派出所"]), {}, 4)
    1
    """
    which = word_at(words, start - 1) if start else -1
    if which < 0:
        return None
    begin = words.starts[which]
    if which > 0 and (text[begin:start] in _ENDS_OF_PLACES or _tail(words, which, tags)):
        begin = words.starts[which - 1]
    name = text[begin:start]
    if which > 0 and text[begin - 1] in _BEFORE_PLACES and words.starts[which - 1] == begin - 1:  # 小|金口
        begin -= 1
    if len(name) < 2 or not _may_be_a_place(name, tags):
        return None
    return _with_town(text, words, begin) if name in _PARTS_OF_TOWNS else begin


def _with_town(text: str, words: Words, begin: int) -> int:
    """Where the name of the town begins that stands before a word for a part of it: 黄羊|镇|中心|派出所."""
    which = word_at(words, begin) - 1
    if which < 0 or text[begin - 1] not in "镇乡":
        return begin
    return words.starts[which - 1] if which > 0 and begin - words.starts[which] == 1 else words.starts[which]


def _may_be_a_place(name: str, tags: Mapping[str, str]) -> bool:
    """Whether a word can be the name of a place; what the dictionary holds for a person's may be a hill's (千佛山)."""
    tag = tags.get(name)
    if tag is None:
        return name.isalpha()
    return tag[0] in "nsj" and (may_name(name, tags) or name[-1] in _ENDS_OF_PLACES or name[-1] == "区")
