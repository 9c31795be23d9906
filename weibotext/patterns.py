"""Patterns made of lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast


def deferred(pattern: str) -> re.Pattern[str]:
    """What ``re.compile`` gives, but compiled when it is first used: for patterns that few texts come to.

    >>> years = deferred("[0-9]{4}年")
    >>> years.search("到2013年")[0], years.pattern
    ('2013年', '[0-9]{4}年')
    """
    return cast("re.Pattern[str]", _Deferred(pattern))


class _Deferred:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet; then all is there, and found as fast as what is compiled at once."""
        compiled = re.compile(self.pattern)
        self.__dict__.update({one: getattr(compiled, one) for one in dir(compiled) if not one.startswith("_")})
        return getattr(compiled, name)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that never matches if there are none.

    They are grouped by their first characters, those that no other word begins with in one class before the groups, so that a
    place where none begins is soon left.

    >>> any_of(["公里", "公斤", "米", "个"])
    '(?:[个米]|公(?:斤|里))'
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda one: (-len(one), one)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    alone = sorted(first for first, rest in rests.items() if rest == [""])
    groups = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items() if rest != [""]]
    return f"(?:{'|'.join(([_class(alone)] if alone else []) + groups)})" if rests else "(?!)"


def one_of(characters: Iterable[str]) -> str:
    """A class of these characters, with ranges where they follow each other: one of thousands is then compiled sooner.

    >>> one_of("微博一丁丂七")
    '[一-七博微]'
    """
    codes = sorted(map(ord, characters))
    firsts = [code for before, code in zip([-2, *codes], codes, strict=False) if code != before + 1]
    lasts = [code for code, behind in zip(codes, [*codes[1:], -2], strict=True) if code + 1 != behind]
    return f"[{''.join(map(_range, firsts, lasts))}]"


def _range(first: int, last: int) -> str:
    one, other = (chr(code) if code > 0x7F else re.escape(chr(code)) for code in (first, last))
    return one if first == last else f"{one}{'-' if last > first + 1 else ''}{other}"


def _class(characters: Iterable[str]) -> str:
    listed = "".join(sorted(set(characters)))
    return f"[{re.escape(listed)}]" if listed else "(?!)"
