"""What a page has elsewhere tells of what was lost at one place: characters in company, and ASCII that was eaten."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import Final

from weibotext.repairs.candidates import ON_PAGE

AROUND: Final = 20_000
"""So far around a place the page is asked."""

BESIDE_MARK: Final = 3.0
"""What two characters together elsewhere are worth, where one of them is no Chinese one; else it is ``ON_PAGE``."""

ASKED: Final = 8
"""So many places of the page are asked at most what stands before the same characters."""

HYPHENS: Final = 3
"""So many hyphens between Chinese characters show that a page joins the parts of foreign names by them."""

SOMETHING: Final = "\0"
"""What was eaten where nothing tells what."""

_MARKS_END: Final = "\u3400"  # Chinese characters come behind, marks before
_CLOSED: Final = re.compile(r"[^()\n]{1,40}\)")
_MONTH: Final = re.compile("[012]月[0-9]")
_YEAR: Final = re.compile("(?:0[0-9]|[89][0-9])[0-9]年")
_COUNTED: Final = re.compile(
    "[0-9年月日时時分秒个個名人元万萬亿億次家位种種项項条條场場届屆岁歲比%％.]"
)  # behind a digit
_HYPHEN: Final = re.compile("[\u3400-\u9fff]-[\u3400-\u9fff]")
_TELLING: Final = frozenset("0123456789-")  # what was ASCII before full-width characters became ASCII


def company(text: str, place: int, before: str, character: str, after: str) -> float:
    """What it speaks for a character that the page has it in this company elsewhere, in nats.

    >>> company("中海集團，中海", 3, "中", "海", "")
    4.0
    """
    start, stop, worth = max(0, place - AROUND), place + AROUND, 0.0
    if before and text.find(before + character, start, stop) >= 0:
        worth += ON_PAGE if before > _MARKS_END else BESIDE_MARK
    if after and text.find(character + after, start, stop) >= 0:
        worth += ON_PAGE if after > _MARKS_END else BESIDE_MARK
    return worth


class Eaten:
    """Which character of ASCII went with a lost byte, as likely as a page can tell.

    >>> Eaten("截至?013年，有?30個").before(3), Eaten("截至?013年，有?30個").before(10)
    ('2', '?')
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def before(self, place: int) -> str:
        """What is likely to be gone before ``place``: ``?`` for a digit, ``SOMETHING`` where nothing tells."""
        text = self._text
        if _CLOSED.match(text, place):
            return "("
        if _MONTH.match(text, place):
            return "1"
        if _YEAR.match(text, place):
            return "2" if text[place] == "0" else "1"
        if known := self._elsewhere(place):
            return known
        if _COUNTED.match(text, place):
            return "?"
        return "-" if text[place : place + 1] > _MARKS_END and self._joins_names else SOMETHING

    def _elsewhere(self, place: int) -> str:
        """The digit or hyphen before the same three characters elsewhere, if it is always the same one."""
        text, found = self._text, set()
        behind, start = text[place : place + 3], max(0, place - AROUND)
        for _ in range(ASKED if len(behind) == 3 else 0):
            other = text.find(behind, start, place + AROUND)
            if other < 0:
                break
            if other != place and text[other - 1 : other] in _TELLING:
                found.add(text[other - 1])
            start = other + 1
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _joins_names(self) -> bool:
        return len(list(islice(_HYPHEN.finditer(self._text), HYPHENS))) == HYPHENS
