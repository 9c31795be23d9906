"""What sites put between the lines: anti-copy noise, lists of places for search engines, pleas to get the app.

Only what no article says is deleted. Editors, sources and dates that are glued to the text stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from weibotext.patterns import deferred
from weibotext.values import Edit, Span

# Discuz! prints letters, digits and marks in the colour of the page: 2 Z& g0 D. b1 ]7 h
_GROUPS: Final = re.compile(r"(?<![!-~])[!-~]{1,2}(?: [!-~]{1,2}){5,}(?![!-~])")
_SOME_GROUPS: Final = re.compile(" [!-~]{1,2}" * 4 + " ")  # begins with a blank, which is found fast
_MARK: Final = r"[&\]\[;^~`|{}$#@*\"'_+=!?.,:/\\-]"
_ODD_GROUP: Final = re.compile(rf"(?<![!-~])(?:[0-9A-Za-z]{_MARK}|{_MARK}[0-9A-Za-z])(?![!-~])")
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
    edits = list(_anti_copy(text)) if _SOME_GROUPS.search(text) else []
    if "|" in text:
        edits += (Edit(Span(*hit.span()), hit[0], "", "place_list") for hit in _PLACES.finditer(text))
    if _names_app(text):
        edits += (Edit(Span(*hit.span()), hit[0], "", "app_plea") for hit in _APP.finditer(text))
    return sorted(edits, key=lambda edit: edit.span) if edits else []


def _anti_copy(text: str) -> Iterator[Edit]:
    for hit in _GROUPS.finditer(text):
        seen = hit[0]
        if len(_ODD_GROUP.findall(seen)) >= 2 and re.search("[0-9]", seen) and re.search("[A-Za-z]", seen):
            yield Edit(Span(*hit.span()), seen, "", "anti_copy_noise")


def _names_app(text: str) -> bool:
    """Whether the text has what every plea has; that it has a character is told much faster than that it has a word."""
    return ("载" in text and "下载" in text) or ("載" in text and "下載" in text) or ("P" in text and "APP" in text)
