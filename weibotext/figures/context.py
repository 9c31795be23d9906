"""What the words around a figure add to it: modifiers, what it is counted per, and how it changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from weibotext.figures.amount import Amount, Change, Kind
from weibotext.figures.drafts import Draft
from weibotext.figures.folding import Folded
from weibotext.figures.items import Surroundings, shared_out
from weibotext.figures.modifiers import may_be_modified, modifiers
from weibotext.figures.scene import Scene
from weibotext.patterns import deferred
from weibotext.values import Match, Span

Figure = Match[Amount]

_REACH: Final = 40
"""So many characters before a figure may speak of it, if they are of its clause."""

_PER_WORDS: Final = (
    "千人口|万人口|千人|万人|平方公里|平方米|立方米|公里|季度|小时|分钟|公斤|亩|吨|斤|户|人|天|日|月|年|周|班|村|家|次|件|台|辆|"
    "名|位|校|乡镇|社区|股|份"
)
_PER: Final = deferred(
    rf"(?P<unit>[日月年周人户亩班村校])均(?![价匀衡线])|每(?:生每)?(?P<every>{_PER_WORDS})|(?P<yearly>[年亩])(?:产(?!品)|(?<=年)(?:纳税|处理))"
)
_UP: Final = "增长|上升|提高|增加|上涨|扩大|攀升|回升|加快|前移|提升|上浮|上调|增收|增产|增支|增|涨|升|多收"
_DOWN: Final = "下降|减少|降低|下跌|回落|缩小|压缩|萎缩|收缩|收窄|放缓|下滑|下浮|下调|下挫|减收|减产|减支|减|降|跌|后移"
_CHANGE: Final = deferred(
    rf"(?P<word>{_UP}|{_DOWN})(?:了|[幅率量额](?:为|达)?|近|约|超过?|逾|分别|平均|共|各|大约|不到|不足|将近){{0,3}}$"
)
_UPWARD: Final = frozenset(_UP.split("|"))
_BASES: Final = {
    "同比": "year_on_year",
    "比上年": "year_on_year",
    "较上年": "year_on_year",
    "比去年": "year_on_year",
    "较去年": "year_on_year",
    "去年同期": "year_on_year",
    "上年同期": "year_on_year",
    "环比": "month_on_month",
    "比上月": "month_on_month",
    "较上月": "month_on_month",
    "与上年": "year_on_year",
    "与去年": "year_on_year",
    "按年": "year_on_year",
    "按月": "month_on_month",
    "按季": "quarter_on_quarter",
    "比上季": "quarter_on_quarter",
    "较上季": "quarter_on_quarter",
}
_BASIS: Final = deferred(f"(?:{'|'.join(_BASES)})(?![底末初])(?<!按[年月季](?![增减上下升降跌涨微大]))")
_TELLING: Final = re.compile("[均每增升涨降跌减比期较高扩快移收落缩缓滑产纳处窄浮调挫按]")
"""Without one of these before it a figure is told nothing by its clause: each word above has one."""

_CHANGING: Final = frozenset(("percent", "percent_points", "multiple", "money", "count", "measure"))
_LISTED: Final = frozenset(("、", "和", "与", "及", "以及"))
_LISTING: Final = frozenset("、和与及")


def in_context(scene: Scene, found: Iterable[Draft]) -> list[Figure]:
    """The figures in the coordinates of the text as it was, with what the words of their clauses say of them.

    >>> draft = (6, 8, Amount("count", unit="条"), "quantity", 6, 8)
    >>> in_context(Scene.of("日均发稿量在6条以上"), [draft])[0].value.per
    '日'
    """
    around = Surroundings(scene) if scene.words is not None else None
    told: list[Figure] = []
    last: Figure | None = None
    for draft in found:
        last = _told(scene.text, draft, last, around)
        told.append(last)
    if len(told) > 1:
        told = shared_out(scene.text, joined(scene.text, told)) if around else joined(scene.text, told)
    if not scene.folded.places:
        return told
    return [_in_original(scene.folded, one) for one in told]


def _in_original(folded: Folded, one: Figure) -> Figure:
    span, extent, amount, rule = one
    where = folded.original(*span)
    return Match(where, where if extent is span else folded.original(*extent), amount, rule)


def _told(text: str, draft: Draft, last: Figure | None, around: Surroundings | None) -> Figure:
    """A figure with all that is said of it; the last figure may speak for it too."""
    start, stop, amount, rule, left, right = draft
    kind, value, low, high, mod, unit, code, per, _, change, basis = amount
    if kind != "ordinal" or mod != "exact" or value is None:
        if may_be_modified(text, left, right):
            before, behind, said = modifiers(text, left, right)
            left, right = left - before, right + behind
            mod = said or mod if mod == "exact" else mod
        if clause := _clause(text, start):
            per, change, basis = per or _per(clause), _change(clause, kind), _basis(clause, kind)
    if last and text[left - 1] in _LISTING and _alike(amount, last[2]) and text[last[1][1] : left] in _LISTED:
        per, change, basis = per or last[2].per, change or last[2].change, basis or last[2].basis
    if per and kind == "count" and per[0] in "千万":
        kind = "rate"
    span = Span(start, stop)
    extent = span if left == start and right == stop else Span(left, right)
    item = around.item(kind, unit, extent, last) if around is not None else None
    return Match(span, extent, Amount(kind, value, low, high, mod, unit, code, per, item, change, basis), rule)


def _alike(one: Amount, other: Amount) -> bool:
    """Whether what is said of one figure of a list is said of the next: amounts in one unit, or shares and multiples."""
    return one.unit == other.unit or (one.kind in _GROWTH and other.kind in _GROWTH)


_GROWTH: Final = frozenset(("percent", "multiple"))


def _clause(text: str, start: int) -> str:
    """The words of the clause before a figure, forty characters at most; empty where they say nothing of it."""
    first = start - _REACH if start > _REACH else 0
    ended = _CLAUSES_BEFORE(text, first, start)
    if ended:
        first = ended.end()
    return text[first:start] if _TELLING.search(text, first, start) else ""


_CLAUSES_BEFORE: Final = re.compile("(?s:.*)[，。；！？：,;!?\n]").match
"""All up to the end of the last clause before a place."""


def _per(clause: str) -> str | None:
    """日均 and 每天 are per day; the nearest word counts."""
    if "均" not in clause and "每" not in clause and "年" not in clause and "亩" not in clause:
        return None
    hits = list(_PER.finditer(clause))
    if not hits:
        return None
    hit = hits[-1]
    if hit["yearly"] and _COUNTED.search(clause, hit.end()):
        return None  # 年产5万吨化肥的生产线|3条
    unit = hit["unit"] or hit["every"] or hit["yearly"]
    return "日" if unit == "天" else unit


_COUNTED: Final = re.compile("[0-9]")


def _change(clause: str, kind: Kind) -> Change | None:
    hit = _CHANGE.search(clause[-12:]) if kind in _CHANGING else None
    return None if hit is None else ("up" if hit["word"] in _UPWARD else "down")


def _basis(clause: str, kind: Kind) -> str | None:
    hit = _BASIS.search(clause) if kind in _CHANGING else None
    return _BASES[hit[0]] if hit else None


_JOINT: Final = re.compile("(?:的?(?:同时|并且|而且|并|且|但|又|、|，)?[，, ]{0,3})")
_LOWER: Final = frozenset(("more_than", "at_least"))
_UPPER: Final = frozenset(("less_than", "at_most"))


def joined(text: str, found: Sequence[Figure]) -> list[Figure]:
    """The figures, with two bounds of one number made one range: 大于10小于20, 1000以上，1500以下.

    Only bare numbers are joined; amounts of a sliding scale (1000元以上1万元以下) stay two.
    """
    result: list[Figure] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None and one.value.unit is None and (range_ := _both(text, last, one)):
            result[-1] = range_
        else:
            result.append(one)
    return result


def _both(text: str, first: Figure, second: Figure) -> Figure | None:
    one, other = first.value, second.value
    if one.unit is not None or one.value is None or other.value is None or "ordinal" in (one.kind, other.kind):
        return None
    if not _opposite(one, other) or not _JOINT.fullmatch(text, first.extent.stop, second.extent.start):
        return None
    low, high = (one.value, other.value) if one.mod in _LOWER else (other.value, one.value)
    if low >= high:
        return None
    amount = one._replace(value=None, low=low, high=high, mod="exact")
    return Match(
        Span(first.span.start, second.span.stop), Span(first.extent.start, second.extent.stop), amount, first.rule
    )


def _opposite(one: Amount, other: Amount) -> bool:
    return (one.mod in _LOWER and other.mod in _UPPER) or (one.mod in _UPPER and other.mod in _LOWER)
