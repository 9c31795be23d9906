"""Full text in Chinese: documents and questions are cut into words in the same way, and SQLite's FTS5 does the rest.

A document is indexed as its words, parted by blanks, and as every pair of neighbouring characters. The words decide what
comes first; the pairs see to it that whatever stands in a text is found, though the segmenter took it for a part of a
word (公安 in 公安厅) or cut it otherwise there (政务服务 in 政务 服务中心).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from weibotext.convert import convert
from weibotext.errors import StoreError
from weibotext.segment import Segmenter
from weibotext.store.stored import restored

Columns: TypeAlias = tuple[str, str, str]
"""What the index holds of a document: title, words, pairs."""

RANKED: Final = 1000
"""So many of the latest hits are put in order of relevance; a commoner word tells little about any of them."""

_WORD: Final = re.compile(r"\w")
_RUN: Final = re.compile(r"\w+")
_QUERY: Final = re.compile(r'"(?P<phrase>[^"]*)"|(?P<sign>-?)(?P<term>[^\s"]+)')
_AROUND: Final = 24


class Hit(NamedTuple):
    """A document found: its number, title and date, a passage of its clean text, and where in it the words stand.

    ``places`` are half-open spans in ``passage``. The higher ``score``, the better.

    >>> Hit(1, "标题", "2013-08-20", "贵州省公安厅", ((3, 5),), 1.5).passage[3:5]
    '公安'
    """

    document: int
    title: str | None
    published: str | None
    passage: str
    places: tuple[tuple[int, int], ...]
    score: float


def columns_of(record: Mapping[str, Any], segmenter: Segmenter) -> Columns:
    """What the index holds of a record, given as a dictionary.

    >>> columns_of({"title": None, "text": "省公安厅发布"}, Segmenter())
    ('', '省公安厅 发布', '省公 公安 安厅 厅发 发布')
    """
    words = segmenter.words(record["text"])
    title = " ".join(_spoken(segmenter.words(record["title"] or "")))
    return title, " ".join(_spoken(words)), " ".join(_pairs(record["text"]))


def search(connection: sqlite3.Connection, question: str, segmenter: Segmenter, *, limit: int = 20) -> list[Hit]:
    """The documents that have all terms of the question, best first.

    Terms are parted by blanks; a term with ``-`` before it must not occur; a phrase may stand in double quotes.
    Traditional characters find simplified ones. Raises :class:`StoreError` for a question without a word to look for.
    """
    terms, match = parse(question, segmenter)
    if not isinstance(limit, int) or limit < 0:
        raise StoreError(f"limit={limit!r}: give a number of hits, 0 or more")
    # The innermost question takes the latest without a look at the others, however common the word; and no text is read
    # but of the best.
    rows = connection.execute(
        "SELECT id, title, published, text, score FROM (SELECT rowid AS document, score FROM (SELECT rowid, "
        "-bm25(search, 4.0, 1.0, 0.25) AS score FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) "
        "ORDER BY score DESC, rowid DESC LIMIT ?) JOIN documents ON id = document ORDER BY score DESC, id DESC",
        (match, RANKED, limit),
    )
    return [Hit(one, restored(title), day, *_passage(text, terms), score) for one, title, day, text, score in rows]


def count(connection: sqlite3.Connection, question: str, segmenter: Segmenter) -> int:
    """How many documents :func:`search` would find without a limit."""
    _, match = parse(question, segmenter)
    return int(connection.execute("SELECT count(*) FROM search WHERE search MATCH ?", (match,)).fetchone()[0])


def parse(question: str, segmenter: Segmenter) -> tuple[list[str], str]:
    """The terms to show, and the question as FTS5 reads it.

    >>> parse("公安 -微博", Segmenter())
    (['公安'], '((words : "公安") OR (title : "公安") OR (pairs : "公安")) NOT ((words : "微博") OR (title : "微博") OR (pairs : "微博"))')
    """
    if not isinstance(question, str):
        raise StoreError(f"a question is a str, not {type(question).__name__}; give a word, such as 政府")
    wanted: list[str] = []
    unwanted: list[str] = []
    for found in _QUERY.finditer(convert(question)):
        term = found["phrase"] if found["phrase"] is not None else found["term"]
        if _WORD.search(term):
            (unwanted if found["sign"] else wanted).append(term)
    if not wanted:
        raise StoreError(f"the question {question!r} has no word to look for; give one, such as 政府")
    match = " AND ".join(_term(term, segmenter) for term in wanted)
    return wanted, " NOT ".join([match, *(_term(term, segmenter) for term in unwanted)])


def _term(term: str, segmenter: Segmenter) -> str:
    phrase = _phrase(_spoken(segmenter.words(term)))
    found = [f"(words : {phrase})", f"(title : {phrase})"]
    if pairs := _pairs(term):
        found.append(f"(pairs : {_phrase(pairs)})")
    return f"({' OR '.join(found)})"


def _phrase(words: Iterable[str]) -> str:
    return '"' + " ".join(word.replace('"', '""') for word in words) + '"'


def _spoken(words: Iterable[str]) -> Iterable[str]:
    # NUL would end the text for FTS5; repair has replaced it in documents, but a question is as it was typed.
    return (word.replace("\x00", " ") for word in words if not word.isspace() and _WORD.search(word))


def _pairs(text: str) -> list[str]:
    """Every two neighbouring characters of a text, but of stretches in ASCII, whose words stand apart as it is."""
    runs = (run for run in _RUN.findall(text) if not run.isascii())
    return [run[start : start + 2] for run in runs for start in range(len(run) - 1)]


def _passage(text: str, terms: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines' worth of text around the first place where a term stands, and the places of all terms in it."""
    firsts = [place for term in terms if (place := text.find(term)) >= 0]
    start = max(0, min(firsts, default=0) - _AROUND)
    passage = text[start : start + 4 * _AROUND].replace("\n", " ")
    spans = [found.span() for term in terms for found in re.finditer(re.escape(term), passage)]
    return passage, tuple(sorted(_apart(spans)))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with those left out that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
