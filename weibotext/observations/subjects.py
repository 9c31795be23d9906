"""Whom a claim is about: an account, a body or a region that the figure's sentence, or its paragraph, names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from weibotext.observations import roles
from weibotext.observations.given import Kind, Subject
from weibotext.values import Span

SENTENCE_END: Final = re.compile("[。！？!?\n]")
_QUOTATION: Final = re.compile("[“「][^“”「」\n]{0,400}?[，。！？；,][^“”「」\n]{0,400}[”」]")
_POSTED: Final = "网[友民][^，。；“”\n]{0,8}(?:发布|上传|拍摄|发表|发出|转发|制作)的"
_ANOTHER: Final = re.compile(f"[一这有](?:条|段|则|篇|部|张)|求助微博|帖子|{_POSTED}")
_TURN: Final = re.compile(
    f"[，；：,;:]\\s*(?:[一有](?:条|段|则|篇|部|张)|有?{_POSTED}|该?帖子)"
    "|[0-9]支[^，。；,;\n]{2,16}队(?=派出|出动|调集|投入)"
)
"""Where a sentence turns to something else, or to other teams than the one named: 12支救援队|派出172人."""

_WE: Final = re.compile("我们|我[局院市县区委]|咱们")
_SPEAKER_REACH: Final = 60
_TOWN: Final = re.compile("(?![全该我各本返下回城])[\u3400-\u9fff]{2,3}[镇乡](?![村镇干里])")
"""A town that a clause begins with, of which no table knows."""

_GROUP: Final = re.compile(
    "[0-9]{2}个[^，。；\n0-9]{0,4}(?:检察院|法院|公安局|单位|机构)[^，。；\n]{0,12}共|[两三四五六七八九][个家](?:政法)?(?:机关|部门)"
)
"""Several bodies of one sort, of which together a sentence tells: 全市21个检察院官方微博|共发布."""

_PARAGRAPHS: Final = 4
"""So many paragraphs up are looked at for somebody named; blank lines count."""

_HEADED: Final = frozenset(("agency", "region"))


FAR: Final = 2000
"""So many characters before a figure are looked at, however long its sentence and paragraph are."""


class Cast:
    """All who are named in a clean text, and who of them is meant at a place.

    >>> cast = Cast("@贵州公安的粉丝已达42万", [Subject(Span(0, 5), "account", "w1")])
    >>> cast.meant(10, ("account",), 0).id
    'w1'
    """

    def __init__(self, text: str, subjects: Iterable[Subject]) -> None:
        self._text = text
        self._given = subjects

    @cached_property
    def _all(self) -> list[Subject]:
        return sorted(self._given)

    @cached_property
    def _places(self) -> list[int]:
        return [one.span.start for one in self._all]

    @cached_property
    def _sentences(self) -> list[int]:
        """Where the sentences begin, and the text's end."""
        return [0, *[hit.end() for hit in SENTENCE_END.finditer(self._text)], len(self._text) + 1]

    @cached_property
    def _quotations(self) -> list[Span]:
        """What people are quoted with: quotation marks around more than a name."""
        return [Span(*hit.span()) for hit in _QUOTATION.finditer(self._text)]

    def sentence(self, place: int) -> Span:
        """The sentence that a place lies in."""
        which = bisect_right(self._sentences, place)
        return Span(self._sentences[which - 1], self._sentences[which] - 1)

    def beginning(self, place: int) -> int:
        """Where the sentence begins that a place lies in."""
        return self._sentences[bisect_right(self._sentences, place) - 1]

    def between(self, start: int, stop: int) -> Sequence[Subject]:
        """Who is named from ``start`` on and before ``stop``."""
        return self._all[bisect_left(self._places, start) : bisect_left(self._places, stop)]

    def accounts(self, start: int, stop: int) -> list[Subject]:
        """The accounts named from ``start`` on and before ``stop``."""
        return [one for one in self.between(start, stop) if one.kind == "account"]

    def paragraph(self, place: int) -> int:
        """Where the paragraph of a place begins, as far as it is looked at."""
        near = max(0, place - FAR)
        return max(near, self._text.rfind("\n", near, place) + 1)

    def meant(self, place: int, kinds: Sequence[Kind], clause: int) -> Subject | None:
        """Whom a figure at ``place`` speaks of, whose clause begins at ``clause``, if they are of one of the ``kinds``.

        The nearest in the sentence, or else in the paragraph before it, unless the sentence turns to something else
        (一段短视频). A quotation speaks of those that are named in it, or of us who say it.
        """
        quotation = self._quotation(place)
        start = max(self.beginning(place), quotation.start if quotation else 0, place - FAR)
        here = [
            one
            for one in self.between(start, place)
            if one.kind in kinds and not (one.kind == "whole" and roles.compares(self._text, one))
        ]
        found = self._of_sentence(here, place, clause)
        if found:
            return None if _TURN.search(self._text, found.span.stop, place) else found
        if quotation:
            return self._speaker(quotation, kinds) if _WE.search(self._text, quotation.start, place) else None
        if _ANOTHER.search(self._text, start, place):
            return None
        if any(not self._is_set(one) and one.kind != "account" for one in here):
            return None
        if _TOWN.match(self._text, clause) or self._is_of_all(start, place):
            return None
        return self._source(here) or self._above(start, kinds)

    def _is_of_all(self, start: int, place: int) -> bool:
        """Whether a sentence is about all of a region, of which the measure cannot be said: 全市64个微博，总粉丝|92万."""
        if _GROUP.search(self._text, start, place):
            return True
        named = self.between(start, place)
        return any(one.kind == "whole" and not roles.compares(self._text, one) for one in named)

    def _above(self, sentence: int, kinds: Sequence[Kind]) -> Subject | None:
        """Who is meant by a sentence that names nobody: somebody of its paragraph, or of the one above if that is so too."""
        start = stop = sentence
        named: Sequence[Subject] = ()
        for _ in range(_PARAGRAPHS):
            if not named and start:
                start, stop = self.paragraph(start - 1), start
                named = self.between(start, stop)
        above = [
            one for one in named if one.kind in kinds and not (one.kind == "whole" and roles.compares(self._text, one))
        ]
        return self._of_paragraph(above) or self._source(above)

    def _source(self, here: Sequence[Subject]) -> Subject | None:
        """The body that something was heard from, where nobody else is said to have done it: 记者从市公安局获悉."""
        return next((one for one in reversed(here) if roles.is_source(self._text, one)), None)

    def _speaker(self, quotation: Span, kinds: Sequence[Kind]) -> Subject | None:
        """Who says a quotation: named behind it, or else before it in its sentence."""
        stop = min(self.sentence(quotation.stop).stop, quotation.stop + _SPEAKER_REACH)
        behind = [one for one in self.between(quotation.stop, stop) if one.kind in kinds]
        start = max(self.beginning(quotation.start), quotation.start - _SPEAKER_REACH)
        named = behind or [one for one in self.between(start, quotation.start) if one.kind in kinds]
        return next((one for one in named if one.kind == "account"), named[0] if named else None)

    def together(self, place: int, kinds: Sequence[Kind]) -> Sequence[Subject]:
        """Two or more of one kind that the sentence names together, and nobody of that kind behind them before ``place``.

        They share out what stands behind: 杭州、宁波两市|分别为…, @太原发布、@大同公安分列二三位，粉丝|分别为….
        """
        for kind in kinds:
            named = [one for one in self.between(max(self.beginning(place), place - FAR), place) if one.kind == kind]
            first = len(named) - 1
            while first > 0 and roles.chained(self._text, named[first - 1], named[first]):
                first -= 1
            if len(named) - first > 1:
                return named[first:]
        return ()

    def _quotation(self, place: int) -> Span | None:
        which = bisect_right(self._quotations, (place,)) - 1
        if which >= 0 and place < self._quotations[which].stop:
            return self._quotations[which]
        return None

    def _of_sentence(self, here: Sequence[Subject], place: int, clause: int) -> Subject | None:
        """The nearest account or body that acts, else a region.

        A region named by its level is always meant itself, and so is one that its own clause begins with.
        """
        if here and (here[-1].kind == "whole" or (here[-1].kind == "region" and here[-1].span.start == clause > 0)):
            return here[-1]
        acting = self._acting(here, place)
        account, agency = acting.get("account"), acting.get("agency")
        if agency and account and agency.span.start > account.span.stop and not roles.owns(self._text, agency):
            account = None
        return (
            account or (agency and roles.head(self._text, here, agency)) or acting.get("whole") or acting.get("region")
        )

    def _acting(self, here: Sequence[Subject], place: int) -> Mapping[Kind, Subject]:
        """The nearest of each kind that acts. Where another head stands behind one, it stands behind all before."""
        found: dict[Kind, Subject] = {}
        headed = -1
        for one in reversed(here):
            if one.kind in found or (one.span.stop <= headed and one.kind in _HEADED):
                continue
            if self._acts(one, place):
                found[one.kind] = one
            elif one.kind in _HEADED and roles.heads_another(self._text, one, place) and not self._is_set(one):
                headed = max(headed, one.span.stop)
        return found

    def _of_paragraph(self, above: Sequence[Subject]) -> Subject | None:
        nearest: Subject | None = None
        for one in reversed(above):
            if one.kind != "account" and nearest is not None:
                continue
            if self._acts(one, self.sentence(one.span.stop).stop):
                if one.kind == "account":
                    return one
                nearest = one
        return nearest

    def _acts(self, one: Subject, place: int) -> bool:
        return roles.acts(self._text, one, place) and not self._is_set(one) and not self._is_last_of_several(one)

    def _is_last_of_several(self, one: Subject) -> bool:
        """Whether a region ends a list of such: 广东、海南和|福建."""
        which = bisect_left(self._places, one.span.start)
        before = self._all[which - 1] if which and one.kind == "region" else None
        return (
            before is not None
            and before.kind == "region"
            and roles.chained(self._text, before, one)
            and roles.is_listed(self._text, before)
        )

    def _is_set(self, one: Subject) -> bool:
        """Whether somebody is but where something happens; of 在赤峰市松山区 and of 赴河南、浙江, both are."""
        if one.kind == "account":
            return False
        which = bisect_left(self._places, one.span.start)
        before = self._all[which - 1] if which else one
        if before.kind == "region" == one.kind and self._text[before.span.stop : one.span.start] in ("", "、"):
            return roles.is_set(self._text, before)
        return roles.is_set(self._text, one)
