"""One pass over a text: heads and forms as they come, and what stands before a form says what it is."""

from __future__ import annotations

from typing import Final

from weibotext.agencies.bodies import REGION
from weibotext.agencies.endings import goes_on, in_full
from weibotext.agencies.forms import FORM, HEAD, PLACE, Entry, Forms, forms
from weibotext.agencies.headed import headed
from weibotext.agencies.levels import is_level, levelled, plain
from weibotext.agencies.named import LEVEL_ENDS, Named, designator
from weibotext.agencies.open_names import MOST_CHARACTERS, NOT_A_LEVEL, NUMERALS, word_at
from weibotext.agencies.scene import Met, Scene, inside
from weibotext.agencies.unheaded import unheaded
from weibotext.values import Span

_ENDS_OF_OFFICES: Final = frozenset("局司处室厅院办会科所队")
_APART: Final = ("书记", "人员", "委员", "民警", "干警", "干部", "监管", "关员")
_WITH_A_BODY: Final = frozenset(("委派", "委托", "委任"))
_NEXT_WORDS: Final = frozenset("副将")  # 建设部|副部长, 信息化部|将
_LONG: Final = 6
_TOWNS: Final = ("镇", "乡", "街道")
_OF_TOWNS: Final = frozenset("子家坝坪头沟塘湾庄店")
_NO_TOWNS: Final = ("镇长", "乡村", "乡镇", "镇守")
_GOVERNMENT: Final = "人民政府"
_COMMITTEE: Final = f"中国共产党{REGION}委员会"
"""What 党委 is, which each body may have: 林业局|党委."""

_ENDS_OF_BODIES: Final = ("人民政府", "公安局", "公安厅", "人民检察院")
_LONGEST_TITLE: Final = 40
_JOINING: Final = ("和县", "任县", "会同县")
"""Counties whose names begin with a word that joins two bodies, or ends one before them."""

_BEFORE_A_COUNTY: Final = frozenset("在从到向对由于赴，。；：、“（(,;: \n\u3000")

_SURNAMES: Final = frozenset(
    "王李张刘陈杨赵黄周吴徐孙朱郭罗梁宋郑韩冯董萧曹袁邓沈彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴汪姜范姚"
    "谭廖邹熊陆郝崔邱秦侯邵雷尹黎乔赖龚"
)
"""Common surnames that are hardly ever words themselves, as 任, 曾 and 江 are."""


