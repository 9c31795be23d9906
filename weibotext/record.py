"""The record: what one article becomes.

Everything here speaks *source* coordinates: code points of the text as it was given, half open, never empty. For every
item ``record.source[start:stop] == item.text``. :meth:`Record.to_dict` is the public, versioned contract; its keys do not
change within a schema, and none is left out.

Items are msgspec structs: frozen, and many times as fast to make and to write as dataclasses.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any, Final, TypeAlias

from msgspec import Struct, to_builtins
from msgspec.json import encode
from msgspec.json import format as indented

from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.reading import Encoding
from weibotext.surrogates import escaped, json_line
from weibotext.values import Edit, Span

SCHEMA: Final = "weibotext/1"


class Mention(Struct, frozen=True, gc=False):
    """A place where a body or an account is named, and how it is known that it is this one."""

    span: Span
    text: str
    basis: str


class Agency(Struct, frozen=True, gc=False):
    """A body with all its mentions. ``name`` is the canonical full name, as of the article's date."""

    id: str
    name: str
    kind: str
    level: str | None
    region: Region | None
    mentions: tuple[Mention, ...]


class Account(Struct, frozen=True, gc=False):
    """A microblog account; ``agency`` is the id of its owner, ``opened`` an ISO date."""

    id: str
    name: str
    agency: str | None
    platforms: tuple[str, ...]
    opened: str | None
    mentions: tuple[Mention, ...]


class Date(Struct, frozen=True, gc=False):
    """A date, time, range, duration, set or reference; ``timex`` is its TIMEX3 value.

    ``interval`` is half open, in ISO 8601, with ``None`` on an open side.
    """

    id: str
    span: Span
    text: str
    extent: Span
    kind: str
    timex: str
    interval: tuple[str | None, str | None] | None
    mod: str | None
    basis: str | None
    rule: str


class Figure(Struct, frozen=True, gc=False):
    """A number with its unit. A range has ``low`` and ``high`` and no ``value``; see the contract for the other fields."""

    id: str
    span: Span
    text: str
    extent: Span
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    mod: str
    unit: str | None
    unit_code: str | None
    per: str | None
    item: str | None
    change: str | None
    basis: str | None
    rule: str


class Observation(Struct, frozen=True, gc=False):
    """A statistical claim: who (``subject``: an account's or agency's id, or a region's code), what, how much, when."""

    subject: str
    measure: str
    figure: str | None
    date: str | None
    value: str
    mod: str
    unit: str | None
    span: Span
    rule: str


class Evidence(Struct, frozen=True, gc=False):
    """A word that speaks for a theme, and where it stands."""

    span: Span
    text: str


class Theme(Struct, frozen=True, gc=False):
    """A theme of the article, with a score between 0 and 1 and its evidence."""

    label: str
    score: float
    evidence: tuple[Evidence, ...]


class Keyword(Struct, frozen=True, gc=False):
    """A word or phrase that tells what the article is about; ``text`` is simplified, ``spans`` are source."""

    text: str
    score: float
    spans: tuple[Span, ...]


class Named(Struct, frozen=True, gc=False):
    """A name that the page states: ``name`` is simplified, ``text`` what stands there."""

    span: Span
    text: str
    name: str


class Dateline(Struct, frozen=True, gc=False):
    """With what an item of news opens: 新华社贵阳8月20日电. ``date`` is ISO, ``None`` where nothing fixes its year."""

    span: Span
    text: str
    agency: str
    place: str | None
    date: str | None


class Page(Struct, frozen=True, gc=False):
    """Where the text was read and what its page, row or own lines say of it.

    ``name`` is the article's place (``news.zip/a.txt``, ``rows.csv#3``), ``id`` and ``url`` are the row's or the page's own,
    ``site`` is the site's name, ``source`` the medium that the page names as its source.
    """

    name: str | None
    id: str | None
    url: str | None
    site: str | None
    source: Named | None
    editors: tuple[Named, ...]
    authors: tuple[Named, ...]
    dateline: Dateline | None


