"""Claims over copies: each once, with its sources; and the figures on which copies of one story disagree.

:mod:`weibotext.copies.slots` says which figures of copies stand at the same place of their story, and which disagree.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, SupportsIndex

from weibotext.copies.agreement import Item, value_of
from weibotext.copies.slots import Copy, Member, Slots, agreeing, disputes, members_of, said, slots_of
from weibotext.errors import StoreError
from weibotext.store.copies import story_of
from weibotext.store.stored import restored, unpacked


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


class _Found(NamedTuple):
    disputed: bool
    places: list[Place]
    row: tuple[Any, ...]


def claims(connection: sqlite3.Connection, *, among: Iterable[SupportsIndex] | None = None) -> Iterator[Claim]:
    """The claims of a store, story by story; those of documents ``among`` alone where given.

    Raises :class:`StoreError` at once for a number that no document has.
    """
    if among is None:
        stories = [story for (story,) in connection.execute("SELECT DISTINCT story FROM stories ORDER BY story")]
    elif isinstance(among, Iterable):
        stories = sorted({story_of(connection, document) for document in among})
    else:
        raise StoreError(f"among={among!r}: give a list of documents' numbers, such as Store.numbers() has")
    return (claim for story in stories for claim in _told(connection, story))


def disagreements(connection: sqlite3.Connection) -> Iterator[Disagreement]:
    """The figures on which copies disagree, story by story, in the order of the first copy's text."""
    several = "SELECT story FROM stories GROUP BY story HAVING count(*) > 1 ORDER BY story"
    for (story,) in connection.execute(several).fetchall():
        for before, after, kind, groups in disputes(_copies(connection, story)):
            yield Disagreement(story, before, after, kind, _readings(groups))


def _told(connection: sqlite3.Connection, story: int) -> Iterator[Claim]:
    copies = _copies(connection, story)
    return _claims(connection, story, copies, slots_of(copies) if len(copies) > 1 else {})


def _copies(connection: sqlite3.Connection, story: int) -> list[Copy[int]]:
    rows = connection.execute(
        "SELECT document, json FROM stories JOIN records USING (document) WHERE story = ? ORDER BY document", (story,)
    )
    return [Copy(document, _names(connection, document), unpacked(blob)) for document, blob in rows]


def _names(connection: sqlite3.Connection, document: int) -> tuple[str, ...]:
    names = connection.execute("SELECT name FROM origins WHERE document = ? ORDER BY name", (document,))
    return tuple(restored(name) for (name,) in names) or (f"#{document}",)


def _claims(connection: sqlite3.Connection, story: int, copies: list[Copy[int]], slots: Slots[int]) -> Iterator[Claim]:
    disputed = {slot for slot, members in members_of(copies, slots).items() if len(agreeing(members)) > 1}
    merged: list[list[_Found]] = []
    known: dict[tuple[Any, ...], int] = {}
    for copy in copies:
        for row in _rows(connection, copy):
            slot = slots.get((copy.document, row[8] or ""))
            # The same words about the same subject, or the same place of the story: either makes it the same claim.
            tells = (row[2], value_of(row[3]))
            names = [("said", row[0], row[6], *tells), *([("slot", *slot, *tells)] if slot else [])]
            number = next((known[name] for name in names if name in known), len(merged))
            if number == len(merged):
                merged.append([])
            known.update((name, number) for name in names if name not in known)
            merged[number].append(_Found(slot in disputed, _places(copy, row[9], row[10], f"o{row[11] + 1}"), row))
    yield from (_claim(story, found) for found in merged)


def _rows(connection: sqlite3.Connection, copy: Copy[int]) -> list[tuple[Any, ...]]:
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


def _readings(groups: Iterable[list[Member[int]]]) -> tuple[Reading, ...]:
    return tuple(
        Reading(said(group[0][1]), group[0][1]["text"], tuple(place for member in group for place in _figure(*member)))
        for group in groups
    )


def _figure(copy: Copy[int], figure: Item) -> list[Place]:
    number = copy.record["figures"].index(figure) + 1
    start, stop = figure["span"]
    return _places(copy, start, stop, f"f{number}")


def _places(copy: Copy[int], start: int, stop: int, item: str) -> list[Place]:
    """A stretch of the document, once for every place it came from."""
    return [Place(copy.document, start, stop, item, name) for name in copy.names]
