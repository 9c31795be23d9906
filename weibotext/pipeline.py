"""The order of the stages, and how what they find becomes the items of a record."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeAlias

from weibotext.assembly import Assembly
from weibotext.convert import simplify
from weibotext.errors import InputError, WeibotextError
from weibotext.reading import Article, decode, read_article
from weibotext.record import Record
from weibotext.repairs import repaired
from weibotext.segment import Segmenter
from weibotext.text import Text
from weibotext.themes import Labeller, Theme
from weibotext.values import Span, Words

Source: TypeAlias = str | bytes | os.PathLike[str]
Published: TypeAlias = date | datetime | str | None

MOST_CHARACTERS: Final = 5_000_000
"""A longer text is no article."""

YEARS: Final = range(1000, 9000)
"""Years that an article may be published in, so that 去年 and 明年 stay within the calendar."""

_TITLE: Final = re.compile(r"\s*(?P<title>\S[^\n]{0,49}?)[ \t\u3000\r]*\n")
_PAGE_DATE: Final = re.compile(
    r"(?:发布时间|发布日期|发表时间|更新时间|时间|日期)\s*[:：]\s*(?P<date>(?:19|20)[0-9]{2}(?P<sign>[-/.年])[0-9]{1,2}[-/.月][0-9]{1,2})"
)


class Pipeline:
    """Repair, conversion, segmentation, and all that is found in an article.

    ``segmenter`` cuts the words; ``taxonomy`` maps theme labels to their seed words, or holds themes, in place of the one
    that comes with the package; ``tokens`` says whether records hold them. A pipeline keeps nothing of the articles it has read.

    >>> record = Pipeline()("截至6月30日，貴州省已有1691個黨政機構微博。", published=date(2013, 8, 20))
    >>> [(date.text, date.timex) for date in record.dates]
    [('6月30日', '2013-06-30')]
    """

    def __init__(
        self,
        *,
        segmenter: Segmenter | None = None,
        taxonomy: Sequence[Theme] | Mapping[str, Sequence[str]] | None = None,
        tokens: bool = False,
    ) -> None:
        self.segmenter = segmenter or Segmenter()
        self.labeller = Labeller(taxonomy)
        self.tokens = tokens

    def __call__(self, source: Source, *, published: Published = None) -> Record:
        """The record of one article: a text, its bytes, or the path of its file.

        Raises :class:`InputError` for what is not text, cannot be read or is too long, and for a date of publication that
        is none.
        """
        return self._record(_given(source), moment(published))

    def stream(
        self,
        articles: Iterable[Article | Source],
        *,
        on_error: Callable[[Article | Source, WeibotextError], None] | None = None,
    ) -> Iterator[Record]:
        """The records of many articles, one after the other and in their order.

        An article that cannot be read is given to ``on_error`` with the reason and left out; without ``on_error`` it
        raises.

        >>> [record.dates[0].timex for record in Pipeline().stream(["2013年", Article("今年", published="2014-05-01")])]
        ['2013', '2014']
        """
        for article in articles:
            try:
                yield self._streamed(article)
            except WeibotextError as problem:
                if on_error is None:
                    raise
                on_error(article, problem)

    def _streamed(self, article: Article | Source) -> Record:
        if isinstance(article, Article):
            return self(article.source, published=article.published)
        return self(article)

    def _record(self, source: str, published: datetime | None) -> Record:
        text = simplify(repaired(Text.of(source)))
        title = _title(text.clean)
        basis = "given" if published else None
        if published is None and (published := _on_page(text.clean)):
            basis = "metadata"
        found = Assembly(text, Words.of(self.segmenter.words(text.clean)), published, title, self.labeller)
        return Record(
            source=source,
            id=f"sha256:{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()}",
            title=text.clean[slice(*title)] if title else None,
            published=_written(published),
            published_basis=basis,
            text=text.clean,
            edits=text.edits,
            agencies=found.agencies,
            accounts=found.accounts,
            dates=found.dates,
            figures=found.figures,
            observations=found.observations,
            themes=found.themes,
            keywords=found.keywords,
            tokens=found.tokens() if self.tokens else None,
        )


def _given(source: Source) -> str:
    """The text itself, whatever it was given as."""
    if isinstance(source, bytes):
        source = decode(source)
    elif isinstance(source, os.PathLike):
        source = read_article(source).source
    if not isinstance(source, str):
        raise InputError(f"an article is a str, bytes or a path, not {type(source).__name__}; convert it first")
    if len(source) > MOST_CHARACTERS:
        raise InputError(
            f"a text of {len(source):,} characters is no article; split it into pieces of at most {MOST_CHARACTERS:,}"
        )
    return source


def moment(published: Published) -> datetime | None:
    """A day of publication as a moment; a date is its midnight.

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
    return published if isinstance(published, datetime) else datetime(published.year, published.month, published.day)


def _written(published: datetime | None) -> str | None:
    return published.date().isoformat() if published else None


def _title(clean: str) -> Span | None:
    """The first line, where it is short, does not end like a sentence, and a text follows."""
    hit = _TITLE.match(clean)
    if hit is None or hit["title"].endswith(tuple("。，；：,;")) or not clean[hit.end() :].strip():
        return None
    return Span(*hit.span("title"))


def _on_page(clean: str) -> datetime | None:
    """The date that the page states as its own, in its first or last lines."""
    hit = _PAGE_DATE.search(clean[:400]) or _PAGE_DATE.search(clean[-300:])
    if hit is None:
        return None
    try:
        year, month, day = (int(number) for number in re.findall("[0-9]+", hit["date"]))
        return datetime(year, month, day)
    except ValueError:
        return None
