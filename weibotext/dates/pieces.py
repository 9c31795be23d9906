"""Finds the pieces that date expressions are made of.

One compiled pattern goes through the text and stops where a piece may begin: at a row of numerals that is followed by a
sign or a unit of dates, or at a word. Only the patterns that may match there are tried. What pieces mean together is for
:mod:`.grammar`; nothing here looks at two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from msgspec import Struct

from weibotext.dates.meanings import Meaning
from weibotext.dates.patterns import ANYTHING, FOLLOWED, SINGLES, TEXT_END, Pattern, table
from weibotext.dates.readers import READERS
from weibotext.numerals import NUMERAL_CHARACTERS


class Piece(Struct, frozen=True, gc=False):
    """One piece: its kind, what it means, and where it stands; ``gap`` is what lies between it and the one before."""

    kind: str
    means: Meaning
    start: int
    stop: int
    gap: str


class Joined:
    """Patterns that are tried together, as one; compiled when they are first tried, for most texts need few of them."""

    __slots__ = ("_patterns", "kinds", "match")

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self._patterns = patterns
        self.kinds = ("", *(one.kind for one in patterns))  # by the number of the group that matched
        self.match: Callable[[str, int], re.Match[str] | None] = self._first

    def _first(self, text: str, place: int) -> re.Match[str] | None:
        self.match = re.compile("|".join(f"({one.pattern})" for one in self._patterns)).match
        return self.match(text, place)


class Scanner(NamedTuple):
    """Where pieces may begin, and what to try there.

    ``candidates`` stops at more places than those; group 1 is the character behind a row of numerals. ``behind`` has the
    pattern to try by that character, ``words`` by the beginning of a word, of which the longest counts; a numeral with
    nothing of note behind its row is among these.
    """

    candidates: re.Pattern[str]
    behind: dict[str, Joined]
    words: dict[str, Joined]


@cache
def scanner() -> Scanner:
    """The compiled patterns; ones that are tried together are one pattern."""
    patterns = table()
    signs = sorted({sign for one in patterns for sign in one.behind} - {TEXT_END, ANYTHING})
    joined = cache(lambda numbers: Joined(tuple(patterns[number] for number in numbers)))
    behind = {sign: joined(_behind(patterns, sign)) for sign in signs}
    beginnings = {word for one in patterns for word in one.words if word[0] not in NUMERAL_CHARACTERS}
    words = {key: joined(numbers) for key, numbers in _by_beginning(patterns, beginnings)}
    words |= dict.fromkeys(NUMERAL_CHARACTERS, joined(_behind(patterns, TEXT_END)))
    return Scanner(_candidates(patterns, signs, beginnings), behind, words)


def _by_beginning(patterns: Iterable[Pattern], beginnings: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The numbers of the patterns that may begin with each beginning: with it, or with what it begins with itself."""
    begun: dict[str, set[int]] = {}
    for number, one in enumerate(patterns):
        for word in one.words:
            begun.setdefault(word, set()).add(number)
    for word in beginnings:
        yield word, tuple(sorted(set().union(*(begun.get(word[:length], ()) for length in (1, 2, 3)))))


def _behind(patterns: Iterable[Pattern], sign: str) -> tuple[int, ...]:
    return tuple(number for number, one in enumerate(patterns) if sign in one.behind or ANYTHING in one.behind)


def _candidates(patterns: list[Pattern], signs: list[str], beginnings: set[str]) -> re.Pattern[str]:
    """What stops at every place where a piece may begin.

    It begins with one class of characters, for which the engine of regular expressions has a fast loop; all else is
    looked at behind the first of them.
    """
    numerals = f"[{NUMERAL_CHARACTERS}]"
    begun = rf"(?:(?<!{numerals}.)|(?<=[周期拜][一二三四五六日].)|(?<=-[0-9][0-9].))"
    behind = rf"(?={numerals}*+[ \u3000]?(?:({_signs(signs)})|$))"
    lunar = rf"(?<=廿)(?={numerals}*+[ \u3000]?{_class(''.join(held for held, _ in FOLLOWED))})"  # 廿一，: with or without 月
    row = rf"(?<={numerals}){begun}(?:{behind}|(?=[0-9]{{7}}(?![0-9]))|(?<=月.)|(?<=月 .)|{lunar})"
    second = _class(word[1] for word in beginnings if len(word) > 1)
    word = rf"(?={second})(?:{'|'.join(map(_alike, _groups(patterns)))})|{_singles(beginnings)}"
    return re.compile(f"{_class([*NUMERAL_CHARACTERS, *(word[0] for word in beginnings)])}(?:{row}|{word})")


