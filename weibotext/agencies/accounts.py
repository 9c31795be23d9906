"""Microblog accounts: @handles and quoted names that the text calls an account, with owner, platforms and opening."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from weibotext.agencies.bodies import regional
from weibotext.agencies.grammar import find_named
from weibotext.agencies.resolver import BodyMention, Context, region_of, resolve_bodies
from weibotext.values import Span

PLATFORMS: Final[Mapping[str, str]] = {
    "新浪": "新浪",
    "腾讯": "腾讯",
    "人民网": "人民",
    "人民微博": "人民",
    "新华网": "新华",
    "新华微博": "新华",
    "网易": "网易",
    "搜狐": "搜狐",
    "微信": "微信",
    "抖音": "抖音",
    "快手": "快手",
    "今日头条": "今日头条",
}
_PLATFORM: Final = re.compile("|".join(PLATFORMS))

_CALLED = "(?:微博|官微|公众号|公众平台|微信|抖音号|账号|帐号|客户端|视频号)"
_QUOTED: Final = re.compile("[“「](?P<name>[\\w·\\-]{2,15})[”」]")
_BEFORE: Final = re.compile(rf"{_CALLED}(?:[—\-:：]{{0,2}}|名称?为|是|取名|定名为|、|[（(])$")
_BEHIND: Final = re.compile(
    rf"(?:官方|政务|认证|法人|新浪|腾讯)*{_CALLED}"
    rf"|(?:是|为|作为)[^。“”]{{0,24}}(?:官方|政务){_CALLED}"
    rf"|[^。，；“”]{{0,12}}(?:微博|新浪|腾讯|微信)[^。，；]{{0,8}}(?:上线|开通|注册)"
    rf"|[^。，；“”]{{0,4}}通过(?:微博|微信)"
)
_NAMED_LIKE: Final = re.compile("^(?:平安|微博|清风|健康|教育|文明)[\\w]{2,8}$|^[\\w]{2,8}(?:发布|微博|之声|在线)$")
_HANDLE: Final = re.compile("[@＠](?P<name>[\\w\\-]{2,30})")
_HANDLE_STOPS: Final = re.compile(
    "的|在|是|表示|发布|发出|发文|发博|称|说|通过|也|已|于|和|与|及|等|为|将|提醒|转发|回应|回复|了|共|第一时间|联合|推出|开通|消息|粉丝|微博"
)
_ENDING: Final = re.compile("发布|微博|在线|消息")  # what a handle may end in
_MENTION_BEHIND: Final = re.compile("官方微博|官微|官方微信")
_OWNING: Final = re.compile(
    rf"(?:的|在|于|新浪|腾讯|、|网)*(?:官方|政务|法人|实名|认证)*(?:新浪|腾讯)?{_CALLED}?(?:名称?为|[—\-:：是])*[“「@＠（(]?"
)
_LEVELLED: Final = re.compile(
    "(?P<level>省|市|州|县|区)级(?P<form>[\\u4e00-\\u9fff]{2,12}?)(?:官方|政务)(?:微博|官微|微信)"
)


@dataclass(frozen=True, slots=True)
class AccountFound:
    """An account with its mentions in clean coordinates; ``owner`` names its body, where that is known."""

    name: str
    owner: BodyMention | None
    mentions: tuple[tuple[Span, str], ...]


def find_accounts(text: str, bodies: Sequence[BodyMention], context: Context) -> list[AccountFound]:
    """The accounts that a clean text names, by first mention, each with all its mentions.

    >>> [found.name for found in find_accounts("官方微博“平安绵阳”上线，@绵阳交警 转发", [], Context((), None, None))]
    ['平安绵阳', '绵阳交警']
    """
    quoted = {hit["name"] for hit in _QUOTED.finditer(text) if _called(text, hit)}
    handles = _handles(text, quoted)
    names = dict.fromkeys([*(name for name, _ in handles), *quoted])
    found = [_account(text, name, handles, bodies, context) for name in names]
    return sorted((one for one in found if one.mentions), key=lambda one: one.mentions[0][0])


def _called(text: str, hit: re.Match[str]) -> bool:
    """Whether the words around a quoted name call it an account, or its form does so with one of them near."""
    before, behind = text[max(0, hit.start() - 14) : hit.start()], text[hit.end() : hit.end() + 40]
    if _BEFORE.search(before) or _BEHIND.match(behind):
        return True
    return bool(_NAMED_LIKE.match(hit["name"])) and ("微博" in text or "微信" in text)


def _handles(text: str, quoted: set[str]) -> list[tuple[str, Span]]:
    """The handles with their spans, the sign included. Where no blank ends one, the words behind it are cut off."""
    hits = list(_HANDLE.finditer(text)) if "@" in text or "＠" in text else []
    clean = {hit["name"] for hit in hits if not _HANDLE_STOPS.search(hit["name"][2:])} | quoted
    cut = [(_cut(hit["name"], clean), hit.start()) for hit in hits]
    return [(name, Span(start, start + 1 + len(name))) for name, start in cut if len(name) >= 2]


def _cut(name: str, known: set[str]) -> str:
    fitting = [one for one in known if name.startswith(one)]
    if fitting:
        return max(fitting, key=len)
    body = next((named for named in find_named(name) if named.span.start == 0), None)
    if body is not None:
        return name[: body.span.stop]
    stop = _HANDLE_STOPS.search(name, 2)
    return name[: stop.start()] if stop and not _ENDING.fullmatch(name, stop.start()) else name


def _account(
    text: str, name: str, handles: Sequence[tuple[str, Span]], bodies: Sequence[BodyMention], context: Context
) -> AccountFound:
    mentions = [(span, "handle") for own, span in handles if own == name]
    mentions += [
        (span, basis) for span, basis in _standing(text, name) if not any(span.overlaps(one) for one, _ in mentions)
    ]
    mentions.sort()
    owner = _owner_by_name(name, context)
    owners = (_owner_by_text(text, span, bodies, context) for span, _ in mentions)
    return AccountFound(name, next((one for one in owners if one), owner), tuple(mentions))


def _standing(text: str, name: str) -> Iterator[tuple[Span, str]]:
    """Where the name stands in quotation marks, or bare before 官方微博."""
    start = text.find(name)
    while start >= 0:
        stop = start + len(name)
        if text[start - 1 : start] in ("“", "「") and text[stop : stop + 1] in ("”", "」"):
            yield Span(start, stop), "quoted"
        elif _MENTION_BEHIND.match(text, stop):
            yield Span(start, stop), "called_account"
        start = text.find(name, stop)


def _owner_by_text(text: str, span: Span, bodies: Sequence[BodyMention], context: Context) -> BodyMention | None:
    """The body that the words before the account call its owner: 省公安厅官方微博@贵州公安."""
    for body in reversed([body for body in bodies if body.span.stop <= span.start]):
        between = text[body.span.stop : span.start]
        if len(between) <= 20 and _OWNING.fullmatch(between) and between.strip("“「@＠"):
            return body
        break
    behind = _LEVELLED.search(text, span.stop, span.stop + 40)
    if behind and behind["form"] in regional() and "。" not in text[span.stop : behind.start()]:
        level = behind["level"]
        region = context.region(level, span.start)  # type: ignore[arg-type]
        form = regional()[behind["form"]]
        if region:
            return BodyMention(span, form.named(region.name), form.kind, region.level, region, "region_from_context")
    return None


_FORMS: Final = {
    "公安": ("公安厅", "公安局"),
    "共青团": ("团委", "团委"),
    "气象": ("气象局", "气象局"),
    "检察": ("检察院", "检察院"),
}


def _owner_by_name(name: str, context: Context) -> BodyMention | None:
    """The body that an account's name says: 安顺市公安局, 贵州共青团, 贵州公安."""
    named = [one for one in find_named(name) if one.span == Span(0, len(name))]
    if named:
        return next(iter(resolve_bodies(named, context)), None)
    for ending, (provincial, other) in _FORMS.items():
        region = (
            region_of(name.removesuffix(ending), context.on, within=context.home) if name.endswith(ending) else None
        )
        if region is not None and region.level != "nation":
            form = regional()[provincial if region.level == "province" else other]
            return BodyMention(Span(0, len(name)), form.named(region.name), form.kind, region.level, region, "handle")
    return None


def platforms_in(text: str) -> list[str]:
    """The platforms that a text names, by their short names, in order and once each.

    >>> platforms_in("在新浪网、腾讯网、人民网开通")
    ['新浪', '腾讯', '人民']
    """
    return list(dict.fromkeys(PLATFORMS[hit[0]] for hit in _PLATFORM.finditer(text)))
