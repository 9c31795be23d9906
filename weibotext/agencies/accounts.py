"""Microblog accounts: @handles, quoted names that the text calls an account, and names like 昆山发布 before 官方微博."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from weibotext.agencies.context import Context
from weibotext.agencies.forms import district_stems, region_names
from weibotext.agencies.grammar import named_in
from weibotext.agencies.owners import CALLED, Owners
from weibotext.agencies.platforms import PlatformFinder
from weibotext.agencies.resolver import BodyMention
from weibotext.agencies.unmarked import bare, before_official, region_start
from weibotext.patterns import deferred
from weibotext.values import Span

_QUOTED: Final = re.compile("[“「](?P<name>[\\w·\\-]{2,15})[”」]")
_QUOTED_ONE_WAY: Final = re.compile("“(?P<name>[\\w·\\-]{2,15})[”」]")
_NO_ACCOUNT: Final = deferred(
    "[”」](?:、?[“「][^“”「」]{1,20}[”」]){0,8}(?:等)?(?:[0-9一二三四五六七八九十数多几]*[个项])?(?:系列|主题|专项|宣传|大型|网络|特色)*"
    "(?:行动|活动|栏目|专栏|话题(?![#＃])|工程|计划|案|事件|榜|奖|称号|品牌|节目|演练|模式|机制|战略|创建|建设|政策|口号)"
)
"""What stands behind quoted names of something else: “春雷打拐”行动, “平安讲堂”等栏目."""

_AWARDED: Final = ("当选", "荣获", "获评", "评为", "获得", "被誉为", "个", "批")
"""What stands before them: 当选“最快回复”账号, 12个“名警”微博."""

_DESCRIBING: Final = ("官方微博", "官微", "政务微博", "公众号", "官方微信", "微博群", "发布厅")
"""What a quoted name ends in that only says what an account is: 认证名为“铜陵市政府官方微博”."""

_RANKING: Final = ("十大", "十佳", "百佳")
"""What the names of rankings begin with: “十大气象机构微博”."""

_CUE: Final = re.compile("微|号|新浪|腾讯|公众平台|客户端")  # one of these is in all that calls a name an account
_BEFORE: Final = deferred(rf"{CALLED}(?:平台|账号|主页)?(?:[—\-:：]{{0,2}}|名称?为|是|取名|定名为|、|[（(])$")
_BEHIND: Final = deferred(
    rf"等(?:[0-9一二三四五六七八九十数多几]+[个家])?(?:官方|政务|认证|法人|新浪|腾讯)*{CALLED}(?!平台|栏目|专栏|话题|活动|问政)"
    rf"|的?(?:官方|政务){CALLED}|(?:官方|政务|认证|法人|新浪|腾讯)*{CALLED}"
    rf"|(?:是|为|作为)[^。“”]{{0,24}}(?:官方|政务){CALLED}"
    r"|由[^。，；“”]{2,24}(?:微博|新浪|腾讯|微信)[^。，；]{0,8}(?:上线|开通|注册)"
    rf"|[^。，；“”]{{0,12}}(?:微博|新浪|腾讯|微信)[^。，；]{{0,8}}(?:上线|开通|注册)"
    rf"|[^。，；“”]{{0,4}}(?:通过|在)(?:新浪|腾讯)?(?:微博|微信)"
)
_MEASURED: Final = deferred("[^。，；“”]{0,6}(?:粉丝|日均发|发微博|发博|开博)")
"""What only an account has, told of what stands before it."""

_KEPT: Final = deferred("(?:开通|开设|运营|主办|主管|维护|推出)的?$")
_NAMED_LIKE: Final = re.compile(
    "^(?:平安|微博|清风|健康|教育|文明)[\\w]{2,8}$|^(?!僵尸|官方|政务|草根|实名|个人|空壳)[\\w]{2,8}(?:发布|微博|之声|在线)$"
)
_HANDLE: Final = re.compile("[@＠](?P<name>[\\w\\-]{2,30})")
_MARKED: Final = frozenset(("“”", "「」"))
_BEHIND_A_HANDLE: Final = (" ", "\u3000", ":", "：")
"""What ends a handle on the platform itself."""

_HANDLE_STOPS: Final = deferred(
    "的|在|是|表示|发布|发出|发文|发博|称|说|通过|也|已|于|和|与|及|等|为|将|提醒|转发|回应|回复|了|共|第一时间|联合|推出|开通|消息|粉丝|微博"
    "|分列|分别|位列|位居|名列|荣获|获评|获得|当选|入选|入围|登上|登顶|跻身|凭借|因在|因回|则因|则以|则位|则获|则入|以一|以[0-9]|[0-9]+次|一周"
)
_ENDING: Final = re.compile("发布|微博|在线|消息")  # what a handle may end in
_BEGINNINGS: Final = ("平安", "微博", "清风", "健康", "文明")
_UPON: Final = ("上", "里", "中", "位列", "位居", "名列", "荣获", "获评", "入选", "入围", "以一", "以总")
_ENDS_OF_HANDLES: Final = ("支队", "大队", "中队", "总队", "分局", "派出所")
_ENDS_OF_BODIES: Final = frozenset("局院厅委办部队会府")
_TOLD_OF: Final = re.compile(
    "粉丝|发博|博文|微博|微信|阅读|转发|评论|更新|推送|发布|关注|开博|回复|私信|点击|直播|播报|辟谣|置顶|上线|网友|网民|爆料|话题"
)
_REACH_BEFORE: Final = 14
_REACH_BEHIND: Final = 40


@dataclass(frozen=True, slots=True)
class AccountFound:
    """An account with its mentions in clean coordinates; ``owner`` names its body, where that is known.

    ``platforms`` are the short names of those that the text says it is on.
    """

    name: str
    owner: BodyMention | None
    mentions: tuple[tuple[Span, str], ...]
    platforms: tuple[str, ...] = ()


def find_accounts(text: str, bodies: Sequence[BodyMention], context: Context) -> list[AccountFound]:
    """The accounts that a clean text names, by first mention, each with all its mentions.

    >>> found = find_accounts("官方微博“平安绵阳”上线。@绵阳交警 在新浪", [], Context((), None, None))
    >>> [(one.name, one.platforms) for one in found]
    [('平安绵阳', ()), ('绵阳交警', ('新浪',))]
    """
    mentions = _mentions(text)
    if not mentions:
        return []
    owners = Owners(text, bodies, context)
    platforms = PlatformFinder(text, sorted(span for spans in mentions.values() for span, _ in spans))
    found = [_account(name, sorted(spans), owners, platforms) for name, spans in mentions.items()]
    return sorted(found, key=lambda one: one.mentions[0][0])


def _account(
    name: str, mentions: Sequence[tuple[Span, str]], owners: Owners, platforms: PlatformFinder
) -> AccountFound:
    spans = [span for span, _ in mentions]
    owner = owners.of(name, spans)
    on = [*(platforms.owned(owner.name, owners.spans(owner)) if owner else ()), *platforms.beside(spans)]
    return AccountFound(name, owner, tuple(mentions), tuple(dict.fromkeys(on)))


def _mentions(text: str) -> dict[str, list[tuple[Span, str]]]:
    """All mentions by the account's name, in no order."""
    quotations = _quotations(text)
    official = "微" in text
    quoted = _quoted_names(text, quotations, official)
    handles = _handles(text, quoted)
    known = quoted | {name for name, _ in handles}
    unmarked = bare(text, known)
    known |= {name for name, _ in unmarked}
    marked = [(hit["name"], Span(*hit.span("name"))) for hit in quotations if hit["name"] in known]
    told = [*unmarked, *(before_official(text, known) if official else ())]
    found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    taken: set[int] = set()
    for sort, basis in ((handles, "handle"), (marked, "quoted"), (told, "called_account")):
        for name, span in sort:
            if taken.isdisjoint(range(*span)):
                found[name].append((span, basis))
                taken.update(range(*span))
    return found


