"""Which encoding Chinese bytes are in, judged by the text that each would give.

Most bytes are valid in several encodings, but only the right one gives common characters. Each candidate's text gets the
probability of its characters under a model of classes: how large a part of news text a class makes up, and over how many
characters that part is spread. The confidence is the best candidate's share of all candidates' probability (Bayes' rule,
no candidate being likelier beforehand).

``benchmarks/charsets.py`` measures it beside chardet and charset-normalizer, which know far more encodings, and err more
on these five.
"""

from __future__ import annotations

import codecs
from collections import Counter
from functools import lru_cache
from math import exp, log
from typing import Final
from unicodedata import category

from weibotext.characters import is_common, share_of_common
from weibotext.reading.articles import Encoding

CANDIDATES: Final = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
"""In order of preference, for candidates that give the same text."""

SAMPLE: Final = 4 * 2**10
"""As many bytes decide; in 4 KB of Chinese there is no doubt left."""

LEAST_COMMON: Final = 0.6
"""Less than this part of the characters beyond ASCII is common: the bytes are something else."""

# The shares are rounded counts over news text; only their order of magnitude matters.
_ASCII: Final = log(0.15 / 98)
_MARK: Final = log(0.12 / 28)
_COMMON: Final = log(0.70 / 5_000)
_SECOND_LEVEL: Final = log(0.02 / 3_008)
_RARE: Final = log(0.01 / 17_000)
_SYMBOL: Final = log(0.01 / 500)
_OTHER: Final = log(0.002 / 60_000)
_CONTROL: Final = log(1e-7)
_NO_CHARACTER: Final = log(1e-9)

_MARKS: Final = frozenset("，。、；：？！“”‘’（）《》—…·「」『』〈〉【】％～　")
_SYMBOLS: Final = (
    ("\u2000", "\u206f"),
    ("\u2100", "\u2312"),
    ("\u2460", "\u249b"),
    ("\u3000", "\u303f"),
    ("\uff00", "\uff5e"),
)


def detect(data: bytes, *, whole: bool = True, lossy: bool = False) -> Encoding | None:
    """The likeliest encoding in which the bytes, all of them, are valid; ``None`` where there is none that reads like Chinese.

    ``whole=False`` says that the bytes are the beginning of something longer, so that the last character may be cut.
    ``lossy`` is for bytes that are valid in none, not even in UTF-8: it weighs what can be read of them, in UTF-8 as well.

    >>> detect("貴州省政務微博".encode("big5")).name
    'cp950'
    >>> detect("贵州".encode("utf-16-be")).name
    'utf-16-be'
    """
    names, errors = (("utf-8", *CANDIDATES), "replace") if lossy else (CANDIDATES, "strict")
    sample, cut = data[:SAMPLE], not whole or len(data) > SAMPLE
    texts = {name: text_in(sample, name, whole=not cut, errors=errors) for name in names}
    likely = {name: likelihood(text) for name, text in texts.items() if text is not None}
    for name in sorted(likely, key=likely.__getitem__, reverse=True):  # a stable sort: preference breaks ties
        if lossy or text_in(data, name, whole=whole) is not None:
            if share_of_common(texts[name] or "") < LEAST_COMMON:
                return None
            best = likely[name]
            # cp950 and Big5-HKSCS differ in a few symbols only; they are one candidate where they agree.
            rivals = [score for other, score in likely.items() if other == name or score != best]
            return Encoding(name, "detected", 1 / sum(exp(min(score - best, 700)) for score in rivals))
    return None


def text_in(data: bytes, encoding: str, *, whole: bool = True, errors: str = "strict") -> str | None:
    """The text of bytes that are valid in an encoding, else ``None``."""
    try:
        if whole:
            return data.decode(encoding, errors)
        return codecs.getincrementaldecoder(encoding)(errors).decode(data)
    except UnicodeDecodeError:
        return None


def likelihood(text: str) -> float:
    """The logarithm of the probability of the text's characters: how much it looks like Chinese news.

    >>> likelihood("微博") > likelihood("寰崥")
    True
    """
    return sum(count * _weight(character) for character, count in Counter(text).items())


@lru_cache(maxsize=16384)
def _weight(character: str) -> float:
    if character < "\x80":
        return _ASCII if character.isprintable() or character in "\t\n\r" else _CONTROL
    if character in _MARKS:
        return _MARK
    if "\u4e00" <= character <= "\u9fff":
        return _COMMON if is_common(character) else _SECOND_LEVEL if _in_gb2312(character) else _RARE
    if category(character) in ("Cc", "Cn", "Co", "Cs"):
        return _NO_CHARACTER
    return _SYMBOL if any(first <= character <= last for first, last in _SYMBOLS) else _OTHER


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
