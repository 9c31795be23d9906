"""What a rule of the grammar is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from weibotext.dates.cursor import Cursor
from weibotext.dates.written import Written
from weibotext.errors import LexiconError


class Reading(Struct, frozen=True, gc=False):
    """What was read, the piece behind it, and the character it ends at."""

    value: Written
    next: int
    stop: int


Read = Callable[[Cursor, int], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named production with the kinds of pieces that it may begin with.

    ``needs`` are the gaps and kinds of pieces of which one must stand further on in the run; with none, a piece is enough.
    """

    name: str
    kinds: tuple[str, ...]
    needs: frozenset[str]
    read: Read


def rule(*kinds: str, needs: tuple[str, ...] = ()) -> Callable[[Read], Rule]:
    """Make a :class:`Rule` of a function; its docstring opens with a specimen."""

    def build(read: Read) -> Rule:
        if not read.__doc__ or not kinds:
            raise LexiconError(f"rule {read.__name__!r}: give it a docstring that opens with a specimen, and kinds")
        return Rule(read.__name__, kinds, frozenset(needs), read)

    return build
