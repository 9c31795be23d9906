"""Claims over copies: each once, with its sources; and the figures on which copies of one story disagree.

Copies differ in damage, in length and in wording, so a figure's position says little. A *slot* is a place in a story
where a figure stands. Two figures of different copies are in one slot when the eight letters before them are the same,
or the eight behind, and these eight stand nowhere else in either copy; digits are masked, and whatever two others
connect is one slot. A slot whose figures have different values is a disagreement.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from weibotext.store.agreement import agree, value_of
from weibotext.store.stored import restored, unpacked

Item = Mapping[str, Any]

_CONTEXT: Final = 8
_NEAR: Final = 60
_OTHER: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SHOWN: Final = 24
_MOST_COMPARED: Final = 20


class Place(NamedTuple):
    """Where a claim or a figure stands: the document's number, the span in its source, the item, where it came from.

    ``item`` is its place in the record's list, from one, behind ``o`` for an observation and ``f`` for a figure. A text that
    came from several places is one document, and stands for as many.

    >>> Place(1, 3, 8, "f2", "a.txt").name
    'a.txt'
    """

    document: int
    start: int
    stop: int
    item: str
    name: str


class Reading(NamedTuple):
    """One value that copies give for a slot, and the places that give it.

    >>> Reading("1691", "1691个", (Place(1, 3, 8, "f1", "a.txt"),)).value
    '1691'
    """

    value: str
    text: str
    places: tuple[Place, ...]


class Disagreement(NamedTuple):
    """A figure on which copies of one story disagree: the words around it, and its readings, the most frequent first.

    ``before`` and ``after`` are repaired and simplified.

    >>> Disagreement(1, "已有", "个微博", "count", ()).before
    '已有'
    """

    story: int
    before: str
    after: str
    kind: str
    readings: tuple[Reading, ...]


class Claim(NamedTuple):
    """A claim with all places that make it. ``disputed`` tells that copies give another value for its figure.

    >>> Claim(1, "贵州公安", None, "followers", "420000", "more_than", "人", None, None, (), False).measure
    'followers'
    """

    story: int
    subject: str | None
    province: str | None
    measure: str
    value: str | None
    mod: str | None
    unit: str | None
    time: str | None
    day: str | None
    places: tuple[Place, ...]
    disputed: bool


class _Copy(NamedTuple):
    document: int
    names: tuple[str, ...]
    record: Item

    def places(self, start: int, stop: int, item: str) -> list[Place]:
        """A stretch of the document, once for every place it came from."""
        return [Place(self.document, start, stop, item, name) for name in self.names]


class _Found(NamedTuple):
    disputed: bool
    places: list[Place]
    row: tuple[Any, ...]


_Slots = dict[tuple[int, str], tuple[int, str]]
"""From a document's number and a figure's id to the slot, called by the first figure in it."""


def claims(connection: sqlite3.Connection, *, among: Sequence[int] | None = None) -> Iterator[Claim]:
    """The claims of a store, story by story; those of documents ``among`` alone where given."""
    for story, copies in _stories(connection, among):
        slots = _slots(copies) if len(copies) > 1 else {}
        yield from _claims(connection, story, copies, slots)


def disagreements(connection: sqlite3.Connection) -> Iterator[Disagreement]:
    """The figures on which copies disagree, story by story, in the order of the first copy's text."""
    several = "SELECT story FROM stories GROUP BY story HAVING count(*) > 1 ORDER BY story"
    for (story,) in connection.execute(several).fetchall():
        copies = _copies(connection, story)
        yield from _disputes(story, copies, _slots(copies))


def _stories(connection: sqlite3.Connection, among: Sequence[int] | None) -> Iterator[tuple[int, list[_Copy]]]:
    if among is None:
        stories = [one for (one,) in connection.execute("SELECT DISTINCT story FROM stories ORDER BY story")]
    else:
        stories = sorted({_story(connection, document) for document in among})
    for story in stories:
        yield story, _copies(connection, story)


def _story(connection: sqlite3.Connection, document: int) -> int:
    return int(connection.execute("SELECT story FROM stories WHERE document = ?", (document,)).fetchone()[0])


def _copies(connection: sqlite3.Connection, story: int) -> list[_Copy]:
    rows = connection.execute(
        "SELECT document, json FROM stories JOIN records USING (document) WHERE story = ? ORDER BY document", (story,)
    )
    return [_Copy(document, _names(connection, document), unpacked(blob)) for document, blob in rows]


def _names(connection: sqlite3.Connection, document: int) -> tuple[str, ...]:
    names = connection.execute("SELECT name FROM origins WHERE document = ? ORDER BY name", (document,))
    return tuple(restored(name) for (name,) in names) or (f"#{document}",)


