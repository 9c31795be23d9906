"""Mentions of bodies, as the grammar of their names has them: a head, a body, and perhaps an office inside it.

The head is a region (贵州省|公安厅), a level word that leaves the region to the context (省|公安厅), a foreign nation
(美国|国防部), or nothing for bodies that stand by themselves (公安部). One pass over the text finds heads and forms; what
stands before a form then says what it is. Forms are listed, or they end in what names of bodies end in and have words
between that may stand in names (:mod:`weibotext.agencies.open_names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.agencies.bodies import FULL_SUFFIXES, REGION, Body, National, Suffix, stem_words
from weibotext.agencies.forms import Entry, district_stems, forms, region_names
from weibotext.agencies.open_names import (
    CONNECTORS,
    MOST_CHARACTERS,
    MOST_WORDS,
    kind_of,
    may_name,
    word_at,
)
from weibotext.agencies.regions import load_gazetteer
from weibotext.values import Span, Words

Designator: TypeAlias = Literal["省", "自治区", "市", "州", "盟", "地区", "县", "区", "旗"]
DESIGNATORS: Final[tuple[Designator, ...]] = ("自治区", "地区", "省", "市", "州", "盟", "县", "区", "旗")
Head: TypeAlias = Literal["region", "level", "nation", "abroad", "alone", "place", "again"]

_NO_WORDS: Final = Words([], [])
_NO_TAGS: Final[Mapping[str, str]] = {}
_NOT_A_LEVEL: Final = frozenset("全各每本外跨两")
_BEFORE_LEVELS: Final = frozenset("由在从据向被对和与及、，。：；“（《的是经到为让以请将并该驻于给受按称等了至同,;:(\n \u3000")
_LEVEL_ENDS: Final = frozenset("省市州盟县区旗")
_GOES_ON: Final = {
    "委": frozenset("员托任派屈婉以实"),
    "部": frozenset("门队署分长级"),
    "局": frozenset("面部势限长级"),
    "厅": frozenset("堂长级"),
    "院": frozenset("长校"),
    "署": frozenset("长名"),
    "司": frozenset("机令长"),
    "处": frozenset("长理罚分置境级"),
    "科": frozenset("长学技级"),
    "所": frozenset("长有以谓在"),
    "队": frozenset("长员伍"),
    "办": frozenset("理法事案"),
    "军": frozenset("总"),
    "会": frozenset("议员计谈"),
    "室": frozenset("内外友"),
    "组": frozenset("织成建合长"),
    "心": frozenset("理情"),
}
"""What follows a form's last character where that belongs to another word: 民政部|门, 市委|托, 公安局|长."""

_LONGEST_TITLE: Final = 40
_REGION_LENGTHS: Final = (5, 4, 3)
_NOT_BEHIND: Final[Mapping[str, tuple[str, ...]]] = {"陆军": ("中央", "莫")}
"""What stands before a form that then is none: 中央|陆军 is a football club."""

_CENTRAL_BANK: Final = "中国人民银行"
_YOUTH: Final = Body("共青团{region}委员会", "youth_league")
_PARTY_BEFORE: Final = "中共"
_NO_LEAGUE_BEFORE: Final = frozenset("集社表财剧旅师兵军")
_AGAIN: Final = re.compile("该(?P<body>[局厅院部委办署])(?![长员])")
_ALONE: Final = frozenset(("派出所", "街道办事处"))
_ENDS_OF_PLACES: Final = frozenset("街路村镇乡桥门山河湖江湾坪坝塘岭里巷")


class Named(NamedTuple):
    """One mention of a body as it is written, in clean coordinates.

    ``head`` says what stands before the body, and so where its region is from. ``region`` is the region's name as
    written, ``level`` the level word that stands for one. ``same`` is the last character of 该局, 该院 and the like,
    which name a body again. ``body`` is ``None`` for 省厅, 市局 and the like, whose sort the context knows. ``office`` is
    the canonical form of an office inside the body. ``central`` is what a form may name by itself, by date.
    """

    span: Span
    body: Body | None
    head: Head
    region: str | None = None
    level: Designator | None = None
    office: str | None = None
    same: str | None = None
    central: National | None = None


