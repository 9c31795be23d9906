"""What figures measure: the lexicon ``lexicons/measures.toml``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Final

from weibotext.lexicon import read_entries
from weibotext.observations.given import Kind

EVERYBODY: Final[tuple[Kind, ...]] = ("account", "agency", "region")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the words that announce it, the units its figures may have, and whom it may be said of."""

    name: str
    label: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    after: tuple[str, ...]
    behind: int
    units: frozenset[str]
    per: str | None
    subjects: tuple[Kind, ...]
    stock: bool
    lists: bool

    def counts(self, unit: str | None) -> bool:
        """Whether a figure may be one of this measure, by its unit."""
        return (unit or "") in self.units


@cache
def measures() -> tuple[Measure, ...]:
    """The measures of ``lexicons/measures.toml``, in its order.

    >>> measures()[0].name
    'followers'
    """
    return tuple(
        Measure(
            entry["name"],
            entry["label"],
            tuple(entry.get("nouns", ())),
            tuple(entry.get("verbs", ())),
            tuple(entry.get("after", ())),
            entry.get("behind", 0),
            frozenset(entry["units"]),
            entry.get("per"),
            _with_whole(entry.get("subjects", EVERYBODY)),
            entry.get("stock", False),
            entry.get("lists", False),
        )
        for entry in read_entries("measures.toml", "measure", name=str, label=str, units=list)
    )


def _with_whole(kinds: Collection[Kind]) -> tuple[Kind, ...]:
    """The kinds of subject; what may be said of a region may be said of one named by its level."""
    return (*kinds, "whole") if "region" in kinds else tuple(kinds)


@cache
def other_words() -> tuple[str, ...]:
    """Words of ``measures.toml`` that hold the word of a measure and announce nothing: 储备项目."""
    return tuple(word for entry in read_entries("measures.toml", "other", words=list) for word in entry["words"])
