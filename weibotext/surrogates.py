r"""Lone surrogates: halves of a pair, which a Python string may hold and UTF-8 may not.

They come from texts that were cut or decoded wrongly, and from names of files that are no UTF-8. One rule for whatever
leaves this package: **in JSON they are escaped**, so that nothing is lost; where there is no escape, **U+FFFD stands in
their place**, one for one, so that every offset stays right.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

LONE: Final = "\ud800-\udfff"
"""The lone surrogates, as a range inside a character class."""

_LONE: Final = re.compile(f"[{LONE}]")


def encodable(text: str) -> bool:
    r"""Whether UTF-8 can hold a text.

    >>> encodable("微博"), encodable("\ud800")
    (True, False)
    """
    return text.isascii() or _LONE.search(text) is None


def replaced(text: str, by: str = "\ufffd") -> str:
    r"""The text with ``by``, one character, in place of each lone surrogate.

    >>> replaced("\ud800微博"), replaced("\ud800微博", "?")
    ('�微博', '?微博')
    """
    return _LONE.sub(by, text)


def escaped(written: str) -> str:
    r"""JSON with its lone surrogates escaped, so that a file can hold it; they can stand only inside its strings.

    >>> escaped('{"text":"微\ud800"}')
    '{"text":"微\\ud800"}'
    """
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def json_line(value: Any) -> str:
    r"""A value as JSON in one line that a file can hold; Chinese stays Chinese.

    >>> json_line({"text": "微\ud800"})
    '{"text":"微\\ud800"}'
    """
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
