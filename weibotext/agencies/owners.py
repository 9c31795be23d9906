"""Whose an account is: the body that the words before it name, or the one that its own name says."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from weibotext.agencies.bodies import regional
from weibotext.agencies.context import Context
from weibotext.agencies.forms import region_names
from weibotext.agencies.grammar import named_in
from weibotext.agencies.named import designator
from weibotext.agencies.places import region_of
from weibotext.agencies.regions import short_forms
from weibotext.agencies.resolver import BodyMention, resolve_bodies
from weibotext.lexicon import read_table
from weibotext.patterns import deferred
from weibotext.values import Span

CALLED: Final = "(?:微博|官微|公众号|公众平台|微信|抖音号|抖音|头条号|账号|帐号|客户端|视频号)"
_OWNING: Final = deferred(
    r"(?:(?:还|也|均|都|已|每[日天周月]|近日|日前|昨[日天]|今[日天]|[上下]午)?在其?"
    r"|通过|开通|开设|主办|主管|运营|创办|注册|上线|推出)?了?"
    r"(?:的|在|于|新浪|腾讯|、|网|微博、|微信、)*(?:官方|政务|法人|实名|认证)*(?:新浪|腾讯)?"
    rf"{CALLED}?{CALLED}?(?:开[设通]了?|注册了?|推出了?)?(?:名称?为|[—\-:：是])*的?[“「@＠（(]?"
)
_LEVELLED: Final = deferred(
    "(?P<level>省|市|州|县|区)级(?P<form>[\\u4e00-\\u9fff]{2,12}?)(?:官方|政务)(?:微博|官微|微信)"
)
_BY: Final = deferred(rf"[”」]?的?(?:官方|政务)?{CALLED}?{CALLED}?是?由")
_IS: Final = deferred("[”」]?(?:是|为|系)")
_WHOSE: Final = deferred(rf"的?(?:官方|政务|法人|认证)*(?:新浪|腾讯)?{CALLED}")
_FARTHEST: Final = 20
_WINDOW: Final = 40
_FORMS: Final = {
    "公安": ("公安厅", "公安局"),
    "交警": ("交警总队", "交警支队"),
    "共青团": ("团委", "团委"),
    "气象": ("气象局", "气象局"),
    "检察": ("检察院", "检察院"),
    "发布": ("政府新闻办", "政府新闻办"),
}
"""What a region's name with an ending names: the province's body, and that of other regions."""
_STATED_ONLY: Final = frozenset(("交警", "发布"))
"""Endings that tell too little: these bodies own an account only if the text names them."""


@cache
def _stems() -> Mapping[str, str]:
    """What the names of accounts add to that of a region, and what their owners' names hold; empty: not told.

    >>> _stems()["教育"], _stems()["发布"]
    ('教育', '')
    """
    return {row[0]: row[1] for row in read_table("account_names.tsv", "word", "in the owner's name")}


@cache
def account_words() -> tuple[str, ...]:
    """What the names of accounts add to that of a region: 昆山|发布, 绵阳|交警.

    >>> "交警" in account_words()
    True
    """
    return tuple(_stems())


@lru_cache(maxsize=1024)
def _stem_of(name: str) -> str:
    """What the name of an account's owner holds, by the account's name; empty: not told."""
    if name.startswith("平安"):
        return "公安"
    return next((stem for word, stem in _stems().items() if name.endswith(word) or name.startswith(word)), "")


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    """The shortest name of a region: what accounts call it."""
    return (short_forms(name) or (name,))[-1]


class _Fitting(NamedTuple):
    """The bodies of a text that accounts of one sort may belong to, and those of each region by its short name."""

    bodies: Sequence[BodyMention]
    regions: Mapping[str, Sequence[BodyMention]]

    @classmethod
    def of(cls, bodies: Iterable[BodyMention]) -> _Fitting:
        """The bodies of one sort, each once."""
        regions: defaultdict[str, list[BodyMention]] = defaultdict(list)
        for body in (known := list(bodies)):
            if body.region:
                regions[_short(body.region.name)].append(body)
        return cls(known, regions)

    def only(self, name: str) -> BodyMention | None:
        """The only body, or the only one of the regions that an account's name holds."""
        if len(self.bodies) == 1 and self.bodies[0].region and _short(self.bodies[0].region.name) in name:
            return self.bodies[0]
        parts = {name[start:stop] for start in range(len(name)) for stop in range(start + 1, len(name) + 1)}
        if len(self.bodies) < 2:  # 平安灵武 is not 银川市公安局's
            return self.bodies[0] if self.bodies and parts.isdisjoint(region_names()) else None
        own = [body for part in parts.intersection(self.regions) for body in self.regions[part]]
        return own[0] if len(own) == 1 else None


