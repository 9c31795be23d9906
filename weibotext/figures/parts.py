"""Parts of a whole, multiples and ratios: 三分之二, 百分之五, 1/4, 一半, 五打, 8比1."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.drafts import Draft, amount_of, match, sign_before
from weibotext.figures.quantities import EXPRESSION_AT, Quantity, quantity_at
from weibotext.figures.ranges import CONNECTOR
from weibotext.figures.scene import Scene
from weibotext.numerals import quotient

_BASES: Final = {
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万万": 10**8,
    "亿": 10**8,
}


def parts(scene: Scene, found: Quantity) -> Draft | None:
    """三分之二, 一又二分之一, 百分之十二点五, 百分之三至百分之五"""
    text, start, stop, whole, core = scene.text, found.start, found.stop, None, found.core
    if text[stop : stop + 1] == "又":
        below = EXPRESSION_AT(text, stop + 1)
        if below is None:
            return None
        whole, core, stop = core, below[0], below.end()
    if not text.startswith("分之", stop):
        return None
    place = stop + 2 + (text[stop + 2 : stop + 3] in ("负", "-"))
    above = quantity_at(text, place)
    if above is None or above.number.value is None:
        return None
    if core in _BASES and whole is None:
        return _per_hundred(scene, found, above)
    value = quotient(core, "1") and quotient(above.core, core, whole)
    if value is None:
        return None
    minus = place > stop + 2
    amount = Amount("fraction", value if minus or not sign_before(text, start) else -value)
    return match(start - sign_before(text, start), place + len(above.core), amount, parts)


def _per_hundred(scene: Scene, found: Quantity, above: Quantity) -> Draft | None:
    """百分之五, and a range of such shares."""
    text, factor = scene.text, Decimal(100) / _BASES[found.core]
    stop = above.stop if above.unit is None else above.start + len(above.core)
    share = above.number * factor
    hit = CONNECTOR.match(text, stop)
    if hit:
        place = hit.end() + (len(found.core) + 2 if text.startswith(found.core + "分之", hit.end()) else 0)
        other = quantity_at(text, place)
        if other and other.number.value is not None and other.unit is None and above.number.value < other.number.value:  # type: ignore[operator]
            high = other.number * factor
            amount = Amount("percent", low=share.value, high=high.value, unit="%", unit_code="%")
            return match(found.start, other.stop, amount, parts)
    sign = sign_before(text, found.start)
    share = share * -1 if bool(sign) != (text[above.start - 1] in "负-") else share
    return match(
        found.start - sign, stop, Amount("percent", share.value, mod=share.mod, unit="%", unit_code="%"), parts
    )


_SLASHED: Final = re.compile(
    r"(?:(?P<whole>[0-9]{1,6}) )?(?P<above>[0-9]{1,6})/(?P<below>[0-9]{1,6})(?![0-9A-Za-z/.%])"
)


def slashed(scene: Scene, found: Quantity) -> Draft | None:
    """1/4, -3/2, 1 4/3"""
    hit = _SLASHED.match(scene.text, found.start)
    if hit is None or (len(hit["below"]) > 2 and int(hit["above"]) >= int(hit["below"])):
        return None
    value = quotient(hit["above"], hit["below"], hit["whole"])
    sign = sign_before(scene.text, found.start)
    if value is None:
        return None
    return match(found.start - sign, hit.end(), Amount("fraction", -value if sign else value), slashed)


def half(scene: Scene, found: Quantity) -> Draft | None:
    """一半"""
    text, stop = scene.text, found.stop
    if (
        found.core != "一"
        or not text.startswith("半", found.start + 1)
        or scene.explained(found.start, found.start + 2)
    ):
        return None
    return (
        None
        if text[stop + 1 : stop + 2] in ("天", "夜")
        else match(found.start, found.start + 2, Amount("fraction", Decimal("0.5")), half)
    )


DOZEN: Final = re.compile("打(?![电击造工官印分扫击入字断开赢击算架破包卡听扮动响游仗压理听拐黑非])")


def dozens(scene: Scene, found: Quantity) -> Draft | None:
    """五打, 十打苹果"""
    hit = DOZEN.match(scene.text, found.stop)
    if hit is None or found.unit or found.number.value is None or scene.broken_by_word(hit.start(), hit.end()):
        return None
    return match(found.start, hit.end(), amount_of(found.number * 12, None), dozens)


_TO: Final = re.compile("比|[:∶：]")
_SIGNS: Final = frozenset(":∶：")
_RATIO_WORDS: Final = re.compile("比|率|配")


def ratio(scene: Scene, found: Quantity) -> Draft | None:
    """8比1, 2.51∶1, 之比为3:1"""
    text = scene.text
    sign = _TO.match(text, found.stop)
    below = sign and EXPRESSION_AT(text, sign.end())
    if sign is None or below is None or found.unit or _TO.match(text, below.end()):
        return None
    if text[found.start - 1 : found.start] in _SIGNS and found.start:
        return None  # of three parts
    if sign[0] in ":：" and not _RATIO_WORDS.search(text, max(0, found.start - 8), found.start):
        return None
    value = quotient(found.core, below[0])
    return None if value is None else match(found.start, below.end(), Amount("ratio", value), ratio)
