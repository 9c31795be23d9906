"""Whom a claim is about: an account, a body or a region that the figure's sentence, or its paragraph, names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.observations.measures import SubjectKind
from weibotext.values import Span

Kind: TypeAlias = Literal["account", "agency", "region", "whole"]

SENTENCE_END: Final = re.compile("[。！？!?\n]")
_QUOTATION: Final = re.compile("[“「][^“”「」\n]{0,400}?[，。！？；,][^“”「」\n]{0,400}[”」]")
_POSTED: Final = "网[友民][^，。；“”\n]{0,8}(?:发布|上传|拍摄|发表|发出|转发|制作)的"
_ANOTHER: Final = re.compile(f"[一这有](?:条|段|则|篇|部|张)|求助微博|帖子|{_POSTED}")
_TURN: Final = re.compile(f"[，；：,;:]\\s*(?:[一有](?:条|段|则|篇|部|张)|有?{_POSTED}|该?帖子)")
_WE: Final = re.compile("我们|我[局院市县区委]|咱们")
_CHAIN: Final = frozenset(("会同", "联合", "和", "与", "、", "及", "以及", "携手"))
_SPEAKER_REACH: Final = 60
_HEADED: Final = frozenset(("agency", "region"))
_SETTING: Final = frozenset("在于赴到从向同对给据将把")
_AMONG: Final = frozenset("在居列位占是为比全向")
_FIELD: Final = re.compile("首|第|率先|排|前[0-9一二三四五六七八九十]|最|唯一|领先|推广|推开|平均|范围")
_BY: Final = "由是归为"
_RUNS: Final = re.compile("[^，。；\n]{0,8}?(?:运营|主办|开办|主管|管理|维护|承办|创办|认证|官方|官微|的微博|微信公众号)")
"""What follows the body that an account is of, which is not whom its figures are said of: 由市教育局|运营，关注人数14.5万."""

_OTHER_HEAD: Final = re.compile("的[^，。；]{0,40}(?:项目|工程|企业|公司|小学|中学|学校)")


FAR: Final = 2000
"""So many characters before a figure are looked at, however long its sentence and paragraph are."""


class Subject(NamedTuple):
    """Somebody of whom a claim may be made: where they are named, and their id in the record.

    A ``whole`` is a region named by its level (全市), which takes the claims of its clause from the bodies before it.
    """

    span: Span
    id: str
    kind: Kind


class Cast:
    """All who are named in a clean text, and who of them is meant at a place.

    >>> cast = Cast("@贵州公安的粉丝已达42万", [Subject(Span(0, 5), "w1", "account")])
    >>> cast.meant(10, ("account",)).id
    'w1'
    """

    def __init__(self, text: str, subjects: Iterable[Subject]) -> None:
        self._text = text
        self._given = subjects

    @cached_property
    def _all(self) -> list[Subject]:
        return sorted(self._given, key=_place)

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

    def meant(self, place: int, kinds: Sequence[SubjectKind]) -> Subject | None:
        """Whom a figure at ``place`` speaks of, if they are of one of the ``kinds``.

        The nearest in the sentence, or else in the paragraph before it, unless the sentence turns to something else
        (一段短视频). A quotation speaks of those that are named in it, or of us who say it.
        """
        sentence = self.beginning(place)
        quotation = self._quotation(place)
        start = max(sentence, quotation.start if quotation else 0, place - FAR)
        here = [one for one in self.between(start, place) if _may_be(one, kinds) and not self._compares(one)]
        found = self._of_sentence(here, place)
        if quotation and found is None and _WE.search(self._text, quotation.start, place):
            return self._speaker(quotation, kinds)
        if found and _TURN.search(self._text, found.span.stop, place):
            return None
        if (
            found
            or quotation
            or any(one.kind != "account" for one in here)
            or _ANOTHER.search(self._text, start, place)
        ):
            return found
        above = [one for one in self.between(self.paragraph(place), start) if _may_be(one, kinds)]
        return self._of_paragraph(above)

    def _speaker(self, quotation: Span, kinds: Sequence[SubjectKind]) -> Subject | None:
        """Who says a quotation: named behind it, or else before it in its sentence."""
        stop = min(self.sentence(quotation.stop).stop, quotation.stop + _SPEAKER_REACH)
        behind = [one for one in self.between(quotation.stop, stop) if _may_be(one, kinds)]
        start = max(self.beginning(quotation.start), quotation.start - _SPEAKER_REACH)
        named = behind or [one for one in self.between(start, quotation.start) if _may_be(one, kinds)]
        return next((one for one in named if one.kind == "account"), named[0] if named else None)

    def together(self, place: int, kinds: Sequence[SubjectKind]) -> Sequence[Subject]:
        """Two or more of one kind that the sentence names together, and nobody of that kind behind them before ``place``.

        They share out what stands behind: 杭州、宁波两市|分别为…, @太原发布、@大同公安分列二三位，粉丝|分别为….
        """
        for kind in kinds:
            named = [one for one in self.between(max(self.beginning(place), place - FAR), place) if one.kind == kind]
            first = len(named) - 1
            while first > 0 and self._chained(named[first - 1], named[first]):
                first -= 1
            if len(named) - first > 1:
                return named[first:]
        return ()

    def _chained(self, one: Subject, two: Subject) -> bool:
        return self._text[one.span.stop : two.span.start].strip("“”「」@") in _CHAIN

    def _quotation(self, place: int) -> Span | None:
        which = bisect_right(self._quotations, (place,)) - 1
        if which >= 0 and place < self._quotations[which].stop:
            return self._quotations[which]
        return None

    def _of_sentence(self, here: Sequence[Subject], place: int) -> Subject | None:
        """The nearest account or body that acts, else a region; a region named by its level is always meant itself."""
        if here and here[-1].kind == "whole":
            return here[-1]
        acting = self._acting(here, place)
        account = acting.get("account")
        agency = self._head(here, acting.get("agency"))
        if agency and account and agency.span.start > account.span.stop:
            return agency
        return account or agency or acting.get("whole") or acting.get("region")

    def _acting(self, here: Sequence[Subject], place: int) -> Mapping[Kind, Subject]:
        """The nearest of each kind that acts. Where another head stands behind one, it stands behind all before."""
        found: dict[Kind, Subject] = {}
        headed = -1
        for one in reversed(here):
            if one.kind in found or (one.span.stop <= headed and one.kind in _HEADED):
                continue
            if self._acts(one, place):
                found[one.kind] = one
            elif one.kind in _HEADED and not self._set(one):
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
        """Whether somebody may be who a sentence is about: not one of a list, nor where something happens."""
        if one.kind == "account":
            return not self._listed(one.span)
        if one.kind == "whole":
            return True
        return not self._set(one) and not _OTHER_HEAD.search(self._text, one.span.stop, place)

    def _set(self, one: Subject) -> bool:
        """Whether somebody is but where something happens, or who runs an account."""
        before = self._text[one.span.start - 1] if one.span.start else "\n"
        return before in _SETTING or (before in _BY and _RUNS.match(self._text, one.span.stop) is not None)

    def _compares(self, one: Subject) -> bool:
        """Whether 全省 and the like are but the field of a comparison: 居全省首位, 在全市率先."""
        if one.kind != "whole":
            return False
        before = self._text[one.span.start - 1] if one.span.start else "\n"
        return before in _AMONG or _FIELD.match(self._text, one.span.stop) is not None

    def _listed(self, span: Span) -> bool:
        behind = self._text[span.stop : span.stop + 2].lstrip("”」")
        before = self._text[max(0, span.start - 2) : span.start].rstrip("“「")
        return behind[:1] in ("、", "等") or before.endswith("、")

    def _head(self, here: Sequence[Subject], agency: Subject | None) -> Subject | None:
        """The first of bodies that do something together: 市商务局|会同市发改委."""
        for one in reversed([one for one in here if one.kind == "agency"] if agency else []):
            if agency and one.span.stop < agency.span.start:
                if self._text[one.span.stop : agency.span.start] not in _CHAIN:
                    break
                agency = one
        return agency


def _place(one: Subject) -> tuple[Span, bool]:
    """Where somebody is named; 全州 is the whole prefecture, if it may be, rather than the county."""
    return one.span, one.kind == "whole"


def _may_be(one: Subject, kinds: Sequence[SubjectKind]) -> bool:
    return (one.kind if one.kind != "whole" else "region") in kinds