def _keeps_accounts(body: BodyMention) -> bool:
    """Whether an account that bears a region's name may be the body's: not if that is a part of the region's."""
    return body.basis != "handle" and not body.name.endswith(_PARTS)


_PARTS: Final = ("派出所", "大队", "中队")


class Owners:
    """Finds the owners of accounts in one text, of which ``bodies`` are the bodies named, in order."""

    def __init__(self, text: str, bodies: Sequence[BodyMention], context: Context) -> None:
        self._text, self._bodies, self._context = text, bodies, context
        self._stops = [body.span.stop for body in bodies]
        self._spans: dict[str, list[Span]] = {}
        self._fitting: dict[str, _Fitting] = {}
        for body in bodies:
            self._spans.setdefault(body.name, []).append(body.span)

    def of(self, name: str, mentions: Sequence[Span]) -> BodyMention | None:
        """The body that keeps the account of that name: the one that the text says, or else its name."""
        stated = (self._stated(span) for span in mentions)
        return next((one for one in stated if one), None) or self._by_name(name) or self._by_stem(name)

    def _by_stem(self, name: str) -> BodyMention | None:
        """The only body that the text names with what the account's name says it is for: 定西|教育, 平安|铜仁."""
        stem = _stem_of(name)
        if not stem:
            return None
        if stem not in self._fitting:
            fitting = {body.name: body for body in self._bodies if stem in body.name and _keeps_accounts(body)}
            self._fitting[stem] = _Fitting.of(fitting.values())
        return self._fitting[stem].only(name)

    def spans(self, owner: BodyMention) -> list[Span]:
        """Where the text names a body."""
        return self._spans.get(owner.name, [])

    def _stated(self, span: Span) -> BodyMention | None:
        """The body that the words before the account call its owner: 省公安厅官方微博@贵州公安."""
        before = bisect_right(self._stops, span.start)
        if before:
            body = self._bodies[before - 1]
            stop = body.span.stop
            if span.start - stop <= _FARTHEST and _OWNING.fullmatch(self._text, stop, span.start):
                return body if self._text[stop : span.start].strip("“「@＠") else None
        if before < len(self._bodies) and self._bodies[before].span.start - span.stop <= _FARTHEST:
            behind = self._bodies[before]
            if _BY.fullmatch(self._text, span.stop, behind.span.start) or self._is(span, behind.span):
                return behind
        return self._levelled(span)

    def _is(self, account: Span, body: Span) -> bool:
        """“警民直通车”是|上海市公安局|的官方微博."""
        is_of = _IS.fullmatch(self._text, account.stop, body.start)
        return bool(is_of and _WHOSE.match(self._text, body.stop, body.stop + _FARTHEST))

    def _levelled(self, span: Span) -> BodyMention | None:
        """The body that the words behind the account name by its level: 是全国首个省级政府办公厅官方微博."""
        if self._text.find("级", span.stop, span.stop + _WINDOW) < 0:
            return None
        behind = _LEVELLED.search(self._text, span.stop, span.stop + _WINDOW)
        if behind is None or behind["form"] not in regional() or "。" in self._text[span.stop : behind.start()]:
            return None
        level = designator(behind["level"])
        region = self._context.region(level, span.start) if level else None
        if region is None:
            return None
        form = regional()[behind["form"]]
        return BodyMention(span, form.of(region), form.kind, region.level, region, "region_from_context")

    def _by_name(self, name: str) -> BodyMention | None:
        """The body that an account's name says: 安顺市公安局, 贵州共青团, 贵州公安, 厦门警方|在线."""
        name = name.removesuffix("在线")
        named = named_in(name)
        if named and named[0].span == (0, len(name)):
            return next(iter(resolve_bodies(named[:1], self._context)), None)
        ending = next((one for one in _FORMS if name.endswith(one)), None)
        if ending is None:
            return None
        region = region_of(name.removesuffix(ending), self._context.on, within=self._context.home)
        if region is None or region.level == "nation":
            return None
        form = regional()[_FORMS[ending][region.level != "province"]]
        owner = BodyMention(Span(0, len(name)), form.of(region), form.kind, region.level, region, "handle")
        return owner if ending not in _STATED_ONLY or self.spans(owner) else None
