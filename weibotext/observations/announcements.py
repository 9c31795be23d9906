"""Where the words that announce measures stand in a text, and which of them speaks of a figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from weibotext.observations.given import Number
from weibotext.observations.growth import LONGEST, grown
from weibotext.observations.measures import Measure, measures, other_words
from weibotext.observations.phrasing import by_itself, stands
from weibotext.phrases import Phrases
from weibotext.values import Span

NOUN_REACH: Final = 14
"""So many characters may stand between a noun and the figure behind it: 粉丝|数量目前已经达到了|42万."""

VERB_REACH: Final = 30
"""So many between a verb and the figure, for its object may stand there: 办理|网友咨询、求助和投诉|5260件."""

AFTER_REACH: Final = 16
"""So many between a figure and the verb behind it: 3.6万名|群众被紧急|转移."""

_NAMES: Final = frozenset("“「@")
"""What a noun that stands before a name begins it with, whose figures it says nothing of: 微博|“平安绵阳”三天涨粉4万."""

_CLOSING: Final = frozenset("”」")
_LONGEST_HANDLE: Final = 14

_OBJECT: Final = 8
"""So many between a verb and a noun that ends its object: 回复|网友私信、|评论8900条."""

_NOT_YET: Final = ("正在", "尚未")
"""What stands before a verb that tells of what is not done: 正在|办理568件."""

_RECEIVED: Final = re.compile("收到的|接到的|举报")
"""What makes a noun but the way by which something else came in: 通过微博|收到的举报信息30条."""

_RANKED: Final = re.compile("(?<=[丝众数量])(?:在[^，。；\n]{0,20}?)?[排居位列]")
_ENDING: Final = re.compile("[^\u3400-\u9fffA-Za-z0-9]|大关|[的以之上及和与等已也均就而左或居位在增涨升跃猛同啦了]|$")
_NOUN_ENDING: Final = re.compile(f"{_ENDING.pattern}|[列排进入签落被领稳]|集中|组成|构成")
_DONE: Final = re.compile("[^\u3400-\u9fffA-Za-z0-9]|[到至出完归在了后]|直播|视频|$")
_INSIDE: Final = re.compile("[的和与在及]|开[通设]|网站|注册|入驻")
"""What makes a noun behind a figure another phrase's, where it stands between the two."""

_ITS_PHRASE: Final = re.compile(
    "[^，。；：的和与、向给帮\n]{0,8}(?:，(?:目前|现在?|如今)?(?:均|都|也)?已?经?(?:全部|基本|得到)?)?"
)
"""What may stand between a figure and the verb behind it, which one comma may part from it: 236件诉求，目前已全部|办结."""

_NOT_ITS_OBJECT: Final = re.compile("[，。；：”」 的被收获得受]")
_GAIN: Final = re.compile("新增|净增|增加|增长|上升|下降|减少|多了")
_REACHED: Final = re.compile("[至到达为过]")
_GAINED: Final = ("新增", "净增", "增加", "增长")


class _Words(NamedTuple):
    """All words, and what each announces by its number: as a noun, as a verb, as a verb behind the figure, and by its growth.

    ``units`` are those that the figures of any measure may have.
    """

    phrases: Phrases
    nouns: Sequence[Sequence[Measure]]
    verbs: Sequence[Sequence[Measure]]
    after: Sequence[Sequence[Measure]]
    growing: Sequence[Sequence[Measure]]
    units: frozenset[str]

    def silent(self, word: int) -> bool:
        """Whether a word announces nothing: 转办|留言2307条."""
        return not (self.nouns[word] or self.verbs[word] or self.after[word])


@cache
def _words() -> _Words:
    tables = [_by_word(sort) for sort in ("nouns", "verbs", "after", "growing")]
    words = tuple(dict.fromkeys([word for table in (*tables, other_words()) for word in table]))
    nouns, verbs, after, growing = ([table.get(word, ()) for word in words] for table in tables)
    units = frozenset(unit for measure in measures() for unit in measure.units)
    return _Words(Phrases(words), nouns, verbs, after, growing, units)


