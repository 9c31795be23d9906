"""The tables that come with jieba, read from its files without importing it."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import Final, TypeVar

from msgspec import json

from weibotext.errors import InputError

_T = TypeVar("_T")
_V = TypeVar("_V")

_BEGIN_ALIKE: Final = re.compile(r"^(.).*\n?(?:\1.*\n?)*", re.MULTILINE)
"""Lines, one behind the other, that begin with the same character."""


@functools.cache
def dictionary_tags() -> Mapping[str, str]:
    """Jieba's part of speech for each of the 349,045 words of its dictionary. Source: ``jieba/dict.txt``.

    The tags are those of the ICTCLAS set as jieba uses it: ``n`` noun, ``v`` verb, ``ns`` place, ``nt`` body, … The
    mapping is read-only, loaded at the first call and kept.

    >>> dictionary_tags()["贵州省"], dictionary_tags()["发布"]
    ('ns', 'v')
    """
    return _Tags(jieba_text("dict.txt"))


class _Lines(Mapping[str, _V]):
    """What the lines of a file say of words, of which no more is read than ``get`` needs."""

    def _whole(self) -> Mapping[str, _V]:
        raise NotImplementedError

    def __getitem__(self, word: str) -> _V:
        found = self.get(word)
        if found is None:
            raise KeyError(word)
        return found

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())


class _Tags(_Lines[str]):
    """The tags of a dictionary in jieba's form, whose lines are split when a word that begins like them is asked for.

    An article has words of a few hundred first characters, and no corpus has all 12,000 of the dictionary.
    """

    def __init__(self, text: str) -> None:
        self._unread: dict[str, str] = {}
        for lines in _BEGIN_ALIKE.finditer(text):
            self._unread[lines[1]] = self._unread.get(lines[1], "") + lines[0]
        self._read: dict[str, str] = {}

    def get(self, word: str, default: _T | None = None) -> str | _T | None:  # type: ignore[override]
        """The tag of a word."""
        found = self._read.get(word)
        if found is None and word[:1] in self._unread:
            self._split(word[0])
            found = self._read.get(word)
        return default if found is None else found

    def __bool__(self) -> bool:
        return bool(self._unread or self._read)  # the length would take all lines apart

    def _whole(self) -> dict[str, str]:
        for first in tuple(self._unread):
            self._split(first)
        return self._read

    def _split(self, first: str) -> None:
        """Split the lines that begin with a character; only then are they read, for another thread may look for them."""
        fields = self._unread.get(first, "").split()
        self._read.update(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True))
        self._unread.pop(first, None)


@functools.cache
def dictionary_idf() -> Idf:
    """The inverse document frequency of 270,132 words. Source: ``jieba/analyse/idf.txt``.

    It is a logarithm, from 0.88 for words found everywhere to 13.9 for the rarest, and has no unit. The mapping is
    read-only, loaded at the first call and kept.

    >>> dictionary_idf()["的"] < dictionary_idf()["公安部"]
    True
    """
    return Idf(jieba_text("analyse", "idf.txt"))


class Idf(_Lines[float]):
    """The numbers of words, in no order, a line for each. Most are read when the first of them is asked for.

    That takes a tenth of a second. Who knows what words will be asked for says so by :meth:`read_for`, and need not wait
    so long for a first article, nor for the next few.
    """

    def __init__(self, text: str) -> None:
        self._unread = "\n" + text
        self._read: dict[str, float] = {}
        self._asked: set[str] = set()  # words that were looked for
        self._passes = 0

    def read_for(self, words: Iterable[str]) -> None:
        r"""Look for these words in one pass over all lines; once that has been done a few times, read them all.

        >>> idf = Idf("微博 9.5\n政务 8.25\n")
        >>> idf.read_for(["政务", "政府"])
        >>> idf["政务"], idf.get("政府")
        (8.25, None)
        """
        unread = self._unread
        new = set(words) - self._asked if unread else None
        if new and self._passes < _PASSES:
            self._passes += 1
            self._read.update((word, float(number)) for word, number in _made_of(new).findall(unread))
            self._asked |= new
        elif new:
            self._whole()

    def get(self, word: str, default: _T | None = None) -> float | _T | None:  # type: ignore[override]
        """The number of a word."""
        if self._unread and word not in self._asked:
            self._whole()
        return self._read.get(word, default)

    def _whole(self) -> dict[str, float]:
        if self._unread:
            # As JSON, for which there is a parser that makes no other objects than those that are kept.
            lines = self._unread.strip().replace("\\", r"\\").replace('"', r"\"")
            members = lines.replace(" ", '":').replace("\n", ',"')
            self._read = json.decode(f'{{"{members}}}', type=dict[str, float])
            self._unread = ""
        return self._read


_PASSES: Final = 4
"""A pass takes a tenth of the time that it takes to read all."""


def _made_of(words: Iterable[str]) -> re.Pattern[str]:
    """The lines of words that begin like one of these and go on in characters of theirs: few more than their own."""
    blank = {" ", "\n", ""}
    first = {word[:1] for word in words} - blank or {"\0"}
    behind = {character for word in words for character in word[1:]} - blank or {"\0"}
    one, other = (re.escape("".join(sorted(each))) for each in (first, behind))
    return re.compile(rf"\n([{one}][{other}]*+) ([^\n]+)")


def jieba_text(*path: str) -> str:
    """What a file of the installed jieba holds. Raises ``InputError`` if there is none.

    >>> jieba_text("dict.txt")[:9]
    'AT&T 3 nz'
    """
    with open(jieba_file(*path), "rb") as file:
        return file.read().decode()  # whole, which takes a fifth of the time that reading it as a text takes


def jieba_file(*path: str) -> str:
    """The path of a file of the installed jieba. Raises ``InputError`` if there is none.

    >>> os.path.isfile(jieba_file("dict.txt"))
    True
    """
    spec = find_spec("jieba")  # importing jieba itself takes a quarter of a second
    if spec is None or not spec.submodule_search_locations:
        raise InputError("jieba, which holds the dictionary, is not installed; run `pip install jieba`")
    return os.path.join(spec.submodule_search_locations[0], *path)
