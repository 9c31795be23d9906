"""What one pass over a text knows so far: the heads met, the bodies found, and where words begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from weibotext.agencies.forms import Entry
from weibotext.agencies.named import Named
from weibotext.values import Span, Words

SPECIAL_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "710000": ("台湾", "台北", "高雄", "台中", "台南", "新北市"),
    "810000": ("香港",),
    "820000": ("澳门",),
    "650000": ("新疆",),
}
"""What names the regions that have bodies of their own; the first name of each is its own."""


class Met(NamedTuple):
    """A head in the text: where the chain of regions begins that it ends, and what it is."""

    start: int
    stop: int
    entry: Entry


NOWHERE: Final = Met(-1, -1, Entry())


class Scene:
    """One text while it is read.

    ``found`` are the bodies so far, ``regions`` the names of regions; ``last`` and ``before`` are the heads met last.
    ``starts`` are the places where words begin, none where the words are not known; ``titles`` says whether the text has titles.
    """

    def __init__(self, text: str, words: Words, tags: Mapping[str, str]) -> None:
        self.text, self.words, self.tags = text, words, tags
        self.starts = words.starts
        self.titles = "》" in text
        self.found: list[Named] = []
        self.regions: list[tuple[Span, str]] = []
        self.last = self.before = NOWHERE

    def begins(self, place: int) -> bool:
        """Whether a word begins at a place. Few places are asked for, so that a search costs less than a set of all."""
        which = bisect_left(self.starts, place)
        return which < len(self.starts) and self.starts[which] == place

    def known(self, place: int) -> bool:
        """Whether the dictionary has the word that holds a place, or there is no dictionary; others may be cut wrongly."""
        return not self.tags or self.words.texts[bisect_right(self.starts, place) - 1] in self.tags

    @cached_property
    def special(self) -> frozenset[str]:
        """The codes of Taiwan, Hong Kong and Macao, as far as the text names them."""
        text = self.text
        return frozenset(code for code, names in SPECIAL_NAMES.items() if any(name in text for name in names))


def inside(outer: Named, office: str, stop: int) -> Named:
    """A body with an office inside it: 省公安厅|打拐办."""
    return outer._replace(span=Span(outer.span.start, stop), office=(outer.office or "") + office)
