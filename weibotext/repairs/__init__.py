"""Damage to published text: how it comes about, and how it is undone as edits on the source.

Repairs run before conversion, for their arithmetic needs the characters as published. Each is a function from a text to
edits; :data:`REPAIRS` is their order. Undamaged text passes unchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from weibotext.repairs.glosses import deletions, glosses
from weibotext.repairs.misalignment import misalignment
from weibotext.repairs.punctuation import decimal_points
from weibotext.repairs.residue import residue
from weibotext.repairs.unprintable import unprintable
from weibotext.text import Text
from weibotext.values import Edit

Repair: TypeAlias = Callable[[str], list[Edit]]

__all__ = ["REPAIRS", "Repaired", "repair", "repaired"]

REPAIRS: Final[tuple[tuple[Repair, ...], ...]] = (
    (unprintable, lambda text: (lambda g: misalignment(text, g).edits + deletions(text, g))(glosses(text))),
    (residue, decimal_points),
)
"""In rounds: those of a round look at the same text, those of the next at the repaired one.

Shifted bytes may hide tags, glosses and marks, so they come first.
"""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text with the edits that made it, in source coordinates."""

    text: str
    edits: tuple[Edit, ...]


def repaired(text: Text) -> Text:
    """The text with all repairs applied."""
    for together in REPAIRS:
        text = text.apply(_disjoint([edit for one in together for edit in one(text.clean)]))
    return text


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """The edits in order; of two that overlap, the first."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        if not kept or edit.span.start >= kept[-1].span.stop:
            kept.append(edit)
    return kept


def repair(source: str) -> Repaired:
    """Undo the damage of republishing; script and width of the characters stay as they are.

    >>> repair("政務(wù)微博的服務(wù)")
    Repaired(text='政務微博的服務', edits=(Edit(span=Span(start=2, stop=6), text='(wù)', ...
    """
    text = repaired(Text.of(source))
    return Repaired(text.clean, text.edits)
