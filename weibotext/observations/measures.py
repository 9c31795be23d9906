"""What figures measure: the lexicon ``lexicons/measures.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

from weibotext.lexicon import read_entries

SubjectKind: TypeAlias = Literal["account", "agency", "region"]
EVERYBODY: Final[tuple[SubjectKind, ...]] = ("account", "agency", "region")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the words that announce it, the units its figures may have, and whom it may be said of."""

    name: str
    label: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    after: tuple[str, ...]
    behind: int
    units: frozenset[str] | None
    per: str | None
    subjects: tuple[SubjectKind, ...]
    stock: bool

    def counts(self, unit: str | None) -> bool:
        """Whether a figure may be one of this measure, by its unit."""
        return self.units is None or (unit or "") in self.units


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
            frozenset(entry["units"]) if "units" in entry else None,
            entry.get("per"),
            tuple(entry.get("subjects", EVERYBODY)),
            entry.get("stock", False),
        )
        for entry in read_entries("measures.toml", "measure", name=str, label=str)
    )


@cache
def other_words() -> tuple[str, ...]:
    """Words of ``measures.toml`` that hold the word of a measure and announce nothing: 储备项目."""
    return tuple(word for entry in read_entries("measures.toml", "other", words=list) for word in entry["words"])