def _quoted_names(text: str, quotations: Sequence[re.Match[str]], official: bool) -> set[str]:
    """The quoted names that are accounts'."""
    quoted: set[str] = set()
    for hit in quotations:
        if hit["name"] not in quoted and _called(text, hit, official) and not _is_another_thing(text, hit):
            quoted.add(hit["name"])
    if not quoted:
        return quoted
    like = {hit["name"] for hit in quotations if _like_a_region(hit["name"])}  # “宝鸡发布”“汉中发布”先后入驻
    return quoted | like | _listed(text, quotations, quoted | like)


def _quotations(text: str) -> list[re.Match[str]]:
    """The quoted names. Most texts have one sort of marks, whose first is found fast."""
    if "”" not in text and "」" not in text:
        return []
    return list((_QUOTED if "「" in text else _QUOTED_ONE_WAY).finditer(text))


def _called(text: str, hit: re.Match[str], official: bool) -> bool:
    """Whether the words around a quoted name call it an account, or its form does so with one of them in the text."""
    start, stop = hit.span()
    first, last = max(0, start - _REACH_BEFORE), stop + _REACH_BEHIND
    if _CUE.search(text, first, last) and (_BEFORE.search(text, first, start) or _BEHIND.match(text, stop, last)):
        return True
    name = hit["name"]
    if _MEASURED.match(text, stop, last):
        return True
    if _like_a_region(name) and (_TOLD_OF.search(text, stop, last) or _KEPT.search(text, first, start)):
        return True
    if official and text[start - 1 : start] in _ENDS_OF_BODIES and _like_a_region(name):  # 团省委“河北共青团”
        return True
    if name.startswith("微博") and not _of_a_region(name):  # “微博警长”
        return False
    return official and bool(_NAMED_LIKE.match(name)) and ("微博" in text or "微信" in text)


