"""Finds many phrases in a text at once: an index by their first two characters, and one walk over the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import add

from weibotext.values import Span


class Phrases:
    """A set of phrases of two characters at least; shorter ones are left out, for they would be found everywhere.

    >>> [(span, phrase) for span, phrase in Phrases(["地震", "地震局"]).find("省地震局")]
    [(Span(start=1, stop=4), '地震局')]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(set(phrases), key=lambda one: (-len(one), one)):
            if len(phrase) > 1:
                index[phrase[:2]].append(phrase)
        self._index = dict(index)

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Where the phrases stand in ``text``, the longest at each place, without overlap."""
        index, stop = self._index, 0
        for start, pair in enumerate(map(add, text, text[1:])):
            if pair in index and start >= stop:
                for phrase in index[pair]:
                    if text.startswith(phrase, start):
                        stop = start + len(phrase)
                        yield Span(start, stop), phrase
                        break
