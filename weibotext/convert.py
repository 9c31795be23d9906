"""Traditional to simplified characters, one for one.

OpenCC's ``t2s`` exchanges characters and never changes their number (checked over all its dictionaries, version 1.4.2),
so conversion moves no place and is a respelling. Its phrase-rewriting configurations do change the length and have no
place here. OpenCC cuts text at NUL and refuses lone surrogates; repair has replaced both before conversion.

This is the only module that imports :mod:`opencc`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opencc import OpenCC

    from weibotext.text import Text

_UNBEARABLE: Final = re.compile("[\x00\ud800-\udfff]")


@cache
def _converter(configuration: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(configuration, include_tofu_risk_dictionaries=False)


def simplify(text: Text) -> Text:
    """The text in simplified characters. Raises :class:`AlignmentError` should a conversion change the length.

    >>> from weibotext.text import Text
    >>> simplify(Text.of("貴州發布")).clean
    '贵州发布'
    """
    return text.respell(_converter("t2s").convert(text.clean))


def simplified(text: str) -> str:
    r"""Any text in simplified characters, as long as before; NUL and lone surrogates, which OpenCC cannot bear, become U+FFFD.

    >>> simplified("貴州\x00滿意度")
    '贵州\ufffd满意度'
    """
    converted: str = _converter("t2s").convert(_UNBEARABLE.sub("\ufffd", text))
    return converted


def traditional(text: str) -> str:
    """Simplified characters as traditional ones, character by character; for making test material.

    >>> traditional("贵州发布")
    '貴州發佈'
    """
    converted: str = _converter("s2t").convert(text)
    return converted
