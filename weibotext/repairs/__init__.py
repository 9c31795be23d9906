"""Damage to published text: how it comes about, and how it is undone as edits on the source.

Repairs run before conversion, for their arithmetic needs the characters as published. Each is a function from a text to
edits; :data:`REPAIRS` is their order. Undamaged text passes unchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from weibotext.repairs.glosses import glosses
from weibotext.repairs.misalignment import misalignment
from weibotext.repairs.punctuation import decimal_points
from weibotext.repairs.residue import residue
from weibotext.repairs.unprintable import unprintable
from weibotext.text import Text
from weibotext.values import Edit

__all__ = ["REPAIRS", "Repaired", "repair", "repaired"]

REPAIRS: Final[tuple[Callable[[str], list[Edit]], ...]] = (unprintable, misalignment, residue, glosses, decimal_points)
"""In this order: shifted bytes may hide tags, glosses and marks, and tags may stand between a character and its gloss."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text with the edits that made it, in source coordinates."""

    text: str
    edits: tuple[Edit, ...]


def repaired(text: Text) -> Text:
    """The text with all repairs applied."""
    for one in REPAIRS:
        text = text.apply(one(text.clean))
    return text


def repair(source: str) -> Repaired:
    """Undo the damage of republishing; script and width of the characters stay as they are.

    >>> repair("政務(wù)微博的服務(wù)")
    Repaired(text='政務微博的服務', edits=(Edit(span=Span(start=2, stop=6), text='(wù)', ...
    """
    text = repaired(Text.of(source))
    return Repaired(text.clean, text.edits)
