"""Mentions of bodies, as the grammar of their names has them: a head, a body, and perhaps an office inside it.

The head is a region (贵州省|公安厅), a level word that leaves the region to the context (省|公安厅), a foreign nation
(美国|国防部), or nothing for bodies that stand by themselves (公安部). One pass over the text finds heads and forms
(:mod:`weibotext.agencies.reader`). Forms are listed, or they end in what names of bodies end in and have words before them
that may stand in names (:mod:`weibotext.agencies.open_names`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from weibotext.agencies.named import Named
from weibotext.agencies.reader import Reader
from weibotext.patterns import deferred
from weibotext.values import Span, Words

_NO_WORDS: Final = Words([], [])
_NO_TAGS: Final[Mapping[str, str]] = {}
_AGAIN: Final = deferred("该(?P<body>[局厅院部委办署])(?![长员])")


class Reading(NamedTuple):
    """What one pass over a text finds: the names of regions with their spans, and the bodies, both in order."""

    regions: list[tuple[Span, str]]
    named: list[Named]


def find_named(text: str) -> list[Named]:
    """The mentions of bodies in a clean text by lists alone, in order and without overlap; a longer name wins.

    >>> [(text[slice(*named.span)], named.region, named.level) for text in ["省公安厅和贵州省委"] for named in find_named(text)]
    [('省公安厅', None, '省'), ('贵州省委', '贵州省', None)]
    """
    return read(text, _NO_WORDS, _NO_TAGS).named


@lru_cache(maxsize=1024)
def named_in(name: str) -> Sequence[Named]:
    """What :func:`find_named` finds in the name of an account: such names come again and again."""
    return find_named(name)


def read(text: str, words: Words, tags: Mapping[str, str]) -> Reading:
    """The regions and the bodies that a clean text names.

    ``words`` are those of the text, ``tags`` the dictionary's part of speech for words; without them names that no list
    holds are not found, and bare names of regions (贵州) count nowhere.

    >>> words = Words.of(["贵州省", "和", "四川"])
    >>> [name for _, name in read("贵州省和四川", words, {}).regions]
    ['贵州省', '四川']
    """
    reader = Reader(text, words, tags)
    reader.read()
    again = _again(text) if "该" in text else None
    return Reading(reader.regions, _merged(reader.found, again) if again else reader.found)


def _again(text: str) -> list[Named]:
    """该局, 该院: a body named before."""
    return [Named(Span(*hit.span()), None, "again", same=hit["body"]) for hit in _AGAIN.finditer(text)]


def _merged(found: list[Named], again: list[Named]) -> list[Named]:
    taken = {place for named in found for place in range(*named.span)}
    more = [named for named in again if taken.isdisjoint(range(*named.span))]
    return sorted([*found, *more], key=lambda named: named.span)
