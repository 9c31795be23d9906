"""The order of the stages, and how what they find becomes the items of a record."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, Final, TypeAlias

from msgspec import msgpack

from weibotext.agencies import Authority
from weibotext.assembly import Assembly
from weibotext.convert import simplify
from weibotext.errors import InputError, WeibotextError, WorkerError
from weibotext.heading import Heading, Published, moment
from weibotext.numerals import exactly
from weibotext.parallel import Lost, spread
from weibotext.reading import Article, decoded, read_article, read_articles
from weibotext.record import Record
from weibotext.repairs import repaired
from weibotext.segment import Segmenter
from weibotext.text import Text
from weibotext.themes import Labeller, Theme
from weibotext.values import Words

Source: TypeAlias = str | bytes | os.PathLike[str]

MOST_CHARACTERS: Final = 5_000_000
"""A longer text is no article."""


class Pipeline:
    """Repair, conversion, segmentation, and all that is found in an article.

    ``segmenter`` cuts the words; ``taxonomy`` maps theme labels to their seed words, or holds themes, in place of the one
    that comes with the package; ``authority`` holds bodies of a list of one's own (:func:`weibotext.agencies.read_list`); ``tokens`` says
    whether records hold them. A pipeline keeps nothing of the articles it has read.

    >>> record = Pipeline()("截至6月30日，貴州省已有1691個黨政機構微博。", published="2013-08-20")
    >>> [(date.text, date.timex) for date in record.dates]
    [('6月30日', '2013-06-30')]
    """

    def __init__(
        self,
        *,
        segmenter: Segmenter | None = None,
        taxonomy: Sequence[Theme] | Mapping[str, Sequence[str]] | None = None,
        authority: Authority | None = None,
        tokens: bool = False,
    ) -> None:
        self._arguments: dict[str, Any] = {
            "segmenter": segmenter,
            "taxonomy": taxonomy,
            "authority": authority,
            "tokens": tokens,
        }
        self.segmenter = segmenter or Segmenter()
        self.taxonomy = taxonomy
        self.labeller = Labeller(taxonomy)
        self.authority = authority
        self.tokens = tokens

    def __reduce__(self) -> tuple[Any, ...]:
        # What was loaded is quicker to load anew than to send.
        return partial(Pipeline, **self._arguments), ()

    @exactly
    def __call__(self, source: Article | Source, *, published: Published = None) -> Record:
        """The record of one article: a text, its bytes, the path of its file, or an :class:`Article`.

        ``published`` goes before the article's own day of publication.

        Raises :class:`InputError` for what is not text, cannot be read or is too long, and for a date of publication that
        is none.
        """
        return self._record(_given(source), moment(published))

    def stream(
        self,
        articles: Iterable[Article | Source],
        *,
        workers: int = 1,
        patience: float = 60.0,
        on_error: Callable[[Article | Source, WeibotextError], None] | None = None,
    ) -> Iterator[Record]:
        """The records of many articles, in their order.

        With more than one worker, as many processes share the work (see :func:`weibotext.parallel.spread`), and an
        article that takes longer than ``patience`` seconds, or kills its process, is left out.

        A path stands for all articles that :func:`weibotext.read_articles` finds there: the rows of a table, the files of a
        folder. An article that cannot be read is given to ``on_error`` with the reason and left out; without ``on_error`` it
        raises. Several workers are new processes, so a script needs ``if __name__ == "__main__":`` around the call.

        Raises :class:`InputError` for one text in place of many, :class:`WorkerError` where workers end before they do anything.

        >>> [record.dates[0].timex for record in Pipeline().stream(["2013年", Article("今年", published="2014-05-01")])]
        ['2013', '2014']
        """
        if isinstance(articles, str | bytes):
            raise InputError(f"articles are given as one {type(articles).__name__}; give a list of them")
        for article, answer in self._answers(_opened(articles, on_error), workers, patience):
            if isinstance(answer, Record):
                yield answer
            elif on_error is None:
                raise answer
            else:
                on_error(article, answer)

    def _answers(
        self, articles: Iterable[Article | Source], workers: int, patience: float
    ) -> Iterator[tuple[Article | Source, Record | WeibotextError]]:
        if workers < 1:
            raise InputError(f"workers={workers}: give one or more")
        if workers == 1:
            yield from ((article, self._answer(article)) for article in articles)
            return
        for article, packed in spread(_Packing(self), articles, workers=workers, patience=patience):
            yield article, _unpacked(article, packed)

    def _answer(self, article: Article | Source) -> Record | WeibotextError:
        try:
            return self(article)
        except WeibotextError as problem:
            return problem
        except (
            Exception
        ) as problem:  # of a segmenter of the user's, or a bug: it costs this article, not the whole night
            lost = WorkerError(f"{_name(article)}: the article's reading failed: {_told(problem)}; it is left out")
            lost.__cause__ = problem
            return lost

    def _record(self, article: Article, published: datetime | None) -> Record:
        source = article.source
        text = simplify(repaired(Text.of(source)))
        head = Heading(article, text, published)
        words = Words.of(self.segmenter.words(text.clean))
        found = Assembly(text, words, head.published, head.title_span, self.labeller, self.authority, article.site)
        return Record(
            source=source,
            id=f"sha256:{hashlib.sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()}",
            title=head.title,
            published=head.published.date().isoformat() if head.published else None,
            published_basis=head.published_basis,
            encoding=article.encoding,
            page=head.page,
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


def extract(source: Article | Source, *, published: Published = None) -> Record:
    """The record of one article: a text, its bytes, the path (a :class:`pathlib.Path`) of its file, or an :class:`Article`.

    Bytes are text in any of the usual encodings. A path may also lead to an HTML page: the source is then its main text. What
    holds many articles, a table, an archive or a folder, is read by :func:`read_articles`.

    ``published`` is the day of publication, on which relative dates lean: a date, a moment, or its ISO form; it goes before
    the one that the page states. Offsets in the record count code points of the source. For other settings and for many
    articles use :class:`Pipeline`.

    Raises :class:`InputError` for what is not text, cannot be read or is too long.

    >>> extract("").dates
    ()
    """
    return _pipeline()(source, published=published)


@cache
def _pipeline() -> Pipeline:
    return Pipeline()


class _Packing:
    """A pipeline in a worker: an article in, its record out as bytes, which travel faster than objects."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def __call__(self, article: Article | Source) -> bytes | Record | WeibotextError:
        """The record as MessagePack; as it is where the text holds lone surrogates, which MessagePack has not."""
        answer = self._pipeline._answer(article)
        if not isinstance(answer, Record):
            return answer
        try:
            return msgpack.encode(answer)
        except UnicodeEncodeError:
            return answer


