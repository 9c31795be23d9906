"""What the markup of an HTML page states: its title, its site, its day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from weibotext.reading.days import read_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY_META: Final = (
    "pubdate", "article:published_time", "publishdate", "publish_date", "publishtime", "datepublished",
    "firstpublishedtime", "dateupdate",
)  # fmt: skip
"""The names that pages give it; ``firstpublishedtime`` is that of www.gov.cn, ``dateUpdate`` Baijiahao's."""

_SITE_META: Final = ("sitename", "og:site_name")
_TITLE_META: Final = ("articletitle", "og:title")

_PUB_DATE: Final = re.compile(r'"pubDate"\s{0,9}:\s{0,9}"(?P<day>[^"]{8,40})"')
"""In JSON-LD, as Baidu's search reads it."""

_WECHAT: Final = re.compile(
    r"\bvar (?:ct|oriCreateTime|createTime)\s{0,9}=\s{0,9}['\"](?P<seconds>[0-9]{10})['\"]"
    r"|[\"'][0-9]{10}[\"'],[a-z]=[\"'](?P<listed>[0-9]{10})[\"'],[a-z]=[\"'][0-9]{4}-"
)
"""How pages of WeChat tell their script the moment, as Unix time; a reader sees it when the script has run."""

_RIGHTS: Final = re.compile(r"版[权權]所有.*|\s*[©（(]?\s*Copyright.*", re.DOTALL | re.IGNORECASE)
_SEPARATOR: Final = re.compile(r"\s{0,3}(?:[_|｜]+|-{1,3}|[–—]{1,2}|\s)\s{0,3}")
_SITE_BEHIND: Final = re.compile(r"\s{0,3}[_|｜]{1,3}[^_|｜]{2,20}")
_SHORTEST: Final = 4
_LONGEST_SITE: Final = 20
"""A blank parts a title from its site only where so much is left; titles have blanks too."""
_QUOTES: Final = "\"'“”"


def stated(tree: HtmlElement) -> dict[str, str]:
    """The ``<meta>`` tags of a page, by their names in lower case; of several with one name the first counts."""
    return dict(reversed(list(_metas(tree))))


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        key, value = meta.get("name") or meta.get("property") or meta.get("itemprop"), meta.get("content")
        if key and value:
            yield key.strip().lower(), value


def title_of(metas: dict[str, str], tree: HtmlElement, lines: Iterable[str], guess: str) -> str:
    """The title: of the tags, else that part of ``<title>`` which is a line of the page, else the ``guess`` of others.

    A guess that ``<title>`` does not hold is the title of something else on the page. Where a quotation mark cut the tag's
    value short, as ``content="…"一" …"`` is, ``<title>`` has the rest.
    """
    element = " ".join((tree.findtext(".//title") or "").split())
    told = _first(metas, _TITLE_META).strip()
    if told and not (element.startswith(told) and element[len(told) : len(told) + 1] in [*_QUOTES]):
        return told
    seen = {line for line in lines if len(line) >= _SHORTEST}
    for end in (len(element), *reversed([hit.start() for hit in _SEPARATOR.finditer(element)])):
        if element[:end] in seen and (element[end : end + 1] != " " or len(element) - end <= _LONGEST_SITE):
            return element[:end]
    return guess if not element or (guess in element != guess and not told) else _without_site(element)


def _without_site(element: str) -> str:
    """``<title>`` without what follows a bar."""
    bar = _SITE_BEHIND.search(element, _SHORTEST)
    return element[: bar.start()] if bar else element


def site_of(metas: dict[str, str], guess: str) -> str:
    """The name of the site, without what is said of its rights.

    >>> site_of({}, "某某网版权所有")
    '某某网'
    """
    return _RIGHTS.sub("", _first(metas, _SITE_META) or guess).strip()


def day_of_page(metas: dict[str, str], text: str, guess: str) -> date | datetime | None:
    """The day of publication: of the tags, of what is told to search engines or to a script, else the ``guess`` of others.

    >>> day_of_page({"pubdate": "2013-08-20"}, "", "2014-01-01"), day_of_page({}, '{"pubDate": "2013-08-20T10:32:00"}', "")
    (datetime.date(2013, 8, 20), datetime.datetime(2013, 8, 20, 10, 32))
    """
    days = (read_day(metas.get(key, "")) for key in _DAY_META)
    return next((day for day in days if day), None) or _in_script(text) or read_day(guess)


def _in_script(text: str) -> date | datetime | None:
    if "pubDate" in text and (hit := _PUB_DATE.search(text)):
        return read_day(hit["day"])
    if "js_content" in text and (hit := _WECHAT.search(text)):
        return read_day(hit["seconds"] or hit["listed"])
    return None


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((metas[key] for key in keys if metas.get(key, "").strip()), "")
