"""Mark-up that was left in the text: tags, and character references, escaped once or more often."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from weibotext.values import Edit, Span

_TAGS: Final = (
    "a|b|big|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|small|span|strong|style|table|tbody|td|th|tr|u|ul"
)
_TAG: Final = re.compile(rf"</?(?:{_TAGS})(?:[\s/][^<>]{{0,500}})?>", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"&(?:amp;){0,4}(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def residue(text: str) -> list[Edit]:
    """Edits that delete tags and decode character references.

    What merely looks like a tag is left alone: only names of HTML elements count.

    >>> [(edit.text, edit.replacement) for edit in residue("<p>微博&ldquo;貴州&amp;#24030;</p> a<b，AT&T")]
    [('<p>', ''), ('&ldquo;', '“'), ('&amp;#24030;', '州'), ('</p>', '')]
    """
    edits = [Edit(Span(*hit.span()), hit[0], "", "tag") for hit in _TAG.finditer(text)] if "<" in text else []
    if "&" in text:
        edits += _references(text)
    return sorted(edits, key=lambda edit: edit.span)


def _references(text: str) -> Iterator[Edit]:
    for hit in _REFERENCE.finditer(text):
        decoded, before = html.unescape(hit[0]), hit[0]
        while decoded != before:
            decoded, before = html.unescape(decoded), decoded
        if decoded != hit[0] and (decoded.isprintable() or decoded == "\xa0"):
            yield Edit(Span(*hit.span()), hit[0], decoded, "character_reference")
