"""Articles read once: what tables need is kept, the clean texts wait in a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from weibotext.record import Record


class Read(NamedTuple):
    """What the tables say of one article; ``agency`` and ``region`` are those mentioned most."""

    name: str
    title: str | None
    published: str | None
    agency: str | None
    region: str | None
    themes: tuple[tuple[str, float, str], ...]  # label, score, evidence words

    @property
    def month(self) -> str | None:
        """The month of publication, as 2013-08."""
        return self.published[:7] if self.published else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the article, the highest score first."""
        return tuple(label for label, _, _ in self.themes)


def read(name: str, record: Record) -> Read:
    """An article's row.

    >>> import weibotext
    >>> row = read("a.txt", weibotext.extract("贵州省公安厅民警破获案件。", published="2013-08-20"))
    >>> row.agency, row.region, row.month
    ('贵州省公安厅', '贵州省', '2013-08')
    """
    agency = max(record.agencies, key=lambda one: len(one.mentions), default=None)
    region = agency.region.name if agency and agency.region else None
    themes = tuple(
        (theme.label, theme.score, " ".join(dict.fromkeys(one.text for one in theme.evidence)))
        for theme in record.themes
    )
    return Read(name, record.title, record.published, agency.name if agency else None, region, themes)


class Spool:
    """Texts in a file, one JSON string a line: many times the memory may pass through."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fill(self, texts: Iterable[tuple[Read, str]]) -> list[Read]:
        """Write the texts, and return what was read beside them."""
        rows = []
        with self._path.open("w", encoding="ascii") as file:
            for row, text in texts:
                rows.append(row)
                file.write(json.dumps(text) + "\n")
        return rows

    def __iter__(self) -> Iterator[str]:
        with self._path.open(encoding="ascii") as file:
            for line in file:
                yield json.loads(line)
