"""What sites put between the lines: anti-copy noise, lists of places for search engines, pleas to get the app.

Only what no article says is deleted. Editors, sources and dates that are glued to the text stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from weibotext.patterns import deferred
from weibotext.values import Edit, Span

# Discuz! prints pairs in the colour of the page, the first from blank to ;, the second from ? to ~, a blank between the two:
# 2 Z& g0 D. b1 ]7 h. Of several blanks pages show one. Source: the function jammer() of Discuz! 7.
_PAIRS: Final = re.compile("(?<![!-~])(?:[!-;] )?[?-~](?:[!-;]? [?-~]){4,20}(?![!-~])")
_SOME_PAIRS: Final = re.compile(" [?-~][!-;]? [?-~]")  # begins with a blank, which is found fast
_FIRSTS: Final = re.compile("[!-;]")
_FEWEST_KINDS: Final = 4
"""So many different characters must come first in the pairs: a, b, c; d and x1 y1 z1 are lists."""
_PLACE: Final = "[\u4e00-\u9fff]{2,10}[县縣市区區州盟旗]"
_PLACES: Final = deferred(rf"(?:{_PLACE} ?\| ?){{8,}}(?:{_PLACE})?")
_PLEA: Final = (
    "APP下[载載]|下[载載]APP|打[开開]APP|客[户戶]端下[载載]|扫[码碼]下[载載]|[扫掃]一[扫掃]下[载載](?:APP|客[户戶]端)"
)
_APP: Final = deferred(rf"(?:^|(?<=[。！？”…!?\n]))[ \u3000]*(?:{_PLEA})[ \u3000]*(?=\n|$)")


def noise(text: str) -> list[Edit]:
    r"""Edits that delete anti-copy noise, lists of places, and pleas to get the app.

    >>> [edit.repair for edit in noise("全省微博。APP下载\n2 Z& g0 D. b1 ]7 h\n政务")]
    ['app_plea', 'anti_copy_noise']
    """
    edits = list(_anti_copy(text)) if _SOME_PAIRS.search(text) else []
    if "|" in text:
        edits += (Edit(Span(*hit.span()), hit[0], "", "place_list") for hit in _PLACES.finditer(text))
    if _names_app(text):
        edits += (Edit(Span(*hit.span()), hit[0], "", "app_plea") for hit in _APP.finditer(text))
    return sorted(edits, key=lambda edit: edit.span) if edits else []


def _anti_copy(text: str) -> Iterator[Edit]:
    for hit in _PAIRS.finditer(text):
        firsts = _FIRSTS.findall(hit[0])
        blank = hit[0].count(" ") - len(firsts)
        if len(set(firsts)) >= _FEWEST_KINDS and 3 * blank <= len(firsts):
            yield Edit(Span(*hit.span()), hit[0], "", "anti_copy_noise")


def _names_app(text: str) -> bool:
    """Whether the text has what every plea has; that it has a character is told much faster than that it has a word."""
    return ("载" in text and "下载" in text) or ("載" in text and "下載" in text) or ("P" in text and "APP" in text)
