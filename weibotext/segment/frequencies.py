"""The user's words in rjieba, with the frequencies and the total that they have in jieba."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING

from weibotext.patterns import deferred
from weibotext.segment.dictionary import jieba_text
from weibotext.segment.userwords import UserWord, entry

if TYPE_CHECKING:
    import rjieba

# The characters of jieba's blocks: ``re_han_default`` in ``jieba/__init__.py``.
BLOCK = r"\u4E00-\u9FD5a-zA-Z0-9+#&._%\-"
# What rjieba would let into a block and jieba does not (extension A, compatibility ideographs, the end of the main
# block, everything astral), and lone surrogates, which it refuses.
FOREIGN = r"\u3400-\u4DBF\u9FD6-\u9FFF\uF900-\uFAFF\uD800-\uDFFF\U00010000-\U0010FFFF"

_WHOLE_BLOCK = deferred(f"[{BLOCK}]+")
_FOREIGN_CHARACTER = re.compile(f"([{FOREIGN}])")

# A word that no block can hold: its frequency counts in the total and nowhere else.
_BALLAST = "\ue000"
# The dictionary has B超 twice, with the frequency 3. In jieba's total both count, in rjieba's one.
_COUNTED_TWICE = 3

_LOADING = Lock()


def route(rust: rjieba.Jieba, text: str) -> list[str]:
    """The best way through the dictionary: what jieba calls cutting without the hidden Markov model.

    >>> route(new(), "公安微博"), route(new(), "𠮷林")
    (['公安', '微', '博'], ['𠮷', '林'])
    """
    if _FOREIGN_CHARACTER.search(text) is None:
        return rust.cut(text, False)
    words: list[str] = []
    for place, part in enumerate(_FOREIGN_CHARACTER.split(text)):
        words += [part] if place % 2 else rust.cut(part, False)
    return words


def new() -> rjieba.Jieba:
    """A fresh ``rjieba.Jieba`` with jieba's total; the module's default one may have been changed by others.

    >>> new().has_word("公安")
    True
    """
    rust: rjieba.Jieba = _extension().Jieba()
    rust.add_word(_BALLAST, _COUNTED_TWICE, None)
    return rust


def _extension() -> ModuleType:
    """What is compiled of rjieba, without the package around it, which loads a dictionary of its own for other users.

    It is entered among the modules under its own name, so that the package finds it there when others import it.
    """
    name = "rjieba.rjieba"
    with _LOADING:  # it can be initialized once in a process
        if name in sys.modules:
            return sys.modules[name]
        package = find_spec("rjieba")
        spec = PathFinder.find_spec(name, package.submodule_search_locations) if package else None
        if spec is None or spec.loader is None:
            return import_module("rjieba")
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return sys.modules.setdefault(name, module)


def taught(words: Iterable[UserWord]) -> rjieba.Jieba:
    """A fresh ``rjieba.Jieba`` that knows the words.

    >>> route(taught(["政务微博"]), "政务微博")
    ['政务微博']
    """
    school = _School()
    for word in words:
        school.add(*entry(word))
    return school.rust


class _School:
    """Does for rjieba what ``jieba.Tokenizer`` does when words are added.

    rjieba's own ``suggest_freq`` adds logarithms where jieba multiplies. Its ``add_word`` takes the former frequency of
    a word from the total, where jieba leaves it in.
    """

    def __init__(self) -> None:
        fields = jieba_text("dict.txt").split()
        frequencies = list(map(int, fields[1::3]))
        self.rust = new()
        self._words = sorted(fields[::3])
        self._frequencies = dict(zip(fields[::3], frequencies, strict=True))
        self._total = sum(frequencies)
        self._ballast = _COUNTED_TWICE

    def add(self, word: str, frequency: int | None) -> None:
        """What ``jieba.Tokenizer.add_word`` does."""
        frequency = self._suggested(word) if frequency is None else frequency
        if _WHOLE_BLOCK.fullmatch(word):
            self.rust.add_word(word, frequency, None)
            self._ballast += self._frequencies.get(word, 0)
        else:
            self._ballast += frequency
        self.rust.add_word(_BALLAST, self._ballast, None)
        self._total += frequency
        self._frequencies[word] = frequency
        for stop in range(1, len(word)):
            self._frequencies.setdefault(word[:stop], 0)

    def _suggested(self, word: str) -> int:
        """What ``jieba.Tokenizer.suggest_freq`` does, in the same floating-point steps."""
        chance = 1.0
        for part in route(self.rust, word):
            chance *= self._frequency(part) / float(self._total)
        return max(int(chance * self._total) + 1, self._frequency(word))

    def _frequency(self, word: str) -> int:
        """Jieba's ``FREQ.get(word, 1)``, which is 0 for what only begins a word, and 1 for what is unknown."""
        known = self._frequencies.get(word)
        if known is not None:
            return known
        following = bisect_left(self._words, word)
        return 0 if any(later.startswith(word) for later in self._words[following : following + 1]) else 1
