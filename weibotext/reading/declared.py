"""The encoding that a page declares, in its markup or in the header it was served with."""

from __future__ import annotations

import re
from typing import Final

HEAD: Final = 4096
"""A declaration stands in the first bytes; HTML says 1,024, pages say later."""

_MARKUP: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["'](?P<xml>[A-Za-z0-9._-]{1,40})"""
    rb"""|<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}(?P<meta>[A-Za-z0-9._-]{1,40})""",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?(?P<charset>[A-Za-z0-9._-]{1,40})", re.IGNORECASE)


def declared_in_markup(data: bytes) -> str | None:
    """The name in ``<meta charset=…>``, in ``<meta … content="text/html; charset=…">`` or in an XML declaration.

    >>> declared_in_markup(b'<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    hit = _MARKUP.search(data[:HEAD])
    return (hit["xml"] or hit["meta"]).decode("ascii") if hit else None


def declared_in_header(content_type: str) -> str | None:
    """The name in the ``Content-Type`` that a server sent.

    >>> declared_in_header("text/html; charset=GBK")
    'GBK'
    """
    hit = _HEADER.search(content_type)
    return hit["charset"] if hit else None
