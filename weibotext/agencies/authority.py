"""The authority file: what is known of a body by its name, and lists of a user's own that merge in.

The bodies that this package knows are not a list but what its grammar can name: any region with any form. A user's list
(TOML or CSV) adds bodies by name, with aliases and ids of other files, as Wikidata's; nothing global changes.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from weibotext.agencies.bodies import REGION, regional
from weibotext.agencies.context import Context
from weibotext.agencies.grammar import find_named
from weibotext.agencies.named import Named
from weibotext.agencies.regions import Region, load_gazetteer, short_forms
from weibotext.agencies.resolver import BodyMention, resolve_bodies
from weibotext.errors import InputError
from weibotext.lexicon import own_entries, own_text
from weibotext.phrases import Phrases
from weibotext.values import Span

LEVELS: Final = ("nation", "province", "prefecture", "county", "township")
_COLUMNS: Final = ("name", "kind", "level", "region", "aliases", "wikidata")
_WIKIDATA: Final = re.compile("Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body in an authority file.

    ``name`` is the canonical full name, ``level`` one of :data:`LEVELS` or ``None``, ``wikidata`` an id such as ``Q148``
    where a list gives one.
    """

    name: str
    kind: str
    level: str | None = None
    region: Region | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


class Authority:
    """Bodies by name and alias: those of a user's list, and behind them all that the grammar can name.

    >>> own = Authority([KnownBody("贵州省大数据产业办公室", "office", aliases=("云上办",))])
    >>> own.lookup("云上办").name, own.lookup("省会").name if own.lookup("省会") else None
    ('贵州省大数据产业办公室', None)
    """

    def __init__(self, own: Iterable[KnownBody] = ()) -> None:
        self.own = tuple(own)
        names = ((name, body) for body in self.own for name in (body.name, *body.aliases))
        self._by_name: Mapping[str, KnownBody] = dict(names)
        self._phrases = Phrases(self._by_name) if self._by_name else None

    def __reduce__(self) -> tuple[type[Authority], tuple[tuple[KnownBody, ...]]]:
        # What is compiled from the list is made anew where it arrives.
        return Authority, (self.own,)

    def merged(self, more: Iterable[KnownBody]) -> Authority:
        """A new authority with more bodies; where two share a name, the later one counts."""
        return Authority((*self.own, *more))

    def lookup(self, name: str, *, on: date | None = None) -> KnownBody | None:
        """The body of that name, full or short, in simplified script; ``None`` where the name leaves it open.

        ``on`` is the day whose names hold; without it, today's.

        >>> Authority().lookup("贵州公安厅").name, Authority().lookup("广电总局", on=date(2012, 1, 1)).name
        ('贵州省公安厅', '国家广播电影电视总局')
        """
        return self._by_name.get(name) or _named(name, on)

    def mentions(self, text: str) -> list[BodyMention]:
        """Where a clean text names the bodies of the user's own list."""
        if self._phrases is None:
            return []
        hits = ((span, self._by_name[name]) for span, name in self._phrases.find(text))
        return [BodyMention(span, one.name, one.kind, one.level, one.region, "full_name") for span, one in hits]


def lookup(name: str, *, on: date | None = None) -> KnownBody | None:
    """The body of that name, full or short, as the grammar has it; ``None`` where the name leaves it open.

    >>> body = lookup("贵州省公安厅")
    >>> body.kind, body.level, body.region.code, body.aliases
    ('police', 'province', '520000', ('贵州公安厅',))
    >>> lookup("省公安厅") is None
    True
    """
    return Authority().lookup(name, on=on)


def _named(name: str, on: date | None) -> KnownBody | None:
    """The body that a name says by itself."""
    context = Context((), None, on)
    found = [one for one in find_named(name) if one.span == Span(0, len(name))]
    mention = next(iter(resolve_bodies(found, context)), None)
    if mention is None or mention.basis == "unresolved":
        return _canonical(name, on)
    aliases = tuple(one for one in _aliases(found[0], mention) if one != mention.name)
    return KnownBody(mention.name, mention.kind, mention.level, mention.region, aliases)


