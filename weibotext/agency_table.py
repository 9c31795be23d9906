"""The bodies of records as a table, as CSV, and as JSON-LD: what ``weibotext agencies`` prints."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from weibotext.agencies import Authority, read_list
from weibotext.agencies.regions import Region
from weibotext.cells import write_rows
from weibotext.pipeline import Pipeline
from weibotext.reading import Article
from weibotext.record import Agency, Record

WIKIDATA: Final = "http://www.wikidata.org/entity/"
COLUMNS: Final = ("name", "kind", "level", "region", "region_name", "articles", "mentions", "written_as", "wikidata")


def table_of(
    articles: Iterable[Article],
    *,
    own: str | None,
    form: str,
    on_error: Callable[[object, Exception], None] | None = None,
) -> str:
    """The bodies that articles name, in one of :data:`FORMATS`; ``own`` is the path of a user's list.

    Raises :class:`InputError` for a list that cannot be read, and for an article, unless ``on_error`` hears of it.
    """
    authority = Authority(read_list(own)) if own else Authority()
    records = Pipeline(authority=authority).stream(articles, on_error=on_error)
    return FORMATS[form](rows(records, authority))


class Row(NamedTuple):
    """A body over all articles: ``articles`` that name it, how often, and how it is written, most often first."""

    name: str
    kind: str
    level: str | None
    region: Region | None
    articles: int
    mentions: int
    written_as: tuple[str, ...]
    wikidata: str | None

    def cells(self) -> tuple[str, ...]:
        """The row as strings, in the order of :data:`COLUMNS`."""
        code, region = (self.region.code, self.region.name) if self.region else ("", "")
        counts = str(self.articles), str(self.mentions)
        return (
            self.name,
            self.kind,
            self.level or "",
            code,
            region,
            *counts,
            "|".join(self.written_as),
            self.wikidata or "",
        )


def rows(records: Iterable[Record], authority: Authority | None = None) -> list[Row]:
    """The bodies of records, one row each, those named most often first; ``authority`` gives the ids of a user's list.

    Names that stayed open (省公安厅 without a province) are one row for each level and name.
    """
    by_name: dict[str, list[Agency]] = {}
    for record in records:
        for agency in record.agencies:
            by_name.setdefault(agency.name, []).append(agency)
    known = authority or Authority()
    made = [_row(found, known) for found in by_name.values()]
    return sorted(made, key=lambda row: (-row.mentions, row.name))


def _row(found: Sequence[Agency], authority: Authority) -> Row:
    counts: dict[str, int] = {}
    for agency in found:
        for mention in agency.mentions:
            counts[mention.text] = counts.get(mention.text, 0) + 1
    first = found[0]
    written = tuple(sorted(counts, key=lambda text: (-counts[text], text)))
    known = authority.lookup(first.name) if authority.own else None
    wikidata = known.wikidata if known else None
    total = sum(counts.values())
    return Row(first.name, first.kind, first.level, first.region, len(found), total, written, wikidata)


def as_table(found: Sequence[Row]) -> str:
    """Columns set apart for the eye; Chinese characters take two places.

    >>> print(as_table([Row("贵州省公安厅", "police", "province", Region("520000", "贵州省"), 1, 2, ("省公安厅",), None)]))
    name          kind    level     region  region_name  articles  mentions  written_as  wikidata
    贵州省公安厅  police  province  520000  贵州省       1         2         省公安厅
    """
    lines = [COLUMNS, *(row.cells() for row in found)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def as_csv(found: Iterable[Row]) -> str:
    r"""A header and one line a body.

    >>> as_csv([]).strip()
    'name,kind,level,region,region_name,articles,mentions,written_as,wikidata'
    """
    text = io.StringIO()
    write_rows(text, COLUMNS, (row.cells() for row in found))
    return text.getvalue().rstrip("\n")


def as_jsonld(found: Iterable[Row]) -> str:
    """The bodies as a graph of schema.org's ``GovernmentOrganization``; Wikidata's entities where a list gives ids.

    >>> row = Row("贵州省公安厅", "police", "province", Region("520000", "贵州省"), 1, 1, ("省公安厅",), "Q1")
    >>> json.loads(as_jsonld([row]))["@graph"][0]["sameAs"]
    'http://www.wikidata.org/entity/Q1'
    """
    graph = [_node(row) for row in found]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1)


def _node(row: Row) -> dict[str, Any]:
    return dict(_properties(row))


def _properties(row: Row) -> Iterator[tuple[str, object]]:
    yield "@type", "GovernmentOrganization"
    yield "name", row.name
    yield "alternateName", [text for text in row.written_as if text != row.name]
    yield "additionalType", row.kind
    if row.region:
        area = {"@type": "AdministrativeArea", "name": row.region.name}
        yield (
            "areaServed",
            area | {"identifier": {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": row.region.code}},
        )
    if row.wikidata:
        yield "sameAs", WIKIDATA + row.wikidata


Form: TypeAlias = Callable[[Sequence[Row]], str]
FORMATS: Final[Mapping[str, Form]] = {"table": as_table, "csv": as_csv, "jsonld": as_jsonld}
