r"""Characters that are not seen: NUL, lone surrogates, control characters, zero-width ones.

NUL and lone surrogates come from wrong decoding and from cut-off pairs, and stop the tools behind us: OpenCC ends a text
at NUL and refuses a lone surrogate. Each becomes U+FFFD, one for one, so that nothing moves. The rest are deleted: they
part words for no reader. Tabs, line breaks and page breaks stay, and so do the joiners inside emoji and other scripts.
"""

from __future__ import annotations

import re
from typing import Final

from weibotext.patterns import deferred
from weibotext.surrogates import LONE
from weibotext.values import Edit, Span

UNPRINTABLE: Final = f"\0{LONE}"
_UNPRINTABLE: Final = re.compile(f"[{UNPRINTABLE}]")
_CONTROLS: Final = "\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_ZERO_WIDTH: Final = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_CHINESE: Final = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
INVISIBLE: Final = f"{_CONTROLS}{_ZERO_WIDTH}\u200c\u200d"
_ANY: Final = re.compile(f"[{INVISIBLE}]")
_INVISIBLE: Final = deferred(
    f"(?P<control_character>[{_CONTROLS}]+)"
    f"|(?P<zero_width>[{_ZERO_WIDTH}]+|(?<=[{_CHINESE}])[\u200c\u200d]+|[\u200c\u200d]+(?=[{_CHINESE}]))"
)


def unprintable(text: str) -> list[Edit]:
    r"""Edits that replace each NUL and lone surrogate with U+FFFD.

    >>> [(edit.span.start, edit.repair) for edit in unprintable("微\0博\ud800")]
    [(1, 'nul'), (3, 'lone_surrogate')]
    """
    return [
        Edit(Span(*hit.span()), hit[0], "\ufffd", "nul" if hit[0] == "\0" else "lone_surrogate", certain=False)
        for hit in _UNPRINTABLE.finditer(text)
    ]


def invisible(text: str) -> list[Edit]:
    r"""Edits that delete control and zero-width characters.

    >>> [(edit.text, edit.repair) for edit in invisible("微\u200b博\x08贵\u00ad州")]
    [('\u200b', 'zero_width'), ('\x08', 'control_character'), ('\xad', 'zero_width')]
    """
    if not _ANY.search(text):
        return []
    return [Edit(Span(*hit.span()), hit[0], "", str(hit.lastgroup)) for hit in _INVISIBLE.finditer(text)]
