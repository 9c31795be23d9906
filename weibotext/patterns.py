"""Patterns made of lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


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


def _class(characters: Iterable[str]) -> str:
    listed = "".join(sorted(set(characters)))
    return f"[{re.escape(listed)}]" if listed else "(?!)"
