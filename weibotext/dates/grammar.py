"""What pieces mean together: runs the rules on the pieces of a text.

A rule is a function that is given a :class:`.cursor.Cursor` on a run of pieces and reads as far as it can; it answers with
a :class:`.productions.Reading`, or with ``None`` for "no opinion". :data:`RULES` lists them in their order; which ones are
tried is told by the kind of the first piece. The longest reading wins, and among equals that of the rule listed first.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from weibotext.dates import counted, ranges
from weibotext.dates.cursor import Cursor
from weibotext.dates.meanings import Side
from weibotext.dates.moments import plain_moment
from weibotext.dates.pieces import Piece, runs
from weibotext.dates.productions import Reading, Rule
from weibotext.dates.readers import READERS
from weibotext.dates.written import Around, Length, Written
from weibotext.values import Match, Span, Words

RULES: Final[tuple[Rule, ...]] = (*ranges.RULES, *counted.RULES)
_BY_KIND: Final = {kind: tuple(one for one in RULES if kind in one.kinds) for one in RULES for kind in one.kinds}
_LAST: Final = {kind: tuple(one for one in rules if not one.needs) for kind, rules in _BY_KIND.items()}
"""The rules for a piece by its kind, and those of them for the last piece of a run."""

_WORDLIKE: Final = frozenset(
    ("wordyear", "wordmonth", "wordday", "evening", "weekday", "week", "partofday", "reference", "festival", "period")
)
"""Pieces that are words, and may be found across the ends of others: 登上|月台."""


def find_written(text: str, words: Words | None = None, *, dated: bool = True) -> list[Match[Written]]:
    """The date expressions of a text, in order and without overlap; with its ``words``, none that begins or ends in one.

    >>> [(one.rule, one.span.start) for one in find_written("截至2013年6月30日，近三年")]
    [('calendar', 2), ('around', 14)]
    """
    starts = words.starts if words else None
    found: list[Match[Written]] = []
    for run in runs(text):
        first, last = run[0], run[-1]
        value: Written | None
        if len(run) > 1:
            value, name = plain_moment(run), "calendar"
        elif first.kind in _HEEDING or (first.start < _NEAR and len(text) < first.stop + _NEAR):
            value, name = None, ""
        else:
            value, name = _lone(first.kind, text[first.start : first.stop])
            if value is None:
                continue
        if value is None:
            _read_run(Cursor(text, run, dated), starts, found)
        elif starts is None or not _torn(text, first, last, last.stop, starts):
            span = Span(first.start, last.stop)
            found.append(Match(span, span, value, name))
    return found


_HEEDING: Final = frozenset(("day", "clock", "year2", "festival", "period"))
"""Pieces that a rule looks around for, even where no other stands beside them; all others are read once a word."""

_NEAR: Final = 5
"""A run with fewer characters before and behind it may be the whole text, and is read as such."""


@lru_cache(maxsize=4096)
def _lone(kind: str, word: str) -> tuple[Written | None, str]:
    """What a piece means in a sentence that has no other beside it, and its rule: the usual case, read once a word."""
    means = READERS[kind](word)
    if means is None:
        return None, ""
    reading, name = _best(Cursor(_SENTENCE + word, [Piece(kind, means, len(_SENTENCE), len(_SENTENCE + word), "")]), 0)
    return (reading.value, name) if reading else (None, "")


_SENTENCE: Final = "。" * _NEAR


def _read_run(cursor: Cursor, starts: list[int] | None, found: list[Match[Written]]) -> None:
    text, run = cursor.text, cursor.run
    index = 0
    while index < len(run):
        best, name = _best(cursor, index)
        if best is None:
            index += 1
            continue
        if starts is None or not _torn(text, run[index], run[best.next - 1], best.stop, starts):
            found.append(_placed(run[index], best, name, text))
        index = best.next


def _best(cursor: Cursor, index: int) -> tuple[Reading | None, str]:
    """The longest reading from a piece on, and the name of its rule."""
    best: Reading | None = None
    name = ""
    for one in (_BY_KIND if index + 1 < len(cursor.run) else _LAST).get(cursor.run[index].kind, ()):
        if one.needs and one.needs.isdisjoint(cursor.behind):
            continue
        reading = one.read(cursor, index)
        if reading is not None and (best is None or reading.stop > best.stop):
            best, name = reading, one.name
    return best, name


_LED_BY: Final = "到至自从于在比较与同由和截"
_FOLLOWED_BY: Final = ("同期", "以来", "为止", "前", "后", "期间", "起", "底", "初", "佳节")
"""What a dictionary may join with a date into one word: 到目前为止, 去年同期."""


def _torn(text: str, first: Piece, last: Piece, stop: int, starts: list[int]) -> bool:
    """Whether a reading that begins or ends with a word begins or ends inside another one."""
    if first.kind in _WORDLIKE and _inside_word(first.start, starts) and text[first.start - 1] not in _LED_BY:
        return True
    if last.kind == "day" and text.startswith("日本", stop - 1):
        return _inside_word(stop, starts)
    if last.kind not in _WORDLIKE or stop == len(text) or not _inside_word(stop, starts):
        return False
    return not text.startswith(_FOLLOWED_BY, stop)


def _inside_word(place: int, starts: list[int]) -> bool:
    found = bisect_left(starts, place)
    return found == len(starts) or starts[found] != place


_RELATED: Final = (Around, Length)


def _placed(first: Piece, best: Reading, name: str, text: str) -> Match[Written]:
    """The reading in its place. What relates a length to the present belongs to the extent: 近|三年."""
    span = Span(first.start, best.stop)
    if isinstance(first.means, Side) and isinstance(best.value, _RELATED):
        core = first.stop
        while text[core] in " \u3000的一" and text[core] != "一":
            core += 1
        return Match(Span(core, best.stop), span, best.value, name)
    return Match(span, span, best.value, name)
