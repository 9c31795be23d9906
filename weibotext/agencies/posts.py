"""Raw posts of microblogs: what the author wrote, whom they forwarded, and the topics between two ``#``.

Weibo writes a forwarded post behind ``//@name:``, the nearest one first, so the last of a chain is the oldest.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from weibotext.values import Span

_FORWARD: Final = re.compile(r"//\s?[@＠](?P<name>[\w\-]{2,30})\s?[:：]?")
_HASHTAG: Final = re.compile(r"[#＃](?P<topic>[^#＃\n。]{1,60})[#＃]")


class Forward(NamedTuple):
    """One link of a chain: the account's name, where it stands (with its sign), and where its words stand."""

    account: str
    mention: Span
    words: Span


class Hashtag(NamedTuple):
    """A topic, and where it stands with its signs."""

    topic: str
    span: Span


class Post(NamedTuple):
    """A post: where the author's own words stand, the forwarded posts, nearest first, and the topics in order."""

    comment: Span
    forwards: tuple[Forward, ...]
    hashtags: tuple[Hashtag, ...]


def find_hashtags(text: str) -> tuple[Hashtag, ...]:
    """The topics in a text, in order; what stands between two topics is none.

    >>> [tag.topic for tag in find_hashtags("#微博问政#今天开通 #平安贵州#")]
    ['微博问政', '平安贵州']
    """
    hits = _HASHTAG.finditer(text)
    return tuple(Hashtag(hit["topic"].strip(), Span(*hit.span())) for hit in hits if hit["topic"].strip())


def read_post(text: str) -> Post:
    """The parts of a raw post.

    >>> post = read_post("已转办//@贵州公安：请核实//@网友甲:路灯坏了 #民生#")
    >>> [(one.account, "已转办//@贵州公安：请核实//@网友甲:路灯坏了 #民生#"[slice(*one.words)]) for one in post.forwards]
    [('贵州公安', '请核实'), ('网友甲', '路灯坏了 #民生#')]
    """
    hits = list(_FORWARD.finditer(text))
    stops = [hit.start() for hit in hits[1:]] + [len(text)] * bool(hits)
    forwards = tuple(
        Forward(hit["name"], Span(hit.start("name") - 1, hit.end("name")), Span(hit.end(), stop))
        for hit, stop in zip(hits, stops, strict=True)
    )
    return Post(Span(0, hits[0].start() if hits else len(text)), forwards, find_hashtags(text))
