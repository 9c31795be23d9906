"""All that one pass over a text looks for: names of regions and nations, forms of bodies, and what names end in.

Each phrase has one :class:`Entry` that says all it may be: 国防部 stands by itself or follows a nation, 海关 follows a region,
局 may end a name that no list holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any, Final, NamedTuple

from weibotext.agencies.bodies import (
    Body,
    Foreign,
    National,
    Special,
    Suffix,
    foreign_forms,
    national,
    nations,
    offices,
    regional,
    special,
    standing,
    suffixes,
)
from weibotext.agencies.named import LEVEL_ENDS
from weibotext.agencies.regions import EVERYDAY, load_gazetteer, load_zones
from weibotext.phrases import Phrases

COUNTRY_WORDS: Final = ("国家", "全国", "中央", "中国", "中华")
"""What heads the name of a body of the nation that no list holds."""

LEVEL_FORMS: Final[Mapping[str, str]] = {
    "省厅": "厅",
    "市局": "局",
    "县局": "局",
    "区局": "局",
    "州局": "局",
    "省局": "局",
    "省院": "院",
    "市院": "院",
    "县院": "院",
    "区院": "院",
}
"""省厅, 市局 and 县院: the level alone, whose sort the context knows."""


PLACE, HEAD, FORM, BEHIND = range(4)


class Entry(NamedTuple):
    """What one phrase may be. ``place``, ``nation`` and ``country`` head the name of a body, the others end it.

    A ``place`` that is ``bare`` has no character of its level (贵州), and so is a region only where it is a word.
    """

    place: str | None = None
    bare: bool = False
    nation: str | None = None
    country: bool = False
    local: Body | None = None
    special: Mapping[str, Special] | None = None
    central: National | None = None
    foreign: Foreign | None = None
    standing: Body | None = None
    suffix: Suffix | None = None
    office: str | None = None
    level: str | None = None


class Forms(NamedTuple):
    """The phrases with their entries: ``entries[n]`` is that of the phrase ``texts[n]``.

    ``roles[n]`` tells heads from forms at a glance: :data:`PLACE`, :data:`HEAD`, :data:`FORM`, or :data:`BEHIND` for forms
    that are nothing but directly behind a head or a body. ``shorter[n]`` is the number of the longest other phrase that
    it begins with, or -1, found when it is first asked for. ``endings[n]`` are the heads of one that only ends names, and
    leans on a head or a level word; it is empty for all others.
    """

    phrases: Phrases
    roles: tuple[int, ...]
    texts: tuple[str, ...]
    entries: tuple[Entry, ...]
    shorter: Mapping[int, int]
    endings: tuple[str, ...]


@cache
def forms() -> Forms:
    """The table that a text is scanned for, made at the first call.

    >>> table = forms()
    >>> table.entries[table.texts.index("国防部")].foreign
    Foreign(name='国防部', kind='foreign')
    """
    known = {text: _ended(text, Entry(**roles)) for text, roles in _roles().items()}
    texts, entries = tuple(known), tuple(known.values())
    return Forms(
        Phrases(known), tuple(map(_role, entries)), texts, entries, _Shorter(texts), tuple(map(_leaning, entries))
    )


class _Shorter(dict[int, int]):
    """See :class:`Forms`."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__()
        self._texts = texts
        self._numbers = dict(zip(texts, count()))

    def __missing__(self, number: int) -> int:
        text, numbers = self._texts[number], self._numbers
        found = (numbers[text[:size]] for size in range(len(text) - 1, 0, -1) if text[:size] in numbers)
        self[number] = shorter = next(found, -1)
        return shorter


def _leaning(entry: Entry) -> str:
    more = entry.local or entry.central or entry.standing or entry.special
    return "" if more or entry.suffix is None or "p" in entry.suffix.heads else entry.suffix.heads


def _role(entry: Entry) -> int:
    if entry.place:
        return PLACE
    if entry.nation or entry.country:
        return HEAD
    alone = entry.local or entry.central or entry.standing or entry.suffix or entry.level
    own = entry.special and any(one.head != "yes" for one in entry.special.values())
    return FORM if alone or own else BEHIND


def _ended(text: str, entry: Entry) -> Entry:
    """A form of Hong Kong or of a foreign nation may also end a longer name: 国防研究与|发展局."""
    if entry.local or entry.suffix or not (entry.special or entry.foreign):
        return entry
    ending = next((text[start:] for start in range(1, len(text)) if text[start:] in suffixes()), None)
    if ending is None:
        return entry
    suffix = suffixes()[ending]
    full = text[: -len(ending)] + suffix.full
    return entry._replace(suffix=Suffix(full, suffix.kind, "".join(set(suffix.heads) & set("rbf"))))


def _roles() -> dict[str, dict[str, Any]]:
    roles: dict[str, dict[str, Any]] = {}
    for role, values in _by_role():
        for text, value in values:
            roles.setdefault(text, {})[role] = value
    return roles


def _by_role() -> Iterator[tuple[str, Iterator[tuple[str, Any]]]]:
    yield "place", ((name, name) for name in sorted(region_names()))
    yield "bare", ((name, True) for name in region_names() if name[-1] not in LEVEL_ENDS)
    yield "nation", iter(nations().items())
    yield "country", ((word, True) for word in COUNTRY_WORDS)
    yield "local", iter(regional().items())
    yield "special", iter(special().items())
    yield "central", iter(national().items())
    yield "foreign", iter(foreign_forms().items())
    yield "standing", iter(standing().items())
    yield "suffix", iter(suffixes().items())
    yield "office", iter(offices().items())
    yield "level", iter(LEVEL_FORMS.items())


@cache
def region_names() -> frozenset[str]:
    """All names of regions and zones that a scanner may look for."""
    return frozenset(load_gazetteer().names()) | {zone.name for zone in load_zones()}


@cache
def district_stems() -> frozenset[str]:
    """Names of districts and counties without their last character, where only a body behind makes them safe: 海淀|法院.

    >>> "海淀" in district_stems(), "贵州" in district_stems()
    (True, False)
    """
    names = load_gazetteer().names()
    return frozenset(name[:-1] for name in names if name[-1] in "区县" and len(name) == 3) - region_names() - EVERYDAY