def _signs(signs: Iterable[str]) -> str:
    """The characters behind a row of numerals, some of which need another behind them."""
    free = set(signs).difference(*(held for held, _ in FOLLOWED))
    return "|".join([_class(free), *(f"{_class(held)}(?={_class(behind)})" for held, behind in FOLLOWED)])


_NAMES: Final = frozenset(("period", "festival", "era"))
"""Kinds that are names, and begin with other characters than the words of the calendar do."""


def _groups(patterns: Iterable[Pattern]) -> list[list[str]]:
    """The longer beginnings, apart by whether names, words of the calendar or both have their first character.

    What a group's beginnings have in common is all that is looked for, so the more alike they are, the less else is found.
    """
    sorts: dict[str, set[bool]] = {}
    for one in patterns:
        for word in one.words:
            sorts.setdefault(word[0], set()).add(one.kind in _NAMES)
    groups: dict[frozenset[bool], list[str]] = {}
    for word in sorted({word for one in patterns for word in one.words if len(word) > 1}):
        if word[0] not in NUMERAL_CHARACTERS:
            groups.setdefault(frozenset(sorts[word[0]]), []).append(word)
    return list(groups.values())


def _alike(group: Sequence[str]) -> str:
    """What holds behind the first character of the beginnings of a group, and of few other words."""
    rests = (zip(*(word[1:] for word in group if len(word) == length), strict=True) for length in (2, 3))
    ahead = "|".join(f"(?={''.join(columns)})" for columns in (list(map(_class, rest)) for rest in rests) if columns)
    return f"(?<={_class(word[0] for word in group)})(?:{ahead})"


def _singles(beginnings: set[str]) -> str:
    """The beginnings of one character, some of which need another before or behind them."""
    ones = {word for word in beginnings if len(word) == 1}
    free = ones.difference(*(single.first for single in SINGLES))
    held = "|".join([f"(?<={_class(free)})", *(single.pattern for single in SINGLES)])
    return f"(?<={_class(ones)})(?:{held})"


def _class(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"


_GAPS: Final = {
    **dict.fromkeys(("", "的", "T"), ""),
    **dict.fromkeys(("，", ","), ","),
    **dict.fromkeys(("（", "("), "("),
    **dict.fromkeys(("）", ")"), ")"),
    **dict.fromkeys(
        ("至", "到", "直到", "一直到", "直至", "—", "——", "–", "-", "－", "~", "～", "―", "起至", "起到", "--"), "to"
    ),
    **dict.fromkeys(("和", "与"), "and"),
    "、": "、",
    **dict.fromkeys(("又", "零", "加"), "又"),
    **dict.fromkeys(("起", "以来"), "since"),
    **dict.fromkeys(("约", "大约", "近", "将近", "临近", "接近"), "约"),
}
"""What may lie between two pieces of a run, blanks aside, and how it joins them."""

_HELD: Final = frozenset(("约", ")"))
"""Gaps that join only before an hour, or behind a weekday."""

_LONGEST_GAP: Final = 5


def runs(text: str) -> list[list[Piece]]:
    """The pieces of a text, in runs: those with nothing between them but a blank, 的, or a sign that may join them.

    >>> [[piece.kind for piece in run] for run in runs("2013年3月5日上午，全省上周的数据")]
    [['year', 'month', 'day', 'partofday'], ['week']]
    """
    candidates, behind, words = scanner()
    found: list[list[Piece]] = []
    stop = -_LONGEST_GAP - 1
    for candidate in candidates.finditer(text):
        start = candidate.start()
        if start < stop:
            continue
        sign = candidate[1]
        joined = behind[sign] if sign else _begun(words, text[start : start + 3])
        if joined is None or (hit := joined.match(text, start)) is None:
            continue
        kind = joined.kinds[hit.lastindex or 0]
        means = READERS[kind](hit[0])
        if means is None:
            continue
        gap = "" if start == stop else _gap(text, stop, start) if start - stop <= _LONGEST_GAP else None
        if gap and gap in _HELD and not (kind == "clock" if gap == "约" else found[-1][-1].kind == "weekday"):
            gap = None
        stop = hit.end()
        if gap is None:
            found.append([Piece(kind, means, start, stop, "")])
        else:
            found[-1].append(Piece(kind, means, start, stop, gap))
    return found


def _begun(words: dict[str, Joined], word: str) -> Joined | None:
    """The patterns for the longest beginning of a word that there are any for."""
    return words.get(word) or words.get(word[:2]) or words.get(word[0])


def _gap(text: str, start: int, stop: int) -> str | None:
    return _GAPS.get(text[start:stop].strip(" \u3000"))
