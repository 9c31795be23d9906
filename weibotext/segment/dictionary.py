"""The tables that come with jieba, read from its files without importing it."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType
from typing import Final, TypeVar

from weibotext.errors import InputError

_T = TypeVar("_T")

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
    return _Tags(jieba_file("dict.txt").read_text(encoding="utf-8"))


class _Tags(Mapping[str, str]):
    """The tags of a dictionary in jieba's form, a line for each word, which is split when a word that begins like it is asked for.

    An article has words of a few hundred first characters, and no corpus has all 12,000 of the dictionary.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._unread: dict[str, list[tuple[int, int]]] = {}
        for lines in _BEGIN_ALIKE.finditer(text):
            self._unread.setdefault(lines[1], []).append(lines.span())
        self._read: dict[str, str] = {}

    def get(self, word: str, default: _T | None = None) -> str | _T | None:  # type: ignore[override]
        """The tag of a word."""
        if word not in self._read and word[:1] in self._unread:
            self._split(word[0])
        return self._read.get(word, default)

    def __getitem__(self, word: str) -> str:
        tag = self.get(word)
        if tag is None:
            raise KeyError(word)
        return tag

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __bool__(self) -> bool:
        return bool(self._text)  # the length would take all lines apart

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> dict[str, str]:
        for first in tuple(self._unread):
            self._split(first)
        return self._read

    def _split(self, first: str) -> None:
        """Split the lines that begin with a character; only then are they read, for another thread may look for them."""
        for start, stop in self._unread.get(first, ()):
            fields = self._text[start:stop].split()
            self._read.update(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True))
        self._unread.pop(first, None)


@functools.cache
def dictionary_idf() -> Mapping[str, float]:
    """The inverse document frequency of 270,132 words. Source: ``jieba/analyse/idf.txt``.

    It is a logarithm, from 0.88 for words found everywhere to 13.9 for the rarest, and has no unit. The mapping is
    read-only, loaded at the first call and kept.

    >>> dictionary_idf()["的"] < dictionary_idf()["公安部"]
    True
    """
    fields = jieba_file("analyse", "idf.txt").read_text(encoding="utf-8").split()
    return MappingProxyType(dict(zip(fields[::2], map(float, fields[1::2]), strict=True)))


def jieba_file(*path: str) -> Traversable:
    """A file of the installed jieba. Raises ``InputError`` if there is none.

    >>> jieba_file("dict.txt").is_file()
    True
    """
    spec = find_spec("jieba")
    if spec is None:
        raise InputError("jieba, which holds the dictionary, is not installed; run `pip install jieba`")
    # An empty module made of the spec knows where its files are; importing jieba itself takes a quarter of a second.
    return files(module_from_spec(spec)).joinpath(*path)
