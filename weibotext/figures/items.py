"""What a figure counts or measures: 1691个党政机构微博, 粉丝已逾30万个, 投资1150万元，增长8%."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final

from weibotext.errors import LexiconError
from weibotext.figures.amount import Amount, Kind
from weibotext.figures.scene import Scene
from weibotext.lexicon import read_entries
from weibotext.values import Match, Span, Words

Figure = Match[Amount]

MOST_WORDS: Final = 5
_MOST_BETWEEN: Final = 20
"""So many words at most stand between a figure and what it is said of."""

_PEOPLE: Final = frozenset(("人", "人次", "次", "分", "票", "点"))
"""Units that name themselves what is counted; a noun behind them is another one."""

_HEADS: Final = frozenset("量率数额面度值价费物村点桩户车款金案员者站所校店厂棚房田林路桥群人")
"""Nouns of one character, which take what stands before them along: 阅读|量, 办结|率."""

_NOUNS: Final = frozenset(("n", "nz", "vn", "an", "j", "l", "ng", "nr", "nrt", "i", "nt"))
_SORTS: Final = dict.fromkeys(_NOUNS, "n") | {"b": "b", "a": "b", "s": "b", "v": "v", "vd": "v"}
"""What the dictionary's parts of speech may be in an item."""

_ROLES: Final = ("between", "deed", "action", "whole", "quality", "noun")


@cache
def _words(role: str) -> frozenset[str]:
    """The words that ``lexicons/item_words.toml`` lists for a role. Raises :class:`LexiconError` for an unknown role."""
    known = {
        entry["role"]: frozenset(entry["words"])
        for entry in read_entries("item_words.toml", "words", role=str, words=list)
    }
    if strange := known.keys() - set(_ROLES):
        raise LexiconError(
            f"lexicons/item_words.toml: no roles: {', '.join(sorted(strange))}; the roles are {', '.join(_ROLES)}"
        )
    return known.get(role, frozenset())


@cache
def _sorts() -> dict[str, str]:
    """What words are that the lexicon knows, and those of one character."""
    known = (
        dict.fromkeys(_words("action"), "v") | dict.fromkeys(_words("noun"), "n") | dict.fromkeys(_words("whole"), "")
    )
    known |= dict.fromkeys(_words("quality"), "b")
    return dict.fromkeys("总毛净新", "b") | dict.fromkeys(_HEADS, "h") | known


@cache
def _nouns() -> frozenset[str]:
    """The words that are nouns whatever the dictionary says."""
    return _words("noun") | set(_HEADS)


