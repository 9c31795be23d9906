"""The small values that the stages hand to one another.

Two coordinate systems meet in this package and never mix. *Source* coordinates count the code points of the text as it
was given; *clean* coordinates count those of the repaired, simplified text. An :class:`Edit` speaks source; a
:class:`Token` and a :class:`Match` speak clean text and stay inside the pipeline. What users see is in
:mod:`weibotext.record`, and speaks source. :class:`weibotext.text.Text` alone owns the map between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Span(NamedTuple):
    """A half-open range of code points, ``start`` included and ``stop`` not.

    >>> "截至6月30日"[slice(*Span(2, 7))]
    '6月30日'
    """

    start: int
    stop: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character.

        >>> Span(0, 2).overlaps(Span(1, 3)), Span(0, 2).overlaps(Span(2, 3))
        (True, False)
        """
        return self.start < other.stop and other.start < self.stop

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one.

        >>> Span(0, 5).covers(Span(1, 5)), Span(1, 5).covers(Span(0, 2))
        (True, False)
        """
        return self.start <= other.start and other.stop <= self.stop


class Token(NamedTuple):
    """One word of the clean text: ``clean[start:stop] == text``.

    >>> Token(0, 2, "微博").text
    '微博'
    """

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a clean text, in order and without gaps, and where each begins.

    What :class:`Token` says one by one, as two lists: an article has thousands of words, and few are looked at.

    >>> Words.of(["政务", "微博"]).starts
    [0, 2]
    """

    texts: list[str]
    starts: list[int]

    @classmethod
    def of(cls, texts: list[str]) -> Words:
        """Words that stand in a row from the beginning of a text."""
        return cls(texts, list(accumulate(map(len, texts), initial=0))[:-1])


class Edit(NamedTuple):
    """One change of repair: the source's ``span``, which reads ``text``, became ``replacement``.

    ``repair`` names the repair that made it. ``certain`` is false where bytes were lost and the replacement is a guess.
    ``clings`` says that deleted text belongs to the character before it, as a gloss does, so that a span which ends in
    that character takes the deleted text along.

    >>> Edit(Span(1, 5), "(wù)", "", "pinyin_gloss", clings=True).replacement
    ''
    """

    span: Span
    text: str
    replacement: str
    repair: str
    certain: bool = True
    clings: bool = False


class Match(NamedTuple, Generic[T_co]):
    """Something a rule found in clean text: the ``span`` itself, the ``extent`` with its modifiers, and what it means.

    >>> Match(Span(2, 7), Span(0, 7), "2013-06-30", "month_day").extent
    Span(start=0, stop=7)
    """

    span: Span
    extent: Span
    value: T_co
    rule: str
