"""Bodies of government with their canonical names, and the microblog accounts that they keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from weibotext.agencies.accounts import AccountFound, find_accounts
from weibotext.agencies.authority import Authority, KnownBody, lookup, read_list
from weibotext.agencies.context import PROVINCES, Context, whole_regions
from weibotext.agencies.corps import with_corps
from weibotext.agencies.grammar import read
from weibotext.agencies.media import home_of
from weibotext.agencies.places import Place, places
from weibotext.agencies.platforms import platforms_in
from weibotext.agencies.posts import Post, find_hashtags, read_post
from weibotext.agencies.resolver import BodyMention, resolve_bodies
from weibotext.values import Words

__all__ = [
    "AccountFound",
    "Authority",
    "BodyMention",
    "Context",
    "KnownBody",
    "Place",
    "Post",
    "find_accounts",
    "find_bodies",
    "find_hashtags",
    "lookup",
    "platforms_in",
    "read_list",
    "read_post",
    "whole_regions",
]


_NO_TAGS: Final[Mapping[str, str]] = MappingProxyType({})


def find_bodies(
    text: str,
    words: Words,
    on: date | None,
    *,
    tags: Mapping[str, str] = _NO_TAGS,
    authority: Authority | None = None,
    site: str | None = None,
) -> tuple[list[BodyMention], Context]:
    """The bodies named in a clean text, in order, and the context that their regions were read from.

    ``words`` are those of the text, ``on`` is the day whose names hold, and ``tags`` are the dictionary's parts of speech,
    by which names that no list holds are told from other words. The bodies of an ``authority``'s own list go before.
    ``site`` is the name of the site that published the text, which tells the province of a text that names no region.

    >>> text = "贵州省今年开通微博。省公安厅发布"
    >>> found, context = find_bodies(text, Words([], []), date(2013, 8, 20))
    >>> [mention.name for mention in found], context.home
    (['贵州省公安厅'], '520000')
    """
    reading = read(text, words, tags)
    context = Context.of(places(reading.regions, on), on, reading.regions)
    if context.home is None and any(one.level in PROVINCES for one in reading.named):
        context = replace(context, home=home_of(site, words.texts, on))
    found = resolve_bodies(with_corps(text, reading.named), context)
    if "@" in text or "＠" in text:
        found = [_at_handle(text, mention) for mention in found]
    own = authority.mentions(text) if authority else []
    return (_over(own, found) if own else found), context


def _at_handle(text: str, mention: BodyMention) -> BodyMention:
    """A body named by an account's handle alone: @安顺市公安局."""
    start = mention.span.start
    return mention._replace(basis="handle") if start and text[start - 1] in "@＠" else mention


def _over(own: list[BodyMention], found: list[BodyMention]) -> list[BodyMention]:
    """The mentions of a user's own bodies, and the others that do not touch them."""
    taken = {place for mention in own for place in range(*mention.span)}
    rest = [mention for mention in found if taken.isdisjoint(range(*mention.span))]
    return sorted([*own, *rest], key=lambda mention: mention.span)
