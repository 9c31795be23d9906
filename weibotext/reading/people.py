"""Names of people among the words for what they did: 记者 张三 通讯员 李四."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from weibotext.patterns import deferred
from weibotext.values import Span

_ROLE: Final = (
    r"(?:(?:[\u4e00-\u9fff]{1,8}[网报台社刊])?(?:见习|实习|特约|特派|驻地|首席|全媒体|融媒体){0,3}(?:记者|通讯员|实习生)"
    r"|摄影报道|综合报道|报道|摄影|整理|供图|文/图|图/文|[文图摄](?=[/／:：]))"
)
_PIECE: Final = deferred(rf"{_ROLE}|(?P<name>(?:(?!{_ROLE})[\u4e00-\u9fff·])+)")
_NAME: Final = deferred(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6}){1,3}")
_BRACKET: Final = deferred(
    r"[ \t\u3000]{0,3}[（(【\[]?(?=[^ \n（(]{0,6}(?:记者|通讯员))(?P<names>[^（()）【】\[\]\n。]{2,60})[）)】\]]"
)
_LIST: Final = deferred(r"[\u4e00-\u9fff·、，,；;/／:： \t\u3000]*")
_WIDEST_GAP: Final = 3
_COLONS: Final = (":", "：")
"""What stands before one is the next label: 编辑：张三 人气：5380."""


def names_in(clean: str, within: Span) -> Iterator[Span]:
    """Where the names stand in a part of the text; of organisations and whole sentences nothing is said.

    A name of two characters may be spaced out to the width of three.

    >>> text = "记者 张三 通讯员 李 明"
    >>> [text[slice(*span)] for span in names_in(text, Span(0, len(text)))]
    ['张三', '李 明']
    """
    waiting: Span | None = None  # one character, perhaps the first of a name that is spaced out
    listed = _LIST.match(clean, *within)
    for hit in _PIECE.finditer(clean, *(listed.span() if listed else within)):
        span = Span(*hit.span("name")) if hit["name"] else None
        if span is None:
            waiting = None
        elif span.stop - span.start > 1:
            waiting = None
            if _NAME.fullmatch(clean, *span) and clean[span.stop : span.stop + 1] not in _COLONS:
                yield span
        elif waiting and clean[waiting.stop : span.start].isspace() and span.start - waiting.stop <= _WIDEST_GAP:
            yield Span(waiting.start, span.stop)
            waiting = None
        else:
            waiting = span


def reporters(clean: str, place: int) -> tuple[Span, ...]:
    """The names in the bracket （记者 张三 通讯员 李四） that begins at ``place``, if there is one; also in …电 记者张三）.

    >>> [span.start for span in reporters("（记者张三、李四）近日", 0)]
    [3, 6]
    """
    hit = _BRACKET.match(clean, place)
    return tuple(names_in(clean, Span(*hit.span("names")))) if hit else ()