def _is_another_thing(text: str, hit: re.Match[str]) -> bool:
    """Whether a quoted name is that of an action, a column or a prize, or of several accounts."""
    if hit["name"].endswith(_DESCRIBING) or hit["name"].startswith(_RANKING):
        return True
    return text.endswith(_AWARDED, 0, hit.start()) or _NO_ACCOUNT.match(text, hit.end() - 1) is not None


def _listed(text: str, quotations: Sequence[re.Match[str]], quoted: set[str]) -> set[str]:
    """The names in a list with accounts: “西安公安”、|“西安莲湖公安”|."""
    more: set[str] = set()
    for ordered in (quotations, quotations[::-1]):
        for one, two in pairwise(ordered):
            between = text[min(one.end(), two.end()) : max(one.start(), two.start())]
            if (one["name"] in quoted or one["name"] in more) and between in ("、", "和", "与", "及"):
                more.add(two["name"])
    return more


def _like_a_region(name: str) -> bool:
    """Whether a name is a region's with what names of accounts add: 绵阳交警."""
    return region_start(name, len(name)) == 0


def _handles(text: str, quoted: set[str]) -> list[tuple[str, Span]]:
    """The handles with their spans, the sign included. Where no blank ends one, the words behind it are cut off."""
    if "@" not in text and "＠" not in text:
        return []
    found = list(_HANDLE.finditer(text))
    hits = [(hit["name"], hit.start()) for hit in found]
    runs = {name for name, _ in hits}
    quoted = quoted | {
        hit["name"] for hit in found if text[hit.start() - 1 : hit.start()] + text[hit.end() : hit.end() + 1] in _MARKED
    }
    clean = {name for name in runs if not _HANDLE_STOPS.search(name, 2)}
    known = quoted | {
        hit["name"] for hit in found if hit["name"] in clean and text[hit.end() : hit.end() + 1] in _BEHIND_A_HANDLE
    }
    cuts = {name: _cut(name, known, clean) for name in runs}
    cut = [(cuts[name], start) for name, start in hits]
    return [(name, Span(start, start + 1 + len(name))) for name, start in cut if len(name) >= 2]


def _cut(name: str, quoted: set[str], clean: set[str]) -> str:
    """The handle at the beginning of a run of letters: a name quoted elsewhere, a body, a region with what it is for."""
    whole = name.endswith(_ENDS_OF_HANDLES) and not _HANDLE_STOPS.search(name, 2)  # 河北高速交警邢台支队
    if stop := _prefix(name, quoted) or len(name) * whole:
        return name[:stop]
    for stop in range(len(name), 3, -1):  # 昆山公安|答复, 平安北京|通报
        if region_start(name, stop) == 0 or _of_a_region(name[:stop]):
            return name[:stop]
    found = named_in(name)
    if found and found[0].span.start == 0:
        return name[: found[0].span.stop]
    stop = _prefix(name, clean)
    return name[:stop] if stop else _before_a_stop(name)


def _before_a_stop(name: str) -> str:
    """What stands before the first word that no handle has; 发布 may be its end (广州开发区发布|上, 中国广州发布|位列)."""
    stop_word = _HANDLE_STOPS.search(name, 2)
    if stop_word and stop_word[0] == "发布" and name.startswith(_UPON, stop_word.end()):
        return name[: stop_word.end()]
    return name[: stop_word.start()] if stop_word and not _ENDING.fullmatch(name, stop_word.start()) else name


def _of_a_region(name: str) -> bool:
    """Whether a name is that of a region behind what names of accounts begin with: 平安北京, 微博云南."""
    return name.startswith(_BEGINNINGS) and (name[2:] in region_names() or name[2:] in district_stems())


def _prefix(name: str, known: set[str]) -> int:
    """Where the longest of the known names ends that a name begins with; 0 for none."""
    return next((stop for stop in range(len(name), 1, -1) if name[:stop] in known), 0)
