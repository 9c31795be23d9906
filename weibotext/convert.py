"""Traditional to simplified characters, one for one.

OpenCC's ``t2s``, ``tw2s`` and ``hk2s`` exchange characters and never change their number (checked over all its
dictionaries, version 1.4.2), so conversion moves no place and is a respelling. Its phrase-rewriting configurations do
change the length and have no place here. OpenCC cuts text at NUL and refuses lone surrogates; repair has replaced both
before conversion.

Which of the three fits a text is told by the few characters on which they differ (14 of the common plane). Taiwan writes 著
where others write 着, Hong Kong 衞 for 衛. ``tw2s`` must not see half-converted text, whose 么 it takes for 幺, nor take every
著 for 着: 原著 and 土著 are right as they are. Text without a single traditional character is left alone, for 乾隆 and 狼藉 are
simplified as well.

This is the only module that imports :mod:`opencc`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from weibotext.characters import is_traditional
from weibotext.lexicon import read_table
from weibotext.patterns import deferred
from weibotext.surrogates import replaced

if TYPE_CHECKING:
    from opencc import OpenCC

    from weibotext.text import Text

Configuration = Literal["t2s", "tw2s", "hk2s"]

_AS_GOOD_AS: Final = "後於菸"
"""Traditional characters that GB 2312 has, for names; in text they tell of conversion."""

_HONG_KONG: Final = re.compile("[衞枱敍粧糭]")
_TAIWAN: Final = deferred(
    "著(?:(?<=[看沿隨随跟接向朝帶带有說说站坐拿穿活忙抱面味藉憑凭對对伴意圍围]著)(?![作名者錄录述稱称書书])"
    "|(?<=[臨临滿满懷怀冒頂顶掛挂載载試试領领牽牵護护守示誌志揮挥含存持呈望聽听住開开擺摆順顺照奔追扛背揹舉举]著)"
    "(?=[\u4e00-\u9fff])(?![作名者錄录述稱称書书])"
    "|(?<![土原專专編编論论遺遗名巨合譯译]著)(?=[力手重眼急陸陆實实火裝装想落]))"
)
"""The first behind verbs, also at the end of a clause, where others may end in an author's name; 著力, 著手 begin words."""

_VARIANT: Final = ("陜", "陕")
"""A character that OpenCC leaves as it is, for it is a simplified one too, if hardly ever: 陜西 is 陝西 as machines write it."""

# Words in which 著 is not the particle 着. Source: jieba's dictionary (MIT), words with 著, those that OpenCC's tw2s misses.
_STAYS: Final = deferred(
    "[土原专專论論遗遺巨拙编編合译譯昭卓显顯名新旧舊力共所撰炳较較]著|著(?:作|名|者|录|錄|述|称|稱|书|書|于|於|有)"
)


class Conversion(NamedTuple):
    """How a text is converted: OpenCC's configuration, ``None`` where the text is left alone, and why."""

    configuration: Configuration | None
    reason: str


def conversion_of(text: str) -> Conversion:
    """How this text is to be converted.

    >>> conversion_of("他沿著河走，這裡沒有人")
    Conversion(configuration='tw2s', reason='沿著: Taiwan writes 著 for 着')
    >>> conversion_of("衞生署發布").configuration, conversion_of("貴州發布").configuration
    ('hk2s', 't2s')
    >>> conversion_of("後天").configuration
    't2s'
    >>> conversion_of("乾隆年间")
    Conversion(configuration=None, reason='no traditional character')
    """
    first = _traditional_only().search(text)
    if first is None:
        return Conversion(None, "no traditional character")
    if hit := _HONG_KONG.search(text):
        return Conversion("hk2s", f"{hit[0]}: a form of Hong Kong")
    particle = _TAIWAN.search(text) if "著" in text and "着" not in text and "么" not in text else None
    if particle:
        return Conversion("tw2s", f"{text[particle.start() - 1 : particle.end()]}: Taiwan writes 著 for 着")
    return Conversion("t2s", f"{first[0]}: traditional, and nothing of Taiwan or Hong Kong alone")


def simplify(text: Text) -> Text:
    """The text in simplified characters. Raises :class:`AlignmentError` should a conversion change the length.

    >>> from weibotext.text import Text
    >>> simplify(Text.of("貴州發布")).clean
    '贵州发布'
    """
    converted = convert(text.clean)
    return text if converted is text.clean else text.respell(converted)


def convert(text: str) -> str:
    r"""The same for a bare text, whatever is in it: NUL and lone surrogates, which OpenCC cannot bear, become U+FFFD.

    >>> convert("沿著原著的路，這裡"), convert("后台的后果"), convert("貴州\x00")
    ('沿着原著的路，这里', '后台的后果', '贵州\ufffd')
    """
    text = replaced(text).replace("\0", "\ufffd")
    configuration = conversion_of(text).configuration
    if configuration is None:
        return text
    converted: str = _converter(configuration).convert(text)
    return (_with_authors(text, converted) if configuration == "tw2s" else converted).replace(*_VARIANT)


def _with_authors(text: str, converted: str) -> str:
    """``tw2s`` with 著 put back where it is not 着."""
    characters = list(converted)
    for hit in _STAYS.finditer(text):
        characters[hit.start() + hit[0].index("著")] = "著"
    return "".join(characters)


def traditional(text: str) -> str:
    """Simplified characters as traditional ones, character by character; for making test material.

    >>> traditional("贵州发布")
    '貴州發佈'
    """
    converted: str = _converter("s2t").convert(text)
    return converted


@cache
def _converter(configuration: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(configuration, include_tofu_risk_dictionaries=False)


@cache
def _traditional_only() -> re.Pattern[str]:
    """The characters that are exchanged and that simplified text has not, or as good as never."""
    rows = read_table("traditional.tsv", "character", "simplified", "back", "readings")
    return re.compile(f"[{''.join(row[0] for row in rows if is_traditional(row[0]))}{_AS_GOOD_AS}衞枱敍粧糭]")