RecordToken: TypeAlias = tuple[int, int, str, str | None]
"""A token in source coordinates: start, stop, word, part of speech."""

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one article. Made by :func:`weibotext.extract`.

    >>> import weibotext
    >>> record = weibotext.extract("截至6月30日，貴州省已有1691個黨政機構微博。", published="2013-08-20")
    >>> record.dates[0].timex, record.figures[0].value, record.figures[0].text
    ('2013-06-30', Decimal('1691'), '1691個')
    """

    source: str
    id: str
    title: str | None
    published: str | None
    published_basis: str | None
    encoding: Encoding | None
    page: Page
    text: str
    edits: tuple[Edit, ...]
    agencies: tuple[Agency, ...]
    accounts: tuple[Account, ...]
    dates: tuple[Date, ...]
    figures: tuple[Figure, ...]
    observations: tuple[Observation, ...]
    themes: tuple[Theme, ...]
    keywords: tuple[Keyword, ...]
    tokens: tuple[RecordToken, ...] | None = None

    def __repr__(self) -> str:
        counts = (f"{len(getattr(self, key))} {key}" for key in ("agencies", "dates", "figures", "observations"))
        return f"<Record {self.title or self.id[:19]!r}: {', '.join(counts)}>"

    def to_dict(self) -> dict[str, Any]:
        """The record as plain values, by the contract ``weibotext/1``. The source itself is not in it.

        >>> import weibotext
        >>> record = weibotext.extract("")
        >>> record.to_dict()["schema"], record.to_dict()["dates"]
        ('weibotext/1', [])
        """
        plain: dict[str, Any] = json.loads(self.to_json())
        return plain

    def to_json(self, *, indent: int | None = None) -> str:
        """:meth:`to_dict` as JSON in one line, or indented; Chinese stays Chinese. Lone surrogates are escaped.

        >>> import weibotext
        >>> '"text":"贵州"' in weibotext.extract("貴州").to_json()
        True
        """
        try:
            written = encode(self._contract()).decode()
        except UnicodeEncodeError:
            plain = to_builtins(self._contract())
            # msgspec does not indent what holds the escape of a lone surrogate.
            return json_line(plain) if indent is None else escaped(json.dumps(plain, ensure_ascii=False, indent=indent))
        return written if indent is None else indented(written, indent=indent)

    def _contract(self) -> dict[str, Any]:
        """What the contract names, in its order; the values may still be structs, tuples and decimals."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "source"}
        return {"schema": SCHEMA, **own, "edits": list(map(_change, self.edits))}

    def is_certain(self, span: Span) -> bool:
        r"""Whether no guess of repair stands in ``span`` or beside it: where bytes were lost, a digit may be missing.

        >>> import weibotext
        >>> record = weibotext.extract("约\x007亿元，共3亿元")
        >>> [record.is_certain(figure.span) for figure in record.figures]
        [False, True]
        """
        start, stop = span
        behind = bisect_right(self.edits, stop, key=lambda edit: edit.span.start)
        before = map(self.edits.__getitem__, range(behind - 1, -1, -1))
        beside = takewhile(lambda edit: start <= edit.span.stop, before)
        return all(edit.certain for edit in beside)

    def _repr_html_(self) -> str:
        from weibotext.report import fragment

        return fragment(self.source, self.to_dict())

    def dates_table(self) -> list[Row]:
        """One row a date, for ``pandas.DataFrame``; spans as ``start`` and ``stop``.

        >>> import weibotext
        >>> weibotext.extract("2013年3月").dates_table()[0]["timex"]
        '2013-03'
        """
        return [self._row(date) for date in self.dates]

    def figures_table(self) -> list[Row]:
        """One row a figure, for ``pandas.DataFrame``.

        >>> import weibotext
        >>> weibotext.extract("投资3.5亿元").figures_table()[0]["unit_code"]
        'CNY'
        """
        return [self._row(figure) for figure in self.figures]

    def agencies_table(self) -> list[Row]:
        """One row a mention of an agency, with its agency's name, kind, level and region.

        >>> import weibotext
        >>> weibotext.extract("贵州省公安厅").agencies_table()[0]["name"]
        '贵州省公安厅'
        """
        return [
            {
                "article": self.id,
                "agency": agency.id,
                "name": agency.name,
                "kind": agency.kind,
                "level": agency.level,
                "region": agency.region.code if agency.region else None,
                "region_name": agency.region.name if agency.region else None,
                **_flat(mention),
                "certain": self.is_certain(mention.span),
            }
            for agency in self.agencies
            for mention in agency.mentions
        ]

    def accounts_table(self) -> list[Row]:
        """One row an account, with its owner's name and the number of its mentions."""
        owners = {agency.id: agency.name for agency in self.agencies}
        return [
            {
                "article": self.id,
                "account": account.id,
                "name": account.name,
                "owner": owners.get(account.agency or ""),
                "platforms": "、".join(account.platforms),
                "opened": account.opened,
                "mentions": len(account.mentions),
            }
            for account in self.accounts
        ]

    def observations_table(self) -> list[Row]:
        """One row a claim, with the names of its subject and the value of its date filled in."""
        names = {agency.id: agency.name for agency in self.agencies}
        names |= {account.id: account.name for account in self.accounts}
        times = {date.id: date.timex for date in self.dates}
        return [
            self._row(seen)
            | {
                "subject_name": names.get(seen.subject) or self._region(seen.subject),
                "time": times.get(seen.date or ""),
            }
            for seen in self.observations
        ]

    def _region(self, code: str) -> str:
        """The name of a region at the time of the article."""
        day = date.fromisoformat(self.published) if self.published else None
        region = load_gazetteer().named(code, day)
        return region.name if region else code

    def _row(self, item: Date | Figure | Observation) -> Row:
        return {"article": self.id, **_flat(item), "certain": self.is_certain(item.span)}

    def spans(self) -> Iterator[tuple[Span, str | None]]:
        """Every span of the record with the text that it must cut out of the source, where the item states one.

        >>> import weibotext
        >>> record = weibotext.extract("貴州省公安廳")
        >>> all(record.source[slice(*span)] == text for span, text in record.spans() if text is not None)
        True
        """
        for edit in self.edits:
            yield edit.span, edit.text
        named = [self.page.source, *self.page.editors, *self.page.authors, self.page.dateline]
        yield from ((one.span, one.text) for one in named if one is not None)
        mentions = [agency.mentions for agency in self.agencies] + [account.mentions for account in self.accounts]
        yield from ((mention.span, mention.text) for group in mentions for mention in group)
        yield from ((date.span, date.text) for date in self.dates)
        yield from ((figure.span, figure.text) for figure in self.figures)
        yield from ((extent, None) for extent in [date.extent for date in self.dates])
        yield from ((extent, None) for extent in [figure.extent for figure in self.figures])
        yield from ((seen.span, None) for seen in self.observations)
        for theme in self.themes:
            yield from ((evidence.span, evidence.text) for evidence in theme.evidence)
        for keyword in self.keywords:
            yield from ((span, None) for span in keyword.spans)


class _Change(Struct, frozen=True, gc=False):
    """An edit as the contract shows it."""

    span: Span
    text: str
    replacement: str
    repair: str
    certain: bool


def _change(edit: Edit) -> _Change:
    return _Change(edit.span, edit.text, edit.replacement, edit.repair, edit.certain)


def _flat(item: Any) -> Row:
    """An item as one row: its span as two columns, its interval likewise."""
    row: Row = {}
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if name == "span":
            row |= {"start": value.start, "stop": value.stop}
        elif name == "interval":
            row |= {"begins": value[0] if value else None, "ends": value[1] if value else None}
        elif name != "extent":
            row[name] = value
    return row
