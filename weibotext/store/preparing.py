"""What can be done for a document without its store: its record, its words for the index, its signature.

Much the dearest part of feeding, and the part that other processes can take over.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import NamedTuple, TypeAlias, TypeVar

from weibotext.copies.likeness import signature
from weibotext.parallel import Lost, spread
from weibotext.pipeline import Pipeline
from weibotext.reading import Article
from weibotext.segment import Segmenter
from weibotext.store.searching import Columns, columns_of

T = TypeVar("T")


class Prepared(NamedTuple):
    """The record of an article as JSON, the columns of the index, and the signature of its clean text.

    >>> Prepared('{"id":"sha256:00"}', ("", "微博", "微博"), None).columns
    ('', '微博', '微博')
    """

    json: str
    columns: Columns
    signature: bytes | None


class Unread(NamedTuple):
    """Why an article could not be read: the kind of error, and the reason.

    >>> Unread("InputError", "a.txt: is no text").error
    'InputError'
    """

    error: str
    reason: str


Answer: TypeAlias = Prepared | Unread


class Preparing:
    """Prepares articles with a pipeline; ``segmenter`` cuts the words of the index. It can be sent to other processes.

    >>> prepared = Preparing(Pipeline(), Segmenter())(Article("贵州省公安厅"))
    >>> prepared.columns
    ('', '贵州省 公安厅', '贵州 州省 省公 公安 安厅')
    """

    def __init__(self, pipeline: Pipeline, segmenter: Segmenter) -> None:
        self._pipeline = pipeline
        self._segmenter = segmenter

    def __call__(self, article: Article) -> Answer:
        """The article prepared, or why it cannot be."""
        try:
            written = self._pipeline(article).to_json()
            record = json.loads(written)
            return Prepared(written, columns_of(record, self._segmenter), signature(record["text"]))
        except Exception as problem:  # one article's trouble, a bug among it, must not end the night's feed
            return Unread(type(problem).__name__, str(problem))


class Ahead(NamedTuple):
    """An article as it was prepared before its turn, and what came of it.

    >>> Ahead(Article("微博"), Unread("InputError", "微博")).answer.reason
    '微博'
    """

    article: Article
    answer: Answer


def ahead(
    things: Iterable[T], wanted: Callable[[T], Article | None], prepare: Preparing, workers: int
) -> Generator[tuple[T, Ahead | None]]:
    """Each thing, in order, with its article prepared in one of several processes.

    ``wanted`` gives the article that is to be prepared, or ``None`` for a thing that needs nothing; it is asked some
    things ahead. The processes are started for the first thing that needs one.

    >>> list(ahead(["微博"], lambda thing: None, Preparing(Pipeline(), Segmenter()), 2))
    [('微博', None)]
    """
    given = iter(things)
    for thing in given:
        if wanted(thing) is not None:
            with closing(_spread(chain([thing], given), wanted, prepare, workers)) as found:
                yield from found
        else:
            yield thing, None


def _spread(
    things: Iterable[T], wanted: Callable[[T], Article | None], prepare: Preparing, workers: int
) -> Generator[tuple[T, Ahead | None]]:
    under_way: deque[T] = deque()

    def articles() -> Iterator[Article | None]:
        for thing in things:
            under_way.append(thing)
            yield wanted(thing)

    for article, answer in spread(_Optional(prepare), articles(), workers=workers):
        thing = under_way.popleft()
        yield thing, None if article is None else Ahead(article, _answer(article, answer))


class _Optional:
    """What prepares an article where there is one to prepare: what needs nothing travels as ``None``."""

    def __init__(self, prepare: Preparing) -> None:
        self._prepare = prepare

    def __call__(self, article: Article | None) -> Answer | None:
        return None if article is None else self._prepare(article)


def _answer(article: Article, answer: Answer | Lost | None) -> Answer:
    if isinstance(answer, Prepared | Unread):
        return answer
    reason = answer.reason if isinstance(answer, Lost) else "there is no answer"
    return Unread("WorkerError", f"{article.name or 'text'}: {reason}; the article is left out")
