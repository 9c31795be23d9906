"""What Chinese characters are: how common, and of which script, by the zones of GB 2312."""

from __future__ import annotations

from functools import cache, lru_cache

from weibotext.lexicon import read_table


@lru_cache(maxsize=16384)
def is_common(character: str) -> bool:
    """Whether it is one of the 3,755 characters of GB 2312's first level, or the traditional form of one.

    >>> is_common("贵"), is_common("貴"), is_common("蔽"), is_common("簠")
    (True, True, True, False)
    """
    encoded = _gb2312(character)
    return 0xB0 <= encoded[0] <= 0xD7 if encoded else character in _common_traditional()


def is_traditional(character: str) -> bool:
    """Whether it is a Chinese character that GB 2312, a set of simplified characters, lacks.

    >>> is_traditional("貴"), is_traditional("贵"), is_traditional("a")
    (True, False, False)
    """
    return "㐀" <= character <= "鿿" and not _gb2312(character)


def share_of_common(text: str) -> float:
    """How large a part of the characters beyond ASCII is common, 0 to 1; punctuation counts as common.

    >>> share_of_common("微博，貴州"), share_of_common("abc")
    (1.0, 1.0)
    """
    beyond = [character for character in text if character > "\x7f"]
    common = sum(is_common(character) or character in "，。、；：？！“”‘’（）《》—…·「」　" for character in beyond)
    return common / len(beyond) if beyond else 1.0


def _gb2312(character: str) -> bytes:
    """The two bytes of a character in GB 2312; empty where it has none."""
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return b""
    return encoded if len(encoded) == 2 else b""


@cache
def _common_traditional() -> frozenset[str]:
    return frozenset("".join(row for (row,) in read_table("common_traditional.tsv", "characters")))
