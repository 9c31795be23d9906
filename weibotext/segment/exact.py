"""Jieba itself: slower, and by definition right."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

from weibotext.segment.dictionary import jieba_file
from weibotext.segment.userwords import UserWord, entry


class Exact:
    """A private ``jieba.Tokenizer``, with its own dictionary and the user's words.

    >>> Exact(["政务微博"]).cut("政务微博", hmm=True)
    ['政务微博']
    """

    def __init__(self, words: Iterable[UserWord] = ()) -> None:
        self._tokenizer = _tokenizer()
        for word in words:
            self._tokenizer.add_word(*entry(word))

    def cut(self, text: str, hmm: bool) -> list[str]:
        """The words of ``text``, as ``jieba.lcut`` gives them."""
        words: list[str] = self._tokenizer.lcut(text, HMM=hmm)
        return words


def _tokenizer() -> Any:
    """A tokenizer with the dictionary loaded.

    Its own ``initialize`` would report to stderr, trust a cache in the shared temporary folder, and write one there.
    """
    tokenizer = _jieba().Tokenizer()
    with open(jieba_file("dict.txt"), "rb") as lines:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(lines)
    tokenizer.initialized = True
    return tokenizer


def _jieba() -> Any:
    """The module, imported without its deprecation warnings; a level that the user set for its logger stays."""
    import logging

    logger = logging.getLogger("jieba")
    level = logger.level
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    if level != logging.NOTSET:
        logger.setLevel(level)
    return jieba
