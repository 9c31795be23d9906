"""The figures on which copies of one story disagree.

Copies differ in damage, in length and in wording, so a figure's position says little. A *slot* is a place in a story
where a figure stands. Two figures of different copies are in one slot when the eight letters before them are the same,
or the eight behind, and these eight stand nowhere else in either copy; digits are masked, and whatever two others
connect is one slot. A slot whose figures have different values is a dispute.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, Final, Generic, NamedTuple, TypeAlias, TypeVar

from weibotext.copies.agreement import Item, agree, value_of

D = TypeVar("D", int, str)

_CONTEXT: Final = 8
_NEAR: Final = 60
_OTHER: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SHOWN: Final = 24
_MOST_COMPARED: Final = 20


class Copy(NamedTuple, Generic[D]):
    """One document of a story: what it is known by, the places it came from, and its record as a dictionary.

    >>> Copy(1, ("a.txt",), {"figures": []}).document
    1
    """

    document: D
    names: tuple[str, ...]
    record: Item


Member: TypeAlias = tuple[Copy[D], Item]
"""A figure, as it stands in the record, and the copy it stands in."""

Slots: TypeAlias = dict[tuple[D, str], tuple[D, str]]
"""From a document and a figure's id to the slot, called by the first figure in it."""


class Dispute(NamedTuple, Generic[D]):
    """A slot whose figures cannot all be true: the clean words around it, and its figures in groups that agree.

    The largest group comes first, and each begins with its most frequent value.

    >>> Dispute("已有", "个微博", "count", []).after
    '个微博'
    """

    before: str
    after: str
    kind: str
    groups: list[list[Member[D]]]


def disputes(copies: Sequence[Copy[D]]) -> Iterator[Dispute[D]]:
    """The slots of a story on which its copies disagree, in the order of the first copy's text.

    >>> figure = {"id": "f1", "span": [12, 17], "text": "8214条", "kind": "count", "value": "8214", "low": None, "high": None}
    >>> record = {"text": "市公安局三年来发布微博共8214条。", "edits": [], "figures": [figure | {"mod": "exact"}]}
    >>> other = record | {"figures": [figure | {"mod": "exact", "value": "8241", "text": "8241条"}]}
    >>> [found.before for found in disputes([Copy("a", (), record), Copy("b", (), other)])]
    ['市公安局三年来发布微博共']
    """
    for figures in members_of(copies, slots_of(copies)).values():
        groups = agreeing(figures)
        if len(groups) > 1:
            copy, figure = figures[0]
            before, after = _Places(copy.record).around(figure)
            yield Dispute(before[-_SHOWN:], after[:_SHOWN], figure["kind"], groups)


def members_of(copies: Sequence[Copy[D]], slots: Slots[D]) -> dict[tuple[D, str], list[Member[D]]]:
    """The figures of each slot, in the order of copies and of text."""
    found: dict[tuple[D, str], list[Member[D]]] = {}
    for copy in copies:
        for figure in copy.record["figures"]:
            slot = slots.get((copy.document, figure["id"]))
            if slot is not None:
                found.setdefault(slot, []).append((copy, figure))
    return found


def agreeing(members: Sequence[Member[D]]) -> list[list[Member[D]]]:
    """The figures of a slot in groups that agree, the largest first; each begins with its most frequent value."""
    same: dict[Any, list[Member[D]]] = {}
    for copy, figure in members:
        said = tuple(value_of(figure[key]) for key in ("value", "low", "high"))
        same.setdefault((said, figure["mod"]), []).append((copy, figure))
    groups: list[list[Member[D]]] = []
    for found in sorted(same.values(), key=len, reverse=True):
        # So many values for one figure are a form filled in, and comparing each with each would cost their square.
        compared = groups[:_MOST_COMPARED]
        fitting = next((group for group in compared if agree(group[0][1], found[0][1])), None)
        if fitting is None:
            groups.append(found)
        else:
            fitting.extend(found)
    return sorted(groups, key=len, reverse=True)


def slots_of(copies: Sequence[Copy[D]]) -> Slots[D]:
    """Which figures of the copies stand at the same place of the story."""
    parent: Slots[D] = {}
    holders: dict[tuple[str, str, str], tuple[D, str]] = {}
    for copy in copies:
        for figure_id, keys in _keys(copy.record):
            here = (copy.document, figure_id)
            parent[here] = here
            for key in keys:
                _unite(parent, here, holders.setdefault(key, here))
    roots = {figure: _root(parent, figure) for figure in parent}
    crowded = Counter((root, document) for (document, _), root in roots.items())
    doubtful = {root for (root, _), count in crowded.items() if count > 1}
    return {figure: figure if root in doubtful else root for figure, root in roots.items()}


def said(figure: Item) -> str:
    """What a figure says, to be shown: its value, or the ends of its range.

    >>> said({"value": None, "low": "5", "high": "7"})
    '5~7'
    """
    return str(figure["value"]) if figure["value"] is not None else f"{figure['low']}~{figure['high']}"


def _keys(record: Item) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """For each figure the letters before and behind it that stand there alone."""
    places = _Places(record)
    listed = [(figure["id"], _contexts(places, figure)) for figure in record["figures"]]
    counts = Counter(key for _, keys in listed for key in keys)
    for figure_id, keys in listed:
        yield figure_id, [key for key in keys if counts[key] == 1]


def _contexts(places: _Places, figure: Item) -> list[tuple[str, str, str]]:
    before, after = (_masked(side) for side in places.around(figure))
    found = []
    if len(before) >= _CONTEXT:
        found.append(("before", figure["kind"], before[-_CONTEXT:]))
    if len(after) >= _CONTEXT:
        found.append(("after", figure["kind"], after[:_CONTEXT]))
    return found


def _masked(text: str) -> str:
    return _OTHER.sub("", _DIGITS.sub("0", text))


class _Places:
    """From the places of a record's source to those of its clean text."""

    def __init__(self, record: Item) -> None:
        self._text = record["text"]
        self._edits = record["edits"]
        self._starts = [edit["span"][0] for edit in self._edits]
        grown = (len(edit["replacement"]) - edit["span"][1] + edit["span"][0] for edit in self._edits)
        self._moved = list(accumulate(grown, initial=0))

    def around(self, figure: Item) -> tuple[str, str]:
        """The clean text before a figure and behind it, in its paragraph."""
        start, stop = (self.clean(place) for place in figure["span"])
        before, after = self._text[max(0, start - _NEAR) : start], self._text[stop : stop + _NEAR]
        return before.rpartition("\n")[2], after.partition("\n")[0]

    def clean(self, place: int) -> int:
        """What a place became; one inside an edit becomes the end of what the edit left."""
        before = bisect_left(self._starts, place)
        if before and (stop := self._edits[before - 1]["span"][1]) > place:
            place = stop
        return int(place + self._moved[before])


def _unite(parent: Slots[D], one: tuple[D, str], other: tuple[D, str]) -> None:
    roots = sorted((_root(parent, one), _root(parent, other)))
    parent[roots[1]] = roots[0]


def _root(parent: Slots[D], one: tuple[D, str]) -> tuple[D, str]:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one
