"""Jieba's result by way of rjieba, which has the same dictionary but is not the same everywhere.

Cutting has two steps. The first is to find the best route through the dictionary, and is the slow one. rjieba finds the
same as jieba, if it is not shown the characters that it alone would take for Chinese. The second step cuts what the
route left in single characters. There the two differ: rjieba keeps ``2013-06-30`` whole where jieba cuts, and the
probabilities of its hidden Markov model are rounded. So this step is done here, after jieba; it concerns few
characters, and often the same ones.

Compared: rjieba 0.2.2, which is jieba-rs 0.11.0, with jieba 0.42.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from weibotext.segment import model
from weibotext.segment.exact import Exact
from weibotext.segment.frequencies import BLOCK, new, route, taught
from weibotext.segment.userwords import UserWord, entry

_SIGNS = frozenset("+#&._%-")
_BLOCKS = re.compile(f"([{BLOCK}]+)")
# ``re_han`` and ``re_skip`` in ``jieba/finalseg/__init__.py``.
_CHINESE = re.compile(r"([\u4E00-\u9FD5]+)")
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")

# Runs of single characters whose words are kept, and how long these may be. An article has about fifty runs in a
# thousand characters, of three characters on average.
_KEPT = 2**15
_LONGEST = 32


class Fast:
    """A private ``rjieba.Jieba`` with the user's words, made to agree with jieba.

    >>> Fast(["政务微博"]).cut("政务微博，G20-01", hmm=True)
    ['政务微博', '，', 'G20', '-', '01']
    """

    def __init__(self, words: Iterable[UserWord] = ()) -> None:
        self._words = tuple(words)
        self._rust = taught(self._words) if self._words else new()
        self._model = model.load()
        self._kept = lru_cache(_KEPT)(self._cut_run)
        self._legible = _legible({word for word, _ in map(entry, self._words)})

    def cut(self, text: str, hmm: bool) -> list[str]:
        """The words of ``text``, as ``jieba.lcut`` gives them."""
        if not hmm:
            return route(self._rust, text)
        if not self._legible:
            return self._exact.cut(text, True)
        return self._resolved(route(self._rust, text))

    def _resolved(self, parts: list[str]) -> list[str]:
        """The words of a route, with its runs of single characters cut as jieba cuts them."""
        words: list[str] = []
        run = ""
        has_word = self._rust.has_word
        for part in parts:
            # rjieba joins letters and digits that the route left single. Had they made a word, that would have been the
            # better route, since each of them costs as much as the rarest word.
            if (
                part.isalnum() or part in _SIGNS
                if len(part) == 1
                else part.isascii() and part.isalnum() and not has_word(part)
            ):
                run += part
                continue
            if run:
                words += self._run_words(run) if len(run) > 1 else run
                run = ""
            words.append(part)
        words += self._run_words(run)
        return words

    def _run_words(self, run: str) -> tuple[str, ...]:
        return self._kept(run) if len(run) <= _LONGEST else self._cut_run(run)

    def _cut_run(self, run: str) -> tuple[str, ...]:
        """The words of a run of single characters."""
        if _CHINESE.fullmatch(run):
            return tuple(run if self._rust.has_word(run) else self._model.cut(run))
        words: list[str] = []
        for place, part in enumerate(_BLOCKS.split(run)):
            words += self._cut_block_run(part) if place % 2 else part
        return tuple(words)

    def _cut_block_run(self, run: str) -> Iterable[str]:
        """The words of a run within one of jieba's blocks: its own characters if the whole is a word after all."""
        if len(run) == 1 or self._rust.has_word(run):
            return run
        words: list[str] = []
        for place, part in enumerate(_CHINESE.split(run)):
            words += self._model.cut(part) if place % 2 else filter(None, _LATIN.split(part))
        return words

    @cached_property
    def _exact(self) -> Exact:
        return Exact(self._words)


def _legible(words: set[str]) -> bool:
    """Whether a route shows which letters and digits it left single: not if they are words and so is what they make.

    >>> _legible({"G20", "A"}), _legible({"G20", "G", "2", "0"})
    (True, False)
    """
    return not any(len(word) > 1 and word.isascii() and word.isalnum() and words.issuperset(word) for word in words)