def _canonical(name: str, on: date | None) -> KnownBody | None:
    """The body whose canonical name begins otherwise than its mentions: 中国共产党贵州省委员会, 共青团贵州省委员会."""
    for before, form in (("中国共产党", "委"), ("共青团", "团委"), ("中国人民政治协商会议", "政协")):
        region = name.removeprefix(before).removesuffix("委员会")
        body = _named(region + form, on) if name.startswith(before) and name not in (before, region) else None
        if body is not None and body.name == name:
            return body
    return None


def _aliases(named: Named, mention: BodyMention) -> Iterator[str]:
    """The names that texts may use for a body: each form of it behind each name of its region."""
    if named.body is None or mention.region is None or named.office or REGION not in named.body.canonical:
        return
    names = (mention.region.name, *short_forms(mention.region.name))
    forms = _forms_of().get(named.body.canonical, ())
    yield from dict.fromkeys(name + form for form in forms for name in names if form[0] != "委" or name == names[0])


@cache
def _forms_of() -> Mapping[str, Sequence[str]]:
    """The forms of each body that a region may have, the longest first."""
    forms: dict[str, list[str]] = {}
    for form, body in regional().items():
        forms.setdefault(body.canonical, []).append(form)
    return {canonical: sorted(own, key=lambda form: (-len(form), form)) for canonical, own in forms.items()}


def read_list(path: str | os.PathLike[str]) -> tuple[KnownBody, ...]:
    """A user's own list: TOML with entries ``[[body]]``, or CSV with a header, by the file's ending.

    Keys and columns are ``name``, ``kind``, ``level``, ``region`` (a GB/T 2260 code), ``aliases`` (in CSV with ``|``
    between) and ``wikidata``; only ``name`` must be there.

    Raises:
        InputError: the file cannot be read, or an entry is wrong; the message says which, and the cure.
    """
    file = Path(path)
    text = own_text(file)
    entries = own_entries(file, text, "body") if file.suffix.lower() == ".toml" else _csv_entries(file, text)
    return tuple(_known(f"{file}, entry {number}", entry) for number, entry in enumerate(entries, 1))


def _csv_entries(file: Path, text: str) -> list[dict[str, Any]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "name" not in (reader.fieldnames or ()):
        raise InputError(f"{file}: has no column 'name'; write a header line such as {','.join(_COLUMNS)}")
    try:
        rows = [{key: value for key, value in row.items() if key and value} for row in reader]
    except csv.Error as problem:
        raise InputError(f"{file}, line {reader.line_num}: is not CSV ({problem}); mend the line") from None
    return [row | {"aliases": [one for one in row.get("aliases", "").split("|") if one]} for row in rows]


def _known(place: str, entry: Mapping[str, Any]) -> KnownBody:
    """An entry that is well formed."""
    unknown = entry.keys() - set(_COLUMNS)
    if unknown:
        raise InputError(f"{place}: {sorted(unknown)} are no keys of a body; the keys are {', '.join(_COLUMNS)}")
    for key in ("name", "kind", "level", "region", "wikidata"):
        if not isinstance(entry.get(key, ""), str):
            raise InputError(f"{place}: {key} is {entry[key]!r}; write a string")
    aliases = entry.get("aliases", [])
    if (
        not entry.get("name")
        or not isinstance(aliases, list)
        or not all(isinstance(one, str) and one for one in aliases)
    ):
        raise InputError(f"{place}: needs a name, and aliases that are strings; the entry is {dict(entry)!r}")
    level, wikidata = entry.get("level") or None, entry.get("wikidata") or None
    if level is not None and level not in LEVELS:
        raise InputError(f"{place}: level={level!r} is none of {', '.join(LEVELS)}")
    if wikidata is not None and not _WIKIDATA.fullmatch(wikidata):
        raise InputError(f"{place}: wikidata={wikidata!r} is no id; write it as Q148")
    region = _region(place, entry.get("region") or None)
    return KnownBody(entry["name"], entry.get("kind") or "government", level, region, tuple(aliases), wikidata)


def _region(place: str, code: str | None) -> Region | None:
    region = load_gazetteer().by_code(code) if code else None
    if code and region is None:
        raise InputError(f"{place}: region={code!r} is no code of GB/T 2260; write six digits, such as '520000'")
    return region