class Reading(NamedTuple):
    """What one pass over a text finds: the names of regions with their spans, and the bodies, both in order."""

    regions: list[tuple[Span, str]]
    named: list[Named]


def find_named(text: str) -> list[Named]:
    """The mentions of bodies in a clean text, in order and without overlap; a longer name wins over one inside it.

    >>> [(text[slice(*named.span)], named.region, named.level) for text in ["省公安厅和贵州省委"] for named in find_named(text)]
    [('省公安厅', None, '省'), ('贵州省委', '贵州省', None)]
    """
    return read(text, _NO_WORDS, _NO_TAGS).named


def read(text: str, words: Words, tags: Mapping[str, str]) -> Reading:
    """The regions and the bodies that a clean text names.

    ``words`` are those of the text, ``tags`` the dictionary's part of speech for words; without them names that no list
    holds are not found, and bare names of regions (贵州) count nowhere.

    >>> words = Words.of(["贵州省", "和", "四川"])
    >>> [name for _, name in read("贵州省和四川", words, {}).regions]
    ['贵州省', '四川']
    """
    reader = _Reader(text, words, tags)
    reader.read()
    return Reading(reader.regions, _merged(reader.found, _again(text)) if "该" in text else reader.found)


def _merged(found: list[Named], again: Iterator[Named]) -> list[Named]:
    taken = {place for named in found for place in range(*named.span)}
    more = [named for named in again if taken.isdisjoint(range(*named.span))]
    return sorted([*found, *more], key=lambda named: named.span)


def _again(text: str) -> Iterator[Named]:
    """该局, 该院: a body named before."""
    for hit in _AGAIN.finditer(text):
        yield Named(Span(*hit.span()), None, "again", same=hit["body"])


class _Met(NamedTuple):
    """A head in the text: where the chain of regions begins that it ends, and what it is."""

    start: int
    stop: int
    entry: Entry


