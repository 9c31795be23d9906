"""Walks through a text and asks the readers at every number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.context import in_context
from weibotext.figures.folding import Folded
from weibotext.figures.items import with_items
from weibotext.figures.bare import is_list
from weibotext.figures.quantities import EXPRESSION_AT, Quantity, quantity_at
from weibotext.figures.readers import AGED, FIRST, Figure, age, first_of, half_of, ordinal, roman
from weibotext.figures.readers import RULES as READERS
from weibotext.figures.scene import Scene
from weibotext.numerals import NUMERAL_CHARACTERS
from weibotext.values import Match, Span, Words

RULES: Final = (*(reader.__name__ for reader in READERS), "ordinal", "first_of", "half_of", "roman")
"""The names of all readers, which matches carry."""

_ROWS: Final = re.compile(rf"[.{NUMERAL_CHARACTERS}几数]+")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[!-~]+")


def find_figures(
    text: str, *, taken: Iterable[Span] = (), words: Words | None = None, tags: Mapping[str, str] | None = None
) -> list[Match[Amount]]:
    """The figures of a clean text, in order. ``taken`` are sorted spans that are something else already, such as dates.

    ``words`` are the text's words and ``tags`` the parts of speech that a dictionary gives them; with both, numerals that
    belong to other words (四川, 万一) are known for what they are.

    >>> [(found.value.value, found.value.mod, found.value.unit) for found in find_figures("留言评论超过140条")]
    [(Decimal('140'), 'more_than', '条')]
    """
    scene = Scene(Folded.of(text), words, tags or {})
    blocked = _Taken(scene.folded, [*taken, *_addresses(text)])
    found = _in_order(list(_figures(scene, blocked)), _halves(scene, blocked.spans))
    told = in_context(scene, found)
    return told if words is None else with_items(text, told, words, tags or {})


def _addresses(text: str) -> list[Span]:
    return [Span(*hit.span()) for hit in _ADDRESS.finditer(text)] if "://" in text or "www." in text else []


class _Taken:
    """Spans that are something else, asked for in order."""

    def __init__(self, folded: Folded, spans: Iterable[Span]) -> None:
        self._folded = folded
        self.spans = sorted(spans)
        self._which = 0

    def at(self, start: int, stop: int) -> Span | None:
        """The first taken span that overlaps a span of the folded text; starts never go back."""
        if self._which >= len(self.spans):
            return None
        place = self._folded.original(start, stop)
        while self._which < len(self.spans) and self.spans[self._which].stop <= place.start:
            self._which += 1
        found = self.spans[self._which] if self._which < len(self.spans) else None
        return found if found and found.start < place.stop else None


def _figures(scene: Scene, taken: _Taken) -> Iterator[Figure]:
    """The figures that begin with a numeral, in folded coordinates, without overlap."""
    text, done = scene.text, 0
    for row in _ROWS.finditer(text):
        place, stop = row.span()
        place = max(place, done)
        while place < stop:
            found = quantity_at(text, place)
            if found is None:
                place += len(skipped[0]) if (skipped := EXPRESSION_AT(text, place)) else 1
                continue
            figure = _figure(scene, found, taken)
            if figure is not None and figure.span.start >= done:
                yield figure
                place = done = figure.span.stop
            else:
                place += len(found.core)


def _figure(scene: Scene, found: Quantity, taken: _Taken) -> Figure | None:
    """What the readers make of a number; nothing where it is part of a name or of something else."""
    text, place = scene.text, found.start
    previous = text[place - 1] if place else ""
    block = taken.at(place, place + len(found.core))
    if block is not None and not (found.unit and found.unit.kind == "money" and block.stop < found.stop):
        return age(scene, found) if AGED.match(text, place + len(found.core)) else None
    if previous == "第":
        figure = ordinal(scene, place)
    elif previous and _inside(text, place, previous):
        return None
    else:
        figure = next((one for reader in READERS if (one := reader(scene, found))), None)
    return None if figure is None or (block is None and taken.at(*figure.span)) else figure


def _inside(text: str, place: int, previous: str) -> bool:
    """Whether a number is the rest of something: of a word in letters, a clock time, a row of numbers with points."""
    if previous.isascii() and previous.isalnum():
        return not _CURRENCY.search(text, max(0, place - 3), place)
    if previous in "@_&=%#":
        return True
    before = text[place - 2 : place - 1] if place > 1 else ""
    return previous in ".:：/-" and before.isascii() and before.isalnum() and not is_list(text)


_CURRENCY: Final = re.compile("RMB$|USD$|CNY$|EUR$|HKD$|GBP$|JPY$")


def _halves(scene: Scene, taken: Sequence[Span]) -> list[Figure]:
    """The figures that begin with no numeral: 首个, 半个, 对折."""
    text = scene.text
    if not ("首" in text or "半" in text or "折" in text or is_list(text)):
        return []
    readers = (first_of, half_of, roman)
    found = [one for hit in FIRST.finditer(text) for reader in readers if (one := reader(scene, hit))]
    return [one for one in found if not _Taken(scene.folded, taken).at(*one.span)]


def _in_order(found: list[Figure], more: list[Figure]) -> list[Figure]:
    """Both lists as one, in order; where two overlap the earlier one stays."""
    if not more:
        return found
    merged: list[Figure] = []
    for one in sorted([*found, *more], key=lambda figure: figure.span):
        if not merged or merged[-1].span.stop <= one.span.start:
            merged.append(one)
    return merged
