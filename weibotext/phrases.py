"""Finds many phrases in a text in one pass. The only module that imports :mod:`ahocorasick_rs`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from weibotext.errors import LexiconError
from weibotext.values import Span

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_MANY: Final = 4096
"""From so many phrases on, the compact automaton: a table of all transitions, 37 MB for 13,000, outgrows the caches."""


class Phrases:
    """A set of phrases, compiled when it is first used.

    Raises :class:`LexiconError` for an empty phrase, which would be found everywhere.

    >>> Phrases(["地震", "地震局"]).find("省地震局")
    [(Span(start=1, stop=4), '地震局')]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(dict.fromkeys(phrases))
        if "" in self._phrases:
            raise LexiconError(f"an empty phrase among {len(self._phrases)}; remove it")
        self._automaton: AhoCorasick | None = None

    def __reduce__(self) -> tuple[type[Phrases], tuple[tuple[str, ...]]]:
        return Phrases, (self._phrases,)  # an automaton can be neither copied nor pickled, and is quick to compile

    def find(self, text: str) -> list[tuple[Span, str]]:
        """Where the phrases stand in ``text``: leftmost first, the longest at each place, without overlap.

        ``text`` holds no lone surrogates.
        """
        known = self._phrases
        return [(Span(start, stop), known[which]) for which, start, stop in self.find_numbers(text)]

    def find_numbers(self, text: str) -> list[tuple[int, int, int]]:
        """What :meth:`find` finds, as the phrase's number, start and stop, which costs less.

        >>> Phrases(["地震", "地震局"]).find_numbers("省地震局")
        [(1, 1, 4)]
        """
        if self._automaton is None:
            self._automaton = self._compiled()
        return self._automaton.find_matches_as_indexes(text)

    def _compiled(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        form = Implementation.DFA if len(self._phrases) < _MANY else Implementation.ContiguousNFA
        return AhoCorasick(self._phrases, MatchKind.LeftmostLongest, implementation=form)
