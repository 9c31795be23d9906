"""What the estimators take for texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weibotext.errors import InputError


def checked_texts(texts: Iterable[Any]) -> list[str]:
    """The texts as a list; a column of a table will do.

    Raises :class:`InputError` for one string, for no texts, and for what is not a ``str``.

    >>> checked_texts(("微博", "问政"))
    ['微博', '问政']
    """
    if isinstance(texts, str):
        raise InputError("texts are given as one str; give a list of them")
    found = list(texts)
    if not found:
        raise InputError("no texts are given; give one at least")
    wrong = next((one for one in found if not isinstance(one, str)), None)
    if wrong is not None:
        raise InputError(f"a text is of type {type(wrong).__name__}; give str, decoded if it was bytes")
    return [str(one) for one in found]
