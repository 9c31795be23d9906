"""One pass over a text: heads and forms as they come, and what stands before a form says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from weibotext.agencies.bodies import REGION, Body
from weibotext.agencies.endings import common, goes_on, in_full, kind
from weibotext.agencies.forms import FORM, HEAD, PLACE, Entry, Forms, district_stems, forms, region_names
from weibotext.agencies.named import DESIGNATORS, LEVEL_ENDS, Designator, Head, Named, designator
from weibotext.agencies.open_names import (
    MOST_CHARACTERS,
    NOT_A_LEVEL,
    Reached,
    place_before,
    township_before,
    walk,
    word_at,
)
from weibotext.agencies.regions import load_gazetteer
from weibotext.values import Span, Words

_BEFORE_LEVELS: Final = frozenset(
    "由在从据向被对和与及、，。：；“（《的是经到为让以请将并该驻于给受按称等了至同,;:(\n \u3000"
)
_ENDS_OF_OFFICES: Final = frozenset("局司处室厅院办会科所队")
_LONGEST_TITLE: Final = 40
_REGION_LENGTHS: Final = (5, 4, 3)
_NOT_BEHIND: Final[Mapping[str, tuple[str, ...]]] = {"陆军": ("中央", "莫")}
"""What stands before a form that then is none: 中央|陆军 is a football club."""

_CENTRAL_BANK: Final = "中国人民银行"
_YOUTH: Final = Body("共青团{region}委员会", "youth_league")
_NO_LEAGUE_BEFORE: Final = frozenset("集社表财剧旅师兵军")
_TAIWAN: Final = ("台湾", "台北", "高雄", "台中", "台南", "新北市")
_PARTY: Final = "中国共产党"
_ALONE: Final = frozenset(("派出所", "街道办事处"))


class _Met(NamedTuple):
    """A head in the text: where the chain of regions begins that it ends, and what it is."""

    start: int
    stop: int
    entry: Entry


_NOWHERE: Final = _Met(-1, -1, Entry())


class Reader:
    """One pass over one text.

    ``found`` are the bodies so far, ``regions`` the names of regions; ``last`` and ``before`` are the heads met last.
    """

    def __init__(self, text: str, words: Words, tags: Mapping[str, str]) -> None:
        self.text, self.words, self.tags = text, words, tags
        self.begins = set(words.starts)
        self.titles = "》" in text
        self.taiwan = any(name in text for name in _TAIWAN)
        self.found: list[Named] = []
        self.regions: list[tuple[Span, str]] = []
        self.last = self.before = _NOWHERE

    def read(self) -> None:
        """Fills ``found`` and ``regions``."""
        table = forms()
        roles, entries = table.roles, table.entries
        begins = self.begins
        for which, start, stop in table.phrases.find_numbers(self.text):
            role = roles[which]
            if role == PLACE:
                self._place(entries[which], start, stop)
            elif role == HEAD:
                if begins and start not in begins and self.last.stop != start:  # 英|美国|家
                    continue
                self.before, self.last = self.last, _Met(start, stop, entries[which])
            elif role == FORM or self.last.stop == start or (self.found and self.found[-1].span.stop == start):
                self._form(table, which, start, stop)

    def _place(self, entry: Entry, start: int, stop: int) -> None:
        """A region. A name with the character of its level (贵州省) counts anywhere, a bare one where words begin and end."""
        begins, last = self.begins, self.last
        if not entry.bare or (start in begins and (stop in begins or stop == len(self.text))):
            self.regions.append((Span(start, stop), entry.place or ""))
        self.before = last
        self.last = _Met(last.start if last.stop == start and last.entry.place else start, stop, entry)

    def _form(self, table: Forms, which: int, start: int, stop: int) -> None:
        if self._idle(table.entries[which], start, stop):
            return
        while self._goes_on(start, stop):  # 政府办|公楼: 政府
            which = table.shorter[which]
            if which < 0:
                return
            stop = start + len(table.texts[which])
        if self.titles and self._titled(start, stop):
            return
        entry = table.entries[which]
        named = self._plain(entry, start, stop) or self._named(entry, start, stop)
        if named is not None:
            self._keep(named)

    def _idle(self, entry: Entry, start: int, stop: int) -> bool:
        """Whether an ending is soon told to end no name: the second half of a word (大|厅), or with no head in reach."""
        if self.last.stop == start or not self.begins:
            return False
        if stop - start == 1 and start not in self.begins and start - 1 in self.begins:
            return self.text[start - 1] not in LEVEL_ENDS
        suffix = entry.suffix
        if suffix is None or entry.local or entry.central or entry.standing or entry.special or "p" in suffix.heads:
            return False
        edge = max(self.last.stop, self.found[-1].span.stop if self.found else -1)
        if edge >= 0 and start - edge <= MOST_CHARACTERS:
            return False
        return "r" not in suffix.heads or LEVEL_ENDS.isdisjoint(self.text[max(0, start - MOST_CHARACTERS) : start])

    def _plain(self, entry: Entry, start: int, stop: int) -> Named | None:
        """省|公安厅, where a word begins with the level and no region ends there: most mentions, and soon told."""
        place = start - 1
        if entry.local is None or place not in self.begins or self.last.stop >= place or self.text[start] == "委":
            return None
        level = designator(self.text[place])
        if level is None or (place and self.text[place - 1] in NOT_A_LEVEL):
            return None
        return Named(Span(place, stop), entry.local, "level", None, level)

    def _goes_on(self, start: int, stop: int) -> bool:
        """Whether the form's last character belongs to a word that goes on behind it."""
        text = self.text
        if stop == len(text) or text[stop] == text[stop - 1]:  # 处|处长
            return False
        if goes_on(text, stop):
            return True
        if stop in self.begins or not self.begins:
            return False
        which = word_at(self.words, stop - 1)
        begin, word = self.words.starts[which], self.words.texts[which]
        if begin < start or (begin == start and word[-1] in _ENDS_OF_OFFICES):  # 外交部|新闻司 is one word
            return False
        return not self.tags or word in self.tags

    def _titled(self, start: int, stop: int) -> bool:
        """Whether a form lies in a title, as of a book, a film or a game, which may have begun before the text."""
        closing = self.text.find("》", stop, stop + _LONGEST_TITLE)
        if closing < 0 or self.text.find("《", stop, closing) >= 0:
            return False
        opening = self.text.rfind("《", max(0, start - _LONGEST_TITLE), start)
        return (opening >= 0 and self.text.find("》", opening, start) < 0) or start < _LONGEST_TITLE

    def _keep(self, named: Named) -> None:
        """Keeps a mention in place of those that lie in it; one that lies in another is dropped."""
        found, start = self.found, named.span.start
        while found and found[-1].span.stop > start:
            if found[-1].span.start < start:
                return
            found.pop()
        if named.level and start > 1 and self.text[start - 1] == "、":
            found += self._joint(named)
        found.append(named)

    def _joint(self, named: Named) -> list[Named]:
        """省、市公安机关: the level words that share the body with the last one."""
        shared: list[Named] = []
        place = named.span.start - 2
        while place >= 0 and self.text[place + 1] == "、" and self._is_level(place):
            level = designator(self.text[place])
            if level is None or (place and self.text[place - 1] in NOT_A_LEVEL):
                break
            shared.append(named._replace(span=Span(place, place + 1), level=level))
            place -= 2
        return shared[::-1]

    # What a form is, by what stands before it.

    def _named(self, entry: Entry, start: int, stop: int) -> Named | None:
        if self.last.stop == start and (named := self._headed(entry, self.last, start, stop)):
            return named
        outer = self.found[-1] if self.found else None
        if outer is not None and outer.span.stop == start and self._inner(entry, outer, stop - start):
            return _inside(outer, in_full(entry, self.text[start:stop]), stop)
        return self._levelled(entry, start, stop) or self._unheaded(entry, start, stop)

    def _inner(self, entry: Entry, outer: Named, length: int) -> bool:
        """Whether a form directly behind a body is an office in it: 公安厅|打拐办, 住房和城乡建设部|科学技术委员会."""
        if entry.office or (entry.suffix and "b" in entry.suffix.heads and length > 1):
            return True
        if entry.foreign or entry.standing:
            return outer.body is not None and outer.body.kind in ("foreign", "military")
        return entry.local is not None and length > 2

    def _headed(self, entry: Entry, head: _Met, start: int, stop: int) -> Named | None:
        """A form directly behind a head."""
        if head.entry.nation:
            body = self._abroad(entry, head.entry.nation, start, stop)
            return self._posted(Named(Span(head.start, stop), body, "abroad"), self.before) if body else None
        if head.entry.country:
            return self._of_china(entry, head, stop)
        name = head.entry.place
        if name is None or (head.entry.bare and self.begins and start - len(name) not in self.begins):
            return None  # 天门|派出所, but not 朝天门派出所
        return self._of_region(entry, head, name, start, stop)

    def _of_china(self, entry: Entry, head: _Met, stop: int) -> Named | None:
        """中国|特种部队, 中国|大使馆: what other nations have too."""
        if entry.foreign is None or self.text[head.start : head.stop] != "中国":
            return None
        sort = "foreign_affairs" if "馆" in entry.foreign.name else entry.foreign.kind.replace("foreign", "government")
        return Named(Span(head.start, stop), Body("中国" + entry.foreign.name, sort), "nation")

    def _of_region(self, entry: Entry, head: _Met, name: str, start: int, stop: int) -> Named | None:
        span = Span(head.start, stop)
        if entry.special and (own := entry.special.get(_special_code(name))):
            return Named(span, own.body, "region", region=name)
        if entry.local is None:
            return self._branch(entry, head, start, stop) or self._suffixed(entry, span, start, region=name)
        if self.text[start] == "委":
            return self._committee(entry.local, head, name, start, stop)
        outer = self._nation_before(head)
        if outer is not None:
            whole = outer.body or (outer.central.rows[-1].body if outer.central else entry.local)
            own = entry.local.canonical  # of 国家统计局{short}调查总队 the nation's body is part
            body = Body(own if own.startswith(whole.canonical) else whole.canonical + own, entry.local.kind)
            return Named(Span(outer.span.start, stop), body, "region", region=name)
        return Named(self._with_party(span, entry.local), entry.local, "region", region=name)

    def _nation_before(self, head: _Met) -> Named | None:
        """The body of the nation directly before a region: 国家税务总局|贵州省|税务局."""
        before = self.found[-1] if self.found else None
        return before if before and before.head == "nation" and before.span.stop == head.start else None

    def _abroad(self, entry: Entry, nation: str, start: int, stop: int) -> Body | None:
        if entry.foreign:
            return Body(nation + entry.foreign.name, entry.foreign.kind)
        if entry.suffix and "f" in entry.suffix.heads and stop - start > 1:
            return Body(nation + entry.suffix.full, kind(entry.suffix, self.text[start:stop], "foreign"))
        return None

    def _posted(self, named: Named, before: _Met) -> Named:
        """美国|驻|格鲁吉亚|大使馆, 中国|驻|法使馆: the body is the first nation's."""
        if named.body is None or before.stop != named.span.start - 1 or self.text[before.stop] != "驻":
            return named
        nation = before.entry.nation or ("中国" if before.entry.country else None)
        if nation is None:
            return named
        own: Head = "abroad" if before.entry.nation else "nation"
        body = Body(f"{nation}驻{named.body.canonical}", named.body.kind if own == "abroad" else "foreign_affairs")
        return Named(Span(before.start, named.span.stop), body, own)

    def _branch(self, entry: Entry, head: _Met, start: int, stop: int) -> Named | None:
        """人民银行|深圳|分行, 央行|上海|总部."""
        bank = self._nation_before(head)
        if entry.suffix is None or "k" not in entry.suffix.heads or bank is None or bank.central is None:
            return None
        name = bank.central.rows[-1].body.canonical
        body = Body(name + self.text[head.start : start] + entry.suffix.full, entry.suffix.kind)
        return Named(Span(bank.span.start, stop), body, "nation") if name == _CENTRAL_BANK else None

    def _suffixed(
        self, entry: Entry, span: Span, start: int, *, region: str | None = None, level: Designator | None = None
    ) -> Named | None:
        """贵阳市|管委会, 市|指挥中心: what names end in, with no words before it."""
        suffix = entry.suffix
        if suffix is None or "r" not in suffix.heads or span.stop - start < 3:
            return None
        body = Body(REGION + suffix.full, kind(suffix, self.text[start : span.stop]))
        return Named(span, body, "region" if region else "level", region=region, level=level)

    def _committee(self, body: Body, head: _Met, name: str, start: int, stop: int) -> Named | None:
        """贵州省|委, and 团贵州省|委: only behind the character of a level, as 贵州委 is nothing."""
        league = self._league_before(head.start) if stop - start in (1, 3) else None
        if league is not None:
            return Named(Span(league, stop), _YOUTH, "region", region=name)
        if not name.endswith(DESIGNATORS):
            return None
        return Named(self._with_party(Span(head.start, stop), body), body, "region", region=name)

    def _with_party(self, span: Span, body: Body) -> Span:
        """With 中共 before the name of a body of the Party."""
        own = body.canonical.startswith(_PARTY) and self.text.startswith("中共", max(0, span.start - 2))
        return Span(span.start - 2, span.stop) if own and span.start > 1 else span

    # Behind a level word.

    def _levelled(self, entry: Entry, start: int, stop: int) -> Named | None:
        """A form behind a level word: 省|公安厅, 市|派出所; and 省厅."""
        if entry.level:
            return self._level_alone(start, stop)
        level = self._level_before(start) if entry.local or entry.suffix else None
        if level is None:
            return None
        place = start - len(level)
        if entry.local is None:
            return self._suffixed(entry, Span(place, stop), start, level=level)
        last = self.last
        if last.stop == place and last.entry.place and last.entry.place.endswith(level):  # 黄山市|市政府
            return Named(
                self._with_party(Span(last.start, stop), entry.local), entry.local, "region", region=last.entry.place
            )
        if (place not in self.begins or last.stop == place) and (name := self._region_before(start)):
            return Named(Span(start - len(name), stop), entry.local, "region", region=name)
        if self.text[start] == "委" and stop - start in (1, 3) and (league := self._league_before(place)) is not None:
            return Named(Span(league, stop), _YOUTH, "level", level=level)
        return Named(Span(place, stop), entry.local, "level", level=level)

    def _region_before(self, start: int) -> str | None:
        """A region's name that the pass did not see, because another took its first character: 指|定安|庆市."""
        names = region_names()
        texts = (self.text[start - length : start] for length in _REGION_LENGTHS if length <= start)
        return next((name for name in texts if name in names), None)

    def _league_before(self, place: int) -> int | None:
        """Where 团 or 共青团 begins before 省委."""
        text = self.text
        if place < 1 or text[place - 1] != "团" or (place > 1 and text[place - 2] in _NO_LEAGUE_BEFORE):
            return None
        return place - 3 if place > 2 and text.startswith("共青团", place - 3) else place - 1

    def _level_alone(self, start: int, stop: int) -> Named | None:
        """省厅, 市局: the sort of the body is left to the context."""
        if (start and self.text[start - 1] in NOT_A_LEVEL) or (self.begins and start not in self.begins):
            return None
        return Named(Span(start, stop), None, "level", level=designator(self.text[start]))

    def _level_before(self, start: int) -> Designator | None:
        """The level word that ends at ``start``; 城市 and 小区 are none, nor is 各省."""
        text = self.text
        if start == 0 or text[start - 1] not in LEVEL_ENDS:
            return None
        level = _level_ending(text, start)
        place = start - len(level)
        if place and text[place - 1] in NOT_A_LEVEL:
            return None
        return level if self.last.stop == place or self._is_level(place) else None

    def _is_level(self, place: int) -> bool:
        """Whether a level word at ``place`` is a word: where one begins, or behind a sign or a little word."""
        begins = place == 0 or place in self.begins or self.text[place - 1] in _BEFORE_LEVELS
        return begins or self._league_before(place) is not None

    # Without a head directly before.

    def _unheaded(self, entry: Entry, start: int, stop: int) -> Named | None:
        text = self.text
        if start > 1 and text[start - 1] in LEVEL_ENDS and text[start - 2] in NOT_A_LEVEL:  # 各县|教育局
            return None
        if entry.local or entry.suffix:
            named = (
                self._open(entry, start, stop) or self._district(entry, start, stop) or self._listed(entry, start, stop)
            )
            if named:
                return named
        if self._inside_a_word(start, stop) and self.text[start - 1] != "驻":
            return None
        if entry.central:
            return Named(Span(start, stop), None, "nation", central=entry.central)
        if entry.standing:
            named = Named(Span(start, stop), entry.standing, "alone" if entry.standing.alone else "abroad")
            return self._posted(named, self.last)
        return self._special(entry, start, stop) or self._alone(entry, start, stop)

    def _inside_a_word(self, start: int, stop: int) -> bool:
        """Whether a form begins inside a word: 央行 in 中央|行政, CIA in SPECIAL, 日军 in 7日军训."""
        text = self.text
        if text[start].isascii():
            around = text[max(0, start - 1) : start] + text[stop : stop + 1]
            return any(sign.isascii() and sign.isalnum() for sign in around)
        if start == 0:
            return False
        if (text[start] == "日" and text[start - 1].isdigit()) or text.endswith(
            _NOT_BEHIND.get(text[start:stop], ()), 0, start
        ):
            return True
        return stop - start < 4 and bool(self.begins) and start not in self.begins

    def _special(self, entry: Entry, start: int, stop: int) -> Named | None:
        """立法院, and 经济部 where the text names Taiwan."""
        for own in entry.special.values() if entry.special else ():
            if own.head == "own" or (own.head == "context" and self.taiwan):
                return Named(Span(start, stop), own.body, "region", region="台湾省")
        return None

    def _alone(self, entry: Entry, start: int, stop: int) -> Named | None:
        """教育局 by itself, where a word begins with it."""
        if (
            entry.local is None
            or not entry.local.alone
            or start not in self.begins
            or self.text[start - 1 : start] == "级"
        ):
            return None
        return Named(Span(start, stop), entry.local, "alone")

    def _district(self, entry: Entry, start: int, stop: int) -> Named | None:
        """海淀|法院: a district without its last character."""
        name = self.text[start - 2 : start] if start > 1 else ""
        if (
            entry.local is None
            or self.text[start] == "委"
            or name not in district_stems()
            or start - 2 not in self.begins
        ):
            return None
        last = self.last
        first = last.start if last.stop == start - 2 and last.entry.place else start - 2
        return Named(Span(first, stop), entry.local, "region", region=name)

    def _listed(self, entry: Entry, start: int, stop: int) -> Named | None:
        """省教育厅、卫生厅: a form that shares the head of the one before it."""
        before = self.found[-1] if self.found else None
        if (
            before is None
            or entry.local is None
            or before.span.stop != start - 1
            or before.head not in ("region", "level")
        ):
            return None
        if self.text[start - 1] not in "、和与及" or self.text[start] == "委":
            return None
        return Named(Span(start, stop), entry.local, before.head, region=before.region, level=before.level)

    # Names that no list holds.

    def _open(self, entry: Entry, start: int, stop: int) -> Named | None:
        """Words that may stand in names between a head and the form."""
        if not self.begins or (stop - start == 1 and common(self.text, start, stop)):
            return None
        outer = self.found[-1] if self.found else None
        edges = (outer.span.stop if outer else -1, self.last.stop)
        reached = walk(self.text, self.words, self.tags, start, edges)
        heads = "f" if entry.central and not entry.local else entry.suffix.heads if entry.suffix else "rbf"
        if reached is None:
            return self._placed(entry, start, stop) if "p" in heads else None
        if outer and "b" in heads and (reached.edge == 0 or (reached.edge == 1 and self.last.start == outer.span.stop)):
            return _inside(outer, self.text[outer.span.stop : start] + in_full(entry, self.text[start:stop]), stop)
        return self._open_headed(entry, reached, start, stop, heads) if reached.edge != 0 else None

    def _open_headed(self, entry: Entry, reached: Reached, start: int, stop: int, heads: str) -> Named | None:
        name = self.text[reached.place : start] + in_full(entry, self.text[start:stop])
        sort = kind(entry.suffix, name) if entry.suffix else entry.local.kind if entry.local else "government"
        if reached.level:
            span = Span(reached.place - len(reached.level), stop)
            return Named(span, Body(REGION + name, sort), "level", level=reached.level) if "r" in heads else None
        head, span = self.last, Span(self.last.start, stop)
        if head.entry.nation:
            body = Body(head.entry.nation + name, sort if sort == "military" else "foreign")
            return Named(span, body, "abroad") if "f" in heads else None
        if head.entry.country:
            return (
                Named(span, Body(self.text[head.start : reached.place] + name, sort), "nation")
                if "c" in heads
                else None
            )
        if "r" not in heads:
            return None
        if "p" in heads:
            return Named(span, Body(name, sort), "place", region=head.entry.place)
        return Named(span, Body(REGION + name, sort), "region", region=head.entry.place)

    def _placed(self, entry: Entry, start: int, stop: int) -> Named | None:
        """督院街|派出所: the word before the form is the name of a place; or 派出所 alone."""
        suffix = entry.suffix
        if suffix is None:
            return None
        begin = place_before(self.text, self.words, self.tags, start)
        if begin is not None:
            name = self.text[begin:start] + suffix.full
            return Named(Span(begin, stop), Body(name, kind(suffix, name)), "place")
        if suffix.full[0] in "镇乡" and start in self.begins:
            town = township_before(self.text, self.words, start)
            return Named(Span(start, stop), Body(town + suffix.full[1:], suffix.kind), "place") if town else None
        alone = suffix.full in _ALONE and start in self.begins
        return Named(Span(start, stop), Body(suffix.full, suffix.kind), "alone") if alone else None


def _inside(outer: Named, office: str, stop: int) -> Named:
    """A body with an office inside it: 省公安厅|打拐办."""
    return outer._replace(span=Span(outer.span.start, stop), office=(outer.office or "") + office)


def _level_ending(text: str, stop: int) -> Designator:
    """The level word that the text has before ``stop``, where a character of a level stands."""
    if text[stop - 1] == "区":
        return "自治区" if text.endswith("自治区", 0, stop) else "地区" if text.endswith("地区", 0, stop) else "区"
    return designator(text[stop - 1]) or "区"


@cache
def _special_code(name: str) -> str:
    """The code of the region of that name: of interest for Hong Kong, Macao and Taiwan."""
    known = load_gazetteer().lookup(name)
    return known[0].code if known else ""
