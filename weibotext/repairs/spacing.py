"""Marks that stand in for others, and blanks where none belong.

Width is no damage: full-width digits and letters are how some sites write, are read as what they are, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from weibotext.patterns import deferred
from weibotext.repairs.language import language, plain
from weibotext.values import Edit, Span

_UNITS: Final = (
    "级|級|%|％|‰|万|萬|亿|億|度|℃|公里|公斤|公顷|公頃|吨|噸|米|元|倍|个百分点|個百分點"  # what follows a decimal
)
_POINT: Final = re.compile(rf"。(?<=[0-9]。)(?=[0-9]{{1,3}}(?:{_UNITS}))")
_HANZI: Final = "\u4e00-\u9fff"
_CHINESE: Final = deferred(f"[{_HANZI}]")
_SAMPLE: Final = 200
_BLANKS: Final = tuple(deferred(f"{blank}(?=[{_HANZI}])(?<=[{_HANZI}].)") for blank in " \xa0")  # one is found fast
_SPACED_OUT: Final = deferred(f"[{_HANZI}](?:[ \xa0][{_HANZI}]){{7,}}(?![{_HANZI}])")

_CLOSE: Final = deferred(f"[{_HANZI}](?=[{_HANZI}])")
_MARKED: Final = f"{_HANZI}，。、：；！？（）《》〈〉“”"
# A number of several digits was not spaced out; a blank beside it parts it from the next.
_BETWEEN: Final = deferred(f"(?:(?<=[{_MARKED}])|(?<=(?<![0-9])[0-9]))[ \xa0](?=[{_MARKED}]|[0-9](?![0-9]))")

_NUMERALS: Final = frozenset("〇零一二三四五六七八九十百千万")

TOGETHER: Final = 5.5
"""By how many nats two characters must rather stand inside a word than at the end of one and the beginning of another."""

FEWEST: Final = 3
"""So many words must have blanks inside, and be at least half of what has blanks."""

SPACED: Final = 8
"""So many pairs of characters with a blank between make a line that may have been spaced out."""

SPREAD: Final = 6
"""In such a line they are so many times as many as pairs without; where words have a blank between, they are not."""

ORDINARY: Final = -5.2
"""How likely the steps between the characters of spaced-out text must be on average, read without the blanks."""


def decimal_points(text: str) -> list[Edit]:
    """Edits that turn a full stop between digits back into a decimal point, where a unit follows.

    >>> [(edit.span, edit.replacement) for edit in decimal_points("蘆山7。0級地震。2013年")]
    [(Span(start=3, stop=4), '.')]
    """
    if "。" not in text:
        return []
    return [Edit(Span(*hit.span()), "。", ".", "decimal_point") for hit in _POINT.finditer(text)]


def blanks(text: str) -> list[Edit]:
    """Edits that delete blanks inside words, such as line breaks leave, and those of text that was spaced out.

    Blanks between words stay, and so do those of lists of characters. A few blanks inside words are no damage: names of
    two characters are set so. In a line that was spaced out as a whole, marks and digits are too.

    >>> [edit.span.start for edit in blanks("给自 己背上包袱，我 们知道，问 题不大。王 伟")]
    [2, 10, 16]
    >>> blanks("天 地 人 你 我 他")
    []
    """
    found = _between_characters(text)
    if len(found) < FEWEST:
        return []
    out = [hit for hit in _SPACED_OUT.finditer(text) if _reads_on(hit[0][::2])] if _may_be_spaced_out(found) else []
    inside = {place for hit in out for place in range(hit.start() + 1, hit.end(), 2)} | _in_spaced_lines(text, found)
    others = [place for place in found if place not in inside]
    alone = {place for place in others if _splits_word(text, place)}
    if len(alone) < FEWEST or 2 * len(alone) < len(others):
        alone = set()
    return [
        Edit(Span(place, place + 1), text[place], "", "blank", certain=place in inside)
        for place in sorted(inside | alone)
    ]


def _between_characters(text: str) -> list[int]:
    """Where a blank stands between two Chinese characters, in order."""
    if text.count(" ") + text.count("\xa0") < FEWEST:
        return []
    return sorted(hit.start() for blank in _BLANKS for hit in blank.finditer(text))


def _may_be_spaced_out(found: list[int]) -> bool:
    """Whether seven of the blanks follow one another at every other place."""
    return any(later - earlier == 12 for earlier, later in zip(found, found[6:], strict=False))


def _in_spaced_lines(text: str, found: list[int]) -> set[int]:
    """The blanks of lines that were spaced out from end to end."""
    inside: set[int] = set()
    done = 0
    for place, last in zip(found, found[SPACED - 1 :], strict=False):
        if place < done:
            continue
        done = text.find("\n", place) + 1 or len(text)
        if last < done:
            start = text.rfind("\n", 0, place) + 1
            inside.update(start + at for at in _of_spaced_line(text[start:done]))
    return inside


def _of_spaced_line(line: str) -> Iterator[int]:
    """Where the blanks stand in a line that was spaced out, if it was."""
    with_blank = sum(1 for blank in _BLANKS for _ in blank.finditer(line))
    if with_blank >= SPREAD * len(_CLOSE.findall(line)) and _reads_on("".join(_CHINESE.findall(line)[:_SAMPLE])):
        yield from (hit.start() for hit in _BETWEEN.finditer(line))


def _reads_on(joined: str) -> bool:
    """Whether characters in a row are running text rather than a list."""
    if set(joined) <= _NUMERALS:
        return False
    forms = [plain().get(one, one) for one in joined]
    steps = [language().rows[one][other] for one, other in pairwise(forms)]
    return sum(steps) / len(steps) > ORDINARY


def _splits_word(text: str, place: int) -> bool:
    """Whether the blank at ``place`` stands inside a word, and is no member of a row of blanks."""
    if (place > 1 and text[place - 2] in " \xa0") or text[place + 2 : place + 3] in (" ", "\xa0"):
        return False
    forms, one, other = plain(), text[place - 1], text[place + 1]
    return language().rows[forms.get(one, one)].in_word(forms.get(other, other)) > TOGETHER
