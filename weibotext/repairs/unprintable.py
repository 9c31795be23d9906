"""Characters that no text should hold: NUL and lone surrogates.

They come from wrong decoding and from cut-off pairs, and stop the tools behind us: OpenCC ends a text at NUL and refuses
a lone surrogate. Each becomes U+FFFD, one for one, so that nothing moves.
"""

from __future__ import annotations

import re

from weibotext.values import Edit, Span

_UNPRINTABLE = re.compile("[\0\ud800-\udfff]")


def unprintable(text: str) -> list[Edit]:
    r"""Edits that replace each NUL and lone surrogate with U+FFFD.

    >>> [(edit.span.start, edit.repair) for edit in unprintable("微\0博\ud800")]
    [(1, 'nul'), (3, 'lone_surrogate')]
    """
    return [
        Edit(Span(*hit.span()), hit[0], "\ufffd", "nul" if hit[0] == "\0" else "lone_surrogate", certain=False)
        for hit in _UNPRINTABLE.finditer(text)
    ]