def _by_word(sort: str) -> dict[str, list[Measure]]:
    """The measures of each word of a sort: ``nouns``, ``verbs``, ``after`` or ``growing``."""
    found: dict[str, list[Measure]] = {}
    words_of = attrgetter(sort)
    for measure in measures():
        for word in words_of(measure):
            found.setdefault(word, []).append(measure)
    return found


class Announcements:
    """The words of a clean text that announce measures; of words that overlap, the first and longest.

    ``beginning`` tells where what is said at a place begins: with its clause, or behind the region that is named in it.

    >>> number = Number("f1", Span(4, 9), Span(4, 9), "420000", "more_than", "人", None)
    >>> Announcements("粉丝已达42万余人，被转发272次").measure(number, Span(0, 9)).name
    'followers'
    """

    def __init__(self, text: str, beginning: Callable[[int], int] = lambda place: 0) -> None:
        self._text = text
        self._beginning = beginning
        self._found = _words().phrases.find_numbers(text)
        self._starts = [start for _, start, _ in self._found]

    def near(self, number: Number) -> bool:
        """Whether a word stands so near a figure that it may announce what that measures: soon told, and seldom so."""
        if (number.unit or "").removesuffix("人民币") not in _words().units:
            return False
        here = bisect_left(self._starts, number.span.start)
        if here and self._found[here - 1][2] >= number.span.start - VERB_REACH:
            return True
        return here < len(self._starts) and self._starts[here] <= number.span.stop + AFTER_REACH

    def measure(self, number: Number, clause: Span, *, manned: bool = False) -> Measure | None:
        """The measure that the words of ``clause`` announce for a figure in it: the nearest before it, or right behind.

        A verb that counts such things, but not per day or per head as the figure does, leaves nothing to those before it:
        日均|回复|提问46条 is no 日均发布. One that is ``manned`` goes with the vehicles before it.
        """
        here = bisect_left(self._starts, number.span.start)
        listed = not manned and self._text[number.span.start - 1] == "、"  # the figure begins another item of a list
        for place in range(here - 1, here - 1 if listed else -1, -1):
            word, start, stop = self._found[place]
            if start < clause.start or stop < number.span.start - VERB_REACH:
                break
            if self._ends_name(start, stop):
                continue
            if self._text.endswith(_NOT_YET, 0, start):
                return None
            if known := self._noun(place, clause, number) or self._fitting(_words().verbs[word], place, number, clause):
                return known
            if self._rules_out(word, stop, number):
                return None
        return self._behind(here, number, clause) or self._done(here, number, clause)

    def grows(self, measure: Measure, number: Number) -> bool:
        """Whether a figure's measure is claimed with its growth: 固定资产投资 is, 交通固定资产投资 and 工业投资 are not."""
        place = bisect_left(self._starts, number.span.start) - 1
        if place < 0:
            return False
        word, start, _ = self._found[place]
        return measure in _words().growing[word] and by_itself(self._text, start, self._beginning(start))

    def growing(self, number: Number) -> tuple[Measure, Number] | None:
        """The growth that a percentage is, and its value, below zero for a decline: 规模以上工业增加值|同比下降|2.1%."""
        for place in range(bisect_left(self._starts, number.span.start) - 1, -1, -1):
            word, start, stop = self._found[place]
            if stop < number.span.start - LONGEST:
                return None
            for known in _words().growing[word]:
                said = grown(self._text, stop, number)
                if not (said and known.growth) or "环比" in self._text[max(0, start - _LONGEST_HANDLE) : start]:
                    continue
                if by_itself(self._text, start, self._beginning(start)):
                    return known.growth, said
        return None

    def _fitting(self, able: Iterable[Measure], place: int, number: Number, clause: Span) -> Measure | None:
        """The first measure of the word there that a figure may be one of, also by how the word stands."""
        known = _fitting(able, number)
        if known is None or not known.tight:
            return known
        _, start, stop = self._found[place]
        if not stands(self._text, known, Span(start, stop), number, clause):
            return None
        before = start < number.span.start
        return known if not (known.plain and before) or by_itself(self._text, start, self._beginning(start)) else None

    def _ends_name(self, start: int, stop: int) -> bool:
        """Whether a word is but the end of a name: “绵阳|发布|”, @绵阳|发布|."""
        if self._text[stop] in _CLOSING:
            return True
        at = self._text.rfind("@", max(0, start - _LONGEST_HANDLE), start)
        return at >= 0 and not self._text[stop].isalnum() and self._text[at + 1 : stop].isalnum()

    def ends_phrase(self, number: Number) -> bool:
        """Whether nothing that a figure counts stands behind it."""
        return _ENDING.match(self._text, number.span.stop) is not None

    def ranked(self, number: Number, clause: Span) -> Measure | None:
        """The measure whose noun a clause ranks, if a figure may be one of it: 粉丝数|居全省微博第四."""
        ranked = _RANKED.search(self._text, clause.start, clause.stop)
        which = bisect_left(self._starts, ranked.start()) - 1 if ranked else -1
        if not ranked or which < 0 or self._found[which][2] != ranked.start():
            return None
        return _fitting(_words().nouns[self._found[which][0]], number)

    def _noun(self, place: int, clause: Span, number: Number) -> Measure | None:
        """What a noun before a figure announces, or else the verb whose object it is: 回应|网民|留言2106条."""
        word, start, stop = self._found[place]
        if not _words().nouns[word] or number.span.start - stop > NOUN_REACH or self._text[stop] in _NAMES:
            return None
        known = self._fitting(_words().nouns[word], place, number, clause)
        if known is None or _RECEIVED.search(self._text, stop, number.span.start):
            return None
        if not self.ends_phrase(number) or (not known.tight and self._is_gain(known, start, number)):
            return None
        verb = self._verb_of(place, clause)
        if verb is None:
            return known
        return _fitting(_words().verbs[verb], number) or (None if _words().silent(verb) else known)

    def _is_gain(self, measure: Measure, noun: int, number: Number) -> bool:
        """Whether a figure tells what was gained, not what there is: 粉丝增加2.3万, 新增粉丝2.3万."""
        if measure.stock and self._text.endswith(_GAINED, 0, noun):
            return True
        gain = _GAIN.search(self._text, noun, number.span.start)
        return gain is not None and not _REACHED.search(self._text, gain.end(), number.span.start)

    def _rules_out(self, word: int, stop: int, number: Number) -> bool:
        nouns = _words().nouns[word] if number.span.start - stop <= NOUN_REACH else ()
        return number.per is not None and any(one.counts(number.unit) for one in (*nouns, *_words().verbs[word]))

    def _verb_of(self, place: int, clause: Span) -> int | None:
        """The word before a noun, where the noun may end its object: 回复|网友私信、|评论."""
        word, start, stop = self._found[place - 1]
        noun = self._starts[place]
        if (
            place == 0
            or start < clause.start
            or noun - stop > _OBJECT
            or _NOT_ITS_OBJECT.search(self._text, stop, noun)
        ):
            return None
        return word

    def _behind(self, here: int, number: Number, clause: Span) -> Measure | None:
        """What the next noun behind a figure announces: 10个话题.

        It is counted only where something counts it: a clause that begins with the figure (4个微博上线以来) is about those,
        and says nothing of their number.
        """
        if here == len(self._found) or clause.start == number.span.start:
            return None
        word, start, stop = self._found[here]
        gap = start - number.span.stop
        if not 0 <= gap <= clause.stop - number.span.stop or not _NOUN_ENDING.match(self._text, stop):
            return None
        if _INSIDE.search(self._text, number.span.stop, start):
            return None
        return _fitting((one for one in _words().nouns[word] if gap <= one.behind), number)

    def _done(self, here: int, number: Number, clause: Span) -> Measure | None:
        """What a verb behind a figure announces, whose object or subject that counts: 3.6万名群众被紧急转移."""
        for place, (word, start, stop) in enumerate(self._found[here : here + 2], here):
            if start > number.span.stop + AFTER_REACH or not _ITS_PHRASE.fullmatch(self._text, number.span.stop, start):
                return None
            known = self._fitting(_words().after[word], place, number, clause)
            if known and (known.tight or _DONE.match(self._text, stop)):
                return known
        return None


def _fitting(able: Iterable[Measure], number: Number) -> Measure | None:
    """The first measure that a figure may be one of, by its unit and by what it is counted per."""
    return next((measure for measure in able if measure.per == number.per and measure.counts(number.unit)), None)
