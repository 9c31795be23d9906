"""Words that the user adds to the dictionary, checked before any engine sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from weibotext.errors import InputError

UserWord: TypeAlias = str | tuple[str, int] | tuple[str, int, str]
"""A word, alone, with its frequency, or with its frequency and its part of speech, as in a user dictionary of jieba."""

# Jieba takes 0 as an order to split the word everywhere, and keeps it for the whole process. Far more than the sum of
# all frequencies in its dictionary, 60 million, serves nobody, and would not fit rjieba's integers in the end.
_MOST = 10**15


def checked(words: Iterable[UserWord]) -> tuple[UserWord, ...]:
    """The words as a tuple, in their order. Raises ``InputError`` at the first that cannot be added.

    >>> checked(["政务微博", ("微博问政", 10)])
    ('政务微博', ('微博问政', 10))
    """
    if isinstance(words, str):
        raise InputError(f"words is one str, {words!r}; give a list of words")
    result = tuple(words)
    for place, word in enumerate(result):
        _check(place, word)
    return result


def entry(word: UserWord) -> tuple[str, int | None]:
    """The word and its frequency; ``None`` asks for jieba's own estimate. The part of speech plays no role in cutting.

    >>> entry("政务微博"), entry(("微博问政", 10, "n"))
    (('政务微博', None), ('微博问政', 10))
    """
    return (word, None) if isinstance(word, str) else word[:2]


def _check(place: int, word: object) -> None:
    match (word,) if isinstance(word, str) else word:
        case ("", *_):
            raise InputError(f"words[{place}] is empty; leave it out")
        case (str(text), int(frequency), *_) if not 1 <= frequency <= _MOST:
            raise InputError(f"words[{place}], {text!r}, has the frequency {frequency}; give one from 1 to {_MOST}")
        case (str(),) | (str(), int()) | (str(), int(), str()) if isinstance(word, str | tuple):
            return
        case _:
            raise InputError(f"words[{place}] is {word!r}; give a word, (word, frequency) or (word, frequency, tag)")
