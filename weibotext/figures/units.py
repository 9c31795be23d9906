"""The units that may follow a number, from ``lexicons/units.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from weibotext.errors import LexiconError
from weibotext.lexicon import read_entries
from weibotext.rules import any_of

KINDS: Final = ("count", "measure", "money")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``kind`` is ``count``, ``measure`` or ``money``; ``code`` is UCUM's or ISO 4217's, where one exists."""

    name: str
    kind: Literal["count", "measure", "money"]
    code: str | None


@cache
def units() -> dict[str, Unit]:
    """All units by each of their written forms.

    Raises :class:`LexiconError` for an unknown kind or a form that stands twice.

    >>> units()["公里"].code, units()["美元"].code, units()["人次"].kind
    ('km', 'USD', 'count')
    """
    known: dict[str, Unit] = {}
    for entry in read_entries("units.toml", "unit", kind=str, names=list):
        if entry["kind"] not in KINDS:
            raise LexiconError(f"lexicons/units.toml, {entry['names'][0]}: kind must be one of {', '.join(KINDS)}")
        for name in entry["names"]:
            if name in known:
                raise LexiconError(f"lexicons/units.toml: {name!r} stands twice; remove one")
            known[name] = Unit(name, entry["kind"], entry.get("code"))
    return known


def unit_pattern() -> str:
    """A pattern for all written forms.

    >>> import re
    >>> re.match(unit_pattern(), "人次")[0]
    '人次'
    """
    return any_of(units())
