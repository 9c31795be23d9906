"""The head of a record: title, day of publication, and what is known of the page that the text stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

from weibotext.convert import simplify
from weibotext.errors import InputError
from weibotext.reading import Article
from weibotext.reading.days import in_china
from weibotext.record import Dateline, Named, Page
from weibotext.repairs import repaired
from weibotext.text import Text
from weibotext.values import Span

if TYPE_CHECKING:
    from weibotext.reading.pagedata import PageData

Published: TypeAlias = date | datetime | str | None

YEARS: Final = range(1000, 9000)
"""Years that an article may be published in, so that 去年 and 明年 stay within the calendar."""

_CRUMBS: Final = r"[^\n]{0,12}位置[ \u3000]{0,3}[:：][^\n]*|[^\n>»›]{0,40}[>»›][^\n]*"
"""The way to a page from the front page of its site: 您当前的位置：首页 > 新闻."""

_TITLE: Final = re.compile(
    rf"(?:(?:[^\w\n]*+|{_CRUMBS})\n)*+[ \t\u3000]*+(?:#{{1,6}}[ \t]++)?(?P<title>\S[^\n]{{0,49}}?)[ \t\u3000\r]*\n"
)
_TITLE_WITHIN: Final = 200
"""A title that was given is looked for among the first characters."""


@dataclass(frozen=True)
class Heading:
    """What a record says of one article as a whole. Each part is found when it is first asked for.

    ``given`` is the day of publication that the caller states; it goes before all others.
    """

    article: Article
    text: Text
    given: datetime | None

    @property
    def published(self) -> datetime | None:
        """The day of publication."""
        return self._dated[0]

    @property
    def published_basis(self) -> str | None:
        """What it rests on: ``given``, ``metadata``, ``dateline`` or ``None``."""
        return self._dated[1]

    @cached_property
    def _dated(self) -> tuple[datetime | None, str | None]:
        if self.given is not None:
            return self.given, "given"
        if self.article.published is not None:
            return moment(self.article.published), self.article.published_basis
        if self._stated.published is not None:
            return moment(self._stated.published), "metadata"
        day = self._stated.dateline.day_in(None) if self._stated.dateline else None
        return moment(day), "dateline" if day else None

    @property
    def title(self) -> str | None:
        """The article's own title, repaired and simplified, else the first line, where it is one."""
        return self._titled[0]

    @property
    def title_span(self) -> Span | None:
        """Where the title stands in the clean text, if it does."""
        return self._titled[1]

    @cached_property
    def _titled(self) -> tuple[str | None, Span | None]:
        clean = self.text.clean
        if self.article.title is None:
            span = _title(clean)
            return clean[slice(*span)] if span else None, span
        title = simplify(repaired(Text.of(self.article.title))).clean
        start = clean.find(title, 0, len(title) + _TITLE_WITHIN)
        return title or None, Span(start, start + len(title)) if title and start >= 0 else None

    @cached_property
    def _stated(self) -> PageData:
        from weibotext.reading.pagedata import find_page_data  # its patterns take milliseconds to compile

        return find_page_data(self.text.clean)

    @property
    def page(self) -> Page:
        """What is known of the page, in source coordinates."""
        article, stated = self.article, self._stated
        return Page(
            name=article.name,
            id=article.id,
            url=article.url,
            site=article.site,
            source=self._named(stated.source) if stated.source else None,
            editors=tuple(map(self._named, stated.editors)),
            authors=tuple(map(self._named, stated.authors)),
            dateline=self._dateline(),
        )

    def _dateline(self) -> Dateline | None:
        line = self._stated.dateline
        if line is None:
            return None
        day = line.day_in(self.published.date() if self.published else None)
        span, text = self._quoted(line.span)
        return Dateline(span, text, line.agency, line.place, day.isoformat() if day else None)

    def _named(self, span: Span) -> Named:
        name = re.sub(r"[ \t\u3000]+", "", self.text.clean[slice(*span)])  # 李 明 is 李明
        return Named(*self._quoted(span), name)

    def _quoted(self, span: Span) -> tuple[Span, str]:
        source = self.text.source_span(span)
        return source, self.text.source[slice(*source)]


def moment(published: Published) -> datetime | None:
    """A day of publication as a moment; a date is its midnight, and a moment with a zone is told in China's time.

    Raises :class:`InputError` for what is no date.

    >>> moment("2013-08-20")
    datetime.datetime(2013, 8, 20, 0, 0)
    """
    if isinstance(published, str):
        try:
            published = datetime.fromisoformat(published)
        except ValueError:
            raise InputError(f"published={published!r} is no date; write it as 2013-08-20") from None
    if published is None:
        return None
    if not isinstance(published, date):
        raise InputError(f"published is a date or its ISO form, not {type(published).__name__}")
    if published.year not in YEARS:
        raise InputError(f"published={published}: dates of publication lie from {YEARS.start} to {YEARS.stop - 1}")
    if isinstance(published, datetime):
        return in_china(published)
    return datetime(published.year, published.month, published.day)


def _title(clean: str) -> Span | None:
    """The first line of words, where it is short, is no sentence and tells nothing of the page, and a text follows.

    It is without Markdown's mark. The way to the page, which may stand before it, is passed over.
    """
    from weibotext.reading.pagedata import tells_of_the_page  # as above

    hit = _TITLE.match(clean)
    if (
        hit is None
        or tells_of_the_page(hit["title"])
        or hit["title"].endswith(tuple("。，；：,;"))
        or not clean[hit.end() :].strip()
    ):
        return None
    return Span(*hit.span("title"))
