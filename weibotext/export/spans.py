"""The marked stretches of a record as annotation tools know them: start, stop, label."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple


class Labelled(NamedTuple):
    """A half-open stretch of source and what it is: ``AGENCY``, ``ACCOUNT``, ``DATE``, ``FIGURE`` or ``CLAIM``.

    >>> Labelled(2, 7, "DATE").label
    'DATE'
    """

    start: int
    stop: int
    label: str


def labelled_at(span: Sequence[int], label: str) -> Labelled:
    """A span of a record with its label.

    >>> labelled_at([2, 7], "DATE")
    Labelled(start=2, stop=7, label='DATE')
    """
    start, stop = span
    return Labelled(start, stop, label)


def labelled(record: Mapping[str, Any], *, claims: bool = False) -> list[Labelled]:
    """The stretches of a record in order; of those that begin together the longer first. Claims on request.

    >>> import weibotext
    >>> labelled(weibotext.extract("2013年，贵州省公安厅").to_dict())
    [Labelled(start=0, stop=5, label='DATE'), Labelled(start=6, stop=12, label='AGENCY')]
    """
    return sorted(set(_labelled(record, claims)), key=lambda one: (one.start, -one.stop, one.label))


def outermost(found: Iterable[Labelled]) -> list[Labelled]:
    """Of sorted stretches those that begin behind the end of the last one kept, for tools that know no nesting.

    >>> outermost([Labelled(0, 5, "AGENCY"), Labelled(2, 4, "DATE"), Labelled(5, 6, "FIGURE")])
    [Labelled(start=0, stop=5, label='AGENCY'), Labelled(start=5, stop=6, label='FIGURE')]
    """
    kept: list[Labelled] = []
    for one in found:
        if not kept or one.start >= kept[-1].stop:
            kept.append(one)
    return kept


def _labelled(record: Mapping[str, Any], claims: bool) -> Iterator[Labelled]:
    for key, label in (("agencies", "AGENCY"), ("accounts", "ACCOUNT")):
        yield from (labelled_at(mention["span"], label) for entity in record[key] for mention in entity["mentions"])
    kinds = [("dates", "DATE"), ("figures", "FIGURE"), *([("observations", "CLAIM")] if claims else [])]
    for key, label in kinds:
        yield from (labelled_at(item["span"], label) for item in record[key])
