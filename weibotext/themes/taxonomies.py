"""Taxonomies: labels and the words that speak for them, those of the package and those of a user's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from os import PathLike
from typing import Any, Final, NamedTuple, TypeAlias

from weibotext.errors import InputError
from weibotext.lexicon import own_entries, own_text, read_entries
from weibotext.surrogates import encodable

HEAVIEST: Final = 10.0
"""The largest weight of a label; those of the package are between 0.6 and 1.7."""

_KEYS: Final = ("label", "parent", "description", "seeds", "weak", "weight")

Seeds: TypeAlias = Mapping[str, Sequence[str]]


class Theme(NamedTuple):
    """A label of a taxonomy: the heading it stands under, what it means, and the words that speak for it.

    ``weight`` is what its words count altogether, more than 0 and at most :data:`HEAVIEST`.
    """

    label: str
    parent: str | None
    description: str
    seeds: tuple[str, ...]
    weak: tuple[str, ...] = ()
    weight: float = 1.0


@cache
def taxonomy() -> tuple[Theme, ...]:
    """The taxonomy that comes with the package, of government news and microblog affairs: ``lexicons/themes.toml``.

    >>> [theme.parent for theme in taxonomy() if theme.label == "应急救援"]
    ['安全']
    """
    return tuple(map(_theme, read_entries("themes.toml", "theme", label=str, description=str, seeds=list)))


def taxonomy_of(path: str | PathLike[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Labels and their seed words, of the package's taxonomy or of a TOML file of the same form.

    The file is one for :func:`read_taxonomy`, which tells what is refused.

    >>> "地震" in taxonomy_of()["应急救援"]
    True
    """
    return {theme.label: theme.seeds for theme in (taxonomy() if path is None else read_taxonomy(path))}


def read_taxonomy(path: str | PathLike[str]) -> tuple[Theme, ...]:
    """The labels of a TOML file with entries ``[[theme]]``.

    Each has a ``label`` and ``seeds``, and may have a ``parent``, a ``description``, ``weak`` seeds and a ``weight``.

    Raises:
        InputError: the file cannot be read, or an entry is wrong; the message says which, and the cure.
    """
    themes: dict[str, Theme] = {}
    for number, entry in enumerate(own_entries(path, own_text(path), "theme"), 1):
        place = f"{path}, [[theme]] number {number}"
        _check(place, entry)
        if entry["label"] in themes:
            raise InputError(f"{place}: the label {entry['label']!r} was there before; make one entry of the two")
        themes[entry["label"]] = _theme(entry)
    return tuple(themes.values())


def checked_seeds(seeds: Seeds) -> Seeds:
    """A mapping from labels to seed words as it was given, once it is known to be one.

    Raises :class:`InputError` for a label that is no text, and for seed words that are no list of words.

    >>> checked_seeds({"防汛": "防汛洪水"})
    Traceback (most recent call last):
    weibotext.errors.InputError: the seed words of '防汛' are '防汛洪水'; give a list of words, such as ['防汛洪水']
    """
    for label, words in seeds.items():
        if not _is_word(label):
            raise InputError(f"{label!r} is no label; give a word, with a list of seed words")
        if isinstance(words, str):
            raise InputError(f"the seed words of {label!r} are {words!r}; give a list of words, such as [{words!r}]")
        if not isinstance(words, Collection) or isinstance(words, (bytes, Mapping)) or not all(map(_is_word, words)):
            raise InputError(f"the seed words of {label!r} are {words!r}; give a list of words, none of them empty")
    return seeds


def _check(place: str, entry: Mapping[str, Any]) -> None:
    """Refuse an entry that is not well formed."""
    if unknown := sorted(entry.keys() - set(_KEYS)):
        raise InputError(f"{place}: {unknown} are no keys of a theme; the keys are {', '.join(_KEYS)}")
    if not _is_word(entry.get("label")):
        raise InputError(f"{place}: needs a label, a text that is not empty; the entry is {dict(entry)!r}")
    for key in ("parent", "description"):
        if not isinstance(entry.get(key, ""), str):
            raise InputError(f"{place}: {key} is {entry[key]!r}; write a string")
    for key in ("seeds", "weak"):
        words = entry.get(key, [])
        if not isinstance(words, list) or not all(map(_is_word, words)) or (key == "seeds" and not words):
            raise InputError(f'{place}: {key} is {words!r}; write a list of words, such as ["防汛", "洪水"]')
    weight = entry.get("weight", 1.0)
    if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 < weight <= HEAVIEST:
        raise InputError(f"{place}: weight is {weight!r}; write a number more than 0 and at most {HEAVIEST:g}")


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and encodable(value)


def _theme(entry: Mapping[str, Any]) -> Theme:
    seeds, weak = tuple(entry["seeds"]), tuple(entry.get("weak", ()))
    weight = float(entry.get("weight", 1.0))
    return Theme(entry["label"], entry.get("parent"), entry.get("description", ""), seeds, weak, weight)
