"""Cards, the page that holds them, and the notebook's fragment: records in, HTML out.

The templates and style sheets are in ``templates/``. They escape whatever they are handed; only the marked source and
finished cards come to them as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from weibotext.errors import InputError
from weibotext.report.highlight import visible, weave
from weibotext.report.marks import marks, prefix_of
from weibotext.report.rows import tables
from weibotext.report.words import label

_SCHEMA = "weibotext/1"
_TITLE_LENGTH = 40


class Entry(NamedTuple):
    """What the page's header and contents say of one article; ``counts`` are in the order of :class:`Totals`.

    >>> Entry("n1", "标题", "2013-08-20", (1800, 3, 1, 2, 1, 1)).anchor
    'n1'
    """

    anchor: str
    title: str
    published: str | None
    counts: tuple[int, ...]


_COUNTED = (
    ("edits", "修复", "Repairs"),
    ("observations", "数据", "Observations"),
    ("figures", "数量", "Figures"),
    ("dates", "日期", "Dates"),
    ("agencies", "机构", "Agencies"),
)


def card(source: str, record: Mapping[str, Any], *, prefix: str | None = None) -> str:
    """One article: its source with the marks on one side, its record as tables on the other, each row linked.

    ``source`` is the text as it was given and ``record`` the dictionary form of what was extracted from it. All ids
    begin with ``prefix``, an ASCII letter and then letters, digits, ``-`` or ``_``; left out, it is drawn from the
    record's id. The card has no style of its own: see :func:`fragment`.

    Raises :class:`~weibotext.errors.InputError` for a record of another schema, a record that does not fit the source,
    or a prefix that cannot begin an id.
    """
    return _card(source, record, prefix_of(record, prefix), contents=False)


def fragment(source: str, record: Mapping[str, Any], *, prefix: str | None = None) -> str:
    """A card with its style, complete in itself, for a notebook's ``_repr_html_``.

    The style touches nothing outside the fragment. Arguments and errors are those of :func:`card`. A notebook that
    shows one record twice holds its ids twice, and links then go to the first; a ``prefix`` for each cures that.
    """
    return _render("fragment.html", card=Markup(card(source, record, prefix=prefix)))


def page(articles: Iterable[tuple[str, Mapping[str, Any]]], *, title: str) -> str:
    """A whole HTML document: totals, contents, and a card for each pair of a source and its record.

    ``articles`` may be a generator; it is read once, and only finished cards are kept. The ids of the first article
    begin with ``n1``, of the second with ``n2``, and so on, so an article may come more than once. The text has no
    lone surrogates and can be written as UTF-8, which is what the document declares.

    Raises :class:`~weibotext.errors.InputError` as :func:`card` does, naming the article by its place, from one.

    >>> page([], title="空").startswith("<!doctype html>")
    True
    """
    entries: list[Entry] = []
    cards: list[Markup] = []
    for n, (source, record) in enumerate(articles, start=1):
        try:
            cards.append(Markup(_card(source, record, f"n{n}", contents=True)))
        except InputError as error:
            raise InputError(f"article {n}: {error}") from error
        entries.append(_entry(source, record, f"n{n}"))
    dates = sorted(entry.published for entry in entries if entry.published)
    return _render(
        "page.html",
        title=title,
        entries=entries,
        cards=cards,
        totals=_totals(entries),
        period=(dates[0], dates[-1]) if dates else None,
    )


def _card(source: str, record: Mapping[str, Any], prefix: str, *, contents: bool) -> str:
    if record.get("schema") != _SCHEMA:
        schema = record.get("schema")
        raise InputError(f"a record of schema {schema!r} cannot be shown, only {_SCHEMA!r}: extract its text again")
    return _render(
        "card.html",
        entry=_entry(source, record, prefix),
        record_id=record["id"],
        basis=label("published_basis", record["published_basis"]),
        length=len(source),
        highlighted=weave(source, marks(record, prefix)),
        tables=tables(record, prefix),
        contents=contents,
    )


def _entry(source: str, record: Mapping[str, Any], prefix: str) -> Entry:
    counts = (len(source), *(len(record[key]) for key, _, _ in _COUNTED))
    return Entry(prefix, _title(record), record["published"], counts)


def _title(record: Mapping[str, Any]) -> str:
    """The record's title, or the first line of its text, cut to a length that a heading can bear."""
    if record["title"]:
        return str(record["title"])
    lines = (line.strip() for line in record["text"].splitlines())
    first = next(filter(None, lines), "无题 Untitled")
    return first if len(first) <= _TITLE_LENGTH else first[:_TITLE_LENGTH] + "…"


def _totals(entries: list[Entry]) -> list[tuple[str, str, int]]:
    named = (("字符", "Characters"), *((name, english) for _, name, english in _COUNTED))
    sums = [("文章", "Articles", len(entries))]
    sums += [(*named[i], sum(entry.counts[i] for entry in entries)) for i in range(len(named))]
    return sums


def _render(name: str, **values: Any) -> str:
    return visible(_environment().get_template(name).render(values))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("weibotext.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
