"""Jieba's hidden Markov model: Chinese characters that the dictionary left single -> words.

The steps are those of ``viterbi`` in ``jieba/finalseg/__init__.py``, with the same additions in the same order, so that
rounding and ties come out the same; written out, they take a fifth of the time. The probabilities are jieba's own,
from ``finalseg/prob_*.py``. (Those of rjieba are rounded, which tips the balance about once in a million characters.)
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any, NamedTuple, TypeAlias

from weibotext.segment.dictionary import jieba_file

_Row: TypeAlias = tuple[float, float, float, float]
_Sources: TypeAlias = list[tuple[bool, bool, bool, bool]]

# What jieba takes for the logarithm of nought.
_NEVER = -3.14e100

# A character begins a word, stands in its middle, ends it, or is one; in the order of a row.
_BEGIN, _MIDDLE, _END, _SINGLE = range(4)
# The ways from one character's state to the next one's; there are no others.
_WAYS = tuple(zip("BBMMEESS", "MEMEBSBS", strict=True))


class _Seen(dict[str, _Row]):
    """The row of each character, made when it is first asked for: of the 6,000 that jieba knows most are rare."""

    def __init__(self, tables: Sequence[Mapping[str, float]]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, character: str) -> _Row:
        begin, middle, end, single = (table.get(character, _NEVER) for table in self._tables)
        self[character] = row = begin, middle, end, single
        return row


class Model(NamedTuple):
    """Logarithms of probabilities: to start with a long word or with a single character, to go a way, to see a row.

    >>> load().cut("问政于民")
    ['问政于', '民']
    """

    begin: float
    single: float
    ways: tuple[float, ...]
    seen: _Seen

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, which holds nothing but the Chinese characters of jieba's blocks."""
        if len(text) < 2:
            return [text] if text else []
        state, sources = self._final(text)
        return _words(text, state, sources)

    def _final(self, text: str) -> tuple[int, _Sources]:
        """The last character's state, and the source of each state of each character from the third on.

        Each state has two sources. ``True`` stands for the one that wins a tie, which is single or middle.
        """
        bm, be, mm, me, eb, es, sb, ss = self.ways
        seen = self.seen
        # No text starts in the middle or at the end of a word, so the second character's states have one source each.
        b, _, _, s = seen[text[0]]
        begin, single = self.begin + b, self.single + s
        b, m, e, s = seen[text[1]]
        begin, middle, end, single = single + sb + b, begin + bm + m, begin + be + e, single + ss + s
        sources = []
        for character in text[2:]:
            b, m, e, s = seen[character]
            b1, b2 = end + eb + b, single + sb + b
            m1, m2 = begin + bm + m, middle + mm + m
            e1, e2 = begin + be + e, middle + me + e
            s1, s2 = end + es + s, single + ss + s
            sources.append((b2 >= b1, m2 >= m1, e2 >= e1, s2 >= s1))
            begin, middle = (b2 if b2 >= b1 else b1), (m2 if m2 >= m1 else m1)
            end, single = (e2 if e2 >= e1 else e1), (s2 if s2 >= s1 else s1)
        return (_SINGLE if single >= end else _END), sources


def _words(text: str, state: int, sources: _Sources) -> list[str]:
    """Follow the states back from the last character, and cut before each that begins a word or is one."""
    words = []
    stop = len(text)
    for place in range(stop - 1, 0, -1):
        favourite = place == 1 or sources[place - 2][state]
        if state in (_BEGIN, _SINGLE):
            state = _SINGLE if favourite else _END
            words.append(text[place:stop])
            stop = place
        else:
            state = _MIDDLE if favourite else _BEGIN
    words.append(text[:stop])
    words.reverse()
    return words


@functools.cache
def load() -> Model:
    """The model that comes with jieba, loaded at the first call and kept.

    >>> load().single
    -1.4652633398537678
    """
    start, passing, seen = _table("prob_start"), _table("prob_trans"), _table("prob_emit")
    ways = tuple(passing[state][follower] for state, follower in _WAYS)
    return Model(start["B"], start["S"], ways, _Seen([seen[state] for state in "BMES"]))


def _table(name: str) -> dict[str, Any]:
    """One of jieba's tables of probabilities: a module that holds nothing else, run without importing jieba."""
    spec = spec_from_file_location(f"{__name__}.{name}", jieba_file("finalseg", f"{name}.py"))
    # Always so for a path that ends in .py.
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[str, Any] = module.P
    return table
