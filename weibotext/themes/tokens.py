"""The words of texts, where themes are asked for without a pipeline. The only door from themes to segmentation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from weibotext.segment import Segmenter, dictionary_idf, dictionary_tags

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _segmenter() -> Segmenter:
    return Segmenter()


def tokenized(texts: Sequence[str], segmenter: Segmenter | None = None) -> list[list[str]]:
    """The words of each text, by the segmenter given or the usual one.

    >>> tokenized(["微博问政"])
    [['微博', '问政']]
    """
    words = (segmenter or _segmenter()).words
    return [words(text) for text in texts]


def dictionary() -> tuple[Mapping[str, str], Mapping[str, float]]:
    """The parts of speech and the rarity of the dictionary's words."""
    return dictionary_tags(), dictionary_idf()
