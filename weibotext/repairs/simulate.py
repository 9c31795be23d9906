"""How republished pages get damaged, done on purpose: for building corpora and for testing repair.

Some sites copy an article, convert it to traditional characters and then run search-and-replace over its **GBK bytes**
with no notion of where a character starts. Everything seen on such pages follows from these steps, which
:func:`simulate` takes one after the other:

1. The text is encoded as GBK. A character that GBK lacks becomes ``?``.
2. *Glosses.* Behind each character of a table its reading is put, ``務`` to ``務(wù)``. The search also finds the two
   bytes of a key where one character ends and the next begins, and then splits both.
3. *Markers.* Before the bytes of a punctuation mark one invisible byte is put, again also across two characters.
4. The bytes are decoded. A first byte whose second byte is missing or wrong is a casualty, and from there on the
   characters are cut in the wrong place until something sets the reader straight.
5. The page loses its tags, and full-width ASCII becomes ASCII.

The steps and the order of them were inferred from about fifty damaged pages seen in 2026, not from anyone's program.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias

from weibotext.errors import InputError

Decoder: TypeAlias = Literal["Q", "D"]
Gloss: TypeAlias = tuple[str, str]

# The order tells. 。 goes first: pages show its bytes found across 敗 and ； together, and ； found as well.
# All but ： are proven.
MARKS = "。，！？；："

# The real marker was never seen. GBK uses 0xFF in no place, so this one meets no byte of any text.
MARKER = 0xFF
MARKER_BYTE = bytes([MARKER])

MARKER_SHARE: dict[Decoder, float] = {"Q": 1.0, "D": 0.5}

TRAILS = frozenset(range(0x40, 0xFF)) - {0x7F}
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
INTACT_TAG = re.compile(r"</?p>")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
HANZI = re.compile("[\u3400-\u9fff]")

# Source: observed on republished pages, 2026.
KEPT_SIMPLIFIED = frozenset("后于里并云范制志余征愿系面干布只采周占")
FIXED_TRADITIONAL = {"台": "臺", "冲": "沖", "复": "復", "准": "準"}


@dataclass(frozen=True, slots=True)
class Damage:
    """How one page is damaged. Everything here holds for the whole page.

    ``decoder``
        What becomes of a first byte whose second byte is no second byte. ``"Q"`` prints ``?`` and eats the bad byte as
        well. ``"D"`` drops the first byte silently and keeps the bad one.
    ``glosses``
        Pairs of a traditional character and its reading. Each is applied to every place where its bytes stand, or,
        left out, to none. Of two keys that overlap in the bytes the earlier pair wins, so order is kept.
    ``markers``
        The probability, 0 to 1, that a marker is put before one match of a punctuation mark. 0 turns step 3 off.
    ``private_use``
        Whether private-use characters, which wrongly cut bytes can yield, are kept or dropped.
    ``half_width``
        Whether U+FF01 to U+FF5E become ASCII at the end.
    ``paragraphs``
        Whether each line is wrapped in ``<p>…</p>`` before the damage, and tags that survive it are taken off after.

    Raises :class:`~weibotext.errors.InputError` for a value that is not legal.

    >>> Damage(glosses=(("務", "wù"),)).glosses
    (('務', 'wù'),)
    """

    decoder: Decoder = "Q"
    glosses: tuple[Gloss, ...] = ()
    markers: float = 1.0
    private_use: Literal["keep", "drop"] = "keep"
    half_width: bool = True
    paragraphs: bool = True

    def __post_init__(self) -> None:
        if self.decoder not in ("Q", "D"):
            raise InputError(f"Damage: decoder is {self.decoder!r}; give 'Q' or 'D'")
        if self.private_use not in ("keep", "drop"):
            raise InputError(f"Damage: private_use is {self.private_use!r}; give 'keep' or 'drop'")
        _check_share("Damage: markers", self.markers)
        _check_keys([key for key, _ in self.glosses])


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise InputError(f"{name} is {share!r}; give a number from 0 to 1")


def _check_keys(keys: list[str]) -> None:
    for place, key in enumerate(keys):
        if len(key) != 1 or len(_encoded(key)) != 2:
            raise InputError(f"Damage: glosses[{place}] has the key {key!r}; give one character that has two GBK bytes")
        if key in keys[:place]:
            raise InputError(f"Damage: glosses[{place}] has the key {key!r} once more; give each character one reading")


def simulate(text: str, damage: Damage, *, seed: int = 0) -> str:
    """The traditional-character ``text`` as a page with this ``damage`` would print it.

    ``text`` may be any string: what GBK lacks, lone surrogates included, comes out as ``?``. With ``paragraphs`` on, a
    literal ``<p>`` or ``</p>`` of the text is taken for a tag. ``seed`` decides which marks get a marker; it is
    ignored when ``markers`` is 0 or 1.

    In the first example the marker goes into ``。”``, because the second byte of ``。`` and the first of ``”`` make
    ``！``. The bytes stay out of step until the second byte of ``貴``, which is an ASCII letter.

    >>> simulate("。”微博貴州", Damage())
    '?!蔽⒉┵F州'
    >>> simulate("。”微博貴州", Damage(decoder="D", half_width=False))
    '！蔽⒉┵F州'
    >>> simulate("服務大局", Damage(glosses=(("務", "wù"),)))
    '服務(wù)大局'
    """
    page = _wrapped(text) if damage.paragraphs else text
    data = _glossed(_encoded(page), damage.glosses)
    data = _marked(data, damage.markers, random.Random(seed))
    return _published(_decoded(data, damage.decoder), damage)


def _wrapped(text: str) -> str:
    return "<p>" + text.replace("\n", "</p>\n<p>") + "</p>"


def _encoded(text: str) -> bytes:
    units = {character: _gbk(character) for character in set(text)}
    return b"".join(map(units.__getitem__, text))


def _gbk(character: str) -> bytes:
    """One character's one or two bytes, or ``?``. Python's own 'gbk' lacks the private-use area, 'gb18030' has it."""
    try:
        data = character.encode("gb18030")
    except UnicodeEncodeError:
        return b"?"
    return data if len(data) <= 2 else b"?"


def _glossed(data: bytes, glosses: tuple[Gloss, ...]) -> bytes:
    for key, reading in glosses:
        data = data.replace(_encoded(key), _encoded(f"{key}({reading})"))
    return data


def _marked(data: bytes, probability: float, rng: random.Random) -> bytes:
    def put(match: re.Match[bytes]) -> bytes:
        return MARKER_BYTE + match[0] if rng.random() < probability else match[0]

    for mark in MARKS:
        data = re.sub(re.escape(_encoded(mark)), put, data)
    return data


def _decoded(data: bytes, decoder: Decoder) -> str:
    units: list[str] = []
    at, padded = 0, data + MARKER_BYTE  # so that every byte has a next one
    while at < len(data):
        unit, size = _unit(padded[at], padded[at + 1], decoder)
        units.append(unit)
        at += size
    return "".join(units)


def _unit(lead: int, trail: int, decoder: Decoder) -> tuple[str, int]:
    """What is read where these two bytes stand, and how many of them that takes."""
    if lead < 0x80:
        return chr(lead), 1
    if lead == MARKER:
        return "", 1
    if lead == 0x80:  # not seen on any page; GBK has no use for it as a first byte, so it can eat nothing
        return ("?" if decoder == "Q" else ""), 1
    if trail in TRAILS:
        return bytes([lead, trail]).decode("gb18030"), 2
    return ("?", 2) if decoder == "Q" else ("", 1)


def _published(text: str, damage: Damage) -> str:
    if damage.paragraphs:
        text = INTACT_TAG.sub("", text)
    if damage.private_use == "drop":
        text = PRIVATE_USE.sub("", text)
    return text.translate(HALF_WIDTH) if damage.half_width else text


@cache
def observed_glosses() -> tuple[Gloss, ...]:
    """The glosses seen on damaged pages, as pairs of character and reading, most frequent first; 長 has two.

    Source: observed on republished pages, 2026 (``lexicons/glosses.tsv``).

    >>> observed_glosses()[0]
    ('發', 'fā')
    """
    table = resources.files("weibotext") / "lexicons/glosses.tsv"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple((character, reading) for character, reading in rows)


def random_damage(*, seed: int, share: float = 1.0, decoder: Decoder | None = None) -> Damage:
    """Damage such as pages have it; the same arguments give the same damage.

    ``share``, 0 to 1, is the part of the observed glosses that the page has; 0 gives a page without glosses. Their
    order is left to chance, for that of the real table is not known. ``decoder`` is left to chance too, unless it is
    given. One page in ten has no markers. The others have all of them with decoder Q, and half of them with D. Private
    use is kept or dropped. To settle any of this, use :func:`dataclasses.replace`.

    Raises :class:`~weibotext.errors.InputError` when ``share`` is not from 0 to 1.

    >>> random_damage(seed=1, share=0.5) == random_damage(seed=1, share=0.5)
    True
    >>> len(random_damage(seed=1, share=0.5).glosses)
    61
    """
    _check_share("random_damage: share", share)
    rng = random.Random(seed)
    drawn: Decoder = rng.choice(("Q", "D"))
    decoder = decoder or drawn
    markers = 0.0 if rng.random() < 0.1 else MARKER_SHARE[decoder]
    private_use: Literal["keep", "drop"] = rng.choice(("keep", "drop"))
    return Damage(decoder, _some_glosses(share, rng), markers, private_use)


def _some_glosses(share: float, rng: random.Random) -> tuple[Gloss, ...]:
    pairs = list(observed_glosses())
    rng.shuffle(pairs)
    readings = dict(pairs)  # of two readings one is left, by lot
    return tuple(readings.items())[: round(share * len(readings))]


def half_converted(simplified: str, to_traditional: Callable[[str], str]) -> str:
    """``simplified`` in traditional characters as damaged pages have it: character by character, and not all of them.

    ``to_traditional`` is called with single Chinese characters only. Some that have several traditional forms stay
    as they are, and 台, 冲, 复 and 准 have one fixed form, whatever the words around them. Source of both lists:
    observed on republished pages, 2026.

    >>> half_converted("网后台", {"网": "網", "后": "後", "台": "台"}.__getitem__)
    '網后臺'
    """
    open_to_change = {one for one in simplified if HANZI.match(one)} - KEPT_SIMPLIFIED
    table = {ord(one): FIXED_TRADITIONAL.get(one) or to_traditional(one) for one in open_to_change}
    return simplified.translate(table)
