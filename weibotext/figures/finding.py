"""Walks through a text and asks the readers at every number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.bare import is_list
from weibotext.figures.context import in_context
from weibotext.figures.drafts import Draft
from weibotext.figures.marks import MARKED, is_mark
from weibotext.figures.others import HALF_OF, half_of, roman, unit_alone
from weibotext.figures.quantities import EXPRESSION_AT, Quantity, quantity_at
from weibotext.figures.ranks import FIRSTS, first_of, ordinal
from weibotext.figures.readers import READERS, joins, readers_of
from weibotext.figures.rows import CURRENCIES, rows
from weibotext.figures.scene import Scene
from weibotext.figures.simple import simple_at
from weibotext.figures.single import AGED, age, bare_number, quantity
from weibotext.numerals import exactly
from weibotext.values import Match, Span, Words

RULES: Final = (*(reader.__name__ for reader in READERS), "ordinal", "first_of", "half_of", "roman", "unit_alone")
"""The names of all readers, which matches carry."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[!-~]+")
_WITHOUT_NUMERAL: Final = re.compile(
    f"[首半对Ⅰ-Ⅻ](?:(?<=[Ⅰ-Ⅻ])|(?<=首)(?=[{''.join(sorted(FIRSTS))}])|(?<=半)(?=[折打{''.join(sorted(HALF_OF))}])|(?<=对)(?=折))"
)
_READER_OF: Final = {"首": first_of, "半": half_of, "对": half_of}
_SHORT: Final = 12
"""In a text no longer than this, 一 before a classifier may be all that it counts."""


@exactly
def find_figures(
    text: str, *, taken: Iterable[Span] = (), words: Words | None = None, tags: Mapping[str, str] | None = None
) -> list[Match[Amount]]:
    """The figures of a clean text, in order. ``taken`` are spans that are something else already, such as dates.

    ``words`` are the text's words and ``tags`` the parts of speech that a dictionary gives them; with both, numerals that
    belong to other words (四川, 万一) are known for what they are, and figures say what they count.

    >>> [(found.value.value, found.value.mod, found.value.unit) for found in find_figures("留言评论超过140条")]
    [(Decimal('140'), 'more_than', '条')]
    """
    scene = Scene.of(text, words, tags)
    blocked = _blocked(scene, text, taken)
    found = _in_order(_figures(scene, blocked), _without_numeral(scene, blocked))
    return in_context(scene, found)


def _blocked(scene: Scene, text: str, taken: Iterable[Span]) -> list[tuple[int, int]]:
    """The spans that are something else, addresses of pages among them, in folded coordinates and in order."""
    spans: list[tuple[int, int]] = list(taken)
    if "://" in text or "www." in text:
        spans += [hit.span() for hit in _ADDRESS.finditer(text)]
    if scene.folded.places:
        spans = [(scene.folded.folded(start), scene.folded.folded(stop)) for start, stop in spans]
    return sorted(spans)


def _figures(scene: Scene, blocked: Sequence[tuple[int, int]]) -> list[Draft]:
    """The figures that begin with a numeral, in folded coordinates, without overlap."""
    text, found = scene.text, list[Draft]()
    blocks = [*blocked, _NOTHING]
    done = reach = which = 0
    for row in rows(len(text) <= _SHORT, is_list(text)).finditer(text):
        place, stop = max(row.start(), reach), row.end()
        while place < stop:
            while blocks[which][1] <= place:
                which += 1
            start, end = block = blocks[which]
            if start <= place and text[end : end + 1] not in _LONGER:
                place = reach = end
                continue
            draft, reach = _at(scene, place, block)
            if draft is not None and draft[0] >= done:
                found.append(draft)
                done = reach
            place = reach
    return found


_NOTHING: Final = (2**62, 2**62)


_LONGER: Final = frozenset("大元圆币岁")
"""What behind a date makes it a figure after all: 三周|大, 10日|元, 18周|岁."""


def _at(scene: Scene, place: int, block: tuple[int, int]) -> tuple[Draft | None, int]:
    """What stands at a place, if it is a figure, and where to look on."""
    text = scene.text
    if place < block[0] and (simple := simple_at(scene, place)) and simple[1] <= block[0]:
        return (None if simple[2].unit in MARKED and is_mark(text, simple) else simple), simple[1]
    found = quantity_at(text, place)
    if found is None:
        skipped = EXPRESSION_AT(text, place)
        return None, skipped.end() if skipped else place + 1
    draft = _figure(scene, found, block)
    if draft is None:
        return None, place + max(len(found.core), 0 if found.core[0].isascii() else scene.fixed(place))
    return (None if draft[2].unit in MARKED and is_mark(text, draft) else draft), draft[1]


def _figure(scene: Scene, found: Quantity, block: tuple[int, int]) -> Draft | None:
    """What the readers make of a number; nothing where it is part of a name or of something else."""
    text, place = scene.text, found.start
    end = place + len(found.core)
    if text[end : end + 1] in _AGES and AGED.match(text, end) and (block[0] < end or text[end] == "个"):
        return age(scene, found)
    draft = _read(scene, found, text[place - 1] if place else "")
    if draft is None or draft[1] <= block[0]:
        return draft
    more = draft[1] > block[1] and text[block[1]] in _LONGER and draft[2].kind in ("money", "measure")
    return draft if more else None


_AGES: Final = frozenset("岁个周星礼天日月年")
"""What the names of ages begin with, which :data:`AGED` knows whole."""


def _read(scene: Scene, found: Quantity, previous: str) -> Draft | None:
    """What the readers make of a number behind the character ``previous``."""
    if previous == "第":
        return ordinal(scene, found)
    if previous and _inside(scene.text, found.start, previous):
        return None
    if not joins(scene.text, found, previous):
        return quantity(scene, found) if found.unit else bare_number(scene, found)
    for reader in readers_of(scene.text, found, previous):
        if one := reader(scene, found):
            return one
    return None


def _inside(text: str, place: int, previous: str) -> bool:
    """Whether a number is the rest of something: of a word in letters, a clock time, a row of numbers with points."""
    if not previous.isascii():
        return False
    if previous.isalnum():
        return not text.endswith(CURRENCIES, 0, place)
    if previous in "@_&%#":
        return True
    before = text[place - 2 : place - 1] if place > 1 else ""
    return previous in ".:/-" and before.isascii() and before.isalnum() and not is_list(text)


def _without_numeral(scene: Scene, blocked: Sequence[tuple[int, int]]) -> list[Draft]:
    """The figures that begin with no numeral: 首个, 半个, 对折."""
    hits = _WITHOUT_NUMERAL.finditer(scene.text)
    found = [one for hit in hits if (one := _READER_OF.get(hit[0], roman)(scene, hit.start()))]
    return [one for one in [*found, *unit_alone(scene)] if not _overlaps(blocked, one)]


def _overlaps(blocked: Sequence[tuple[int, int]], draft: Draft) -> bool:
    which = bisect_right(blocked, (draft[0], 2**62))
    return (which > 0 and blocked[which - 1][1] > draft[0]) or (which < len(blocked) and blocked[which][0] < draft[1])


def _in_order(found: list[Draft], more: list[Draft]) -> list[Draft]:
    """Both lists as one, in order; where two overlap the earlier one stays."""
    if not more:
        return found
    merged: list[Draft] = []
    for one in sorted([*found, *more], key=lambda draft: draft[:2]):
        if not merged or merged[-1][1] <= one[0]:
            merged.append(one)
    return merged
