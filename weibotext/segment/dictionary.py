"""The tables that come with jieba, read from its files without importing it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType

from weibotext.errors import InputError


@functools.cache
def dictionary_tags() -> Mapping[str, str]:
    """Jieba's part of speech for each of the 349,045 words of its dictionary. Source: ``jieba/dict.txt``.

    The tags are those of the ICTCLAS set as jieba uses it: ``n`` noun, ``v`` verb, ``ns`` place, ``nt`` body, … The
    mapping is read-only, loaded at the first call and kept.

    >>> dictionary_tags()["贵州省"], dictionary_tags()["发布"]
    ('ns', 'v')
    """
    fields = jieba_file("dict.txt").read_text(encoding="utf-8").split()
    return MappingProxyType(dict(zip(fields[::3], map(sys.intern, fields[2::3]), strict=True)))


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