class Surroundings:
    """The words of a text with their parts of speech, in which items are looked for; places are those of the folded text.

    >>> scene = Scene.of("开通9个政务微博", Words.of(["开通", "9个", "政务", "微博"]), {"政务": "n", "微博": "n"})
    >>> Surroundings(scene).item("count", "个", Span(2, 4), None)
    '政务微博'
    """

    def __init__(self, scene: Scene) -> None:
        words = scene.words or Words([], [])
        self._text = scene.text
        self._texts, self._starts = words.texts, words.starts
        self._tag = scene.tags.get
        self._place = scene.folded.original if scene.folded.places else None
        self._known, self._between, self._nouns = _sorts().get, _words("between"), _nouns()
        self._deeds, self._actions = _words("deed"), _words("action")

    def item(self, kind: Kind, unit: str | None, extent: Span, last: Figure | None) -> str | None:
        """What stands behind a classifier or, with other units, before the figure; failing that, on the other side.

        ``last`` is the figure before, of which a share or an amount may say more: 投资1150万元，增长8%.
        """
        start, stop = extent
        before = self.before if self._text[start - 1 : start] not in _SILENT else _nothing
        behind = self.behind if self._text[stop : stop + 1] not in _SILENT else _nothing
        if self._place is not None:
            start, stop = self._place(start, stop)
        if kind == "multiple":
            start = self._word_start(start)
        if (kind in ("count", "ordinal", "fraction") and unit not in _PEOPLE) or unit in _DESCRIBING:
            return behind(stop) or before(start) or None
        found = before(start) or (behind(stop) if unit not in _PEOPLE and kind not in _ABSTRACT else "")
        if not found and last is not None and last.value.item and kind not in ("count", "ratio"):
            return last.value.item if self._goes_on(last.extent.stop, extent.start) else None
        return found or None

    def _word_start(self, place: int) -> int:
        """Where the word begins that a figure stands in, which may be more than the figure: 增加|一倍."""
        which = bisect_right(self._starts, place)
        return self._starts[which - 1] if which else place

    def _goes_on(self, start: int, stop: int) -> bool:
        """Whether two places lie near each other in one sentence."""
        return stop - start < _NEAR and not _SENTENCE_END.search(self._text, start, stop)

    def sort(self, word: str) -> str:
        """What a word may be in an item.

        ``n`` is a noun, ``u`` an unknown word, ``h`` a head of one character, ``b`` a quality and ``v`` a verb; else nothing.
        """
        known = self._known(word)
        if known is not None or len(word) < 2:
            return known or ""
        tag = self._tag(word)
        if tag is None:
            return "u" if word.isalpha() and not word.isascii() else ""
        return _SORTS.get(tag, "")

    def behind(self, place: int) -> str:
        """The nouns from a place on, with what describes them: 10个|县级政务微博."""
        texts, first = self._texts, bisect_left(self._starts, place)
        if first and (first == len(texts) or self._starts[first] != place):
            words = self._from_within(place, first)
        elif first < len(texts) and texts[first] == "的":
            words = texts[first + 1 : first + MOST_WORDS]
        else:
            words = texts[first : first + MOST_WORDS]
        head = 0
        for which, word in enumerate(words, 1):
            sort = self.sort(word) or ("n" if word in _PLACES else "")
            if not sort or (head and (sort in "uv" or self._ends(word))) or (sort == "v" and word in self._actions):
                break
            if sort in "nhu":
                head = which
            if word in _PLACES:
                break
        return "".join(words[:head]) if head else ""

    def _ends(self, word: str) -> bool:
        """Whether a word says something of the nouns before it and is none of them: 同比, or an idiom (大受欢迎)."""
        return word in self._between or (len(word) > 3 and self._tag(word) in ("i", "l"))

    def _from_within(self, place: int, first: int) -> list[str]:
        """A few words behind a place inside the word before the one numbered ``first``, and the rest of that (条微博)."""
        rest = self._texts[first - 1][place - self._starts[first - 1] :]
        words = [rest, *self._texts[first : first + MOST_WORDS]] if rest else []
        return words[1:] if rest == "的" else words[:MOST_WORDS]

    def before(self, place: int) -> str:
        """The nouns before a place, words such as 已达 left out: 粉丝已达|42万."""
        texts, stop = self._texts, bisect_left(self._starts, place)
        nearest = max(stop - _MOST_BETWEEN, 0)
        while stop > nearest and self._stands_between(texts[stop - 1]):
            stop -= 1
        start = self._head(stop)
        if start == stop:
            return ""
        furthest = max(stop - MOST_WORDS, 0)
        while start > furthest and self._describes(texts[start - 1], texts[start]):
            start -= 1
        name = "".join(texts[start:stop]).rstrip("达为至已共仅")
        return name[:-2] if len(name) > _SHORTEST and name[-2:] in _CHANGED else name

    def _stands_between(self, word: str) -> bool:
        """Whether a word may stand between a figure and what it is said of: 已达, 2010, 每月."""
        if word in self._between:
            return True
        if word in self._nouns:
            return False
        tag = self._tag(word)
        if tag is None and word.endswith(_REACHING):
            return True
        return (tag is not None and tag[0] in _COUNTING) or word[0] == "每" or word[0].isdigit()

    def _head(self, stop: int) -> int:
        """Where the last noun before a word begins, or ``stop`` where there is none."""
        if not stop:
            return stop
        word = self._texts[stop - 1]
        sort = self.sort(word)
        if sort in ("n", "u") or (sort == "h" and stop > 1):
            return stop - 1
        if sort != "v":
            return stop
        if word in self._deeds:
            return stop - 1
        described = stop > 1 and word not in self._actions and self.sort(self._texts[stop - 2]) in ("n", "b")
        return stop - 1 if described else stop

    def _describes(self, word: str, head: str) -> bool:
        """Whether a word is part of the name of what the next one says: 补助|资金, 阅读|量, but not 发放|资金."""
        sort = self.sort(word)
        if sort == "v":
            if word in self._between:
                return False
            return (head[0] in _HEADS and len(head) < 3 and self.sort(head) != "n") or word not in self._actions
        return sort in ("n", "b")


