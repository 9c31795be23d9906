"""Damage to published text: how it comes about, and how it is undone as edits on the source.

Repairs run before conversion, for their arithmetic needs the characters as published. Each is a function from a text to
edits, and undamaged text passes unchanged. A text is repaired until nothing is left to repair: what one repair uncovers,
such as a tag in characters that were out of step, the next round finds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

from weibotext.errors import InputError
from weibotext.repairs.damage import PageDamage
from weibotext.repairs.glosses import deletions, glosses
from weibotext.repairs.invisible import INVISIBLE, UNPRINTABLE, invisible, unprintable
from weibotext.repairs.misalignment import Misalignment, misalignment, traditional
from weibotext.repairs.misread import SIGNS, misread, strange
from weibotext.repairs.noise import noise
from weibotext.repairs.residue import residue
from weibotext.repairs.spacing import blanks, decimal_points
from weibotext.text import Text
from weibotext.values import Edit

Repair: TypeAlias = Callable[[str], list[Edit]]

__all__ = ["REPAIRS", "PageDamage", "Repaired", "examined", "repair", "repaired"]

REPAIRS: Final[tuple[Repair, ...]] = (invisible, residue, noise, blanks, decimal_points)
"""The repairs of a place, by rank; where two want the same, the first has it.

Those of the page go before them: a text that was read in the wrong encoding has no other damage until it is read again,
and runs out of step and glosses are decided together.
"""

_RARE: Final = re.compile(f"[{UNPRINTABLE}{INVISIBLE}{SIGNS}]")
"""What three of the repairs begin with. Most texts have none of it."""

_NO_DAMAGE: Final = PageDamage()
_PLACE: Final = itemgetter(0)  # of an edit

FEWEST_LOST: Final = 40
"""A shorter text may be question marks on purpose."""

MOST_ROUNDS: Final = 6
"""A text that goes on changing is left as it is."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text with the edits that made it, in source coordinates, and what was decided about the page."""

    text: str
    edits: tuple[Edit, ...]
    damage: PageDamage


def repair(source: str) -> Repaired:
    """Undo the damage of republishing; script and width of the characters stay as they are.

    Repairing twice changes nothing more. An edit is ``certain`` where no byte was lost, and names its repair. Raises
    :class:`~weibotext.errors.InputError` for a page whose characters are gone, with the reason, and for what is no ``str``.

    >>> result = repair("政務(wù)微博的服務(wù)")
    >>> result.text, result.edits[0]
    ('政務微博的服務', Edit(span=Span(start=2, stop=6), text='(wù)', replacement='', repair='pinyin_gloss', ...))
    >>> print(result.damage)
    1 character glossed: 務(wù)
    pinyin_gloss: 2 edits
    """
    if not isinstance(source, str):
        raise InputError(f"a text to repair is a str, not {type(source).__name__}; read files with read_articles")
    text, damage = examined(Text.of(source))
    return Repaired(text.clean, text.edits, damage)


def repaired(text: Text) -> Text:
    """The text with all repairs applied."""
    return _settled(text)[0]


def examined(text: Text) -> tuple[Text, PageDamage]:
    """The text with all repairs applied, and what was decided about the page."""
    settled, damage = _settled(text)
    return settled, damage.with_edits(settled.edits)


def _settled(text: Text) -> tuple[Text, PageDamage]:
    """The text with all repairs applied, and what was decided about the page, its repairs not yet counted."""
    held = _held(text.clean)
    if held.rare:
        text = text.apply(unprintable(text.clean))
    _refuse_lost(text.clean)
    settled, damage = text, _NO_DAMAGE
    for _ in range(MOST_ROUNDS):
        edits, seen = _round(settled.clean, held)
        if not edits:
            return settled, damage
        settled, damage = settled.apply(edits), damage or seen
        held = _held(settled.clean)
    return text, _NO_DAMAGE


class _Held(NamedTuple):
    """Whether a text has characters that simplified text seldom has, and such as any text seldom has."""

    unusual: bool
    rare: bool


def _held(text: str) -> _Held:
    """Told by one scan at most, for most text either has nothing unusual or soon has."""
    first = _unusual().search(text)
    return _Held(True, _RARE.search(text, first.start()) is not None) if first else _Held(False, False)


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile("|".join(one.pattern for one in (_RARE, strange(), traditional())))


def _round(clean: str, held: _Held) -> tuple[list[Edit], PageDamage]:
    """What is to be repaired in a text as it stands."""
    if held.unusual and (edits := misread(clean, signs=held.rare)):
        return edits, _NO_DAMAGE
    kept, damage = _of_page(clean, held)
    for one in REPAIRS:
        if (held.rare or one is not invisible) and (more := one(clean)):
            kept = _joined(kept, more)
    return kept, damage


def _of_page(clean: str, held: _Held) -> tuple[list[Edit], PageDamage]:
    """The glosses and the runs out of step, which are decided together."""
    glossed = glosses(clean)
    found = misalignment(clean, glossed) if held.unusual else Misalignment([])
    if not glossed and not found.edits:
        return [], _NO_DAMAGE
    readings = {gloss.character: gloss.reading for gloss in glossed}
    damage = PageDamage(found.decoder, tuple(readings.items()), found.markers, found.private_use)
    return sorted([*found.edits, *deletions(clean, glossed)], key=_PLACE), damage


def _joined(kept: list[Edit], more: Sequence[Edit]) -> list[Edit]:
    """Both in order, without those of ``more`` that overlap one that is kept or another before them."""
    apart = all(one.span.stop <= other.span.start for one, other in pairwise(more))
    if apart and not any(_meets(kept, one) for one in more):
        return sorted([*kept, *more], key=_PLACE)
    result: list[Edit] = []
    for edit, ranked in sorted(
        [(edit, 0) for edit in kept] + [(edit, 1) for edit in more], key=lambda one: one[0].span
    ):
        while result and edit.span.start < result[-1].span.stop and not ranked:
            result.pop()
        if not result or edit.span.start >= result[-1].span.stop:
            result.append(edit)
    return result


def _meets(kept: Sequence[Edit], one: Edit) -> bool:
    """Whether an edit overlaps one of those that are kept, which are in order."""
    place = bisect_left(kept, one.span, key=_PLACE)
    return any(one.span.overlaps(other.span) for other in kept[max(0, place - 1) : place + 1])


def _refuse_lost(text: str) -> None:
    """Refuse a page of which only marks and digits are left."""
    lost, replaced = text.count("?"), text.count("\ufffd") + (text.count("锟斤拷") * 3 if "锟" in text else 0)
    if len(text) < FEWEST_LOST or 4 * max(lost, replaced) < len(text):
        return
    seen = [character for character in text if not character.isspace()]
    if 2 * lost > len(seen) and not any("\u3400" <= one <= "\u9fff" for one in seen):
        raise InputError(
            f"{lost} of the page's {len(seen)} characters are question marks and none is Chinese: they were lost when it "
            "was converted, and nothing tells which they were; get another copy"
        )
    if 2 * replaced > len(seen):
        raise InputError(
            f"{replaced} of the page's {len(seen)} characters are replacement characters (or 锟斤拷, which is two of them): "
            "what they stood for is gone; get another copy"
        )
