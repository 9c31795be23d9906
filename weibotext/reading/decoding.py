"""Bytes to text: by what is known of them, then by the strictest encoding that fits, then by the text that comes out.

The order: the caller's word, a byte-order mark, strict UTF-8 beside what the page declares, detection. A declaration is
weighed, not obeyed: crawlers store pages as UTF-8 and leave ``charset=gb2312`` in them.
"""

from __future__ import annotations

import codecs
from dataclasses import replace
from typing import Final, NamedTuple

from weibotext.counts import counted
from weibotext.errors import InputError
from weibotext.reading.articles import Encoding
from weibotext.reading.detection import detect, likelihood, text_in

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SUPERSETS: Final = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "big5": ("big5", "cp950", "big5hkscs"),
    "cp950": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs",),
    "utf-8": ("utf-8",),
}
"""What is read for a name, by Python's canonical names: as browsers do, the larger set that includes it.

A declaration by another name is not believed: in the iso-8859-1 that servers send unasked any bytes are valid, and a page
whose markup can be read as ASCII is not in UTF-16.
"""

_SAMPLE: Final = 4096
_MOST_CONTROLS: Final = 0.2
_MOST_LOST: Final = 0.02
_CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\v\f\r"))
_UTF8: Final = Encoding("utf-8", "strict")


class Decoded(NamedTuple):
    """A text and the encoding it was read in."""

    text: str
    encoding: Encoding


def decode(data: bytes, *, name: str = "bytes", encoding: str | None = None, declared: str | None = None) -> str:
    """The text that bytes hold; line ends stay as they are. See :func:`decoded`.

    >>> decode("貴州".encode("gb18030")), decode("微博".encode()), decode("微博".encode("utf-16-le"))
    ('貴州', '微博', '微博')
    """
    return decoded(data, name=name, encoding=encoding, declared=declared).text


def decoded(data: bytes, *, name: str = "bytes", encoding: str | None = None, declared: str | None = None) -> Decoded:
    """The text that bytes hold, and how its encoding was chosen.

    ``encoding`` is the caller's word and settles it. ``declared`` is what the page or its server says; it is used where
    the bytes fit it and UTF-8 does not read better. Else a byte-order mark decides, then UTF-8, strictly, then detection
    among GB 18030, Big5 (cp950, Big5-HKSCS) and UTF-16 without a mark. ``name`` is for messages.

    A page that was cut within a character, or has a few stray bytes, at most one in fifty characters, is read all the same:
    they become U+FFFD, and the encoding tells how many.

    Raises :class:`InputError` when nothing fits, when the encoding given does not, when Python does not know it, and for
    what is not text.

    >>> decoded("貴州省".encode("big5"), declared="big5").encoding
    Encoding(name='big5', basis='declared', confidence=1.0, lost=0)
    >>> decoded("微博".encode(), declared="gb2312").encoding.basis
    'strict'
    """
    if encoding is not None:
        return _given(data, name, encoding)
    if declared is None and (plain := _plain(data)) is not None:
        return Decoded(plain, _UTF8)
    chosen = choose(data, declared=declared) or detect(data, lossy=True)
    found = None if chosen is None else _read(data, chosen)
    if found is None or not _is_text(found.text):
        raise InputError(
            f"{name}: {counted(len(data), 'byte')} that are not text in UTF-8, UTF-16, GB 18030 or Big5; "
            "name the encoding if it is another one, or take the file out"
        )
    return found


def _read(data: bytes, chosen: Encoding) -> Decoded | None:
    """The text in the encoding that was chosen, with a few stray bytes replaced; ``None`` where there are many."""
    if (text := text_in(data, chosen.name)) is not None:
        return Decoded(text, chosen)
    text = data.decode(chosen.name, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, replace(chosen, lost=lost)) if lost <= _MOST_LOST * len(text) else None


def _plain(data: bytes) -> str | None:
    """The text of bytes that need no weighing, as most do: UTF-8 without a mark, and text by the look of it."""
    if data.startswith(codecs.BOM_UTF8) or _controls(data[:_SAMPLE]):
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def choose(data: bytes, *, declared: str | None = None, whole: bool = True) -> Encoding | None:
    """The encoding of bytes, which are the beginning of something longer unless they are ``whole``.

    ``None`` where nothing fits.

    >>> choose("微博".encode()[:-1], whole=False).name
    'utf-8'
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return Encoding(marked, "byte_order_mark")
    believed = _fitting(data, declared, whole) if declared is not None else None
    if text_in(data, "utf-8", whole=whole) is None:
        return believed or detect(data, whole=whole)
    # Short UTF-16 may be valid UTF-8, but then it is full of controls.
    rival = believed or (detect(data, whole=whole) if _controls(data[:_SAMPLE]) else None)
    return rival if rival and _reads_better(data[:_SAMPLE], rival.name, "utf-8") else _UTF8


def _reads_better(sample: bytes, one: str, other: str) -> bool:
    if sample.isascii() and not _controls(sample):
        return False
    texts = [text_in(sample, encoding, whole=False) for encoding in (one, other)]
    return texts[0] is not None and (texts[1] is None or likelihood(texts[0]) > likelihood(texts[1]))


def known_as(name: str) -> tuple[str, ...]:
    """The encodings to try for one that is called ``name``; raises :class:`LookupError` where Python knows none.

    >>> known_as("GB2312"), known_as("latin-1")
    (('gb18030',), ('iso8859-1',))
    """
    canonical = codecs.lookup(name).name
    return _SUPERSETS.get(canonical, (canonical,))


def _fitting(data: bytes, declared: str, whole: bool) -> Encoding | None:
    """The declared encoding, where it is one to believe and the bytes are valid in it."""
    try:
        names = known_as(declared)
    except (LookupError, ValueError):
        return None
    if names[0] not in _SUPERSETS:
        return None
    return next((Encoding(one, "declared") for one in names if text_in(data, one, whole=whole) is not None), None)


def _is_text(text: str) -> bool:
    """Whether it looks like text rather than like bytes of another kind, which are full of controls."""
    sample = text[:_SAMPLE]
    return _controls(sample.encode("utf-8", "surrogatepass")) <= _MOST_CONTROLS * len(sample)


def _controls(utf8: bytes) -> int:
    return len(utf8) - len(utf8.translate(None, _CONTROLS))


def _given(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        candidates = known_as(encoding)
    except (LookupError, ValueError):
        raise InputError(f"{name}: no encoding is called {encoding!r}; try utf-8, gb18030 or big5") from None
    for one in candidates[:-1]:
        if (text := text_in(data, one)) is not None:
            return Decoded(text, Encoding(one, "given"))
    return Decoded(_certainly(data, name, candidates[-1]), Encoding(candidates[-1], "given"))


def _certainly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:  # such as hex, which Python calls a codec
        raise InputError(f"{name}: {encoding!r} is no encoding of text; try utf-8, gb18030 or big5") from None
    except ValueError as problem:
        place = f"byte {problem.start}" if isinstance(problem, UnicodeDecodeError) else "a byte"
        raise InputError(
            f"{name}: {place} does not fit the encoding {encoding}; name another one, such as gb18030, "
            "or none: then a few stray bytes are replaced"
        ) from None