def _unpacked(article: Article | Source, packed: bytes | Record | WeibotextError | Lost) -> Record | WeibotextError:
    if isinstance(packed, bytes):
        return msgpack.decode(packed, type=Record)
    if isinstance(packed, Lost):
        return WorkerError(f"{_name(article)}: {packed.reason}; the article is left out")
    return packed


def _name(article: Article | Source) -> str:
    return getattr(article, "name", None) or "text"


def _told(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"


def _opened(
    articles: Iterable[Article | Source], on_error: Callable[[Article | Source, WeibotextError], None] | None
) -> Iterator[Article | Source]:
    """The articles, with paths replaced by what can be read there."""
    for article in articles:
        if isinstance(article, os.PathLike):
            noted = None if on_error is None else partial(_note, article, on_error)
            yield from read_articles(article, on_error=noted)
        else:
            yield article


def _note(
    path: Source, on_error: Callable[[Article | Source, WeibotextError], None], name: str, problem: WeibotextError
) -> None:
    on_error(path, problem)  # the problem itself names the row or member


def _given(source: Article | Source) -> Article:
    """The article itself, whatever it was given as."""
    if isinstance(source, bytes):
        text, encoding = decoded(source)
        source = Article(text, encoding=encoding)
    elif isinstance(source, str):
        source = Article(source)
    elif isinstance(source, os.PathLike):
        source = read_article(source)
    if not isinstance(source, Article) or not isinstance(source.source, str):
        raise InputError(f"an article is a str, bytes or a path, not {type(source).__name__}; convert it first")
    if len(source.source) > MOST_CHARACTERS:
        raise InputError(
            f"{_name(source)}: {len(source.source):,} characters are no article; "
            f"split it into pieces of at most {MOST_CHARACTERS:,}"
        )
    return source
