"""What part somebody plays in a sentence: who acts, who is but one of a list, a place, a source, a field of comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from weibotext.observations.given import Subject

CHAIN: Final = frozenset(("会同", "联合", "和", "与", "、", "及", "以及", "携手"))
"""What stands between those who do something together."""

_SETTING: Final = frozenset("在于赴到从向同对给据将把")
_BY: Final = frozenset("由是归为")
_UNDER: Final = re.compile(
    "[^，。；：\n在]{0,20}?的?(?:坚强|正确|有力|大力|具体|统一|精心|关心)*"
    "(?:领导|监督|支持|指导|关心|关怀|帮助|配合|部署|指挥|协助|牵头|组织)下"
)
"""What makes somebody those under whom, or with whose help, others act: 在市政府、市政协和社会各界的支持|下."""

_TOLD_TO: Final = ("调派", "指令", "责成", "通知", "移交", "报请", "邀请", "抽调")
"""Verbs of which somebody directly behind is the object: 支队|调派|特勤中队."""

_RUNS: Final = re.compile("[^，。；\n]{0,8}?(?:运营|主办|开办|主管|管理|维护|承办|创办|认证)")
_OWNS: Final = re.compile("的?(?:官方微博|官方微信|官微|政务微博|微信公众号|微博)")
_OTHER_HEAD: Final = re.compile("的[^，。；]{0,40}(?:项目|工程|企业|公司|小学|中学|学校)")
_SOURCE: Final = re.compile("处?(?:获悉|了解|介绍|通报|统计|消息|发布的?消息)")
_TELLS: Final = re.compile(
    "(?:官方)?网站(?:最新)?消息|(?:[0-9]{1,2}日)?(?:消息|统计(?:显示|数据)?|初步统计|发布的?数据显示)[，,：:]"
)
_AMONG: Final = frozenset("在居列位占是为比全向")
_FIELD: Final = re.compile(
    "首[个位家次批例创条部座届推先支款张份期名]|第|率先|排|前[0-9一二三四五六七八九十]|最|唯一|领先|推广|推开|平均|范围"
)


def acts(text: str, one: Subject, place: int) -> bool:
    """Whether somebody may be who a sentence is about: not one of a list, nor where something happens."""
    if one.kind == "account":
        return not is_listed(text, one)
    if one.kind == "region" and is_listed(text, one):
        return False
    return one.kind == "whole" or not (is_set(text, one) or heads_another(text, one, place))


def heads_another(text: str, one: Subject, place: int) -> bool:
    """Whether what stands behind somebody is another's head, of whom the sentence is: 富平县|引进的项目."""
    return _OTHER_HEAD.search(text, one.span.stop, place) is not None


def is_set(text: str, one: Subject) -> bool:
    """Whether somebody is but where something happens, or who runs an account: 在深圳, 由市教育局运营, 是市政府的官方微博."""
    before = _before(text, one)
    if before in _SETTING or text.endswith(_TOLD_TO, 0, one.span.start) or _UNDER.match(text, one.span.stop):
        return True
    return before in _BY and (_RUNS.match(text, one.span.stop) is not None or owns(text, one))


def owns(text: str, one: Subject) -> bool:
    """Whether a body is named as an account's: 市政府督查室|的官方微博."""
    return _OWNS.match(text, one.span.stop) is not None


def is_source(text: str, one: Subject) -> bool:
    """Whether a body is where something was heard: 记者从市公安局|获悉."""
    return one.kind == "agency" and _before(text, one) in "从据自" and _SOURCE.match(text, one.span.stop) is not None


def tells(text: str, one: Subject) -> bool:
    """Whether a body only tells what happened to others: 民政部|网站消息, 民政部|29日统计显示."""
    return one.kind == "agency" and _TELLS.match(text, one.span.stop) is not None


def compares(text: str, one: Subject) -> bool:
    """Whether 全省 and the like are but the field of a comparison: 居全省首位, 在全市率先."""
    return _before(text, one) in _AMONG or _FIELD.match(text, one.span.stop) is not None


def chained(text: str, one: Subject, two: Subject) -> bool:
    """Whether two are named together: 杭州|、|宁波."""
    return text[one.span.stop : two.span.start].strip("“”「」@") in CHAIN


def head(text: str, here: Sequence[Subject], agency: Subject) -> Subject:
    """The first of bodies that do something together: 市商务局|会同市发改委."""
    for one in reversed([one for one in here if one.kind == "agency"]):
        if one.span.stop < agency.span.start:
            if text[one.span.stop : agency.span.start] not in CHAIN:
                break
            agency = one
    return agency


def is_listed(text: str, one: Subject) -> bool:
    """Whether somebody is one of a list: 绵阳、|德阳|等市."""
    behind = text[one.span.stop : one.span.stop + 2].lstrip("”」")
    before = text[max(0, one.span.start - 2) : one.span.start].rstrip("“「")
    return behind[:1] in ("、", "等") or before.endswith("、")


def _before(text: str, one: Subject) -> str:
    """The character before somebody's name; a line end where there is none."""
    return text[one.span.start - 1] if one.span.start else "\n"
