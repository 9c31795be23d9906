"""The box of an HTML page that its system for publishing puts the main text into, by the name the system gives it.

Most sites of Chinese government and much of its news are made by few such systems. What they call the box is their promise
that the main text is in it; extraction, which knows no names, now and then takes a menu for it instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from weibotext.lexicon import read_table
from weibotext.reading.pagelines import visible_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FEWEST: Final = 40
"""A box with fewer Chinese characters is empty, or filled by a script."""


def main_box(tree: HtmlElement) -> str | None:
    """The lines of the first box that is known and has text in it; ``None`` where there is none."""
    for box in _boxes(tree):
        text = "\n".join(visible_lines(box))
        if sum("\u4e00" <= one <= "\u9fff" for one in text) >= FEWEST:
            return text
    return None


def _boxes(tree: HtmlElement) -> Iterator[HtmlElement]:
    names = _names()
    for element in tree.iter("div", "td", "section", "article", "ucapcontent"):
        if element.get("id") in names or not names.isdisjoint((element.get("class") or "").split()):
            yield element


@cache
def _names() -> frozenset[str]:
    return frozenset(name for name, _ in read_table("page_boxes.tsv", "name", "system"))
