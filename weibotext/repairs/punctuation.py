"""Marks that stand in for others."""

from __future__ import annotations

import re

from weibotext.values import Edit, Span

_POINT = re.compile(
    r"(?<=[0-9])。(?=[0-9]{1,3}(?:级|級|%|％|‰|万|萬|亿|億|度|℃|公里|公斤|公顷|公頃|吨|噸|米|元|倍|个百分点|個百分點))"
)


def decimal_points(text: str) -> list[Edit]:
    """Edits that turn a full stop between digits back into a decimal point, where a unit follows.

    >>> [(edit.span, edit.replacement) for edit in decimal_points("蘆山7。0級地震。2013年")]
    [(Span(start=3, stop=4), '.')]
    """
    return [Edit(Span(*hit.span()), "。", ".", "decimal_point") for hit in _POINT.finditer(text)]
