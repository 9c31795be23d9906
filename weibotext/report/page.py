"""Cards, the page that holds them, and the notebook's fragment: records in, HTML out.

The templates, the style sheets and the page's one script are in ``templates/``. The templates escape whatever they are
handed; only the marked source, finished cards and the script come to them as markup. The page's security policy lets
that script run, by its hash, and nothing else: no other script, and no request whatever.

In a large page only the first articles stand as they are. The others lie in it deflated, a few in a piece, and the
script unpacks them when the browser has nothing better to do, or when somebody asks for one of them.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from weibotext.convert import convert
from weibotext.errors import InputError
from weibotext.report.highlight import visible, weave
from weibotext.report.marks import marks, prefix_of
from weibotext.report.rows import tables
from weibotext.report.sections import ClaimRow, Link, Sections
from weibotext.report.words import label
from weibotext.surrogates import encodable

_SCHEMA = "weibotext/1"
_TITLE_LENGTH = 40

WHOLE: Final = 300_000
"""So many characters of cards stand in a page as they are; a page of half as many more is left whole."""

WHOLE_ROWS: Final = 60_000
"""The same for the rows of the table of claims, and for the figures that no claim uses."""

_PIECE: Final = 250_000


class Shown(NamedTuple):
    """An article to show: its source, its record's dictionary, where it came from, and links to its copies.

    >>> Shown("微博", {"id": "sha256:00"}).copies
    ()
    """

    source: str
    record: Mapping[str, Any]
    names: tuple[str, ...] = ()
    copies: tuple[Link, ...] = ()


class Entry(NamedTuple):
    """What the page's header and contents say of one article; ``counts`` are in the order of :class:`Totals`.

    >>> Entry("n1", "标题", "2013-08-20", (1800, 3, 1, 2, 1, 1)).anchor
    'n1'
    """

    anchor: str
    title: str
    published: str | None
    counts: tuple[int, ...]


class _Listed(NamedTuple):
    """Pieces that stand as they are; the others deflated, each with the numbers of its first and last; how many in all."""

    whole: list[Markup]
    packed: list[tuple[int, int, Markup]]
    total: int


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
    return _card(Shown(source, record), prefix_of(record, prefix), contents=False)


def fragment(source: str, record: Mapping[str, Any], *, prefix: str | None = None) -> str:
    """A card with its style, complete in itself, for a notebook's ``_repr_html_``.

    The style touches nothing outside the fragment. Arguments and errors are those of :func:`card`. A notebook that
    shows one record twice holds its ids twice, and links then go to the first; a ``prefix`` for each cures that.
    """
    return render("fragment.html", card=Markup(card(source, record, prefix=prefix)))


def page(
    articles: Iterable[Shown | tuple[str, Mapping[str, Any]]],
    *,
    title: str,
    sections: Sections = Sections(),  # noqa: B008 -- a value that cannot change
    first: int = 1,
) -> str:
    """A whole HTML document: totals, what ``sections`` tell of the articles together, contents, and a card for each.

    ``articles`` may be a generator of :class:`Shown`, or of pairs of a source and its record; it is read once, and only
    finished cards are kept. The ids of the first article begin with ``n1``, or with another number where ``first`` says
    so, of the second with ``n2``, and so on, so an article may come more than once. The text has no lone surrogates and
    can be written as UTF-8, which is what the document declares.

    Raises :class:`~weibotext.errors.InputError` as :func:`card` does, naming the article by its place, from one.

    >>> page([], title="空").startswith("<!doctype html>")
    True
    """
    entries: list[Entry] = []
    cards: list[str] = []
    characters: set[str] = set()
    for n, article in enumerate(map(_shown, articles), start=first):
        try:
            cards.append(
                render("entry.html", card=Markup(_card(article, f"n{n}", contents=True)), text=article.record["text"])
            )
        except InputError as error:
            raise InputError(f"article {n}: {error}") from error
        entries.append(_entry(article.source, article.record, f"n{n}"))
        characters.update(article.source)
    dates = sorted(entry.published for entry in entries if entry.published)
    return render(
        "page.html",
        title=title,
        sections=sections,
        first=first,
        entries=entries,
        cards=_listed(cards, WHOLE, first),
        claims=_listed([_claim(row, sections) for row in sections.claims], WHOLE_ROWS),
        unlinked=_listed([render("unlinked.html", one=one) for one in sections.unlinked], WHOLE_ROWS),
        totals=_totals(entries, len(sections.claims)),
        unlinked_total=sum(len(one.figures) for one in sections.unlinked),
        period=(dates[0], dates[-1]) if dates else None,
        fold=_fold(characters),
        script=Markup(_script()),
        script_hash=_script_hash(),
    )


def _claim(row: ClaimRow, sections: Sections) -> str:
    return render("claim.html", row=row, sections=sections)


def _shown(article: Shown | tuple[str, Mapping[str, Any]]) -> Shown:
    return article if isinstance(article, Shown) else Shown(*article)


def _card(article: Shown, prefix: str, *, contents: bool) -> str:
    source, record = article.source, article.record
    if record.get("schema") != _SCHEMA:
        schema = record.get("schema")
        raise InputError(f"a record of schema {schema!r} cannot be shown, only {_SCHEMA!r}: extract its text again")
    return render(
        "card.html",
        entry=_entry(source, record, prefix),
        record_id=record["id"],
        basis=label("published_basis", record["published_basis"]),
        length=len(source),
        highlighted=weave(source, marks(record, prefix)),
        tables=tables(record, prefix),
        contents=contents,
        names=article.names,
        copies=article.copies,
    )


def _listed(pieces: Sequence[str], most: int, first: int = 0) -> _Listed:
    """Pieces of a page, the first ``most`` characters of them as they are; where there are not many more, all of them."""
    if sum(map(len, pieces)) <= most * 3 // 2:
        return _Listed([Markup(one) for one in pieces], [], len(pieces))
    ends = list(accumulate(map(len, pieces)))
    whole = bisect_left(ends, most) + 1
    packed = []
    start = whole
    while start < len(pieces):
        stop = bisect_left(ends, ends[start] + _PIECE) + 1
        packed.append((first + start, first + min(stop, len(pieces)) - 1, _deflated(pieces[start:stop])))
        start = stop
    return _Listed([Markup(one) for one in pieces[:whole]], packed, len(pieces))


def _deflated(piece: Sequence[str]) -> Markup:
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packing.compress("\n".join(piece).encode("utf-8")) + packing.flush()
    return Markup(base64.b64encode(data).decode("ascii"))


def _fold(characters: set[str]) -> str:
    """Each traditional character of the articles with its simplified one behind it, for the page's search."""
    listed = "".join(sorted(one for one in characters if one >= "\u3400" and encodable(one)))
    return "".join(one + other for one, other in zip(listed, convert(listed), strict=True) if one != other)


@cache
def _script() -> str:
    return (files("weibotext.report") / "templates" / "page.js").read_text(encoding="utf-8")


@cache
def _script_hash() -> str:
    """The script as the page's security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(_script().encode("utf-8")).digest()).decode("ascii")


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


def _totals(entries: list[Entry], claims: int) -> list[tuple[str, str, int]]:
    """What the page holds; of claims that several articles make each once, where the page has them together."""
    named = (("字符", "Characters"), *((name, english) for _, name, english in _COUNTED))
    sums = [("文章", "Articles", len(entries))]
    sums += [(*named[i], sum(entry.counts[i] for entry in entries)) for i in range(len(named))]
    return [("数据", "Claims", claims) if claims and one[0] == "数据" else one for one in sums]


def render(name: str, **values: Any) -> str:
    """A template filled in, with whatever an HTML file cannot carry made visible.

    >>> "微博" in render("entry.html", card="", text="微博")
    True
    """
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
