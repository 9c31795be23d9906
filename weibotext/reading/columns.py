"""Rows of tables to articles: which column is the text, the title, the day of publication, the id, the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache

from weibotext.errors import InputError
from weibotext.lexicon import read_table
from weibotext.reading.articles import Article, Encoding, Failure
from weibotext.reading.days import in_china, read_day


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns: ``None`` for one to guess from ``lexicons/columns.tsv``, ``""`` for none.

    >>> Columns(text="微博").found_in(["时间", "微博", "标题"], "a.csv")
    Columns(text='微博', title='标题', published='', id='', url='')
    """

    text: str | None = None
    title: str | None = None
    published: str | None = None
    id: str | None = None
    url: str | None = None

    def found_in(self, names: Iterable[str], place: str) -> Columns:
        """The same with every column named, ``""`` for those that are not there; ``place`` is for messages.

        Raises :class:`InputError` where no column is the text, or one that was named is not there.
        """
        there = list(names)
        found = Columns(**{field.name: self._one(field.name, there, place) for field in fields(self)})
        if not found.text:
            known = ", ".join(_known()["text"][:5])
            raise InputError(
                f"{place}: no column holds the text; the columns are {_listed(there)}, known names {known} …; "
                "name it: --column text=NAME, or columns=Columns(text=NAME)"
            )
        return found

    def _one(self, field: str, there: list[str], place: str) -> str:
        wanted: str | None = getattr(self, field)
        if wanted:
            if wanted not in there:
                raise InputError(f"{place}: no column is called {wanted!r}; the columns are {_listed(there)}")
            return wanted
        if wanted is not None:
            return ""
        names = {_plain(name): name for name in reversed(there)}
        return next((names[name] for name in _known()[field] if name in names), "")


@cache
def _known() -> dict[str, list[str]]:
    """The names that are understood for each field, the most telling first."""
    known: dict[str, list[str]] = {field.name: [] for field in fields(Columns)}
    for field, name in read_table("columns.tsv", "field", "name"):
        known[field].append(name)
    return known


def _plain(name: str) -> str:
    return name.strip("\ufeff \t\u3000").casefold().replace(" ", "_").replace("-", "_")


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:12])
    return shown + (f" and {len(names) - 12} more" if len(names) > 12 else "") if names else "none"


def article_of(row: Mapping[str, object], columns: Columns, place: str, encoding: Encoding | None) -> Article | Failure:
    """The article of a row, whose columns have been found; ``place`` is its name.

    >>> article_of({"text": "微博上线"}, Columns("text", "", "", "", ""), "a.csv#1", None).name
    'a.csv#1'
    """
    text = row.get(columns.text or "")
    if not isinstance(text, str) or not text.strip():
        found = (
            "is empty" if text is None or text == "" or isinstance(text, str) else f"is {type(text).__name__}, not text"
        )
        return Failure(
            place, InputError(f"{place}: the column {columns.text!r} {found}; fill it in or take the row out")
        )
    try:
        published = _day(row.get(columns.published or ""))
    except InputError as problem:
        return Failure(place, InputError(f"{place}: the column {columns.published!r} {problem}"))
    words = {field: _word(row.get(getattr(columns, field) or "")) for field in ("title", "id", "url")}
    return Article(text, place, published, "metadata", **words, encoding=encoding)


def _day(value: object) -> date | datetime | None:
    if isinstance(value, datetime):
        return in_china(value)
    if value is None or isinstance(value, date):
        return value
    found = read_day(str(value)) if isinstance(value, str | int) else None
    if found is None and not (isinstance(value, str) and not value.strip()):
        raise InputError(
            f"holds {str(value)[:40]!r}, which is no date; write it as 2013-08-20, "
            "or take another column: --column published=NAME, nothing behind = for none"
        )
    return found


def _word(value: object) -> str | None:
    """A short value as text; ``None`` for an empty one and for one that is no word."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None
