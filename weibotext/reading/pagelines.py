"""The lines around the main text of an HTML page that say who published it and when.

They stand in boxes of their own, between the title and the text or below it, and extraction drops them with the rest of
what is no main text. The day of publication is in them as often as in the page's markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from weibotext.reading.pagedata import tells_of_the_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEAR: Final = 8
"""So many lines before and behind the beginning and the end of the main text are looked at."""

_LONGEST: Final = 160
_FEWEST_LINKS: Final = 3
_SHORTEST: Final = 4

_UNSEEN: Final = frozenset(("script", "style", "noscript", "template", "select", "option", "textarea"))
# fmt: off
_INLINE: Final = frozenset((
    "a", "abbr", "b", "big", "cite", "em", "font", "i", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u",
))
# fmt: on


def with_own_lines(main: str, lines: list[str]) -> str:
    """The main text with the page's own lines at their places; ``lines`` are all that a reader of the page sees."""
    paragraphs = main.split("\n")
    spaced = list(map(_spaced, paragraphs))
    places = _places(spaced, lines)
    if not places:
        return main
    first, last = min(places.values()), max(places.values())
    near = {*range(first - _NEAR, first + _NEAR), *range(last - _NEAR, last + _NEAR + 1)}
    own = [
        place
        for place, line in enumerate(lines)
        if place in near and len(line) <= _LONGEST and tells_of_the_page(line) and not _has(spaced, line)
    ]
    return "\n".join(_merged(paragraphs, lines, places, own))


def linked_items(tree: HtmlElement) -> frozenset[str]:
    """The items of lists that hold links, without their white space."""
    return frozenset(_close("".join(item.itertext())) for item in tree.iter("li") if item.find(".//a") is not None)


def without_links(main: str, links: frozenset[str]) -> str:
    """The main text without a list of links at its end, which leads to other articles; attachments are its own."""
    paragraphs = main.split("\n")
    last = len(paragraphs)
    while last > 1 and paragraphs[last - 1].startswith("- ") and _close(paragraphs[last - 1][2:]) in links:
        last -= 1
    listed = paragraphs[last:]
    attached = any("附件" in one or "附表" in one for one in listed)
    return main if len(listed) < _FEWEST_LINKS or attached else "\n".join(paragraphs[:last])


def _close(text: str) -> str:
    return "".join(text.split())


def _spaced(line: str) -> str:
    """A line with single spaces, as lines are compared."""
    return " ".join(line.split())


def _has(paragraphs: list[str], line: str) -> bool:
    """Whether the line, or a part of it, is in the main text already."""
    return any(line in one or (one in line and len(one) >= _SHORTEST) for one in paragraphs)


def _places(paragraphs: list[str], lines: list[str]) -> dict[int, int]:
    """For each paragraph that is a line of the page as it stands, which one."""
    numbers = {line: number for number, line in reversed(list(enumerate(lines)))}
    return {place: numbers[one] for place, one in enumerate(paragraphs) if one in numbers}


def _merged(paragraphs: list[str], lines: list[str], places: dict[int, int], own: list[int]) -> Iterator[str]:
    waiting = iter([*own, len(lines)])
    following = next(waiting)
    for number, paragraph in enumerate(paragraphs):
        while following < places.get(number, -1):
            yield lines[following]
            following = next(waiting)
        yield paragraph
    while following < len(lines):
        yield lines[following]
        following = next(waiting)


def visible_lines(tree: HtmlElement) -> Iterator[str]:
    """What a reader sees, line by line, with single spaces."""
    body = tree.find(".//body")
    for line in "".join(_pieces(tree if body is None else body)).split("\n"):
        if spaced := _spaced(line):
            yield spaced


def _pieces(body: HtmlElement) -> Iterator[str]:
    from lxml import etree

    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            yield _flat(element.tail)
            continue
        if element.tag not in _INLINE and element.tag not in _UNSEEN:
            yield "\n"
        if event == "start":
            yield "" if element.tag in _UNSEEN else _flat(element.text)
        elif element is not body:
            yield _flat(element.tail)


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\r", " ")
