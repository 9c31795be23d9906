"""Words that tell nothing about a text, from ``lexicons/stopwords.tsv``."""

from __future__ import annotations

from functools import cache

from weibotext.lexicon import read_table


@cache
def stop_words() -> frozenset[str]:
    """Words of two characters or more that neither a keyword nor a topic consists of.

    >>> "我们" in stop_words(), "微博" in stop_words()
    (True, False)
    """
    return frozenset(word for words in read_table("stopwords.tsv", "words") for word in words[0].split())


@cache
def generic_words() -> frozenset[str]:
    """Words too general to be a keyword alone or to begin one, from ``lexicons/generic.tsv``.

    >>> "工作" in generic_words()
    True
    """
    return frozenset(word for words in read_table("generic.tsv", "words") for word in words[0].split())
