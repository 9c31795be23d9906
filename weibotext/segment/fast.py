r"""Jieba's result by way of rjieba, which has the same dictionary and the same models but is not the same everywhere.

What differs (rjieba 0.2.2, which is jieba-rs 0.11.0, against jieba 0.42.1):

* rjieba takes more characters for Chinese: extension A, the compatibility ideographs, the end of the main block, and
  everything astral. And it refuses lone surrogates.
* It keeps ``2013-06-30`` and ``G20-01`` whole where jieba cuts. Both find the same route through the dictionary; they
  differ in how they cut the ASCII text that the route leaves in single characters.
* It estimates the frequency of a new word a little differently, and the total when it already has the word.

So the few awkward places of a text are looked up first. What lies between them goes to rjieba in long stretches, since
any character outside jieba's blocks ends a word in both. In an awkward block rjieba tells its route (which is its result
without the hidden Markov model), and jieba's own pattern cuts the ASCII text that the route leaves in single characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from weibotext.segment.dictionary import jieba_file
from weibotext.segment.exact import Exact
from weibotext.segment.userwords import UserWord, entry

if TYPE_CHECKING:
    import rjieba

_ASCII = r"a-zA-Z0-9+#&._%\-"
_SIGNS = r"+#&._%\-"
# The characters of jieba's blocks, and those that only rjieba would let into one or that it refuses.
_BLOCK = rf"\u4E00-\u9FD5{_ASCII}"
_FOREIGN = r"\u3400-\u4DBF\u9FD6-\u9FFF\uF900-\uFAFF\uD800-\uDFFF\U00010000-\U0010FFFF"
# Looks back at a sign and says whether it is odd. Plain decimals and percentages, 3.5 and 3.5%, come out the same, and
# are so common that telling them apart pays: the point stands between digits, and these or a percent sign end the text.
_ODD = rf"(?:(?<=[+#&_\-])|(?<![0-9].)|(?<=\.)(?![0-9]+%?(?![{_ASCII}]))|(?<=%)(?=[{_ASCII}]))"

# One set of first characters, and not an alternative for each kind, because the search skips to a set.
_AWKWARD = re.compile(rf"[{_SIGNS}{_FOREIGN}](?:(?<=[{_FOREIGN}])|{_ODD})")
_AWKWARD_BLOCK = re.compile(rf"((?<![{_BLOCK}])(?=[{_BLOCK}]*?[{_SIGNS}]{_ODD})[{_BLOCK}]+|[{_FOREIGN}])")
_FOREIGN_CHARACTER = re.compile(f"([{_FOREIGN}])")
_WHOLE_BLOCK = re.compile(f"[{_BLOCK}]+")
# ``re_skip`` of jieba's finalseg.
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")

# A word that no block can hold: its frequency counts in the total and nowhere else.
_BALLAST = "\ue000"


class Fast:
    """A private ``rjieba.Jieba`` with the user's words, made to agree with jieba.

    >>> Fast(["政务微博"]).cut("政务微博，G20-01", hmm=True)
    ['政务微博', '，', 'G20', '-', '01']
    """

    def __init__(self, words: Iterable[UserWord] = ()) -> None:
        self._words = tuple(words)
        self._rust = _Builder(self._words).rust if self._words else _new()
        # Once single ASCII characters are words, the route no longer tells what it left in single characters.
        self._legible = not any(len(word) == 1 and word.isascii() for word, _ in map(entry, self._words))

    def cut(self, text: str, hmm: bool) -> list[str]:
        """The words of ``text``, as ``jieba.lcut`` gives them."""
        if _AWKWARD.search(text) is None:
            return self._rust.cut(text, hmm)
        if not hmm:
            return _route(self._rust, text)
        words: list[str] = []
        for place, part in enumerate(_AWKWARD_BLOCK.split(text)):
            words += self._cut_awkward(part) if place % 2 else self._rust.cut(part, True)
        return words

    def _cut_awkward(self, block: str) -> list[str]:
        if _FOREIGN_CHARACTER.match(block):
            return [block]
        if not self._legible:
            return self._exact.cut(block, True)
        return list(_mended(block, self._rust.cut(block, True), self._loose(block)))

    def _loose(self, block: str) -> dict[int, int]:
        """The ASCII text that the route leaves in single characters: where it starts, where it stops."""
        loose, start = {}, 0
        for is_loose, words in groupby(self._rust.cut(block, False), self._is_loose):
            stop = start + sum(map(len, words))
            if is_loose:
                loose[start] = stop
            start = stop
        return loose

    def _is_loose(self, word: str) -> bool:
        # Without the model, letters and digits left single are joined. If they made a word, that word would have been
        # the better route, since each of them costs as much as the rarest word.
        return word.isascii() and (len(word) == 1 or (word.isalnum() and not self._rust.has_word(word)))

    @cached_property
    def _exact(self) -> Exact:
        return Exact(self._words)


def _mended(block: str, words: list[str], loose: dict[int, int]) -> Iterator[str]:
    """The words of ``block``, with the loose ASCII text cut by jieba's pattern."""
    start = mended = 0
    for word in words:
        if start in loose:
            mended = loose[start]
            yield from filter(None, _LATIN.split(block[start:mended]))
        if start >= mended:
            yield word
        start += len(word)


def _route(rust: rjieba.Jieba, text: str) -> list[str]:
    """The words of ``text`` without the hidden Markov model, where only foreign characters differ."""
    words: list[str] = []
    for place, part in enumerate(_FOREIGN_CHARACTER.split(text)):
        words += [part] if place % 2 else rust.cut(part, False)
    return words


class _Builder:
    """Adds the user's words to a new ``rjieba.Jieba`` and keeps its frequencies and their total as jieba would.

    >>> _Builder(["政务微博"]).rust.cut("政务微博")
    ['政务微博']
    """

    def __init__(self, words: Iterable[UserWord]) -> None:
        text = jieba_file("dict.txt").read_text(encoding="utf-8")
        fields = text.split()
        frequencies = list(map(int, fields[1::3]))
        self.rust = _new()
        self._lines = f"\n{text}"
        self._frequencies = dict(zip(fields[::3], frequencies, strict=True))
        self._total = sum(frequencies)
        self._ballast = 0
        for word in words:
            self._add(*entry(word))

    def _add(self, word: str, frequency: int | None) -> None:
        """Do what ``jieba.Tokenizer.add_word`` does."""
        frequency = self._suggested(word) if frequency is None else frequency
        if _WHOLE_BLOCK.fullmatch(word):
            self.rust.add_word(word, frequency, None)
            # Jieba does not take the word's former frequency from the total; rjieba does.
            self._ballast += self._frequencies.get(word, 0)
        else:
            self._ballast += frequency
        if self._ballast:
            self.rust.add_word(_BALLAST, self._ballast, None)
        self._total += frequency
        self._frequencies[word] = frequency
        for stop in range(1, len(word)):
            self._frequencies.setdefault(word[:stop], 0)

    def _suggested(self, word: str) -> int:
        """Do what ``jieba.Tokenizer.suggest_freq`` does, in the same floating-point steps."""
        chance = 1.0
        for part in _route(self.rust, word):
            chance *= self._frequency(part) / float(self._total)
        return max(int(chance * self._total) + 1, self._frequency(word))

    def _frequency(self, word: str) -> int:
        """Jieba's ``FREQ.get(word, 1)``: 0 for what only begins a word, 1 for what is unknown."""
        known = self._frequencies.get(word)
        if known is not None:
            return known
        return 0 if f"\n{word}" in self._lines else 1


def _new() -> rjieba.Jieba:
    import rjieba

    return rjieba.Jieba()
