"""A store's report: one self-contained page, or several where the articles are many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from weibotext.counts import counted
from weibotext.output import replacing
from weibotext.overview import sections
from weibotext.report import Shown, page
from weibotext.report.sections import Link
from weibotext.store import Document, Store

PER_PAGE: Final = 500
"""Articles on a page. The first page tells of the whole store; each has the claims of its own articles."""


def write_report(store: Store, path: Path, *, title: str, per_page: int = PER_PAGE) -> list[Path]:
    """Write the report, and return the files: ``report.html``, then ``report-2.html`` and so on beside it.

    Each file is complete in itself, and the links between them are relative. Raises
    :class:`~weibotext.errors.InputError` where the folder cannot be written to.
    """
    report = _Report(store, path, title, per_page)
    return [report.write(number) for number in range(report.pages)]


def pages_of(store: Store, path: Path, *, per_page: int = PER_PAGE) -> list[Path]:
    """The files that :func:`write_report` writes.

    >>> with Store() as store:
    ...     store.feed(["一", "二", "三"]).added, [file.name for file in pages_of(store, Path("a.html"), per_page=2)]
    (3, ['a.html', 'a-2.html'])
    """
    return [_page(path, number) for number in range(max(1, -(-len(store) // per_page)))]


def earlier_pages(path: Path) -> list[Path]:
    """The further pages of a report that was written to ``path`` before; other files that are so called are none."""
    name = re.compile(rf"{re.escape(path.stem)}-[0-9]+{re.escape(path.suffix)}")
    try:
        beside = sorted(one for one in path.parent.iterdir() if name.fullmatch(one.name) and one.is_file())
    except OSError:
        return []
    return list(filter(_is_report, beside))


def _is_report(file: Path) -> bool:
    try:
        with file.open("rb") as page:
            return b'<meta name="generator" content="weibotext">' in page.read(1000)
    except OSError:
        return False


def _page(path: Path, number: int) -> Path:
    return path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")


class _Report:
    """The pages of a report and the way from one to the other."""

    def __init__(self, store: Store, path: Path, title: str, per_page: int) -> None:
        self._store = store
        self._path = path
        self._title = title
        self._per_page = per_page
        self._numbers = {document: place for place, document in enumerate(store.numbers())}
        self._stories = store.copies()
        self._copies = {one: story for story in self._stories for one in story}
        self.pages = len(pages_of(store, path, per_page=per_page))

    def write(self, number: int) -> Path:
        """Write a page, and return its file."""
        file = self._file(number)
        among = list(self._numbers)[number * self._per_page : (number + 1) * self._per_page]
        told = sections(
            self._store, lambda document, item: self._link(number, document, item), among, whole=number == 0
        )
        if self.pages > 1:
            told = told._replace(pages=tuple(self._pages(number)))
        told = told._replace(note=self._note(number))
        articles = (self._shown(number, self._store.document(document)) for document in among)
        html = page(articles, title=self._title, sections=told, first=number * self._per_page + 1)
        with replacing(file) as out:
            out.write(html)
        return file

    def _shown(self, number: int, document: Document) -> Shown:
        others = [one for one in self._copies.get(document.number, ()) if one != document.number]
        links = tuple(Link(self._link(number, one, ""), str(self._numbers[one] + 1), self._name(one)) for one in others)
        return Shown(document.source, document.record, document.names, links)

    def _name(self, document: int) -> str:
        return "、".join(self._store.names(document))

    def _link(self, here: int, document: int, item: str) -> str:
        """From a page to an article, or to an item in it."""
        place = self._numbers[document]
        there = place // self._per_page
        anchor = f"#n{place + 1}" + (f"-{item}" if item else "")
        return anchor if there == here else self._file(there).name + anchor

    def _file(self, number: int) -> Path:
        return _page(self._path, number)

    def _pages(self, here: int) -> Iterator[Link]:
        for number in range(self.pages):
            last = min((number + 1) * self._per_page, len(self._numbers))
            said = f"{number * self._per_page + 1}–{last}"
            yield Link("" if number == here else self._file(number).name, str(number + 1), said)

    def _note(self, here: int) -> str:
        """How many articles there are in all, where the page has not all of them, and how many stories they tell."""
        total = len(self._numbers)
        stories = total - sum(len(story) - 1 for story in self._stories)
        told = [self._part(here, total)] if self.pages > 1 else []
        if self._stories and here == 0:
            told.append(f"去掉转载共 {stories:,} 则 · {counted(stories, 'story', 'stories')}, copies counted once")
        return "；".join(told)

    def _part(self, here: int, total: int) -> str:
        last = min((here + 1) * self._per_page, total)
        return f"共 {total:,} 篇，本页 {here * self._per_page + 1:,}–{last:,} · {counted(total, 'article')} in all"