class _Reader:
    """One pass over one text. ``found`` are the bodies so far, ``last`` and ``before`` the heads met last."""

    def __init__(self, text: str, words: Words, tags: Mapping[str, str]) -> None:
        self.text, self.words, self.tags = text, words, tags
        self.found: list[Named] = []
        self.regions: list[tuple[Span, str]] = []
        self.last: _Met | None = None
        self.before: _Met | None = None

    def read(self) -> None:
        table = forms()
        entries = table.entries
        for which, start, stop in table.phrases.find_numbers(self.text):
            entry = entries[which]
            if entry.place or entry.nation or entry.country:
                self._head(entry, start, stop)
                continue
            while self._goes_on(start, stop) and (which := table.shorter[which]) >= 0:  # 政府办|公楼: 政府
                entry, stop = entries[which], start + len(table.texts[which])
            if which >= 0 and not self._titled(start) and (named := self._named(entry, start, stop)):
                self._keep(named)

    def _head(self, entry: Entry, start: int, stop: int) -> None:
        before = self.last
        chained = before is not None and before.stop == start and before.entry.place and entry.place
        if entry.place and self._is_region(entry.place, start, stop):
            self.regions.append((Span(start, stop), entry.place))
        self.before = before
        self.last = _Met(before.start if chained and before else start, stop, entry)

    def _is_region(self, name: str, start: int, stop: int) -> bool:
        """A name with the character of its level (贵州省) counts anywhere, a bare one (贵州) where words begin and end."""
        return name[-1] in _LEVEL_ENDS or (self._begins(start) and (stop == len(self.text) or self._begins(stop)))

    def _begins(self, place: int) -> bool:
        """Whether a word begins at a place."""
        which = word_at(self.words, place)
        return which >= 0 and self.words.starts[which] == place

    def _goes_on(self, start: int, stop: int) -> bool:
        """Whether the form's last character belongs to a word that goes on behind it."""
        text = self.text
        if stop == len(text):
            return False
        if text[stop] == text[stop - 1]:  # 处|处长
            return False
        if text[stop] in _GOES_ON.get(text[stop - 1], ()):
            return True
        which = word_at(self.words, stop - 1)
        if which < 0:
            return False
        begin, word = self.words.starts[which], self.words.texts[which]
        return start <= begin and begin + len(word) > stop and (word in self.tags or not self.tags)

    def _titled(self, place: int) -> bool:
        """Whether a place lies in a title, as of a book, a film or a game."""
        opening = self.text.rfind("《", max(0, place - _LONGEST_TITLE), place)
        return opening >= 0 and self.text.find("》", opening, place) < 0

    # What a form is, by what stands before it.

    def _named(self, entry: Entry, start: int, stop: int) -> Named | None:
        last = self.last
        if last is not None and last.stop == start:
            named = self._headed(entry, last, start, stop)
            if named:
                return named
        if self.found and self.found[-1].span.stop == start and self._inner(entry, self.found[-1], stop - start):
            return self._inside(self.found[-1], _office_name(entry, self.text[start:stop]), stop)
        return self._levelled(entry, start, stop) or self._standing(entry, start, stop)

    def _inner(self, entry: Entry, outer: Named, length: int) -> bool:
        """Whether a form directly behind a body is an office in it: 公安厅|打拐办, 住房和城乡建设部|科学技术委员会."""
        if entry.office or (entry.suffix and "b" in entry.suffix.heads and length > 1):
            return True
        if entry.foreign or entry.standing:
            return outer.head in ("abroad", "alone")
        return entry.local is not None and length > 2 and self.text[outer.span.stop] != "委"

    def _inside(self, outer: Named, office: str, stop: int) -> Named:
        """A body with an office inside it: 省公安厅|打拐办."""
        return outer._replace(span=Span(outer.span.start, stop), office=(outer.office or "") + office)

    def _headed(self, entry: Entry, head: _Met, start: int, stop: int) -> Named | None:
        """A form directly behind a head."""
        span = Span(head.start, stop)
        if head.entry.nation:
            body = self._abroad(entry, head.entry.nation, start, stop)
            return self._posted(Named(span, body, "abroad"), head) if body else None
        name = head.entry.place
        if name is None or not self._may_head(name, start - len(name)):
            return None
        if entry.special and (own := entry.special.get(_special_code(name))):
            return Named(span, own.body, "region", region=name)
        if entry.local is None:
            return self._branch(entry, head, start, stop) or self._standing_suffix(entry, span, start, name)
        if self.text[start] == "委":
            return self._committee(entry.local, head, start, stop, name)
        if (outer := self._nation_before(head)) is not None:
            body = Body(outer.body.canonical + entry.local.canonical, entry.local.kind) if outer.body else entry.local
            return Named(Span(outer.span.start, stop), body, "region", region=name)
        return Named(self._with_party(span, entry.local), entry.local, "region", region=name)

    def _nation_before(self, head: _Met) -> Named | None:
        """The body of the nation directly before a region: 国家税务总局|贵州省|税务局."""
        before = self.found[-1] if self.found else None
        return before if before and before.head == "nation" and before.span.stop == head.start else None

    def _may_head(self, name: str, place: int) -> bool:
        """A bare name of a region heads a body where a word begins: 天门|派出所, but not 朝天门派出所."""
        return name[-1] in _LEVEL_ENDS or not self.words.starts or self._begins(place)

    def _posted(self, named: Named, head: _Met) -> Named:
        """美国|驻|格鲁吉亚|大使馆: the body is the first nation's."""
        before = self.before
        if before is None or before.stop != head.start - 1 or self.text[before.stop] != "驻" or named.body is None:
            return named
        nation = before.entry.nation or ("中国" if before.entry.country else None)
        if nation is None:
            return named
        kind = named.body.kind if before.entry.nation else "foreign_affairs"
        body = Body(f"{nation}驻{named.body.canonical}", kind)
        return Named(Span(before.start, named.span.stop), body, "abroad" if before.entry.nation else "nation")

    def _abroad(self, entry: Entry, nation: str, start: int, stop: int) -> Body | None:
        if entry.foreign:
            return Body(nation + entry.foreign.name, entry.foreign.kind)
        if entry.suffix and "f" in entry.suffix.heads and stop - start > 1:
            return Body(nation + entry.suffix.full, _kind(entry.suffix, self.text[start:stop], "foreign"))
        return None

    def _branch(self, entry: Entry, head: _Met, start: int, stop: int) -> Named | None:
        """人民银行|深圳|分行, 央行|上海|总部."""
        bank = self._nation_before(head)
        if entry.suffix is None or "k" not in entry.suffix.heads or bank is None or bank.central is None:
            return None
        name = bank.central.rows[-1].body.canonical
        if name != _CENTRAL_BANK:
            return None
        body = Body(name + self.text[head.start : start] + entry.suffix.full, entry.suffix.kind)
        return Named(Span(bank.span.start, stop), body, "nation")

    def _standing_suffix(self, entry: Entry, span: Span, start: int, name: str) -> Named | None:
        """贵阳市|派出所: what names end in, with no words before it."""
        suffix = entry.suffix
        if suffix is None or "r" not in suffix.heads or len(suffix.full) < 3 or span.stop - start < 3:
            return None
        body = Body(REGION + suffix.full, _kind(suffix, self.text[start : span.stop]))
        return Named(span, body, "region", region=name)

    def _committee(self, body: Body, head: _Met, start: int, stop: int, name: str) -> Named | None:
        """贵州省|委, and 团贵州省|委: only behind the character of a level, as 贵州委 is nothing."""
        before = self.text[: head.start] if head.start < 4 else self.text[head.start - 4 : head.start]
        league = next((word for word in ("共青团", "团") if before.endswith(word)), None)
        plain = stop - start == 1 or self.text.startswith("委员会", start) and stop - start == 3
        if league and plain and not (league == "团" and before[-2:-1] in _NO_LEAGUE_BEFORE and before[-2:-1]):
            return Named(Span(head.start - len(league), stop), _YOUTH, "region", region=name)
        if not name.endswith(DESIGNATORS):
            return None
        return Named(self._with_party(Span(head.start, stop), body), body, "region", region=name)

    def _with_party(self, span: Span, body: Body) -> Span:
        """With 中共 before the name of a body of the Party."""
        if body.canonical.startswith("中国共产党") and self.text.endswith(_PARTY_BEFORE, 0, span.start):
            return Span(span.start - len(_PARTY_BEFORE), span.stop)
        return span

    def _levelled(self, entry: Entry, start: int, stop: int) -> Named | None:
        """A form behind a level word: 省|公安厅, 市|派出所; and 省厅."""
        if entry.level:
            return self._level_alone(start, stop)
        level = self._level_before(start) if entry.local or entry.suffix else None
        if level is None:
            return None
        place = start - len(level)
        last = self.last
        if last and last.stop == place and last.entry.place and last.entry.place.endswith(level) and entry.local:
            return Named(self._with_party(Span(last.start, stop), entry.local), entry.local, "region", region=last.entry.place)
        if entry.local and (name := self._region_before(start)):
            return Named(Span(start - len(name), stop), entry.local, "region", region=name)
        if entry.local:
            if self.text[start] == "委" and stop - start in (1, 3) and self._league_before(place):
                return Named(Span(self._league_before(place) or place, stop), _YOUTH, "level", level=level)
            return Named(Span(place, stop), entry.local, "level", level=level)
        suffix = entry.suffix
        if suffix is None or "r" not in suffix.heads or stop - start < 3:
            return None
        return Named(Span(place, stop), Body(REGION + suffix.full, _kind(suffix, self.text[start:stop])), "level", level=level)

    def _region_before(self, start: int) -> str | None:
        """A region's name that the pass did not see, because another took its first character: 指|定安|庆市."""
        names = region_names()
        texts = (self.text[start - length : start] for length in _REGION_LENGTHS if length <= start)
        return next((name for name in texts if name in names), None)

    def _league_before(self, place: int) -> int | None:
        """Where 团 or 共青团 begins before 省委."""
        text = self.text
        if place == 0 or text[place - 1] != "团" or text[max(0, place - 2) : place - 1] in _NO_LEAGUE_BEFORE:
            return None
        return place - 3 if text.startswith("共青团", max(0, place - 3)) else place - 1

    def _level_alone(self, start: int, stop: int) -> Named | None:
        """省厅, 市局: the sort of the body is left to the context."""
        text = self.text
        if start and text[start - 1] in _NOT_A_LEVEL or text[start] == "分":
            return None
        if self.words.starts and not self._begins(start):
            return None
        return Named(Span(start, stop), None, "level", level=_designator(text[start]))

    def _level_before(self, start: int) -> Designator | None:
        """The level word that ends at ``start``; 城市 and 小区 are none, nor is 各省."""
        text = self.text
        if start == 0 or text[start - 1] not in _LEVEL_ENDS:
            return None
        for level in DESIGNATORS:
            if text.endswith(level, 0, start):
                place = start - len(level)
                if place and text[place - 1] in _NOT_A_LEVEL:
                    return None
                last = self.last
                own = last is not None and last.stop == place
                return level if own or self._is_level(place) else None
        return None

    def _is_level(self, place: int) -> bool:
        """Whether a level word at ``place`` is a word: where one begins, or behind a sign or a little word."""
        begins = self._begins(place) or place == 0 or self.text[place - 1] in _BEFORE_LEVELS
        return begins or self._league_before(place) is not None

    def _standing(self, entry: Entry, start: int, stop: int) -> Named | None:
        """A form without a head directly before it."""
        if start and self.text[start - 1] in _LEVEL_ENDS and self._refused(start):
            return None
        if entry.local or entry.suffix:
            named = self._open(entry, start, stop) or self._district(entry, start, stop) or self._listed(entry, start, stop)
            if named:
                return named
        if self._inside_a_word(start, stop):
            return None
        if entry.central:
            return Named(Span(start, stop), None, "nation", central=entry.central)
        if entry.standing:
            body = entry.standing
            return Named(Span(start, stop), body, "alone" if body.alone else "abroad")
        return self._special_alone(entry, start, stop) or self._alone(entry, start, stop)

    def _refused(self, start: int) -> bool:
        """Whether 各, 全 or the like stands before the level word: 各县|教育局 is none in particular."""
        return start > 1 and self.text[start - 2] in _NOT_A_LEVEL

    def _inside_a_word(self, start: int, stop: int) -> bool:
        """Whether a form begins inside a word: 央行 in 中央|行政, CIA in SPECIAL, 日军 in 7日军训."""
        text = self.text
        if start == 0:
            return False
        if text[start].isascii():
            return text[start - 1].isascii() and text[start - 1].isalnum() or text[stop : stop + 1].isascii() and text[stop : stop + 1].isalnum()
        if text[start] == "日" and text[start - 1].isdigit():
            return True
        if text.endswith(_NOT_BEHIND.get(text[start:stop], ()), 0, start):
            return True
        return stop - start < 4 and bool(self.words.starts) and not self._begins(start)

    def _special_alone(self, entry: Entry, start: int, stop: int) -> Named | None:
        """立法院, and 经济部 where the text names Taiwan."""
        for own in entry.special.values() if entry.special else ():
            if own.head == "own" or (own.head == "context" and any("台" in name for _, name in self.regions)):
                return Named(Span(start, stop), own.body, "region", region="台湾省")
        return None

    def _alone(self, entry: Entry, start: int, stop: int) -> Named | None:
        """教育局 by itself, where a word begins with it."""
        if entry.local is None or not entry.local.alone or not self._begins(start):
            return None
        return Named(Span(start, stop), entry.local, "alone")

    def _district(self, entry: Entry, start: int, stop: int) -> Named | None:
        """海淀|法院: a district without its last character."""
        name = self.text[start - 2 : start] if start > 1 else ""
        if entry.local is None or self.text[start] == "委" or name not in district_stems() or not self._begins(start - 2):
            return None
        last = self.last
        first = last.start if last and last.stop == start - 2 and last.entry.place else start - 2
        return Named(Span(first, stop), entry.local, "region", region=name)

    def _listed(self, entry: Entry, start: int, stop: int) -> Named | None:
        """省教育厅、卫生厅: a form that shares the head of the one before it."""
        before = self.found[-1] if self.found else None
        if before is None or entry.local is None or before.span.stop != start - 1:
            return None
        if self.text[start - 1] not in "、和与及" or before.head not in ("region", "level") or self.text[start] == "委":
            return None
        return Named(Span(start, stop), entry.local, before.head, region=before.region, level=before.level)

    # Names that no list holds.

    def _open(self, entry: Entry, start: int, stop: int) -> Named | None:
        """Words that may stand in names between a head and the form."""
        if not self.words.starts or (stop - start == 1 and self._common(start, stop)):
            return None
        at = self._walk(start)
        suffix = entry.suffix
        heads = suffix.heads if suffix else "rbf"
        if at is None:
            return self._placed(suffix, start, stop) if suffix and "p" in heads else None
        place, found = at
        if isinstance(found, Named):
            return self._inside(found, self._written(place, start, stop, entry), stop) if "b" in heads else None
        if isinstance(found, _Met) and "b" in heads and self.found and self.found[-1].span.stop == found.start:
            return self._inside(self.found[-1], self._written(found.start, start, stop, entry), stop)
        return self._open_headed(entry, found, place, start, stop, heads)

    def _common(self, start: int, stop: int) -> bool:
        """Whether the end of a word that names no body stands there: 城市布|局, 俱乐|部."""
        known = stem_words()
        return any(known.get(self.text[max(0, start - more) : stop]) is False for more in (1, 2))

    def _written(self, place: int, start: int, stop: int, entry: Entry) -> str:
        """The words with the form in full."""
        return self.text[place:start] + (
            entry.office or (_in_full(self.text[start:stop], entry.suffix) if entry.suffix else _own_name(entry, self.text[start:stop]))
        )

    def _open_headed(self, entry: Entry, head: _Met | Designator, place: int, start: int, stop: int, heads: str) -> Named | None:
        name = self._written(place, start, stop, entry)
        suffix = entry.suffix
        kind = suffix.kind if suffix and suffix.kind != "-" else kind_of(name)
        if isinstance(head, str):
            return Named(Span(place - len(head), stop), Body(REGION + name, kind), "level", level=head) if "r" in heads else None
        if head.entry.nation:
            military = kind == "military"
            body = Body(head.entry.nation + name, "military" if military else "foreign")
            return Named(Span(head.start, stop), body, "abroad") if "f" in heads else None
        if head.entry.country:
            whole = Body(self.text[head.start : place] + name, kind)
            return Named(Span(head.start, stop), whole, "abroad" if False else "nation") if "c" in heads else None
        if "r" not in heads:
            return None
        if suffix and "p" in heads:
            return Named(Span(head.start, stop), Body(name, kind), "place", region=head.entry.place)
        return Named(Span(head.start, stop), Body(REGION + name, kind), "region", region=head.entry.place)

    def _walk(self, start: int) -> tuple[int, Named | _Met | Designator] | None:
        """The head that words which may stand in names lead to, leftwards, and where the words begin."""
        words, which = self.words, word_at(self.words, start)
        ends = self.last.stop if self.last else -1
        body = self.found[-1] if self.found else None
        inner = body.span.stop if body else -1
        if words.starts[which] == start:
            which -= 1
        elif len(words.texts[which]) < 3:  # 布局, 客厅: words of their own
            return None
        least = max(which - MOST_WORDS, -1)
        place = start
        while which > least and start - words.starts[which] <= MOST_CHARACTERS:
            word, begin = words.texts[which], words.starts[which]
            for edge in (inner, ends):
                if begin < edge < place and word.isalpha():
                    return self._reached(edge, start, body if edge == inner else self.last)
            level = self._level_word(word, begin, start)
            if level:
                return begin + len(level), level
            if not (may_name(word, self.tags) or (word in CONNECTORS and place < start)):
                return None
            place = begin
            which -= 1
            if place in (inner, ends):
                return self._reached(place, start, body if place == inner else self.last)
        return None

    def _reached(self, edge: int, start: int, head: Named | _Met | None) -> tuple[int, Named | _Met] | None:
        if head is None or edge >= start or self.text[edge] in CONNECTORS:
            return None
        return edge, head

    def _level_word(self, word: str, begin: int, start: int) -> Designator | None:
        """省, 市, 县 as a word, before words of a name."""
        if word[0] not in _LEVEL_ENDS or begin + 1 >= start or (begin and self.text[begin - 1] in _NOT_A_LEVEL):
            return None
        return _designator(word) if len(word) == 1 and self.text[begin + 1] not in CONNECTORS else None

    def _placed(self, suffix: Suffix, start: int, stop: int) -> Named | None:
        """督院街|派出所: the word before the form is the name of a place."""
        which = word_at(self.words, start - 1)
        begin = self.words.starts[which] if which >= 0 else start
        if which > 0 and start - begin == 1 and self.text[begin] in _ENDS_OF_PLACES:  # 督院|街
            begin = self.words.starts[which - 1]
        name = self.text[begin:start]
        if len(name) > 1 and may_name(name, self.tags) and (self.tags.get(name) or "n")[0] in "nsj":
            return Named(Span(begin, stop), Body(name + suffix.full, _kind(suffix, name)), "place")
        if suffix.full in _ALONE and self._begins(start):
            return Named(Span(start, stop), Body(suffix.full, suffix.kind), "alone")
        return None

    def _keep(self, named: Named) -> None:
        """Keeps a mention in place of those that lie in it; one that lies in another is dropped."""
        found = self.found
        while found and found[-1].span.stop > named.span.start:
            if found[-1].span.start < named.span.start:
                return
            found.pop()
        found.append(named)


def _designator(word: str) -> Designator | None:
    return next((level for level in DESIGNATORS if level == word), None)


def _kind(suffix: Suffix, text: str, default: str = "government") -> str:
    return suffix.kind if suffix.kind != "-" else kind_of(text, default)


def _office_name(entry: Entry, form: str) -> str:
    """What an office inside a body is called in full."""
    if entry.office:
        return entry.office
    if entry.suffix:
        return entry.suffix.full
    return entry.foreign.name if entry.foreign else _own_name(entry, form)


def _in_full(form: str, suffix: Suffix | None) -> str:
    return suffix.full if suffix else form


def _own_name(entry: Entry, form: str) -> str:
    """The name of a listed body without its region: 规划和国土|资源局."""
    return entry.local.canonical.replace(REGION, "") if entry.local else FULL_SUFFIXES.get(form, form)


@cache
def _special_code(name: str) -> str:
    """The code of the province-level region that a name is of: of interest for Hong Kong, Macao and Taiwan."""
    known = load_gazetteer().lookup(name)
    return known[0].code if known else ""
