"""The segmenter in scikit-learn's hands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy
from sklearn.base import BaseEstimator, TransformerMixin

from weibotext.themes.checks import checked_texts
from weibotext.themes.tokens import tokenized

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weibotext.segment import Segmenter

PATTERN = r"[^\t]+"
"""The ``token_pattern`` that splits what :class:`WordTokenizer` joined."""


class WordTokenizer(TransformerMixin, BaseEstimator):
    r"""Texts to their words, joined by tabs, so that a vectorizer behind it needs no function for a tokenizer.

    A ``TfidfVectorizer(tokenizer=Segmenter().words, token_pattern=None)`` works too, and is copied and pickled with its
    segmenter; but formats without code, such as skops, cannot load a function. Tabs and spaces of the text itself are
    no words.

    >>> from sklearn.feature_extraction.text import TfidfVectorizer
    >>> from sklearn.pipeline import make_pipeline
    >>> pipeline = make_pipeline(WordTokenizer(), TfidfVectorizer(token_pattern=PATTERN))
    >>> list(pipeline.fit(["微博问政"]).get_feature_names_out())
    ['微博', '问政']
    """

    def __init__(self, segmenter: Segmenter | None = None) -> None:
        self.segmenter = segmenter

    def fit(self, X: Iterable[str], y: object = None) -> WordTokenizer:  # noqa: N803
        """Check the texts; there is nothing to learn."""
        checked_texts(X)
        self.fitted_ = True
        return self

    def transform(self, X: Iterable[str]) -> NDArray[Any]:  # noqa: N803
        """The words of each text, joined by tabs."""
        lists = tokenized(checked_texts(X), self.segmenter)
        return numpy.array(["\t".join(word for word in words if not word.isspace()) for words in lists], dtype=object)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:
        """One column, ``words``."""
        return numpy.array(["words"], dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array, tags.input_tags.one_d_array = True, False, True
        tags.requires_fit = False
        return tags