_CHANGED: Final = frozenset(
    ("增长", "上升", "提高", "增加", "上涨", "上调", "回升", "下降", "减少", "降低", "下跌", "下调", "回落")
)
_SHORTEST: Final = 3
"""What changed is not how it changed, where a dictionary has both in one word: 价格|上涨."""

_REACHING: Final = ("高达", "多达", "已达", "达到", "突破", "超过")
"""What a word may end in that the dictionary lacks and that stands between: 粉丝|数高达."""

_PLACES: Final = frozenset("省市州县区镇乡村国")
"""What is counted where it stands behind a number, and means this one elsewhere: 31个|省, 全|省."""

_SILENT: Final = frozenset(("", *"，。、；：！？,;:!?（）()“”《》\n\u3000 "))
"""Where one of these stands right before a figure or behind it, nothing is counted on that side."""


def _nothing(_: int) -> str:
    return ""


_COUNTING: Final = frozenset(("m", "t", "d"))


_ABSTRACT: Final = frozenset(("percent", "percent_points", "multiple", "ratio"))
_DESCRIBING: Final = frozenset(("岁", "周岁", "亩", "级", "米"))
"""Measures that mostly describe the noun behind them: 40亩|茶园, 9岁|女孩."""


_NEAR: Final = 20
_SENTENCE_END: Final = re.compile("[。；！？\n]")

_LISTED: Final = frozenset(("、", "和", "与", "及", "以及"))
_NAMES: Final = re.compile("[、和与及]|以及")
_CLAUSE_END: Final = re.compile("[，。；！？：,;!?\n]")


def shared_out(text: str, found: Sequence[Figure]) -> list[Figure]:
    """The figures with the items that 分别 shares out among them, in the order in which they are named.

    The names stand before 分别 in its clause (甲、乙分别增长3%和5%) or, where none do, are the items of as many figures before it.
    """
    if "分别" not in text:
        return list(found)
    result = list(found)
    starts = [one.span.start for one in found]
    for place in (hit.end() for hit in re.finditer("分别", text)):
        first = bisect_left(starts, place)
        stop = _list_end(text, result, first, place)
        if stop - first > 1:
            _name(result, first, stop, _names(text, result, first, stop, place))
    return result


def _list_end(text: str, found: Sequence[Figure], first: int, place: int) -> int:
    """Where the list of figures ends that 分别, which ends at ``place``, stands before."""
    if first >= len(found) or _CLAUSE_END.search(text, place, found[first].span.start):
        return first
    stop = first + 1
    while stop < len(found) and text[found[stop - 1].extent.stop : found[stop].extent.start] in _LISTED:
        stop += 1
    return stop


def _names(text: str, found: Sequence[Figure], first: int, stop: int, place: int) -> list[str]:
    """The names of what the figures of a list are of, as many as there are figures; empty where they do not agree."""
    clause = _CLAUSE_END.split(text[max(0, place - 2 - _LONGEST_CLAUSE) : place - 2])[-1]
    names = [name for name in _NAMES.split(re.sub("(?:同比|环比|比上年|较上年)$", "", clause)) if name]
    if len(names) == stop - first:
        return names
    items = [one.value.item for one in found[max(0, first - (stop - first)) : first]]
    return [item for item in items if item] if not names else []


_LONGEST_CLAUSE: Final = 60


def _name(found: list[Figure], first: int, stop: int, names: Sequence[str]) -> None:
    if len(names) == stop - first:
        for which, name in zip(range(first, stop), names, strict=True):
            one = found[which]
            found[which] = Match(one.span, one.extent, one.value._replace(item=name), one.rule)
