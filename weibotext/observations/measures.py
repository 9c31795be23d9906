"""What figures measure: the lexicon ``lexicons/measures.toml``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from weibotext.lexicon import read_entries
from weibotext.observations.given import Kind

EVERYBODY: Final[tuple[Kind, ...]] = ("account", "agency", "region")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the words that announce it, the units its figures may have, and whom it may be said of.

    The keys of ``measures.toml`` tell what the others mean; ``growth`` is the measure of its growth, where that is one.
    """

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
    where: bool = False
    tight: bool = False
    plain: bool = False
    growth: Measure | None = None
    growing: tuple[str, ...] = ()

    def counts(self, unit: str | None) -> bool:
        """Whether a figure may be one of this measure, by its unit."""
        return (unit or "").removesuffix("人民币") in self.units


@cache
def measures() -> tuple[Measure, ...]:
    """The measures of ``lexicons/measures.toml``, in its order, each with the measure of its growth behind it.

    >>> measures()[0].name
    'followers'
    """
    listed = map(_measure, read_entries("measures.toml", "measure", name=str, label=str, units=list))
    return tuple(known for one in listed for known in (one, one.growth) if known)


def _measure(entry: Mapping[str, Any]) -> Measure:
    where = entry.get("where", False)
    tight = where or entry.get("tight", False)
    one = Measure(
        entry["name"],
        entry["label"],
        tuple(entry.get("nouns", ())),
        tuple(entry.get("verbs", ())),
        tuple(entry.get("after", ())),
        entry.get("behind", -1 if tight else 0),
        frozenset(entry["units"]),
        entry.get("per"),
        ("region", "whole") if where else _with_whole(entry.get("subjects", EVERYBODY)),
        entry.get("stock", False),
        entry.get("lists", False),
        where,
        tight,
        entry.get("plain", False),
    )
    growth = entry.get("growth", ())
    growing = (*one.nouns, *one.verbs) if growth is True else tuple(growth)
    return replace(one, growth=_growth(one), growing=growing) if growing else one


def _growth(one: Measure) -> Measure:
    """How much a measure grew in a year, in per cent; its words are those of the measure, with words for growth behind them."""
    name, label, units = f"{one.name}_growth", f"{one.label}增速", frozenset("%")
    silent = replace(one, name=name, label=label, nouns=(), verbs=(), after=(), units=units, per=None)
    return replace(silent, subjects=("region", "whole"), where=True, plain=True)


def _with_whole(kinds: Collection[Kind]) -> tuple[Kind, ...]:
    """The kinds of subject; what may be said of a region may be said of one named by its level."""
    return (*kinds, "whole") if "region" in kinds else tuple(kinds)


@cache
def other_words() -> tuple[str, ...]:
    """Words of ``measures.toml`` that hold the word of a measure and announce nothing: 储备项目."""
    return tuple(word for entry in read_entries("measures.toml", "other", words=list) for word in entry["words"])
