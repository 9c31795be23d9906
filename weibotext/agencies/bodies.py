"""The forms that bodies' names take, from ``lexicons/bodies.tsv``, ``national_bodies.tsv`` and ``offices.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from weibotext.errors import LexiconError
from weibotext.lexicon import read_table

REGION: Final = "{region}"


@dataclass(frozen=True, slots=True)
class Body:
    """A sort of body: its canonical name, in which ``{region}`` stands for its region, and its kind.

    >>> Body("{region}公安厅", "police").named("贵州省")
    '贵州省公安厅'
    """

    canonical: str
    kind: str

    def named(self, region: str) -> str:
        """The canonical name of this body in a region."""
        return self.canonical.replace(REGION, region)


@cache
def regional() -> dict[str, Body]:
    """Bodies that a region may have, by the form that follows the region's name.

    >>> regional()["政府新闻办"].canonical
    '{region}人民政府新闻办公室'
    """
    return _bodies("bodies.tsv", needs_region=True)


@cache
def national() -> dict[str, Body]:
    """Bodies of the nation, by the form that stands in text.

    >>> national()["公安部"].canonical
    '中华人民共和国公安部'
    """
    return _bodies("national_bodies.tsv", needs_region=False)


@cache
def offices() -> dict[str, str]:
    """Offices inside a body: the form that follows its name, and the canonical form.

    >>> offices()["打拐办"]
    '打拐办公室'
    """
    return {row[0]: row[1] for row in read_table("offices.tsv", "form", "canonical")}


def _bodies(file: str, *, needs_region: bool) -> dict[str, Body]:
    known: dict[str, Body] = {}
    for form, canonical, kind in read_table(file, "form", "canonical name", "kind"):
        if (REGION in canonical) != needs_region:
            raise LexiconError(
                f"lexicons/{file}, {form}: the canonical name {canonical!r} must "
                f"{'hold' if needs_region else 'not hold'} {REGION}"
            )
        if form in known:
            raise LexiconError(f"lexicons/{file}: {form!r} stands twice; remove one")
        known[form] = Body(canonical, kind)
    return known