def _claims(connection: sqlite3.Connection, story: int, copies: list[_Copy], slots: _Slots) -> Iterator[Claim]:
    disputed = {slot for slot, members in _members(copies, slots).items() if len(_values(members)) > 1}
    merged: list[list[_Found]] = []
    known: dict[tuple[Any, ...], int] = {}
    for copy in copies:
        for row in _rows(connection, copy):
            slot = slots.get((copy.document, row[8] or ""))
            # The same words about the same subject, or the same place of the story: either makes it the same claim.
            said = (row[2], value_of(row[3]))
            names = [("said", row[0], row[6], *said), *([("slot", *slot, *said)] if slot else [])]
            number = next((known[name] for name in names if name in known), len(merged))
            if number == len(merged):
                merged.append([])
            known.update((name, number) for name in names if name not in known)
            merged[number].append(_Found(slot in disputed, copy.places(row[9], row[10], f"o{row[11] + 1}"), row))
    yield from (_claim(story, found) for found in merged)


def _rows(connection: sqlite3.Connection, copy: _Copy) -> list[tuple[Any, ...]]:
    rows = connection.execute(
        "SELECT subject, province, measure, value, mod, unit, time, day, figure, start, stop, position FROM observations "
        "WHERE document = ? ORDER BY position",
        (copy.document,),
    )
    return [tuple(map(restored, row)) for row in rows]


def _claim(story: int, found: list[_Found]) -> Claim:
    """One claim of several: told as most copies tell it, or, of equally many, as the first does."""
    told = Counter(one.row[:8] for one in found)
    places = tuple(dict.fromkeys(place for one in found for place in one.places))
    subject, province, measure, value, mod, unit, time, day = max(told, key=told.__getitem__)
    disputed = any(one.disputed for one in found)
    return Claim(story, subject, province, measure, value, mod, unit, time, day, places, disputed)


def _disputes(story: int, copies: list[_Copy], slots: _Slots) -> Iterator[Disagreement]:
    for members in _members(copies, slots).values():
        values = _values(members)
        if len(values) > 1:
            copy, figure = members[0]
            before, after = _Places(copy.record).around(figure)
            yield Disagreement(story, before[-_SHOWN:], after[:_SHOWN], figure["kind"], _readings(values))


def _readings(groups: Iterable[list[tuple[_Copy, Item]]]) -> tuple[Reading, ...]:
    return tuple(
        Reading(_said(group[0][1]), group[0][1]["text"], tuple(place for member in group for place in _places(*member)))
        for group in groups
    )


def _places(copy: _Copy, figure: Item) -> list[Place]:
    number = copy.record["figures"].index(figure) + 1
    start, stop = figure["span"]
    return copy.places(start, stop, f"f{number}")


def _said(figure: Item) -> str:
    return figure["value"] if figure["value"] is not None else f"{figure['low']}~{figure['high']}"


def _members(copies: list[_Copy], slots: _Slots) -> dict[tuple[int, str], list[tuple[_Copy, Item]]]:
    """The figures of each slot, in the order of copies and of text."""
    found: dict[tuple[int, str], list[tuple[_Copy, Item]]] = {}
    for copy in copies:
        for figure in copy.record["figures"]:
            slot = slots.get((copy.document, figure["id"]))
            if slot is not None:
                found.setdefault(slot, []).append((copy, figure))
    return found


def _values(members: Sequence[tuple[_Copy, Item]]) -> list[list[tuple[_Copy, Item]]]:
    """The figures of a slot in groups that agree, the largest first; each begins with its most frequent value."""
    same: dict[Any, list[tuple[_Copy, Item]]] = {}
    for copy, figure in members:
        said = tuple(value_of(figure[key]) for key in ("value", "low", "high"))
        same.setdefault((said, figure["mod"]), []).append((copy, figure))
    groups: list[list[tuple[_Copy, Item]]] = []
    for found in sorted(same.values(), key=len, reverse=True):
        # So many values for one figure are a form filled in, and comparing each with each would cost their square.
        compared = groups[:_MOST_COMPARED]
        fitting = next((group for group in compared if agree(group[0][1], found[0][1])), None)
        if fitting is None:
            groups.append(found)
        else:
            fitting.extend(found)
    return sorted(groups, key=len, reverse=True)


def _slots(copies: list[_Copy]) -> _Slots:
    """Which figures of the copies stand at the same place of the story."""
    parent: _Slots = {}
    holders: dict[tuple[str, str, str], tuple[int, str]] = {}
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


def _unite(parent: _Slots, one: tuple[int, str], other: tuple[int, str]) -> None:
    roots = sorted((_root(parent, one), _root(parent, other)))
    parent[roots[1]] = roots[0]


def _root(parent: _Slots, one: tuple[int, str]) -> tuple[int, str]:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one
