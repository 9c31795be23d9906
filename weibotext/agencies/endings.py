"""Where a form ends: whether its last character belongs to a longer word, and what it is called in full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weibotext.agencies.bodies import FULL_SUFFIXES, REGION, Suffix, stem_words
from weibotext.agencies.forms import Entry
from weibotext.agencies.open_names import kind_of

_GOES_ON: Final[Mapping[str, frozenset[str]]] = {
    "委": frozenset("员托任派屈婉以实"),
    "部": frozenset("门队署分长级"),
    "局": frozenset("面部势限长级"),
    "厅": frozenset("堂长级"),
    "院": frozenset("长校"),
    "署": frozenset("长名"),
    "司": frozenset("机令长"),
    "处": frozenset("长理罚分置境级"),
    "科": frozenset("长学技级"),
    "所": frozenset("长有以谓在"),
    "队": frozenset("长员伍"),
    "办": frozenset("理法事案"),
    "军": frozenset("总"),
    "会": frozenset("议员计谈"),
    "室": frozenset("内外友"),
    "组": frozenset("织成建合长"),
    "心": frozenset("理情"),
}
"""What follows a form's last character where that belongs to another word: 民政部|门, 市委|托, 公安局|长."""


_NET_WORDS: Final = tuple("站络民友页上安监格点购")


def goes_on(text: str, stop: int) -> bool:
    """Whether the character at ``stop`` makes another word of the form that ends there, whatever the words are.

    >>> goes_on("民政部门", 3), goes_on("民政部部长", 3)
    (True, False)
    """
    if text[stop] == "网" and text[stop - 1] in "府院":  # 中国政府|网
        return text[stop + 1 : stop + 2] not in _NET_WORDS
    return text[stop] != text[stop - 1] and text[stop] in _GOES_ON.get(text[stop - 1], ())


def common(text: str, start: int, stop: int) -> bool:
    """Whether the end of a word that names no body stands there.

    >>> common("城市布局", 3, 4), common("民政局", 2, 3)
    (True, False)
    """
    known = stem_words()
    return any(known.get(text[max(0, start - more) : stop]) is False for more in (1, 2))


def kind(suffix: Suffix, text: str, default: str = "government") -> str:
    """The kind of a name with that suffix, by the suffix or by its words."""
    return suffix.kind if suffix.kind != "-" else kind_of(text, default)


def in_full(entry: Entry, form: str) -> str:
    """What the form at the end of a name is called in full, without a region.

    >>> from weibotext.agencies.forms import forms
    >>> table = forms()
    >>> in_full(table.entries[table.texts.index("打拐办")], "打拐办")
    '打拐办公室'
    """
    if entry.office:
        return entry.office
    if entry.suffix:
        return entry.suffix.full
    if entry.local:
        return entry.local.canonical.replace(REGION, "")
    return entry.foreign.name if entry.foreign else FULL_SUFFIXES.get(form, form)