class Reader(Scene):
    """Reads one text from its beginning to its end."""

    def read(self) -> None:
        """Fills ``found`` and ``regions``."""
        table = forms()
        roles, entries = table.roles, table.entries
        known = bool(self.starts)
        for which, start, stop in table.phrases.find_numbers(self.text):
            role = roles[which]
            if role == PLACE:
                self._place(entries[which], start, stop)
            elif role == HEAD:
                if known and self.last.stop != start and not self.begins(start):  # 英|美国|家
                    continue
                self.before, self.last = self.last, Met(start, stop, entries[which])
            elif role == FORM or self.last.stop == start or (self.found and self.found[-1].span.stop == start):
                self._form(table, which, start, stop)

    def _place(self, entry: Entry, start: int, stop: int) -> None:
        """A region. A name with the character of its level (贵州省) counts anywhere, a bare one where words begin and end."""
        last = self.last
        if self.text.startswith(_JOINING, start) and self._joins(start):
            return  # 市政府|和|县委, 时任|县林业局
        if not entry.bare:
            self.regions.append((Span(start, stop), entry.place or ""))
        elif self.begins(start):
            if self.text.startswith(_TOWNS, stop) and not self.text.startswith(_NO_TOWNS, stop):  # 东山|镇
                return
            if self.text[stop : stop + 1] in _OF_TOWNS and self.text.startswith(("镇", "乡"), stop + 1):  # 榆林|子镇
                return
            if (stop == len(self.text) or self.begins(stop)) and not self._is_given_name(start, stop):
                self.regions.append((Span(start, stop), entry.place or ""))
        elif self.starts and last.stop != start:  # 希望|城管部门
            return
        self.before = last
        self.last = Met(last.start if last.stop == start and last.entry.place else start, stop, entry)

    def _joins(self, start: int) -> bool:
        """Whether what looks like such a county is none: behind its province, a sign or 在 it is."""
        return start not in (0, self.last.stop) and self.text[start - 1] not in _BEFORE_A_COUNTY

    def _is_given_name(self, start: int, stop: int) -> bool:
        """Whether a place's name is somebody's, behind a surname that is a word by itself: 群众|吴|永平."""
        return stop - start == 2 and start > 0 and self.text[start - 1] in _SURNAMES and self.begins(start - 1)

    def _form(self, table: Forms, which: int, start: int, stop: int) -> None:
        if self.starts and self.last.stop != start and self._idle(table.endings[which], start, stop):
            return
        while self._goes_on(start, stop, table.shorter[which]):  # 政府办|公楼: 政府
            which = table.shorter[which]
            if which < 0:
                return
            stop = start + len(table.texts[which])
        if self.titles and self._titled(start, stop):
            return
        entry = table.entries[which]
        named = plain(self, entry, start, stop) or self._named(entry, start, stop)
        if named is not None:
            self._keep(named)

    def _idle(self, heads: str, start: int, stop: int) -> bool:
        """Whether an ending is soon told to end no name: the second half of a word (大|厅), or with no head in reach."""
        if stop - start == 1 and not self.begins(start) and self.begins(start - 1):
            return self.text[start - 1] not in LEVEL_ENDS and self.text[start - 1] not in NUMERALS
        if not heads or 0 <= self.last.stop >= start - MOST_CHARACTERS:
            return False
        if self.found and self.found[-1].span.stop >= start - MOST_CHARACTERS:
            return False
        return "r" not in heads or LEVEL_ENDS.isdisjoint(self.text[max(0, start - MOST_CHARACTERS) : start])

    def _goes_on(self, start: int, stop: int, shorter: int) -> bool:
        """Whether the form's last character belongs to a word that goes on behind it."""
        text = self.text
        if stop == len(text) or text[stop] == text[stop - 1]:  # 处|处长
            return False
        if goes_on(text, stop):  # 卫健委|派出 does not, as 卫健 is nothing
            return shorter >= 0 or stop - start < 3 or text[stop - 1 : stop + 1] not in _WITH_A_BODY
        if text[stop] in _NEXT_WORDS or stop - start >= _LONG or not self.starts or self.begins(stop):
            return False
        return self._in_a_longer_word(start, stop)

    def _in_a_longer_word(self, start: int, stop: int) -> bool:
        """Whether the dictionary has a word that begins in the form and ends behind it."""
        which = word_at(self.words, stop - 1)
        begin, word = self.words.starts[which], self.words.texts[which]
        if word == "关于" and self.text.endswith("海关", start, stop):  # 澳门海关|于
            return False
        if begin < start or (begin == start and word[-1] in _ENDS_OF_OFFICES):  # 外交部|新闻司 is one word
            return False
        if word.endswith(_APART):  # 镇|党委书记, 澳门|海关人员
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
        while place >= 0 and self.text[place + 1] == "、" and is_level(self, place):
            level = designator(self.text[place])
            if level is None or (place and self.text[place - 1] in NOT_A_LEVEL):
                break
            shared.append(named._replace(span=Span(place, place + 1), level=level))
            place -= 2
        return shared[::-1]

    def _named(self, entry: Entry, start: int, stop: int) -> Named | None:
        if self.last.stop == start and (named := headed(self, entry, start, stop)):
            return named
        outer = self.found[-1] if self.found else None
        if outer is not None and outer.span.stop == start and (own := self._special_inside(outer, entry, stop)):
            return own
        if outer is not None and outer.span.stop == start and self._inner(entry, outer, stop - start):
            office = in_full(entry, self.text[start:stop])
            return self._sent_by(outer, office, stop) or inside(outer, _without(outer, office), stop)
        return levelled(self, entry, start, stop) or unheaded(self, entry, start, stop)

    def _special_inside(self, outer: Named, entry: Entry, stop: int) -> Named | None:
        """特区政府|新闻处: a body of Hong Kong or Macao that its government's name stands before."""
        if entry.special is None or outer.body is None or outer.office:
            return None
        own = (one.body for one in entry.special.values() if outer.body.canonical.startswith(one.body.canonical[:2]))
        body = next(own, None) if outer.body.canonical.endswith("特别行政区政府") else None
        return outer._replace(span=Span(outer.span.start, stop), body=body) if body else None

    def _sent_by(self, host: Named, office: str, stop: int) -> Named | None:
        """省纪委|驻|省教育厅|纪检组: an office in one body that is another's."""
        sender = self.found[-2] if len(self.found) > 1 else None
        start = host.span.start
        if (
            sender is None
            or not office.startswith("纪律检查")
            or sender.span.stop != start - 1
            or self.text[start - 1] != "驻"
        ):
            return None
        self.found.pop()
        return inside(sender, self.text[start - 1 : host.span.stop] + office, stop)

    def _inner(self, entry: Entry, outer: Named, length: int) -> bool:
        """Whether a form directly behind a body is an office in it: 公安厅|打拐办, 住房和城乡建设部|科学技术委员会."""
        if entry.office or (entry.suffix and "b" in entry.suffix.heads and length > 1):
            return True
        if entry.foreign or entry.standing:
            return outer.body is not None and outer.body.kind in ("foreign", "military")
        if entry.central and outer.head == "nation":  # 证监会|审计署
            return False
        return entry.local is not None and (length > 2 or (length == 2 and entry.local.canonical == _COMMITTEE))


def _without(outer: Named, office: str) -> str:
    """An office's name without the body's own: 市政府|教育督导室 is 人民政府教育督导室 in full, 检察院|新闻办公室 no government's."""
    canonical = outer.body.canonical if outer.body else ""
    if not canonical.endswith(_GOVERNMENT):
        office = office.removeprefix(_GOVERNMENT)
    return next((office.removeprefix(end) for end in _ENDS_OF_BODIES if canonical.endswith(end)), office)
