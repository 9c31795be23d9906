"""One number with its unit, or without: 1691个, 12.5%, 零下3℃, 三周大, 120万."""

from __future__ import annotations

from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.bare import is_article, is_code, is_figure, is_loose, is_row, leads
from weibotext.figures.drafts import Draft, amount_of, match, sign_before
from weibotext.figures.lists import is_hundredth
from weibotext.figures.quantities import Quantity
from weibotext.figures.scene import Scene
from weibotext.figures.units import SHARES, Unit
from weibotext.patterns import deferred


def quantity(scene: Scene, found: Quantity) -> Draft | None:
    """1691个, 170余万次, 3.5亿元, 12.5%, 七成, 零下3℃, 五元三毛"""
    unit = found.unit
    if unit is None or is_loose(scene, found) or is_article(scene, found):
        return None
    if not found.core[0].isascii() and not _is_counted(scene, found, unit):
        return None
    if is_code(found.core) or (unit.kind == "measure" and _cut(scene, found, unit)):
        return None
    if len(unit.name) == 1 and unit.name.isascii() and _is_a_model(scene.text, found, unit.name):
        return None
    return _quantity(scene, found, unit)


def _quantity(scene: Scene, found: Quantity, unit: Unit) -> Draft:
    text = scene.text
    sign, led = sign_before(text, found.start), leads(text, found)
    number = found.number * -1 if sign else found.number
    start = found.start - sign - led
    if led:
        return match(start, found.stop, amount_of(number, unit, found.per)._replace(mod="at_least"), quantity)
    scale = _SCALES.get(text[found.start - 2 : found.start]) if unit.name == "度" and found.start > 1 else None
    if scale:
        return match(start, found.stop, amount_of(number, unit._replace(code=scale)), quantity, found.start - 2)
    return match(start, found.stop, amount_of(number, unit, found.per), quantity)


_SCALES: Final = {"摄氏": "Cel", "华氏": "[degF]"}


def _is_counted(scene: Scene, found: Quantity, unit: Unit) -> bool:
    """Whether a Chinese numeral before a unit is one, and no word of its own."""
    return not (
        scene.explained(found.start, found.stop) or scene.fixed(found.start) or _part_of_name(scene, found, unit)
    )


def _part_of_name(scene: Scene, found: Quantity, unit: Unit) -> bool:
    if unit.name == "折":
        return found.core == "一" and scene.text[found.start - 1 : found.start] in ("打", "曲")
    return is_row(found.core) and found.number.value is not None and unit.kind != "money"


def _cut(scene: Scene, found: Quantity, unit: Unit) -> bool:
    """Whether a measure of one character begins another word of the text: 0-1|瓦伦西亚, 3|克服."""
    return len(unit.name) == 1 and not unit.name.isascii() and scene.broken_by_word(found.stop - 1, found.stop)


def _is_a_model(text: str, found: Quantity, unit: str) -> bool:
    """Whether a letter behind a number is part of a name: 4G, 3g手机, 100m."""
    return unit in "gG" and found.core in ("1", "2", "3", "4", "5", "6")


def bare_number(scene: Scene, found: Quantity) -> Draft | None:
    """120万 (粉丝就达120万), 大于20, 近百万"""
    if found.unit or not is_figure(scene, found):
        return None
    sign = sign_before(scene.text, found.start)
    number = found.number * -1 if sign else found.number
    unit = SHARES["%"] if is_hundredth(scene.text, found.start) else None
    return match(found.start - sign, found.stop, amount_of(number, unit), bare_number)


AGED: Final = deferred("(?:岁|个月|个星期|个礼拜|周岁|周|星期|礼拜|天|日|月|年)大(?![家会学多部小型概致约量批力幅])")


def age(scene: Scene, found: Quantity) -> Draft | None:
    """三周大, 90天大"""
    stop = found.start + len(found.core)
    hit = AGED.match(scene.text, stop)
    if hit is None or found.number.value is None or (found.core == "一" and hit[0] in ("天大", "日大")):
        return None
    return match(found.start, hit.end(), Amount("measure", found.number.value, unit=hit[0]), age)
